#include "eventstore/merkle/proof.h"

#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "eventstore/merkle/memory_tiles.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/eventstore/merkle/published_tree.h"
#include "tests/eventstore/merkle/reference_tree.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
namespace {

using ::actionplan::support::StatusIs;
using ::testing::HasSubstr;
using ::testing::Le;
using ::testing::SizeIs;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kLoss = absl::StatusCode::kDataLoss;

// A tree in the code under test and the same one in the recursion.
class ProofTest : public testing::Test {
 protected:
  void Grow(uint64_t size) {
    while (reference_.size() < size) {
      Append(absl::StrCat("leaf ", reference_.size()));
    }
  }

  void GrowAsPublished() {
    for (const std::string& leaf : PublishedLeaves()) {
      Append(absl::HexStringToBytes(leaf));
    }
  }

  InclusionClaim Claim(const LeafPlace& place) {
    return {.place = place,
            .leaf = reference_.leaf(place.index),
            .root = reference_.Root(0, place.tree_size)};
  }

  ConsistencyClaim Claim(const TreeGrowth& growth) {
    return {.growth = growth,
            .old_root = reference_.Root(0, growth.old_size),
            .new_root = reference_.Root(0, growth.new_size)};
  }

  TreeHasher hasher_;
  ReferenceTree reference_;
  MemoryTiles tiles_;

 private:
  void Append(const std::string& leaf) {
    reference_.Append(leaf);
    tiles_.Append(hasher_.Leaf(leaf), hasher_);
  }
};

TEST_F(ProofTest, InclusionIsProvedAsPublished) {
  GrowAsPublished();
  const std::vector<std::string> roots = PublishedRoots();
  for (const auto& [place, hex] : PublishedInclusions()) {
    const std::vector<MerkleHash> proof = HashesFromHex(hex);
    ASSERT_OK_AND_ASSIGN(const std::vector<MerkleHash> made,
                         InclusionProof(place, tiles_, hasher_));
    EXPECT_EQ(made, proof);
    const std::string leaf =
        absl::HexStringToBytes(PublishedLeaves()[place.index]);
    EXPECT_OK(VerifyInclusion({.place = place,
                               .leaf = hasher_.Leaf(leaf),
                               .root = HashFromHex(roots[place.tree_size])},
                              proof, hasher_));
  }
}

TEST_F(ProofTest, ConsistencyIsProvedAsPublished) {
  GrowAsPublished();
  const std::vector<std::string> roots = PublishedRoots();
  for (const auto& [growth, hex] : PublishedConsistencies()) {
    const std::vector<MerkleHash> proof = HashesFromHex(hex);
    ASSERT_OK_AND_ASSIGN(const std::vector<MerkleHash> made,
                         ConsistencyProof(growth, tiles_, hasher_));
    EXPECT_EQ(made, proof);
    EXPECT_OK(
        VerifyConsistency({.growth = growth,
                           .old_root = HashFromHex(roots[growth.old_size]),
                           .new_root = HashFromHex(roots[growth.new_size])},
                          proof, hasher_));
  }
}

TEST_F(ProofTest, RootsOfFormerSizesAreThoseOfTheRecursionUpTo300) {
  Grow(300);
  for (uint64_t size = 0; size <= 300; ++size) {
    ASSERT_OK_AND_ASSIGN(const MerkleHash root,
                         RootOfSize(size, tiles_, hasher_));
    ASSERT_EQ(root, reference_.Root(0, size)) << size;
  }
}

TEST_F(ProofTest, InclusionIsProvedForEveryLeafOfEveryTreeUpTo300) {
  Grow(300);
  for (uint64_t size = 1; size <= 300; ++size) {
    for (uint64_t index = 0; index < size; ++index) {
      const LeafPlace place{.index = index, .tree_size = size};
      ASSERT_OK_AND_ASSIGN(const std::vector<MerkleHash> proof,
                           InclusionProof(place, tiles_, hasher_));
      ASSERT_EQ(proof, reference_.Path(place)) << index << " of " << size;
      ASSERT_OK(VerifyInclusion(Claim(place), proof, hasher_));
    }
  }
}

TEST_F(ProofTest, ConsistencyIsProvedForEveryPairOfSizesUpTo300) {
  Grow(300);
  for (uint64_t new_size = 1; new_size <= 300; ++new_size) {
    for (uint64_t old_size = 1; old_size <= new_size; ++old_size) {
      const TreeGrowth growth{.old_size = old_size, .new_size = new_size};
      ASSERT_OK_AND_ASSIGN(const std::vector<MerkleHash> proof,
                           ConsistencyProof(growth, tiles_, hasher_));
      ASSERT_EQ(proof, reference_.Proof(growth))
          << old_size << " to " << new_size;
      ASSERT_OK(VerifyConsistency(Claim(growth), proof, hasher_));
    }
  }
}

TEST_F(ProofTest, TreesOfSeveralTileLevelsAreProvedAtAnyFormerSize) {
  constexpr uint64_t kLargest = 256 * 256 + 256 * 2 + 3;
  Grow(kLargest);
  std::mt19937_64 random(6962);
  for (int time = 0; time < 200; ++time) {
    const uint64_t size = 1 + random() % kLargest;
    const uint64_t index = random() % size;
    const LeafPlace place{.index = index, .tree_size = size};
    ASSERT_OK_AND_ASSIGN(const std::vector<MerkleHash> inclusion,
                         InclusionProof(place, tiles_, hasher_));
    ASSERT_EQ(inclusion, reference_.Path(place)) << index << " of " << size;
    ASSERT_OK(VerifyInclusion(Claim(place), inclusion, hasher_));
    const TreeGrowth growth{.old_size = index + 1, .new_size = size};
    ASSERT_OK_AND_ASSIGN(const std::vector<MerkleHash> consistency,
                         ConsistencyProof(growth, tiles_, hasher_));
    ASSERT_EQ(consistency, reference_.Proof(growth))
        << growth.old_size << " to " << size;
    ASSERT_OK(VerifyConsistency(Claim(growth), consistency, hasher_));
  }
}

// All leaves are one: every tile of a level is the same, so a tree of any size
// can be read from, and the readings be counted.
class UniformTiles : public TileReader {
 public:
  explicit UniformTiles(TreeHasher& hasher) {
    MerkleHash node = hasher.Leaf("same");
    for (uint32_t level = 0; level < kTileLevels * kTileHeight; ++level) {
      if (level % kTileHeight == 0) feet_.push_back(node);
      node = hasher.Node(node, node);
    }
  }

