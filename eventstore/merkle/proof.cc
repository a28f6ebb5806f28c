#include "eventstore/merkle/proof.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"

namespace actionplan::eventstore {
namespace {

// Leaves from `begin` up to `end`, which is not one of them.
struct LeafRange {
  uint64_t begin = 0;
  uint64_t end = 0;
};

// The largest power of two below the number of leaves, which is 2 or more: the
// tree splits there (RFC 9162, section 2.1.1).
uint64_t MiddleOf(const LeafRange& range) {
  return range.begin + std::bit_floor(range.end - range.begin - 1);
}

absl::Status CheckSize(uint64_t tree_size) {
  if (tree_size <= kMaxTreeSize) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("a tree of ", tree_size, " leaves is larger than the limit ",
                   kMaxTreeSize));
}

absl::Status CheckPlace(const LeafPlace& place) {
  RETURN_IF_ERROR(CheckSize(place.tree_size));
  if (place.index < place.tree_size) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("leaf ", place.index,
                                                 " is outside a tree of ",
                                                 place.tree_size, " leaves"));
}

absl::Status CheckGrowth(const TreeGrowth& growth) {
  RETURN_IF_ERROR(CheckSize(growth.new_size));
  if (growth.old_size <= growth.new_size) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("a tree of ", growth.old_size,
                   " leaves does not grow to one of ", growth.new_size));
}

// The roots of parts of one tree. Keeps the tiles it has read: one proof needs
// most of them several times.
class PartialRoots {
 public:
  PartialRoots(uint64_t tree_size, const TileReader& tiles, TreeHasher& hasher)
      : tree_size_(tree_size), tiles_(tiles), hasher_(hasher) {}

  // Of leaves that are one side of a split, or the whole tree; not none.
  absl::StatusOr<MerkleHash> Root(const LeafRange& range);

 private:
  using Tile = std::vector<MerkleHash>;

  absl::StatusOr<MerkleHash> Node(const NodeId& node);
  absl::StatusOr<const Tile*> Read(const TileId& id);

  const uint64_t tree_size_;
  const TileReader& tiles_;
  TreeHasher& hasher_;
  std::vector<std::pair<TileId, Tile>> read_;
};

absl::StatusOr<MerkleHash> PartialRoots::Root(const LeafRange& range) {
  // Complete subtrees, largest first, as in a frontier.
  std::vector<MerkleHash> subtrees;
  for (uint64_t begin = range.begin; begin < range.end;) {
    const uint32_t level = std::bit_width(range.end - begin) - 1;
    ASSIGN_OR_RETURN(const MerkleHash hash,
                     Node({.level = level, .index = begin >> level}));
    subtrees.push_back(hash);
    begin += uint64_t{1} << level;
  }
  MerkleHash root = subtrees.back();
  for (size_t at = subtrees.size() - 1; at-- > 0;) {
    root = hasher_.Node(subtrees[at], root);
  }
  return root;
}

absl::StatusOr<MerkleHash> PartialRoots::Node(const NodeId& node) {
  const NodePlace place = PlaceOf(node);
  ASSIGN_OR_RETURN(const Tile* const tile, Read(place.tile));
  return SubtreeRoot(
      absl::MakeConstSpan(*tile).subspan(place.first, place.count), hasher_);
}

absl::StatusOr<const PartialRoots::Tile*> PartialRoots::Read(const TileId& id) {
  const auto known =
      std::find_if(read_.begin(), read_.end(),
                   [&](const auto& entry) { return entry.first == id; });
  if (known != read_.end()) return &known->second;
  const size_t count = HashesInTile(id, tree_size_);
  ASSIGN_OR_RETURN(Tile tile, tiles_.Read(id, count));
  if (tile.size() < count) {
    return absl::DataLossError(absl::StrCat(
        "tile ", id.index, " of level ", id.level, " has ", tile.size(),
        " hashes, a tree of ", tree_size_, " leaves needs ", count));
  }
  read_.emplace_back(id, std::move(tile));
  return &read_.back().second;
}

absl::Status ProofTooShort(size_t length) {
  return absl::InvalidArgumentError(absl::StrCat(
      "the proof ends after ", length, " hashes, before it reaches the root"));
}

absl::Status ProofTooLong(size_t length) {
  return absl::InvalidArgumentError(
      absl::StrCat("the proof goes on after it has reached the root, it has ",
                   length, " hashes"));
}

absl::Status OtherRoot(absl::string_view tree) {
  return absl::DataLossError(
      absl::StrCat("the proof does not lead to the root of the ", tree));
}

// The walk from a leaf to the root that both verifications make: `fn` and `sn`
// of RFC 9162, the indexes of the node walked on and of the last node at the
// same level.
struct Walk {
  uint64_t node = 0;
  uint64_t last = 0;

  bool AtRoot() const { return last == 0; }
  bool IsRightChild() const { return (node & 1) != 0; }

  // Whether the next hash of a proof belongs on the left.
  bool JoinsOnTheLeft() const { return IsRightChild() || node == last; }

  void Up() {
    node >>= 1;
    last >>= 1;
  }

  // A last node without a sibling is the same on the levels above, up to the
  // one where it is a right child.
  void UpPastMissingSiblings() {
    while (!IsRightChild() && node != 0) Up();
  }
};

}  // namespace

