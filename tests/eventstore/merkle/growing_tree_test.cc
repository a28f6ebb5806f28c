#include "eventstore/merkle/growing_tree.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "eventstore/merkle/memory_tiles.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/eventstore/merkle/reference_tree.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
namespace {

using ::actionplan::support::StatusIs;
using ::testing::HasSubstr;

constexpr uint64_t kTwoLevels = 256 * 256 + 256 * 2 + 3;

MerkleHash LeafOf(uint64_t index, TreeHasher& hasher) {
  return hasher.Leaf(absl::StrCat(index));
}

MemoryTiles TreeOf(uint64_t size, TreeHasher& hasher) {
  MemoryTiles tiles;
  for (uint64_t at = 0; at < size; ++at) {
    tiles.Append(LeafOf(at, hasher), hasher);
  }
  return tiles;
}

std::vector<MerkleHash> NewestLeaves(uint64_t size, TreeHasher& hasher) {
  std::vector<MerkleHash> leaves;
  for (uint64_t at = size - size % 256; at < size; ++at) {
    leaves.push_back(LeafOf(at, hasher));
  }
  return leaves;
}

// Full tiles, one hash of which is another's.
class DamagedTiles : public TileReader {
 public:
  DamagedTiles(const TileReader& tiles, const TileId& damaged)
      : tiles_(tiles), damaged_(damaged) {}

  absl::StatusOr<std::vector<MerkleHash>> Read(const TileId& tile,
                                               size_t count) const override {
    EXPECT_EQ(count, kTileWidth) << "only full tiles are stored";
    auto hashes = tiles_.Read(tile, count);
    if (hashes.ok() && tile == damaged_) hashes->at(7)[0] ^= 1;
    return hashes;
  }