  absl::StatusOr<std::vector<MerkleHash>> Read(const TileId& tile,
                                               size_t count) const override {
    ++reads_[tile.level];
    return std::vector<MerkleHash>(count, feet_[tile.level]);
  }

  std::map<uint32_t, int> TakeReads() const {
    return std::exchange(reads_, {});
  }

 private:
  std::vector<MerkleHash> feet_;
  mutable std::map<uint32_t, int> reads_;
};

TEST_F(ProofTest, TreesOfTheLargestSizesAreProvedFromTwoTilesALevel) {
  const UniformTiles tiles(hasher_);
  const MerkleHash leaf = hasher_.Leaf("same");
  for (const uint64_t size : {kMaxTreeSize, kMaxTreeSize - 1, uint64_t{1} << 62,
                              uint64_t{10'000'019}}) {
    ASSERT_OK_AND_ASSIGN(const MerkleHash root,
                         RootOfSize(size, tiles, hasher_));
    for (const uint64_t index : {uint64_t{0}, size / 3, size - 1}) {
      const LeafPlace place{.index = index, .tree_size = size};
      tiles.TakeReads();
      ASSERT_OK_AND_ASSIGN(const std::vector<MerkleHash> proof,
                           InclusionProof(place, tiles, hasher_));
      for (const auto& [level, reads] : tiles.TakeReads()) {
        EXPECT_THAT(reads, Le(2)) << "level " << level;
      }
      EXPECT_THAT(proof, SizeIs(Le(63)));
      EXPECT_OK(VerifyInclusion({.place = place, .leaf = leaf, .root = root},
                                proof, hasher_));
      const TreeGrowth growth{.old_size = index + 1, .new_size = size};
      ASSERT_OK_AND_ASSIGN(const MerkleHash old_root,
                           RootOfSize(index + 1, tiles, hasher_));
      tiles.TakeReads();
      ASSERT_OK_AND_ASSIGN(const std::vector<MerkleHash> consistency,
                           ConsistencyProof(growth, tiles, hasher_));
      for (const auto& [level, reads] : tiles.TakeReads()) {
        EXPECT_THAT(reads, Le(2)) << "level " << level;
      }
      EXPECT_OK(VerifyConsistency(
          {.growth = growth, .old_root = old_root, .new_root = root},
          consistency, hasher_));
    }
  }
}

TEST_F(ProofTest, QuestionsOutsideTheTreeAreRefused) {
  Grow(300);
  const auto inclusion = [&](const LeafPlace& place) {
    return InclusionProof(place, tiles_, hasher_).status();
  };
  const auto consistency = [&](const TreeGrowth& growth) {
    return ConsistencyProof(growth, tiles_, hasher_).status();
  };
  EXPECT_THAT(inclusion({.index = 0, .tree_size = 0}), StatusIs(kInvalid));
  EXPECT_THAT(inclusion({.index = 7, .tree_size = 7}), StatusIs(kInvalid));
  EXPECT_THAT(inclusion({.index = 0, .tree_size = kMaxTreeSize + 1}),
              StatusIs(kInvalid));
  EXPECT_THAT(consistency({.old_size = 8, .new_size = 7}), StatusIs(kInvalid));
  EXPECT_THAT(consistency({.old_size = 1, .new_size = ~uint64_t{0}}),
              StatusIs(kInvalid));
  EXPECT_THAT(RootOfSize(kMaxTreeSize + 1, tiles_, hasher_),
              StatusIs(kInvalid));
  const auto missing = absl::StatusCode::kNotFound;
  EXPECT_THAT(inclusion({.index = 0, .tree_size = 301}), StatusIs(missing));
  EXPECT_THAT(consistency({.old_size = 300, .new_size = 301}),
              StatusIs(missing));
  EXPECT_THAT(RootOfSize(301, tiles_, hasher_), StatusIs(missing));
}

// Gives one hash fewer than it was asked for.
class ShortTiles : public TileReader {
 public:
  absl::StatusOr<std::vector<MerkleHash>> Read(const TileId&,
                                               size_t count) const override {
    return std::vector<MerkleHash>(count - 1);
  }
};

TEST_F(ProofTest, ATileThatIsTooShortIsDataLoss) {
  const ShortTiles tiles;
  EXPECT_THAT(InclusionProof({.index = 0, .tree_size = 9}, tiles, hasher_),
              StatusIs(kLoss));
}

TEST_F(ProofTest, VerificationSaysWhatIsWrongWithAnInclusion) {
  Grow(8);
  const InclusionClaim claim = Claim(LeafPlace{.index = 5, .tree_size = 8});
  std::vector<MerkleHash> proof = reference_.Path(claim.place);
  const auto check = [&](const InclusionClaim& asked) {
    return VerifyInclusion(asked, proof, hasher_);
  };
  InclusionClaim outside = claim;
  outside.place.index = 8;
  EXPECT_THAT(check(outside), StatusIs(kInvalid));
  EXPECT_THAT(check(outside).message(), HasSubstr("outside a tree of 8"));
  InclusionClaim empty = claim;
  empty.place = {};
  EXPECT_THAT(check(empty), StatusIs(kInvalid));
  InclusionClaim huge = claim;
  huge.place.tree_size = kMaxTreeSize + 1;
  EXPECT_THAT(check(huge).message(), HasSubstr("larger than the limit"));
  InclusionClaim other = claim;
  other.leaf = reference_.leaf(4);
  EXPECT_THAT(check(other), StatusIs(kLoss));
  EXPECT_THAT(check(other).message(), HasSubstr("does not lead to the root"));
  proof.push_back(claim.root);
  EXPECT_THAT(check(claim), StatusIs(kInvalid));
  EXPECT_THAT(check(claim).message(), HasSubstr("goes on after"));
  proof.resize(2);
  EXPECT_THAT(check(claim), StatusIs(kInvalid));
  EXPECT_THAT(check(claim).message(), HasSubstr("ends after 2 hashes"));
}

TEST_F(ProofTest, VerificationSaysWhatIsWrongWithAConsistency) {
  Grow(8);
  const ConsistencyClaim claim =
      Claim(TreeGrowth{.old_size = 6, .new_size = 8});
  std::vector<MerkleHash> proof = reference_.Proof(claim.growth);
  const auto check = [&](const ConsistencyClaim& asked) {
    return VerifyConsistency(asked, proof, hasher_);
  };
  ConsistencyClaim shrinking = claim;
  shrinking.growth = {.old_size = 8, .new_size = 6};
  EXPECT_THAT(check(shrinking), StatusIs(kInvalid));
  EXPECT_THAT(check(shrinking).message(), HasSubstr("does not grow"));
  ConsistencyClaim huge = claim;
  huge.growth.new_size = kMaxTreeSize + 1;
  EXPECT_THAT(check(huge).message(), HasSubstr("larger than the limit"));
  ConsistencyClaim old_differs = claim;
  old_differs.old_root = claim.new_root;
  EXPECT_THAT(check(old_differs), StatusIs(kLoss));
  EXPECT_THAT(check(old_differs).message(), HasSubstr("old tree"));
  ConsistencyClaim new_differs = claim;
  new_differs.new_root = claim.old_root;
  EXPECT_THAT(check(new_differs), StatusIs(kLoss));
  EXPECT_THAT(check(new_differs).message(), HasSubstr("new tree"));
  proof.push_back(claim.old_root);
  EXPECT_THAT(check(claim).message(), HasSubstr("goes on after"));
  proof.resize(2);
  EXPECT_THAT(check(claim).message(), HasSubstr("ends after 2 hashes"));
  proof.clear();
  EXPECT_THAT(check(claim).message(), HasSubstr("ends after 0 hashes"));
}

TEST_F(ProofTest, TreesOfOneSizeHaveOneRootAndNeedNoProof) {
  Grow(3);
  const MerkleHash root = reference_.Root(0, 3);
  const TreeGrowth same{.old_size = 3, .new_size = 3};
  EXPECT_OK(VerifyConsistency(
      {.growth = same, .old_root = root, .new_root = root}, {}, hasher_));
  const absl::Status two_roots = VerifyConsistency(
      {.growth = same, .old_root = root, .new_root = reference_.Root(0, 2)}, {},
      hasher_);
  EXPECT_THAT(two_roots, StatusIs(kLoss));
  EXPECT_THAT(two_roots.message(), HasSubstr("two trees of 3 leaves"));
  EXPECT_THAT(
      VerifyConsistency({.growth = same, .old_root = root, .new_root = root},
                        {root}, hasher_),
      StatusIs(kInvalid));
}

TEST_F(ProofTest, EveryTreeGrowsFromTheEmptyOneAndOnlyFromItsRoot) {
  Grow(3);
  const MerkleHash empty = hasher_.EmptyRoot();
  const MerkleHash root = reference_.Root(0, 3);
  const TreeGrowth growth{.old_size = 0, .new_size = 3};
  ASSERT_OK_AND_ASSIGN(const std::vector<MerkleHash> proof,
                       ConsistencyProof(growth, tiles_, hasher_));
  EXPECT_THAT(proof, SizeIs(0));
  EXPECT_OK(VerifyConsistency(
      {.growth = growth, .old_root = empty, .new_root = root}, {}, hasher_));
  EXPECT_OK(
      VerifyConsistency({.old_root = empty, .new_root = empty}, {}, hasher_));
  EXPECT_THAT(
      VerifyConsistency({.growth = growth, .old_root = root, .new_root = root},
                        {}, hasher_),
      StatusIs(kLoss));
  EXPECT_THAT(
      VerifyConsistency({.old_root = empty, .new_root = root}, {}, hasher_),
      StatusIs(kLoss));
  EXPECT_THAT(
      VerifyConsistency({.growth = growth, .old_root = empty, .new_root = root},
                        {root}, hasher_),
      StatusIs(kInvalid));
}

}  // namespace
}  // namespace actionplan::eventstore
