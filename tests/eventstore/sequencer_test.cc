#include "eventstore/sequencer.h"

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/contracts/wish.h"
#include "tests/eventstore/sequencer_fixture.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
namespace {

using support::FailsWith;
using support::StatusIs;
using testing::ElementsAre;

using Outcomes = std::vector<std::shared_ptr<Outcome>>;

TEST_F(SequencerTest, AnswersWithWhatWasCommitted) {
  EXPECT_TRUE(IsWritten(
      Submit({.request_id = "r1", .payloads = {"a", "b"}})->answer.get(),
      {.first_position = 1, .first_revision = 1, .count = 2}));
  EXPECT_TRUE(
      IsWritten(Submit({.request_id = "r2", .expected = 2})->answer.get(),
                {.first_position = 3, .first_revision = 3}));
  EXPECT_THAT(
      ReadWholeLog(store_),
      ElementsAre("1 boards/1@1 a", "2 boards/1@2 b", "3 boards/1@3 payload"));
}

TEST_F(SequencerTest, CommitsInTheOrderOfSubmission) {
  HoldUp();
  Outcomes outcomes;
  for (Revision revision = 0; revision < 100; ++revision) {
    outcomes.push_back(
        Submit({.request_id = absl::StrCat(revision), .expected = revision}));
  }
  Release();
  for (size_t i = 0; i < outcomes.size(); ++i) {
    EXPECT_TRUE(IsWritten(outcomes[i]->answer.get(),
                          {.first_position = i + 2, .first_revision = i + 1}));
  }
}

TEST_F(SequencerTest, WhatComesWhileItWritesIsOneGroup) {
  HoldUp();
  Outcomes outcomes;
  for (int i = 0; i < 10; ++i) {
    outcomes.push_back(Submit(
        {.request_id = absl::StrCat(i), .stream = absl::StrCat("boards/", i)}));
  }
  Release();
  sequencer_->Drain();
  EXPECT_THAT(store_.groups(), ElementsAre(1, 10));
}

TEST_F(SequencerTest, TellsEachWhereItWillStandWhateverHappensBeforeIt) {
  HoldUp();
  const auto first = Submit({.request_id = "r1", .payloads = {"a", "b"}});
  const auto wrong_revision = Submit({.request_id = "r2", .expected = 7});
  const auto nameless = Submit({.request_id = "r3", .stream = ""});
  Plan refusing = PlanFor({.request_id = "r4"});
  refusing.append = absl::FailedPreconditionError("refused");
  const auto refused = Submit(std::move(refusing));
  const auto repeat = Submit({.request_id = "r1", .payloads = {"a", "b"}});
  const auto last = Submit({.request_id = "r5", .expected = 2});
  clock_.Advance(absl::Seconds(1));
  Release();

  EXPECT_TRUE(
      IsWritten(first->answer.get(),
                {.first_position = 2, .first_revision = 1, .count = 2}));
  EXPECT_THAT(wrong_revision->answer.get(), FailsWith("REVISION_MISMATCH"));
  EXPECT_THAT(nameless->answer.get(), FailsWith("NAME_MISSING"));
  EXPECT_THAT(refused->answer.get(),
              StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_TRUE(
      IsRepeated(repeat->answer.get(),
                 {.first_position = 2, .first_revision = 1, .count = 2}));
  EXPECT_EQ(repeat->prepared, 0);
  const auto committed = last->answer.get();
  ASSERT_OK(committed);
  EXPECT_TRUE(IsWritten(committed, {.first_position = 4, .first_revision = 3}));
  EXPECT_EQ(last->upcoming->first_position, committed->first_position);
  EXPECT_EQ(last->upcoming->record_time, committed->record_time);
  EXPECT_EQ(committed->record_time, clock_.Now());
}

TEST_F(SequencerTest, RecordTimeNeverDecreasesThoughTheClockDoes) {
  ASSERT_OK(Submit({.request_id = "r1"})->answer.get());
  const absl::Time before = clock_.Now();
  clock_.JumpTo(before - absl::Hours(1));
  const auto later = Submit({.request_id = "r2", .expected = 1});
  EXPECT_EQ(later->answer.get()->record_time, before);
  EXPECT_EQ(later->upcoming->record_time, before);
}

TEST_F(SequencerTest, ARepeatIsAnsweredWithoutBeingDecidedAgain) {
  ASSERT_OK(Submit({.request_id = "r1"})->answer.get());
  const auto repeat = Submit({.request_id = "r1"});
  EXPECT_TRUE(IsRepeated(repeat->answer.get(),
                         {.first_position = 1, .first_revision = 1}));
  EXPECT_EQ(repeat->prepared, 0);
  EXPECT_EQ(store_.groups().size(), 1);
}

TEST_F(SequencerTest, ARequestIdWithAnotherContentIsRefusedUndecided) {
  HoldUp();
  const auto first = Submit({.request_id = "r1", .payloads = {"a"}});
  const auto in_group = Submit({.request_id = "r1", .payloads = {"b"}});
  Release();
  EXPECT_OK(first->answer.get());
  EXPECT_THAT(in_group->answer.get(), FailsWith("REQUEST_ID_REUSED"));
  const auto stored = Submit({.request_id = "r1", .payloads = {"c"}});
  EXPECT_THAT(stored->answer.get(), FailsWith("REQUEST_ID_REUSED"));
  EXPECT_EQ(in_group->prepared + stored->prepared, 0);
}

TEST_F(SequencerTest, ATransactionWithoutARequestIdIsRefusedUndecided) {
  const auto nameless = Submit({.request_id = ""});
  EXPECT_THAT(nameless->answer.get(), FailsWith("NAME_MISSING"));
  EXPECT_EQ(nameless->prepared, 0);
}

TEST_F(SequencerTest, ARefusedRequestIsDecidedAnewWhenRepeated) {
  Plan refusing = PlanFor({.request_id = "r1"});
  refusing.append = absl::FailedPreconditionError("refused");
  EXPECT_THAT(Submit(std::move(refusing))->answer.get(),
              StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_TRUE(IsWritten(Submit({.request_id = "r1"})->answer.get(),
                        {.first_position = 1, .first_revision = 1}));
}

// What changes nothing is answered with the group that it was decided after.
TEST_F(SequencerTest, AnAppendWithoutEventsIsAnsweredAndLeavesNoTrace) {
  HoldUp();
  const auto before = Submit({.request_id = "r1"});
  const auto nothing =
      Submit({.request_id = "r2", .expected = 1, .payloads = {}});
  const auto after = Submit({.request_id = "r3", .expected = 1});
  Release();

  ASSERT_OK(nothing->answer.get());
  EXPECT_EQ(nothing->upcoming->first_position, 3u);
  EXPECT_TRUE(IsWritten(after->answer.get(),
                        {.first_position = 3, .first_revision = 2}));
  EXPECT_OK(before->answer.get());
  const auto again =
      Submit({.request_id = "r2", .expected = 2, .payloads = {}});
  const auto answer = again->answer.get();
  ASSERT_OK(answer);
  EXPECT_EQ(answer->count, 0u);
  EXPECT_FALSE(answer->repeated);
  EXPECT_EQ(again->prepared, 1);
  EXPECT_EQ(store_.head().Get(), 3u);
}

TEST_F(SequencerTest, ADeadlineThatPassedInTheQueueIsAnsweredUndecided) {
  HoldUp();
  Plan late = PlanFor({.request_id = "r1", .stream = "boards/1"});
  late.deadline = clock_.Now() + absl::Seconds(1);
  const auto too_late = Submit(std::move(late));
  Plan patient = PlanFor({.request_id = "r2", .stream = "boards/2"});
  patient.deadline = clock_.Now() + absl::Seconds(2);
  const auto in_time = Submit(std::move(patient));
  clock_.Advance(absl::Seconds(1));
  Release();
  EXPECT_THAT(too_late->answer.get(),
              StatusIs(absl::StatusCode::kDeadlineExceeded));
  EXPECT_EQ(too_late->prepared, 0);
  EXPECT_OK(in_time->answer.get());
}

// What the option may_write answers.
absl::Status NoSpace() { return absl::ResourceExhaustedError("no space"); }

TEST_F(SequencerTest, DecidesNothingWhileTheLogMayNotGrow) {
  Start({.may_write = NoSpace});
  const auto wish = Submit({.request_id = "r1"});
  Plan refusing = PlanFor({.request_id = "r2"});
  refusing.append = absl::FailedPreconditionError("refused");
  const auto refused = Submit(std::move(refusing));
  for (const auto& outcome : {wish, refused}) {
    EXPECT_THAT(outcome->answer.get(),
                StatusIs(absl::StatusCode::kResourceExhausted));
    EXPECT_EQ(outcome->prepared, 0);
  }
  sequencer_->Drain();
  EXPECT_TRUE(store_.groups().empty());
}

TEST_F(SequencerTest, RepeatsAreAnsweredWhileTheLogMayNotGrow) {
  ASSERT_OK(Submit({.request_id = "r1", .payloads = {"a"}})->answer.get());
  Start({.may_write = NoSpace});
  const auto repeat = Submit({.request_id = "r1", .payloads = {"a"}});
  EXPECT_TRUE(IsRepeated(repeat->answer.get(),
                         {.first_position = 1, .first_revision = 1}));
  const auto reused = Submit({.request_id = "r1", .payloads = {"b"}});
  EXPECT_THAT(reused->answer.get(), FailsWith("REQUEST_ID_REUSED"));
}

TEST_F(SequencerTest, ADeadlineThatPassedIsToldBeforeWantOfSpace) {
  Start({.may_write = NoSpace});
  Plan late = PlanFor({.request_id = "r1"});
  late.deadline = clock_.Now();
  EXPECT_THAT(Submit(std::move(late))->answer.get(),
              StatusIs(absl::StatusCode::kDeadlineExceeded));
}

TEST_F(SequencerTest, AsksOnceForAGroupWhetherTheLogMayGrow) {
  int asked = 0;
  Start({.may_write = [&asked] {
    return ++asked == 2 ? NoSpace() : absl::OkStatus();
  }});
  HoldUp();  // The first group.
  Outcomes outcomes;
  for (int i = 0; i < 3; ++i) {
    outcomes.push_back(Submit(
        {.request_id = absl::StrCat(i), .stream = absl::StrCat("boards/", i)}));
  }
  Release();
  for (const auto& outcome : outcomes) {
    EXPECT_THAT(outcome->answer.get(),
                StatusIs(absl::StatusCode::kResourceExhausted));
  }
  EXPECT_TRUE(IsWritten(Submit({.request_id = "0"})->answer.get(),
                        {.first_position = 2, .first_revision = 1}));
  sequencer_->Drain();
  EXPECT_EQ(asked, 3);
}

TEST_F(SequencerTest, OfManyRacingForARevisionExactlyOneWins) {
  constexpr int kThreads = 8;
  constexpr Revision kRevisions = 50;
  std::vector<std::atomic<int>> winners(kRevisions);
  const auto race = [this, &winners](int thread) {
    for (Revision revision = 0; revision < kRevisions; ++revision) {
      const auto outcome =
          Submit({.request_id = absl::StrCat(thread, "-", revision),
                  .expected = revision});
      const auto answer = outcome->answer.get();
      if (answer.ok()) {
        ++winners[revision];
      } else {
        EXPECT_THAT(answer, FailsWith("REVISION_MISMATCH"));
      }
      // Whoever won, the next round starts from what is committed now.
      while (store_.LastRevision("boards/1").value() <= revision) {
        std::this_thread::yield();
      }
    }
  };
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back(race, thread);
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::atomic<int>& won : winners) EXPECT_EQ(won, 1);
  EXPECT_EQ(store_.head().Get(), kRevisions);
}

TEST_F(SequencerTest, NothingIsCompletedBeforeItsGroupIsWritten) {
  std::atomic<int> completed = 0;
  std::vector<int> completed_at_write;
  store_.on_write = [&] { completed_at_write.push_back(completed); };
  HoldUp();
  Outcomes outcomes;
  for (int i = 0; i < 5; ++i) {
    // Every other one is refused: it may rest on what is only staged.
    Plan plan = PlanFor({.request_id = absl::StrCat(i), .stream = "boards/1"});
    plan.on_complete = [&completed] { ++completed; };
    outcomes.push_back(Submit(std::move(plan)));
  }
  Release();
  sequencer_->Drain();
  EXPECT_EQ(completed, 5);
  EXPECT_THAT(completed_at_write, ElementsAre(0, 0));
}

TEST_F(SequencerTest, TheHeadIsPublishedBeforeAnybodyIsAnswered) {
  Position head_at_completion = 0;
  Plan plan = PlanFor({.request_id = "r1"});
  plan.on_complete = [&] { head_at_completion = store_.head().Get(); };
  ASSERT_OK(Submit(std::move(plan))->answer.get());
  EXPECT_EQ(head_at_completion, 1);
}

TEST_F(SequencerTest, ACompletedTransactionMaySubmitTheNext) {
  std::shared_ptr<Outcome> next;
  Plan plan = PlanFor({.request_id = "r1"});
  plan.on_complete = [this, &next] {
    next = Submit({.request_id = "r2", .expected = 1});
  };
  ASSERT_OK(Submit(std::move(plan))->answer.get());
  EXPECT_OK(next->answer.get());
}

TEST_F(SequencerTest, AGroupIsCutAtItsNumberOfEvents) {
  Start({.group_events = 4});
  HoldUp();
  for (int i = 0; i < 9; ++i) {
    Submit(
        {.request_id = absl::StrCat(i), .stream = absl::StrCat("boards/", i)});
  }
  Release();
  sequencer_->Drain();
  EXPECT_THAT(store_.groups(), ElementsAre(1, 4, 4, 1));
}

TEST_F(SequencerTest, AnAppendIsNeverSplitBetweenGroups) {
  Start({.group_events = 4});
  HoldUp();
  Outcomes outcomes;
  for (int i = 0; i < 4; ++i) {
    outcomes.push_back(Submit({.request_id = absl::StrCat(i),
                               .stream = absl::StrCat("boards/", i),
                               .payloads = {"a", "b", "c"}}));
  }
  Release();
  sequencer_->Drain();
  EXPECT_THAT(store_.groups(), ElementsAre(1, 6, 6));
  EXPECT_TRUE(
      IsWritten(outcomes[3]->answer.get(),
                {.first_position = 11, .first_revision = 1, .count = 3}));
}

TEST_F(SequencerTest, AGroupIsCutAtItsBytes) {
  Start({.group_bytes = 2000});
  HoldUp();
  for (int i = 0; i < 5; ++i) {
    Submit({.request_id = absl::StrCat(i),
            .stream = absl::StrCat("boards/", i),
            .payloads = {std::string(1000, 'x')}});
  }
  Release();
  sequencer_->Drain();
  EXPECT_THAT(store_.groups(), ElementsAre(1, 2, 2, 1));
}

TEST_F(SequencerTest, ATransactionAloneIsNotHeldBack) {
  Start({.gather = absl::Hours(1)});
  for (Revision revision = 0; revision < 3; ++revision) {
    EXPECT_OK(
        Submit({.request_id = absl::StrCat(revision), .expected = revision})
            ->answer.get());
  }
}

TEST_F(SequencerTest, AsManyAsWereInFlightAreGathered) {
  Start({.gather = absl::Hours(1)});
  HoldUp();
  const auto second = Submit({.request_id = "r1", .stream = "boards/1"});
  Release();  // Two were in flight, so a group of two is waited for.
  const auto third = Submit({.request_id = "r2", .stream = "boards/2"});
  EXPECT_OK(second->answer.get());
  EXPECT_OK(third->answer.get());
  EXPECT_THAT(store_.groups(), ElementsAre(1, 2));
}

TEST_F(SequencerTest, DrainingDoesNotWaitForMoreToGather) {
  Start({.gather = absl::Hours(1)});
  HoldUp();
  const auto last = Submit({.request_id = "r1"});
  Release();
  sequencer_->Drain();
  EXPECT_OK(last->answer.get());
}

TEST_F(SequencerTest, AFullQueueIsRefusedOnTheSpot) {
  Start({.queue_limit = 2});
  HoldUp();
  const auto first = Submit({.request_id = "r1", .stream = "boards/1"});
  const auto second = Submit({.request_id = "r2", .stream = "boards/2"});
  const auto third = Submit({.request_id = "r3", .stream = "boards/3"});

  const auto refusal = third->answer.get();

  EXPECT_THAT(refusal, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(refusal, FailsWith("QUEUE_FULL"));
  EXPECT_TRUE(refusal.status()
                  .GetPayload("type.googleapis.com/google.rpc.RetryInfo")
                  .has_value());
  Release();
  EXPECT_OK(first->answer.get());
  EXPECT_OK(second->answer.get());
}

TEST_F(SequencerTest, DrainingCompletesWhatIsQueuedAndTakesNoMore) {
  HoldUp();
  Outcomes outcomes;
  for (int i = 0; i < 300; ++i) {
    outcomes.push_back(Submit(
        {.request_id = absl::StrCat(i), .stream = absl::StrCat("boards/", i)}));
  }
  std::thread drain([this] { sequencer_->Drain(); });
  Release();
  drain.join();
  for (const auto& outcome : outcomes) EXPECT_OK(outcome->answer.get());
  EXPECT_THAT(Submit({.request_id = "late"})->answer.get(),
              FailsWith("SHUTTING_DOWN"));
  sequencer_->Drain();
}

TEST_F(SequencerTest, AfterAFailedWriteNobodyIsToldAnythingButThat) {
  std::vector<absl::Status> failures;
  Start({.on_write_failure = [&failures](const absl::Status& failure) {
    failures.push_back(failure);
  }});
  ASSERT_OK(Submit({.request_id = "r1"})->answer.get());
  store_.on_write = [this, writes = 0]() mutable {
    store_.fails = ++writes > 1;
  };
  HoldUp();
  const auto written = Submit({.request_id = "r2", .expected = 1});
  const auto refused = Submit({.request_id = "r3", .expected = 9});
  Release();

  EXPECT_THAT(written->answer.get(), FailsWith("LOG_NOT_WRITABLE"));
  EXPECT_THAT(refused->answer.get(), FailsWith("LOG_NOT_WRITABLE"));
  sequencer_->Drain();
  EXPECT_THAT(failures, ElementsAre(StatusIs(absl::StatusCode::kUnavailable)));
}

using SequencerDeathTest = SequencerTest;

TEST_F(SequencerDeathTest, AFailedWriteEndsTheProcess) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_DEATH(
      {
        store_.fails = true;
        EXPECT_OK(Submit({.request_id = "r1"})->answer.get());
      },
      "the log cannot be written.*the disk is gone");
}

}  // namespace
}  // namespace actionplan::eventstore
