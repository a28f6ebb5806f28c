#include "eventstore/merkle/memory_tiles.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/types/span.h"

namespace actionplan::eventstore {

void MemoryTiles::Append(const MerkleHash& leaf, TreeHasher& hasher) {
  std::vector<FullTile> filled;
  tree_.Append(leaf, hasher, filled);
  for (FullTile& tile : filled) full_.emplace(tile.id, std::move(tile.hashes));
}

absl::StatusOr<std::vector<MerkleHash>> MemoryTiles::Read(const TileId& tile,
                                                          size_t count) const {
  const uint64_t size = tree_.frontier().size();
  if (HashesInTile(tile, size) < count) {
    return absl::NotFoundError(
        absl::StrCat("a tree of ", size, " leaves has fewer than ", count,
                     " hashes in tile ", tile.index, " of level ", tile.level));
  }
  if (const auto full = full_.find(tile); full != full_.end()) {
    return full->second;
  }
  const absl::Span<const MerkleHash> partial = tree_.Partial(tile.level);
  return std::vector<MerkleHash>(partial.begin(), partial.end());
}

}  // namespace actionplan::eventstore