 private:
  const TileReader& tiles_;
  const TileId damaged_;
};

constexpr TileId kNoTile{.level = 9};

TEST(GrowingTreeTest, GivesEachTileOnceWhenItsLastHashIsThere) {
  TreeHasher hasher;
  GrowingTree tree;
  std::vector<TileId> ids;
  for (uint64_t size = 1; size <= kTwoLevels; ++size) {
    std::vector<FullTile> filled;
    tree.Append(LeafOf(size - 1, hasher), hasher, filled);
    for (const FullTile& tile : filled) {
      EXPECT_EQ(tile.hashes.size(), 256);
      EXPECT_EQ(size % 256, 0);
      ids.push_back(tile.id);
    }
  }
  ASSERT_EQ(ids.size(), 258 + 1);
  EXPECT_EQ(ids[0], (TileId{.level = 0, .index = 0}));
  EXPECT_EQ(ids[255], (TileId{.level = 0, .index = 255}));
  EXPECT_EQ(ids[256], (TileId{.level = 1, .index = 0}));
  EXPECT_EQ(ids[257], (TileId{.level = 0, .index = 256}));
  EXPECT_EQ(tree.Partial(0).size(), 3);
  EXPECT_EQ(tree.Partial(1).size(), 2);
  EXPECT_EQ(tree.Partial(2).size(), 1);
  EXPECT_EQ(tree.Partial(3).size(), 0);
}

TEST(GrowingTreeTest, TilesHoldTheNodesOfTheirLevel) {
  TreeHasher hasher;
  ReferenceTree reference;
  GrowingTree tree;
  std::vector<FullTile> filled;
  for (uint64_t at = 0; at < 600; ++at) {
    reference.Append(absl::StrCat(at));
    tree.Append(reference.leaf(at), hasher, filled);
  }
  ASSERT_EQ(filled.size(), 2);
  for (uint64_t at = 0; at < 256; ++at) {
    EXPECT_EQ(filled[0].hashes[at], reference.leaf(at));
    EXPECT_EQ(filled[1].hashes[at], reference.leaf(256 + at));
  }
  EXPECT_EQ(tree.Partial(0).front(), reference.leaf(512));
  EXPECT_EQ(tree.Partial(1)[0], reference.Root(0, 256));
  EXPECT_EQ(tree.Partial(1)[1], reference.Root(256, 512));
}

TEST(GrowingTreeTest, IsRestoredFromFullTilesAndTheNewestLeaves) {
  TreeHasher hasher;
  for (const uint64_t size :
       {uint64_t{0}, uint64_t{1}, uint64_t{255}, uint64_t{256}, uint64_t{700},
        uint64_t{256 * 256}, kTwoLevels}) {
    MemoryTiles tiles = TreeOf(size, hasher);
    const DamagedTiles full_only(tiles, kNoTile);
    ASSERT_OK_AND_ASSIGN(
        GrowingTree restored,
        GrowingTree::Restore({.frontier = tiles.tree().frontier(),
                              .newest_leaves = NewestLeaves(size, hasher),
                              .tiles = full_only},
                             hasher));
    for (uint32_t level = 0; level < kTileLevels; ++level) {
      EXPECT_EQ(restored.Partial(level), tiles.tree().Partial(level));
    }
    std::vector<FullTile> filled;
    restored.Append(LeafOf(size, hasher), hasher, filled);
    tiles.Append(LeafOf(size, hasher), hasher);
    EXPECT_EQ(restored.frontier().Root(hasher),
              tiles.tree().frontier().Root(hasher));
  }
}

TEST(GrowingTreeTest, IsNotRestoredFromChangedLeaves) {
  TreeHasher hasher;
  const MemoryTiles tiles = TreeOf(700, hasher);
  std::vector<MerkleHash> leaves = NewestLeaves(700, hasher);
  leaves[150][31] ^= 1;
  const auto restored =
      GrowingTree::Restore({.frontier = tiles.tree().frontier(),
                            .newest_leaves = leaves,
                            .tiles = tiles},
                           hasher);
  EXPECT_THAT(restored, StatusIs(absl::StatusCode::kDataLoss));
  // 700 = 512 + 128 + 32 + 16 + 8 + 4; leaf 512 + 150 is in the 32 from 640.
  EXPECT_THAT(restored.status().message(),
              HasSubstr("32 leaves from index 640"));
}

TEST(GrowingTreeTest, IsNotRestoredFromAChangedTileOfAnyLevel) {
  TreeHasher hasher;
  const MemoryTiles tiles = TreeOf(kTwoLevels, hasher);
  for (const TileId& damaged :
       {TileId{.level = 0, .index = 256}, TileId{.level = 0, .index = 257},
        TileId{.level = 1, .index = 0}}) {
    const DamagedTiles reader(tiles, damaged);
    EXPECT_THAT(
        GrowingTree::Restore({.frontier = tiles.tree().frontier(),
                              .newest_leaves = NewestLeaves(kTwoLevels, hasher),
                              .tiles = reader},
                             hasher),
        StatusIs(absl::StatusCode::kDataLoss));
  }
}

// Tiles that have lost their last hash.
class ShortTiles : public TileReader {
 public:
  absl::StatusOr<std::vector<MerkleHash>> Read(const TileId&,
                                               size_t count) const override {
    return std::vector<MerkleHash>(count - 1);
  }
};

TEST(GrowingTreeTest, IsNotRestoredFromATileThatIsTooShort) {
  TreeHasher hasher;
  const MemoryTiles tiles = TreeOf(300, hasher);
  const ShortTiles reader;
  const auto restored =
      GrowingTree::Restore({.frontier = tiles.tree().frontier(),
                            .newest_leaves = NewestLeaves(300, hasher),
                            .tiles = reader},
                           hasher);
  EXPECT_THAT(restored, StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(restored.status().message(),
              HasSubstr("tile 0 of level 0 has 255 hashes"));
}

TEST(GrowingTreeTest, IsNotRestoredFromAnotherNumberOfLeaves) {
  TreeHasher hasher;
  const MemoryTiles tiles = TreeOf(300, hasher);
  std::vector<MerkleHash> leaves = NewestLeaves(300, hasher);
  leaves.pop_back();
  EXPECT_THAT(GrowingTree::Restore({.frontier = tiles.tree().frontier(),
                                    .newest_leaves = leaves,
                                    .tiles = tiles},
                                   hasher),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(GrowingTreeTest, IsNotRestoredWhenTilesAreMissing) {
  TreeHasher hasher;
  const MemoryTiles tiles = TreeOf(600, hasher);
  const MemoryTiles shorter = TreeOf(300, hasher);
  EXPECT_THAT(GrowingTree::Restore({.frontier = tiles.tree().frontier(),
                                    .newest_leaves = NewestLeaves(600, hasher),
                                    .tiles = shorter},
                                   hasher),
              StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace actionplan::eventstore
