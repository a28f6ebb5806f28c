#include "eventstore/merkle/tiles.h"

#include <vector>

#include "gtest/gtest.h"
#include "tests/eventstore/merkle/reference_tree.h"

namespace actionplan::eventstore {
namespace {

struct Expected {
  NodeId node;
  TileId tile;
  size_t first;
  size_t count;
};

TEST(TilesTest, ANodeIsMadeFromTheFootOfItsTile) {
  const std::vector<Expected> cases = {
      {{0, 0}, {0, 0}, 0, 1},      {{0, 255}, {0, 0}, 255, 1},
      {{0, 256}, {0, 1}, 0, 1},    {{3, 31}, {0, 0}, 248, 8},
      {{3, 32}, {0, 1}, 0, 8},     {{7, 5}, {0, 2}, 128, 128},
      {{8, 5}, {1, 0}, 5, 1},      {{8, 256}, {1, 1}, 0, 1},
      {{15, 1}, {1, 0}, 128, 128}, {{16, 300}, {2, 1}, 44, 1},
      {{62, 0}, {7, 0}, 0, 64},
  };
  for (const Expected& expected : cases) {
    const NodePlace place = PlaceOf(expected.node);
    EXPECT_EQ(place.tile, expected.tile) << expected.node.level;
    EXPECT_EQ(place.first, expected.first) << expected.node.level;
    EXPECT_EQ(place.count, expected.count) << expected.node.level;
  }
}

TEST(TilesTest, ATreeHasFullTilesAndOnePartOfOneOnEachLevel) {
  const uint64_t size = 256 * 256 * 2 + 256 * 3 + 4;
  EXPECT_EQ(HashesInTile({.level = 0, .index = 514}, size), 256);
  EXPECT_EQ(HashesInTile({.level = 0, .index = 515}, size), 4);
  EXPECT_EQ(HashesInTile({.level = 0, .index = 516}, size), 0);
  EXPECT_EQ(HashesInTile({.level = 1, .index = 1}, size), 256);
  EXPECT_EQ(HashesInTile({.level = 1, .index = 2}, size), 3);
  EXPECT_EQ(HashesInTile({.level = 2, .index = 0}, size), 2);
  EXPECT_EQ(HashesInTile({.level = 3, .index = 0}, size), 0);
  EXPECT_EQ(HashesInTile({.level = 7, .index = 0}, kMaxTreeSize), 127);
  EXPECT_EQ(HashesInTile({.level = 8, .index = 0}, kMaxTreeSize), 0);
}

TEST(TilesTest, ASubtreeIsHashedUpFromItsLowestHashes) {
  TreeHasher hasher;
  ReferenceTree reference;
  std::vector<MerkleHash> lowest;
  for (const char* const leaf : {"a", "b", "c", "d"}) {
    reference.Append(leaf);
    lowest.push_back(hasher.Leaf(leaf));
  }
  EXPECT_EQ(SubtreeRoot(lowest, hasher), reference.Root(0, 4));
  EXPECT_EQ(SubtreeRoot({lowest[1]}, hasher), lowest[1]);
}

}  // namespace
}  // namespace actionplan::eventstore
