#include "eventstore/merkle/tiles.h"

#include <algorithm>

namespace actionplan::eventstore {

NodePlace PlaceOf(const NodeId& node) {
  const uint32_t above_foot = node.level % kTileHeight;
  const uint64_t first = node.index << above_foot;
  return {.tile = {.level = node.level / kTileHeight,
                   .index = first >> kTileHeight},
          .first = static_cast<size_t>(first % kTileWidth),
          .count = size_t{1} << above_foot};
}

size_t HashesInTile(const TileId& tile, uint64_t tree_size) {
  if (tile.level >= kTileLevels) return 0;
  const uint64_t at_level = tree_size >> (tile.level * kTileHeight);
  const uint64_t full_before = at_level >> kTileHeight;
  if (tile.index != full_before) {
    return tile.index < full_before ? kTileWidth : 0;
  }
  return static_cast<size_t>(at_level % kTileWidth);
}

MerkleHash SubtreeRoot(absl::Span<const MerkleHash> lowest,
                       TreeHasher& hasher) {
  std::vector<MerkleHash> row(lowest.begin(), lowest.end());
  for (size_t width = row.size(); width > 1; width /= 2) {
    for (size_t at = 0; at < width / 2; ++at) {
      row[at] = hasher.Node(row[2 * at], row[2 * at + 1]);
    }
  }
  return row.front();
}

void AppendLeaf(const MerkleHash& leaf, TreeHasher& hasher, Frontier& frontier,
                KeptHash kept) {
  frontier.Append(leaf, hasher,
                  [&](const NodeId& node, const MerkleHash& hash) {
                    if (node.level % kTileHeight != 0) return;
                    kept(PlaceOf(node).tile, hash);
                  });
}

}  // namespace actionplan::eventstore
