#include "eventstore/merkle/hash.h"

#include <string>

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"
#include "tests/eventstore/merkle/reference_tree.h"

namespace actionplan::eventstore {
namespace {

TEST(TreeHasherTest, LeavesNodesAndNothingHaveThePublishedHashes) {
  // RFC 6962 examples as certificate-transparency's tests publish them; twice,
  // to see that nothing of one hash is left in the next.
  TreeHasher hasher;
  for (int time = 0; time < 2; ++time) {
    EXPECT_EQ(
        Hex(hasher.EmptyRoot()),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(
        Hex(hasher.Leaf("")),
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    EXPECT_EQ(
        Hex(hasher.Leaf(absl::HexStringToBytes("00"))),
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7");
    EXPECT_EQ(
        Hex(hasher.Node(hasher.Leaf(""), hasher.Leaf(std::string(1, '\0')))),
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
  }
}

TEST(TreeHasherTest, ANodeIsNoLeafAndItsSidesAreNotAlike) {
  TreeHasher hasher;
  const MerkleHash left = hasher.Leaf("left");
  const MerkleHash right = hasher.Leaf("right");
  const std::string both(std::string(left.begin(), left.end()) +
                         std::string(right.begin(), right.end()));
  EXPECT_NE(hasher.Node(left, right), hasher.Leaf(both));
  EXPECT_NE(hasher.Node(left, right), hasher.Node(right, left));
}

TEST(HashBytesTest, HashesComeBackFromTheirBytes) {
  TreeHasher hasher;
  const std::vector<MerkleHash> hashes = {hasher.Leaf("a"), hasher.Leaf("b")};
  EXPECT_EQ(BytesOf(hashes).size(), 64);
  EXPECT_EQ(HashesOf(BytesOf(hashes)), hashes);
  EXPECT_EQ(HashesOf(""), std::vector<MerkleHash>());
}

TEST(HashBytesTest, APartOfAHashIsRefused) {
  EXPECT_EQ(HashesOf(std::string(31, 'x')), std::nullopt);
  EXPECT_EQ(HashesOf(std::string(65, 'x')), std::nullopt);
}

}  // namespace
}  // namespace actionplan::eventstore