absl::StatusOr<MerkleHash> RootOfSize(uint64_t tree_size,
                                      const TileReader& tiles,
                                      TreeHasher& hasher) {
  RETURN_IF_ERROR(CheckSize(tree_size));
  if (tree_size == 0) return hasher.EmptyRoot();
  return PartialRoots(tree_size, tiles, hasher).Root({.end = tree_size});
}

absl::StatusOr<std::vector<MerkleHash>> InclusionProof(const LeafPlace& place,
                                                       const TileReader& tiles,
                                                       TreeHasher& hasher) {
  RETURN_IF_ERROR(CheckPlace(place));
  PartialRoots roots(place.tree_size, tiles, hasher);
  std::vector<MerkleHash> proof;
  // PATH of section 2.1.3.1, from the root down.
  LeafRange rest{.end = place.tree_size};
  while (rest.end - rest.begin > 1) {
    const uint64_t middle = MiddleOf(rest);
    LeafRange sibling = rest;
    if (place.index < middle) {
      sibling.begin = rest.end = middle;
    } else {
      sibling.end = rest.begin = middle;
    }
    ASSIGN_OR_RETURN(const MerkleHash hash, roots.Root(sibling));
    proof.push_back(hash);
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

absl::StatusOr<std::vector<MerkleHash>> ConsistencyProof(
    const TreeGrowth& growth, const TileReader& tiles, TreeHasher& hasher) {
  RETURN_IF_ERROR(CheckGrowth(growth));
  std::vector<MerkleHash> proof;
  if (growth.old_size == 0) return proof;
  PartialRoots roots(growth.new_size, tiles, hasher);
  // SUBPROOF of section 2.1.4.1, from the root down: the rest holds the last
  // leaf of the old tree.
  LeafRange rest{.end = growth.new_size};
  while (growth.old_size < rest.end) {
    const uint64_t middle = MiddleOf(rest);
    LeafRange sibling = rest;
    if (growth.old_size <= middle) {
      sibling.begin = rest.end = middle;
    } else {
      sibling.end = rest.begin = middle;
    }
    ASSIGN_OR_RETURN(const MerkleHash hash, roots.Root(sibling));
    proof.push_back(hash);
  }
  // Whoever asks knows the old root, but not a mere part of the old tree.
  if (rest.begin != 0) {
    ASSIGN_OR_RETURN(const MerkleHash hash, roots.Root(rest));
    proof.push_back(hash);
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

absl::Status VerifyInclusion(const InclusionClaim& claim,
                             absl::Span<const MerkleHash> proof,
                             TreeHasher& hasher) {
  RETURN_IF_ERROR(CheckPlace(claim.place));
  // Section 2.1.3.2.
  Walk walk{.node = claim.place.index, .last = claim.place.tree_size - 1};
  MerkleHash hash = claim.leaf;
  for (const MerkleHash& sibling : proof) {
    if (walk.AtRoot()) return ProofTooLong(proof.size());
    if (walk.JoinsOnTheLeft()) {
      hash = hasher.Node(sibling, hash);
      walk.UpPastMissingSiblings();
    } else {
      hash = hasher.Node(hash, sibling);
    }
    walk.Up();
  }
  if (!walk.AtRoot()) return ProofTooShort(proof.size());
  if (hash != claim.root) return OtherRoot("tree");
  return absl::OkStatus();
}

absl::Status VerifyConsistency(const ConsistencyClaim& claim,
                               absl::Span<const MerkleHash> proof,
                               TreeHasher& hasher) {
  const auto& [old_size, new_size] = claim.growth;
  RETURN_IF_ERROR(CheckGrowth(claim.growth));
  if (old_size == 0 || old_size == new_size) {
    if (!proof.empty()) return ProofTooLong(proof.size());
    if (old_size == 0 && claim.old_root != hasher.EmptyRoot()) {
      return OtherRoot("empty tree");
    }
    if (old_size == new_size && claim.old_root != claim.new_root) {
      return absl::DataLossError(
          absl::StrCat("two trees of ", new_size, " leaves have two roots"));
    }
    return absl::OkStatus();
  }
  // Section 2.1.4.2. An old tree that is a complete subtree of the new one is
  // the node to begin with, and not part of the proof.
  Walk walk{.node = old_size - 1, .last = new_size - 1};
  while (walk.IsRightChild()) walk.Up();
  MerkleHash old_hash = claim.old_root;
  absl::Span<const MerkleHash> rest = proof;
  if (!std::has_single_bit(old_size)) {
    if (proof.empty()) return ProofTooShort(0);
    old_hash = proof.front();
    rest.remove_prefix(1);
  }
  MerkleHash new_hash = old_hash;
  for (const MerkleHash& sibling : rest) {
    if (walk.AtRoot()) return ProofTooLong(proof.size());
    if (walk.JoinsOnTheLeft()) {
      old_hash = hasher.Node(sibling, old_hash);
      new_hash = hasher.Node(sibling, new_hash);
      walk.UpPastMissingSiblings();
    } else {
      new_hash = hasher.Node(new_hash, sibling);
    }
    walk.Up();
  }
  if (!walk.AtRoot()) return ProofTooShort(proof.size());
  if (old_hash != claim.old_root) return OtherRoot("old tree");
  if (new_hash != claim.new_root) return OtherRoot("new tree");
  return absl::OkStatus();
}

}  // namespace actionplan::eventstore
