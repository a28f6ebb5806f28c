#include "services/verify/proof_checks.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/merkle/base64.h"
#include "eventstore/merkle/memory_tiles.h"
#include "eventstore/merkle/proof.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/eventstore/export/exported_log.h"
#include "tests/support/status_matchers.h"

namespace actionplan::verify {
namespace {

using eventstore::Checkpoint;
using eventstore::ExportedLog;
using eventstore::LogOf;
using eventstore::MemoryTiles;
using eventstore::TreeHasher;
using testing::HasSubstr;

constexpr uint64_t kSize = 50;

Checkpoint CheckpointOf(const ExportedLog& log, uint64_t size) {
  return {.origin = log.origin,
          .size = size,
          .root = eventstore::RootOf(log, size)};
}

class ProofChecksTest : public testing::Test {
 protected:
  ProofChecksTest() {
    for (const auto& part : log_.parts) tiles_.Append(part.hash, hasher_);
  }

  Proof GrowthProof(uint64_t old_size, uint64_t new_size) {
    return *ConsistencyProof({.old_size = old_size, .new_size = new_size},
                             tiles_, hasher_);
  }
  Proof EventProof(uint64_t position) {
    return *InclusionProof({.index = position - 1, .tree_size = kSize}, tiles_,
                           hasher_);
  }

  const ExportedLog log_ = LogOf(kSize);
  const Checkpoint whole_ = CheckpointOf(log_, kSize);
  TreeHasher hasher_;
  MemoryTiles tiles_;
};

TEST_F(ProofChecksTest, GrowthBetweenAnyTwoSizesIsProven) {
  for (uint64_t size = 0; size <= kSize; ++size) {
    EXPECT_EQ(
        JudgeGrowth(CheckpointOf(log_, size), whole_, GrowthProof(size, kSize))
            .verdict,
        Verdict::kProven)
        << size;
  }
}

TEST_F(ProofChecksTest, GrowthFromAnotherHistoryIsNotProven) {
  const ExportedLog other = LogOf(kSize, ", they say");
  for (uint64_t size = 1; size < kSize; ++size) {
    const Answer answer = JudgeGrowth(CheckpointOf(other, size), whole_,
                                      GrowthProof(size, kSize));
    EXPECT_EQ(answer.verdict, Verdict::kNotProven);
    EXPECT_EQ(
        answer.headline,
        "nothing shows that this log continues the one that was witnessed");
  }
}

TEST_F(ProofChecksTest, AnotherHistoryOfTheSameSizeIsCalledRewritten) {
  const Answer answer =
      JudgeGrowth(CheckpointOf(LogOf(kSize, "!"), kSize), whole_, {});
  EXPECT_EQ(answer.verdict, Verdict::kNotProven);
  EXPECT_THAT(answer.headline, HasSubstr("the log was rewritten"));
}

TEST_F(ProofChecksTest, AShorterLogIsCalledRolledBack) {
  const Answer answer = JudgeGrowth(whole_, CheckpointOf(log_, 49), {});
  EXPECT_EQ(answer.verdict, Verdict::kNotProven);
  EXPECT_THAT(answer.headline, HasSubstr("rolled back: 49 events are signed"));
}

TEST_F(ProofChecksTest, EveryEventIsProvenAtItsPlaceOnly) {
  for (uint64_t position = 1; position <= kSize; ++position) {
    const std::string& envelope = log_.parts[position - 1].envelope;
    const Proof proof = EventProof(position);
    EXPECT_EQ(JudgeEvent({envelope, position, whole_}, proof).verdict,
              Verdict::kProven);
    const Answer answer = JudgeEvent({envelope, position + 1, whole_}, proof);
    EXPECT_EQ(answer.verdict, Verdict::kNotProven);
    EXPECT_EQ(answer.bad_position, position + 1);
  }
}

TEST_F(ProofChecksTest, AProvenEventSaysWhatItIs) {
  const Answer answer =
      JudgeEvent({log_.parts[8].envelope, 9, whole_}, EventProof(9));
  EXPECT_THAT(ToText(answer), HasSubstr("Happened, revision 2 of streams/1"));
}

TEST_F(ProofChecksTest, AnEditedEventIsNotProven) {
  const std::string edited =
      eventstore::EventAt(9, ", or not").SerializeAsString();
  const Answer answer = JudgeEvent({edited, 9, whole_}, EventProof(9));
  EXPECT_EQ(answer.verdict, Verdict::kNotProven);
  EXPECT_EQ(answer.headline,
            "the event is not shown to be position 9 of the log");
}

TEST_F(ProofChecksTest, AnEventBehindTheCheckpointIsNotProven) {
  const Answer answer = JudgeEvent(
      {log_.parts[8].envelope, 9, CheckpointOf(log_, 8)}, EventProof(9));
  EXPECT_EQ(answer.verdict, Verdict::kNotProven);
  EXPECT_THAT(answer.headline, HasSubstr("not among the 8 events"));
}

TEST_F(ProofChecksTest, BytesThatAreNoEventCannotBeChecked) {
  EXPECT_EQ(JudgeEvent({"\xff", 9, whole_}, EventProof(9)).verdict,
            Verdict::kUnusable);
}

TEST_F(ProofChecksTest, AProofIsReadAsItIsWritten) {
  const Proof proof = EventProof(9);
  std::string text;
  for (const auto& hash : proof) {
    absl::StrAppend(
        &text, eventstore::EncodeBase64(eventstore::BytesOf({&hash, 1})), "\n");
  }
  ASSERT_OK_AND_ASSIGN(const Proof read, ParseProof(text));
  EXPECT_EQ(read, proof);
  text.pop_back();
  ASSERT_OK_AND_ASSIGN(const Proof unended, ParseProof(text));
  EXPECT_EQ(unended, proof);
  ASSERT_OK_AND_ASSIGN(const Proof empty, ParseProof(""));
  EXPECT_TRUE(empty.empty());
}

TEST_F(ProofChecksTest, ALineThatIsNoHashIsNamed) {
  const std::string hash =
      eventstore::EncodeBase64(eventstore::BytesOf({&whole_.root, 1}));
  for (const std::string& wrong :
       {std::string("hash"), hash + "\r", std::string(), hash.substr(4)}) {
    const auto proof = ParseProof(hash + "\n" + wrong + "\n" + hash + "\n");
    EXPECT_EQ(proof.status().message(),
              "line 2 is not a hash, 32 bytes in base64");
  }
}

}  // namespace
}  // namespace actionplan::verify
