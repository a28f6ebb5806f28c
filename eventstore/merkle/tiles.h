// The tree as it is stored: tiles of 256 hashes, eight levels of the tree high.
//
// Tile level 0 holds the hashes of leaves, tile level 1 those of the nodes
// eight levels up, each the root of a tile of level 0, and so on. Only the
// lowest hashes of a tile are stored; the nodes between them and its root are
// made again when a proof needs them, at most 247 hashes a tile: a proof in a
// tree of ten million leaves takes some 0.2 ms and six tiles.
//
// In a database a tile is one value: key = level (1 byte), index (8 bytes,
// big-endian), value = BytesOf() its hashes, which grows by appending until it
// has 256 of them, 8 KiB. What a batch of events adds to its tiles is in the
// batch, as is the frontier: tiles never disagree with the events they cover,
// and nothing has to be made again after a restart.
#ifndef ACTIONPLAN_EVENTSTORE_MERKLE_TILES_H_
#define ACTIONPLAN_EVENTSTORE_MERKLE_TILES_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
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

// Appends a leaf and hands over each hash that a tile keeps because of it, the
// leaf itself first. The hashes of one tile come in their order.
using KeptHash = absl::FunctionRef<void(const TileId&, const MerkleHash&)>;
void AppendLeaf(const MerkleHash& leaf, TreeHasher& hasher, Frontier& frontier,
                KeptHash kept);

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
