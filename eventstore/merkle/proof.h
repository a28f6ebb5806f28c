// Proofs that a leaf is in a tree and that one tree is the beginning of
// another, and their verification: RFC 9162, sections 2.1.3 and 2.1.4, whose
// proofs are those of RFC 6962.
//
// A root does not say how large its tree is: the same proof can fit several
// sizes. Take size and root together from one signed checkpoint.
//
// Thread-safe where the reader is and each thread has its own hasher.
#ifndef ACTIONPLAN_EVENTSTORE_MERKLE_PROOF_H_
#define ACTIONPLAN_EVENTSTORE_MERKLE_PROOF_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "eventstore/merkle/hash.h"
#include "eventstore/merkle/tiles.h"

namespace actionplan::eventstore {

struct LeafPlace {
  uint64_t index = 0;  // From 0; below tree_size.
  uint64_t tree_size = 0;
};

struct TreeGrowth {
  uint64_t old_size = 0;
  uint64_t new_size = 0;  // Not below old_size.
};

// The three below make what is asked for from stored tiles: as many hashes as
// the tree has levels, twice that for growth, at most two tiles a tile level
// read. INVALID_ARGUMENT for an index or size outside the tree or above
// kMaxTreeSize; DATA_LOSS when a tile is shorter than the reader promised;
// errors of the reader, NOT_FOUND for a tree larger than the stored one.

absl::StatusOr<MerkleHash> RootOfSize(uint64_t tree_size,
                                      const TileReader& tiles,
                                      TreeHasher& hasher);

absl::StatusOr<std::vector<MerkleHash>> InclusionProof(const LeafPlace& place,
                                                       const TileReader& tiles,
                                                       TreeHasher& hasher);

// Empty for trees of one size and for growth from nothing.
absl::StatusOr<std::vector<MerkleHash>> ConsistencyProof(
    const TreeGrowth& growth, const TileReader& tiles, TreeHasher& hasher);

// "The leaf with this hash is at this place of the tree with this root."
struct InclusionClaim {
  LeafPlace place;
  MerkleHash leaf{};
  MerkleHash root{};
};

// "The tree with the new root begins with the tree with the old root."
struct ConsistencyClaim {
  TreeGrowth growth;
  MerkleHash old_root{};
  MerkleHash new_root{};
};

// OK when the proof proves the claim. INVALID_ARGUMENT, with what is wrong,
// for a claim that can be true of no tree and for a proof of another length
// than the claim needs; DATA_LOSS when the proof has the right form but does
// not lead to the root: leaf, proof or tree was changed.

absl::Status VerifyInclusion(const InclusionClaim& claim,
                             absl::Span<const MerkleHash> proof,
                             TreeHasher& hasher);

// Trees of one size must have one root and need an empty proof, as does growth
// from a tree without leaves, whose root must be that of nothing.
absl::Status VerifyConsistency(const ConsistencyClaim& claim,
                               absl::Span<const MerkleHash> proof,
                               TreeHasher& hasher);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_MERKLE_PROOF_H_
