// A tree that is wholly in memory, and can be asked for proofs of any of its
// former sizes.
#ifndef ACTIONPLAN_EVENTSTORE_MERKLE_MEMORY_TILES_H_
#define ACTIONPLAN_EVENTSTORE_MERKLE_MEMORY_TILES_H_

#include <map>
#include <vector>

#include "absl/status/statusor.h"
#include "eventstore/merkle/frontier.h"
#include "eventstore/merkle/hash.h"
#include "eventstore/merkle/tiles.h"

namespace actionplan::eventstore {

// Reads from any number of threads while nothing is appended. 32 bytes a leaf.
class MemoryTiles : public TileReader {
 public:
  void Append(const MerkleHash& leaf, TreeHasher& hasher);

  const Frontier& frontier() const { return frontier_; }

  absl::StatusOr<std::vector<MerkleHash>> Read(const TileId& tile,
                                               size_t count) const override;

 private:
  Frontier frontier_;
  std::map<TileId, std::vector<MerkleHash>> tiles_;
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_MERKLE_MEMORY_TILES_H_
