#include "eventstore/merkle/memory_tiles.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/eventstore/merkle/reference_tree.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
namespace {

using ::actionplan::support::StatusIs;

TEST(MemoryTilesTest, TilesHoldTheNodesOfTheirLevelFromTheFirstLeafOn) {
  TreeHasher hasher;
  ReferenceTree reference;
  MemoryTiles tiles;
  for (uint64_t at = 0; at < 600; ++at) {
    reference.Append(absl::StrCat(at));
    tiles.Append(reference.leaf(at), hasher);
    const TileId newest = {.level = 0, .index = at / 256};
    ASSERT_OK_AND_ASSIGN(const auto hashes, tiles.Read(newest, at % 256 + 1));
    ASSERT_EQ(hashes.size(), at % 256 + 1);
    ASSERT_EQ(hashes.back(), reference.leaf(at));
  }
  EXPECT_EQ(tiles.frontier().size(), 600);
  ASSERT_OK_AND_ASSIGN(const auto above,
                       tiles.Read({.level = 1, .index = 0}, 2));
  EXPECT_EQ(above, (std::vector<MerkleHash>{reference.Root(0, 256),
                                            reference.Root(256, 512)}));
}

TEST(MemoryTilesTest, WhatTheTreeHasNotGrownToIsNotFound) {
  TreeHasher hasher;
  MemoryTiles tiles;
  EXPECT_THAT(tiles.Read({.level = 0, .index = 0}, 1),
              StatusIs(absl::StatusCode::kNotFound));
  for (int at = 0; at < 300; ++at) tiles.Append(hasher.Leaf("leaf"), hasher);
  EXPECT_OK(tiles.Read({.level = 0, .index = 1}, 44));
  EXPECT_THAT(tiles.Read({.level = 0, .index = 1}, 45),
              StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(tiles.Read({.level = 1, .index = 0}, 2),
              StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace actionplan::eventstore
