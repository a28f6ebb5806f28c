// 100,000 random changes to true claims and their proofs, of which none may be
// accepted. The seed is fixed: a failure can be repeated.
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "eventstore/merkle/memory_tiles.h"
#include "eventstore/merkle/proof.h"
#include "gtest/gtest.h"
#include "tests/eventstore/merkle/reference_tree.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
namespace {

constexpr uint64_t kLargest = 600;
constexpr int kTruths = 1'000;
constexpr int kForgeriesOfEach = 50;  // Of inclusion, and again of consistency.

using Proof = std::vector<MerkleHash>;

// What can be done to the proof itself; each says what it did, or "" when the
// proof is too short for it.
class ProofForger {
 public:
  ProofForger(std::mt19937_64& random, const ReferenceTree& tree)
      : random_(random), tree_(tree) {}

  uint64_t Below(uint64_t limit) {
    return std::uniform_int_distribution<uint64_t>(0, limit - 1)(random_);
  }

  std::string Flip(MerkleHash& hash) {
    hash[Below(hash.size())] ^= 1 << Below(8);
    return "flipped a bit";
  }

  std::string Forge(Proof& proof) {
    switch (Below(6)) {
      case 0:
        if (proof.empty()) return "";
        return Flip(proof[Below(proof.size())]);
      case 1:
        if (proof.empty()) return "";
        proof.erase(proof.begin() + Below(proof.size()));
        return "dropped a hash";
      case 2:
        proof.insert(proof.begin() + Below(proof.size() + 1), AnyLeaf());
        return "added a hash";
      case 3:
        return Swap(proof);
      case 4:
        return Replace(proof);
      default:
        return Repeat(proof);
    }
  }

 private:
  const MerkleHash& AnyLeaf() { return tree_.leaf(Below(tree_.size())); }

  std::string Swap(Proof& proof) {
    if (proof.size() < 2) return "";
    const size_t first = Below(proof.size() - 1);
    const size_t second = first + 1 + Below(proof.size() - first - 1);
    std::swap(proof[first], proof[second]);
    return "swapped two hashes";
  }

  std::string Replace(Proof& proof) {
    if (proof.empty()) return "";
    MerkleHash& replaced = proof[Below(proof.size())];
    const MerkleHash leaf = AnyLeaf();
    if (replaced == leaf) return "";
    replaced = leaf;
    return "replaced a hash";
  }

  std::string Repeat(Proof& proof) {
    if (proof.empty()) return "";
    const size_t at = Below(proof.size());
    const MerkleHash hash = proof[at];
    proof.insert(proof.begin() + at, hash);
    return "repeated a hash";
  }

  std::mt19937_64& random_;
  const ReferenceTree& tree_;
};

class ProofForgeryTest : public testing::Test {
 protected:
  ProofForgeryTest() {
    for (uint64_t at = 0; at < kLargest; ++at) {
      const std::string leaf = absl::StrCat("leaf ", at);
      reference_.Append(leaf);
      tiles_.Append(hasher_.Leaf(leaf), hasher_);
    }
  }

  // Changes claim or proof to something untrue, and says how. A size under
  // which the proof has the same shape is not untrue to the root, which does
  // not say how large its tree is.
  std::string Forge(InclusionClaim& claim, Proof& proof) {
    const LeafPlace truth = claim.place;
    LeafPlace& place = claim.place;
    switch (forger_.Below(10)) {
      case 0:
        return forger_.Flip(claim.leaf);
      case 1:
        return forger_.Flip(claim.root);
      case 2:
        place.index = forger_.Below(truth.tree_size + 2);
        return place.index == truth.index ? "" : "another index";
      case 3:
        place.tree_size = forger_.Below(kLargest);
        if (place.index < place.tree_size &&
            InclusionShape(place) == InclusionShape(truth)) {
          return "";
        }
        return "another size";
      default:
        return forger_.Forge(proof);
    }
  }

