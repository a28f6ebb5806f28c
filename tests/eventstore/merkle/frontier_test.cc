#include "eventstore/merkle/frontier.h"

#include <bit>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/eventstore/merkle/published_tree.h"
#include "tests/eventstore/merkle/reference_tree.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
namespace {

using ::actionplan::support::StatusIs;
using ::testing::HasSubstr;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

Frontier OfSize(uint64_t size, TreeHasher& hasher) {
  Frontier frontier;
  while (frontier.size() < size) {
    frontier.Append(hasher.Leaf(absl::StrCat(frontier.size())), hasher);
  }
  return frontier;
}

TEST(FrontierTest, HasThePublishedRoots) {
  TreeHasher hasher;
  Frontier frontier;
  const std::vector<std::string> roots = PublishedRoots();
  EXPECT_EQ(Hex(frontier.Root(hasher)), roots[0]);
  for (const std::string& leaf : PublishedLeaves()) {
    frontier.Append(hasher.Leaf(absl::HexStringToBytes(leaf)), hasher);
    EXPECT_EQ(Hex(frontier.Root(hasher)), roots[frontier.size()]);
  }
  EXPECT_EQ(frontier.size(), 8);
}

TEST(FrontierTest, HasTheRootOfTheRecursionAtEverySizeUpTo300) {
  TreeHasher hasher;
  ReferenceTree reference;
  Frontier frontier;
  for (uint64_t size = 1; size <= 300; ++size) {
    reference.Append(absl::StrCat("leaf ", size));
    frontier.Append(reference.leaf(size - 1), hasher);
    ASSERT_EQ(frontier.Root(hasher), reference.Root(0, size)) << size;
    ASSERT_EQ(frontier.hashes().size(), std::popcount(size));
  }
}

TEST(FrontierTest, HandsOverEveryNodeThatALeafCompletes) {
  TreeHasher hasher;
  ReferenceTree reference;
  Frontier frontier;
  size_t nodes = 0;
  for (uint64_t size = 1; size <= 64; ++size) {
    reference.Append(absl::StrCat(size));
    uint32_t level = 0;
    frontier.Append(reference.leaf(size - 1), hasher,
                    [&](const NodeId& node, const MerkleHash& hash) {
                      EXPECT_EQ(node.level, level++);
                      const uint64_t begin = node.index << node.level;
                      const uint64_t end = (node.index + 1) << node.level;
                      EXPECT_EQ(end, size);
                      EXPECT_EQ(hash, reference.Root(begin, end));
                      ++nodes;
                    });
  }
  EXPECT_EQ(nodes, 2 * 64 - 1);
}

TEST(FrontierTest, ComesBackFromItsBytesAndGrowsOn) {
  TreeHasher hasher;
  for (const uint64_t size : {0, 1, 2, 3, 255, 256, 300}) {
    Frontier frontier = OfSize(size, hasher);
    const std::string bytes = frontier.Serialise();
    EXPECT_EQ(bytes.size(), 8 + 32 * std::popcount(size));
    ASSERT_OK_AND_ASSIGN(Frontier parsed, Frontier::Parse(bytes));
    EXPECT_EQ(parsed.size(), size);
    EXPECT_EQ(parsed.Serialise(), bytes);
    frontier.Append(hasher.Leaf("next"), hasher);
    parsed.Append(hasher.Leaf("next"), hasher);
    EXPECT_EQ(parsed.Root(hasher), frontier.Root(hasher)) << size;
  }
}

TEST(FrontierTest, IsWrittenWithItsSizeFirstAndTheLargestSubtreeNext) {
  TreeHasher hasher;
  const Frontier frontier = OfSize(3, hasher);
  const MerkleHash pair = hasher.Node(hasher.Leaf("0"), hasher.Leaf("1"));
  EXPECT_EQ(absl::BytesToHexString(frontier.Serialise()),
            absl::StrCat("0000000000000003", Hex(pair), Hex(hasher.Leaf("2"))));
}

TEST(FrontierTest, BytesOfAnotherLengthThanTheSizeNeedsAreRefused) {
  TreeHasher hasher;
  const std::string bytes = OfSize(5, hasher).Serialise();
  for (size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_THAT(Frontier::Parse(bytes.substr(0, length)), StatusIs(kInvalid));
  }
  EXPECT_THAT(Frontier::Parse(bytes + "x"), StatusIs(kInvalid));
  EXPECT_THAT(Frontier::Parse(bytes + std::string(32, 'x')),
              StatusIs(kInvalid));
}

TEST(FrontierTest, ASizeAboveTheLimitIsRefused) {
  // 2^63: one hash, and a size that no signed number holds.
  const std::string bytes =
      "\x80" + std::string(7, '\0') + std::string(32, 'x');
  const auto parsed = Frontier::Parse(bytes);
  EXPECT_THAT(parsed, StatusIs(kInvalid));
  EXPECT_THAT(parsed.status().message(), HasSubstr("9223372036854775808"));
}

}  // namespace
}  // namespace actionplan::eventstore
