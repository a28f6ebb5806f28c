// The tree as it is stored: tiles of 256 hashes, eight levels of the tree high.
//
// Tile level 0 holds the hashes of leaves, tile level 1 those of the nodes
// eight levels up, each the root of a tile of level 0, and so on. Only the
// lowest hashes of a tile are stored; the nodes between them and its root are
// made again when a proof needs them, at most 247 hashes a tile: a proof in a
// tree of ten million leaves takes some 0.2 ms and six tiles.
//
// In a database a tile is one value: key = level (1 byte), index (8 bytes,
// big-endian), value = BytesOf() its 256 hashes, 8 KiB. A tile is written once,
// when it is full, in the batch of the event that fills it; the frontier is
// written in every batch.
//
// What no full tile holds yet, at most 255 hashes of each level, is in the
// memory of the writer (growing_tree.h), and a reader looks there before it
// looks among the stored tiles: hashes leave memory only once their tile is
// stored. After a restart they are made again: level 0 from the envelopes of at
// most 255 events, each higher level from at most 255 stored tiles. That is
// 2 MiB and some 10 ms a level, once, and it ends in the stored frontier or the
// log is not opened. Storing the partial tile with each batch instead would add
// 4 KiB on average to every sync; making it again for each proof would cost 255
// reads and, above level 0, 65,000 hashes.
#ifndef ACTIONPLAN_EVENTSTORE_MERKLE_TILES_H_
#define ACTIONPLAN_EVENTSTORE_MERKLE_TILES_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "eventstore/merkle/frontier.h"
#include "eventstore/merkle/hash.h"

namespace actionplan::eventstore {

inline constexpr uint32_t kTileHeight = 8;
inline constexpr size_t kTileWidth = size_t{1} << kTileHeight;

// A tree of kMaxTreeSize leaves has no tile above.
inline constexpr uint32_t kTileLevels = 8;

struct TileId {
  uint32_t level = 0;
  uint64_t index = 0;

  friend bool operator==(const TileId&, const TileId&) = default;
  friend auto operator<=>(const TileId&, const TileId&) = default;
};

// A tile that an append has filled, to be stored in the same batch.
struct FullTile {
  TileId id;
  std::vector<MerkleHash> hashes;  // kTileWidth of them.
};

// Where the hashes are from which a node is made: `count` (a power of two) of
// them, from `first` on. A node at the foot of a tile is a single hash.
struct NodePlace {
  TileId tile;
  size_t first = 0;
  size_t count = 0;
};

NodePlace PlaceOf(const NodeId& node);

// How many hashes of a tile a tree of `tree_size` leaves has: kTileWidth for a
// full one, 0 for a tile it does not have.
size_t HashesInTile(const TileId& tile, uint64_t tree_size);

// The root of a complete subtree from its lowest hashes, a power of two.
MerkleHash SubtreeRoot(absl::Span<const MerkleHash> lowest, TreeHasher& hasher);

// Where proofs read hashes. Implementations say which threads may call.
class TileReader {
 public:
  virtual ~TileReader() = default;

  // At least the first `count` hashes of a tile, 1 to kTileWidth. Fewer than
  // kTileWidth are asked for at the right edge of the tree that the proof is
  // of; that tree may be smaller than the one stored. NOT_FOUND when the tree
  // is not that large; errors of storage go to the caller of the proof.
  virtual absl::StatusOr<std::vector<MerkleHash>> Read(const TileId& tile,
                                                       size_t count) const = 0;
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_MERKLE_TILES_H_
