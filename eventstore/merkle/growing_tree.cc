#include "eventstore/merkle/growing_tree.h"

#include <bit>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"

namespace actionplan::eventstore {

absl::StatusOr<GrowingTree> GrowingTree::Restore(const Stored& stored,
                                                 TreeHasher& hasher) {
  GrowingTree tree;
  tree.frontier_ = stored.frontier;
  const uint64_t size = tree.frontier_.size();
  if (stored.newest_leaves.size() != size % kTileWidth) {
    return absl::InvalidArgumentError(absl::StrCat(
        "a tree of ", size, " leaves has ", size % kTileWidth,
        " after its last full tile, not ", stored.newest_leaves.size()));
  }
  tree.partial_[0].assign(stored.newest_leaves.begin(),
                          stored.newest_leaves.end());
  for (uint32_t level = 1; level < kTileLevels; ++level) {
    const uint64_t full_below = size >> (level * kTileHeight);
    for (uint64_t index = full_below - full_below % kTileWidth;
         index < full_below; ++index) {
      ASSIGN_OR_RETURN(
          const std::vector<MerkleHash> hashes,
          stored.tiles.Read({.level = level - 1, .index = index}, kTileWidth));
      if (hashes.size() != kTileWidth) {
        return absl::DataLossError(
            absl::StrCat("tile ", index, " of level ", level - 1, " has ",
                         hashes.size(), " hashes, not ", kTileWidth));
      }
      tree.partial_[level].push_back(SubtreeRoot(hashes, hasher));
    }
  }
  RETURN_IF_ERROR(tree.CheckAgainstFrontier(hasher));
  return tree;
}

absl::Status GrowingTree::CheckAgainstFrontier(TreeHasher& hasher) const {
  uint64_t begin = 0;  // The first leaf of the subtree.
  for (const MerkleHash& expected : frontier_.hashes()) {
    const uint32_t level = std::bit_width(frontier_.size() - begin) - 1;
    const NodePlace place = PlaceOf({.level = level, .index = begin >> level});
    const absl::Span<const MerkleHash> lowest =
        Partial(place.tile.level).subspan(place.first, place.count);
    if (SubtreeRoot(lowest, hasher) != expected) {
      return absl::DataLossError(
          absl::StrCat("the stored tree differs from its frontier in the ",
                       uint64_t{1} << level, " leaves from index ", begin));
    }
    begin += uint64_t{1} << level;
  }
  return absl::OkStatus();
}

void GrowingTree::Append(const MerkleHash& leaf, TreeHasher& hasher,
                         std::vector<FullTile>& filled) {
  const auto keep = [&](const NodeId& node, const MerkleHash& hash) {
    if (node.level % kTileHeight != 0) return;
    std::vector<MerkleHash>& tile = partial_[node.level / kTileHeight];
    if (tile.empty()) tile.reserve(kTileWidth);
    tile.push_back(hash);
    if (tile.size() < kTileWidth) return;
    filled.push_back(
        {.id = PlaceOf(node).tile, .hashes = std::exchange(tile, {})});
  };
  frontier_.Append(leaf, hasher, keep);
}

}  // namespace actionplan::eventstore
