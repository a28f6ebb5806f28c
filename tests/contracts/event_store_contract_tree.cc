// The Merkle tree over the log: what it covers and what it can prove.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "eventstore/merkle/memory_tiles.h"
#include "eventstore/merkle/proof.h"
#include "gtest/gtest.h"
#include "tests/contracts/event_store_contract.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
namespace {

using support::StatusIs;

// The tree that the stored bytes make.
MemoryTiles TreeOver(const EventStore& store) {
  TreeHasher hasher;
  MemoryTiles tiles;
  EXPECT_OK(store.ReadStored({}, [&](Position, absl::string_view envelope) {
    tiles.Append(hasher.Leaf(envelope), hasher);
    return true;
  }));
  return tiles;
}

TEST_P(EventStoreContract, TheTreeOfAnEmptyLogHasTheRootOfNothing) {
  TreeHasher hasher;
  EXPECT_EQ(store().tree_head(), (TreeHead{.root = hasher.EmptyRoot()}));
}

TEST_P(EventStoreContract, TheTreeIsThatOfTheStoredBytesAlsoAfterACrash) {
  TreeHasher hasher;
  for (Revision revision = 0; revision < 600;) {
    std::vector<Wish> group;
    for (int size = 1 + static_cast<int>(revision % 90); size > 0; --size) {
      group.push_back(
          {.request_id = absl::StrCat(revision), .expected = revision});
      ++revision;
    }
    for (const auto& answer : CommitGroupOf(group)) ASSERT_OK(answer);
    if (revision > 250 && revision < 350) Crash();
    const MemoryTiles tiles = TreeOver(store());
    ASSERT_EQ(store().tree_head(),
              (TreeHead{.size = store().head().Get(),
                        .root = tiles.frontier().Root(hasher)}));
  }
  ASSERT_GT(store().head().Get(), 512);
}

TEST_P(EventStoreContract, EveryEventIsProvedToBeInEverySizeOfTheTree) {
  TreeHasher hasher;
  for (Revision revision = 0; revision < 20; ++revision) {
    ASSERT_OK(Commit(
        Wish{.request_id = absl::StrCat(revision), .expected = revision}));
  }
  const MemoryTiles tiles = TreeOver(store());
  for (uint64_t size = 1; size <= 20; ++size) {
    ASSERT_OK_AND_ASSIGN(const MerkleHash root,
                         RootOfSize(size, tiles, hasher));
    for (uint64_t index = 0; index < size; ++index) {
      const LeafPlace place = {.index = index, .tree_size = size};
      ASSERT_OK_AND_ASSIGN(const auto proof,
                           InclusionProof(place, store().tiles(), hasher));
      ASSERT_OK_AND_ASSIGN(const MerkleHash leaf,
                           LeafHashAt(store(), index + 1));
      EXPECT_OK(VerifyInclusion({.place = place, .leaf = leaf, .root = root},
                                proof, hasher));
    }
  }
}

TEST_P(EventStoreContract, ThereIsNoLeafPastTheHead) {
  ASSERT_OK(Commit(Wish{.request_id = "1"}));
  EXPECT_OK(LeafHashAt(store(), 1));
  for (const Position past : {Position{0}, Position{2}, Position{257}}) {
    EXPECT_THAT(LeafHashAt(store(), past),
                StatusIs(absl::StatusCode::kNotFound))
        << past;
  }
}

TEST_P(EventStoreContract, StoredBytesAreReadInTheRangeAskedFor) {
  CommitTwoStreams();
  std::vector<Position> positions;
  const auto visit = [&](Position position, absl::string_view bytes) {
    v1::Envelope envelope;
    EXPECT_OK(ParseEnvelope(position, bytes, envelope));
    positions.push_back(position);
    return position < 4;
  };
  EXPECT_OK(store().ReadStored({.first = 2}, visit));
  EXPECT_EQ(positions, (std::vector<Position>{2, 3, 4}));
}

}  // namespace
}  // namespace actionplan::eventstore