  std::string Forge(ConsistencyClaim& claim, Proof& proof) {
    const TreeGrowth truth = claim.growth;
    TreeGrowth& growth = claim.growth;
    switch (forger_.Below(10)) {
      case 0:
        return forger_.Flip(claim.old_root);
      case 1:
        return forger_.Flip(claim.new_root);
      case 2:
        growth.old_size = 1 + forger_.Below(kLargest);
        break;
      case 3:
        growth.new_size = 1 + forger_.Below(kLargest);
        break;
      default:
        return forger_.Forge(proof);
    }
    if (growth.old_size <= growth.new_size &&
        ConsistencyShape(growth) == ConsistencyShape(truth)) {
      return "";
    }
    return "another size";
  }

  std::mt19937_64 random_{9162};
  TreeHasher hasher_;
  ReferenceTree reference_;
  MemoryTiles tiles_;
  ProofForger forger_{random_, reference_};
};

TEST_F(ProofForgeryTest, NoneOf50000ForgedInclusionsIsAccepted) {
  int forged = 0;
  for (int truth = 0; truth < kTruths; ++truth) {
    const uint64_t size = 1 + forger_.Below(kLargest);
    const LeafPlace place{.index = forger_.Below(size), .tree_size = size};
    const InclusionClaim claim{.place = place,
                               .leaf = reference_.leaf(place.index),
                               .root = reference_.Root(0, size)};
    ASSERT_OK_AND_ASSIGN(const Proof proof,
                         InclusionProof(place, tiles_, hasher_));
    ASSERT_OK(VerifyInclusion(claim, proof, hasher_));
    for (int made = 0; made < kForgeriesOfEach;) {
      InclusionClaim forged_claim = claim;
      Proof forged_proof = proof;
      const std::string how = Forge(forged_claim, forged_proof);
      if (how.empty()) continue;
      ++made;
      ++forged;
      ASSERT_FALSE(VerifyInclusion(forged_claim, forged_proof, hasher_).ok())
          << how << ": leaf " << place.index << " of " << size << " as "
          << forged_claim.place.index << " of " << forged_claim.place.tree_size;
    }
  }
  EXPECT_EQ(forged, 50'000);
}

TEST_F(ProofForgeryTest, NoneOf50000ForgedConsistenciesIsAccepted) {
  int forged = 0;
  for (int truth = 0; truth < kTruths; ++truth) {
    const uint64_t size = 1 + forger_.Below(kLargest);
    const TreeGrowth growth{.old_size = 1 + forger_.Below(size),
                            .new_size = size};
    const ConsistencyClaim claim{
        .growth = growth,
        .old_root = reference_.Root(0, growth.old_size),
        .new_root = reference_.Root(0, size)};
    ASSERT_OK_AND_ASSIGN(const Proof proof,
                         ConsistencyProof(growth, tiles_, hasher_));
    ASSERT_OK(VerifyConsistency(claim, proof, hasher_));
    for (int made = 0; made < kForgeriesOfEach;) {
      ConsistencyClaim forged_claim = claim;
      Proof forged_proof = proof;
      const std::string how = Forge(forged_claim, forged_proof);
      if (how.empty()) continue;
      ++made;
      ++forged;
      ASSERT_FALSE(VerifyConsistency(forged_claim, forged_proof, hasher_).ok())
          << how << ": " << growth.old_size << " to " << size << " as "
          << forged_claim.growth.old_size << " to "
          << forged_claim.growth.new_size;
    }
  }
  EXPECT_EQ(forged, 50'000);
}

// One bit of every byte of every part of all proofs in a small tree.
TEST_F(ProofForgeryTest, NoBitOfAProofIsWithoutWeight) {
  constexpr uint64_t kSize = 21;
  for (uint64_t index = 0; index < kSize; ++index) {
    const LeafPlace place{.index = index, .tree_size = kSize};
    const InclusionClaim claim{.place = place,
                               .leaf = reference_.leaf(index),
                               .root = reference_.Root(0, kSize)};
    Proof proof = reference_.Path(place);
    for (MerkleHash& hash : proof) {
      for (size_t bit = 0; bit < 8 * kMerkleHashBytes; ++bit) {
        hash[bit / 8] ^= 1 << bit % 8;
        EXPECT_FALSE(VerifyInclusion(claim, proof, hasher_).ok());
        hash[bit / 8] ^= 1 << bit % 8;
      }
    }
    EXPECT_OK(VerifyInclusion(claim, proof, hasher_));
  }
}

}  // namespace
}  // namespace actionplan::eventstore
