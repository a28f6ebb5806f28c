// The part of a growing tree that is in memory: its frontier, and the hashes
// that no full tile holds yet.
#ifndef ACTIONPLAN_EVENTSTORE_MERKLE_GROWING_TREE_H_
#define ACTIONPLAN_EVENTSTORE_MERKLE_GROWING_TREE_H_

#include <array>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "eventstore/merkle/frontier.h"
#include "eventstore/merkle/hash.h"
#include "eventstore/merkle/tiles.h"

namespace actionplan::eventstore {

// A value, 32 KiB for a log of any real length: a writer that may have to give
// up a batch appends to a copy. For one thread at a time.
class GrowingTree {
 public:
  // Without leaves.
  GrowingTree() = default;

  // The tree whose frontier was stored. `newest_leaves` are the hashes of the
  // leaves after the last full tile, size % 256 of them; `stored` needs only
  // full tiles and reads at most 255 of each level. INVALID_ARGUMENT for
  // another number of leaves; DATA_LOSS when tiles and leaves do not end in
  // the frontier, which names the first leaf of the part that differs; errors
  // of the reader.
  struct Stored {
    Frontier frontier;
    absl::Span<const MerkleHash> newest_leaves;
    const TileReader& tiles;
  };
  static absl::StatusOr<GrowingTree> Restore(const Stored& stored,
                                             TreeHasher& hasher);

  // Adds to `filled` the tiles that the leaf makes full, lowest level first.
  void Append(const MerkleHash& leaf, TreeHasher& hasher,
              std::vector<FullTile>& filled);

  const Frontier& frontier() const { return frontier_; }

  // The hashes of the last tile of a level, fewer than kTileWidth.
  absl::Span<const MerkleHash> Partial(uint32_t tile_level) const {
    return partial_[tile_level];
  }

 private:
  // Whether the hashes in partial_ make the frontier.
  absl::Status CheckAgainstFrontier(TreeHasher& hasher) const;

  Frontier frontier_;
  std::array<std::vector<MerkleHash>, kTileLevels> partial_;
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_MERKLE_GROWING_TREE_H_
