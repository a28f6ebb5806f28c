#include "eventstore/merkle/memory_tiles.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace actionplan::eventstore {

void MemoryTiles::Append(const MerkleHash& leaf, TreeHasher& hasher) {
  AppendLeaf(leaf, hasher, frontier_,
             [this](const TileId& tile, const MerkleHash& hash) {
               tiles_[tile].push_back(hash);
             });
}

absl::StatusOr<std::vector<MerkleHash>> MemoryTiles::Read(const TileId& tile,
                                                          size_t count) const {
  const auto found = tiles_.find(tile);
  if (found != tiles_.end() && found->second.size() >= count) {
    return found->second;
  }
  return absl::NotFoundError(absl::StrCat(
      "a tree of ", frontier_.size(), " leaves has fewer than ", count,
      " hashes in tile ", tile.index, " of level ", tile.level));
}

}  // namespace actionplan::eventstore
