#include "services/commands/command_processor.h"

#include <optional>
#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "projections/resources/instant.h"
#include "tests/projections/log_writer.h"
#include "tests/services/commands/command_desk.h"
#include "tests/support/error_metadata.h"

namespace actionplan::commands {
namespace {

using google::protobuf::util::MessageDifferencer;
using support::FailsWith;
using support::MetadataOf;
using support::StatusIs;

class CommandProcessorTest : public CommandDesk {};

// A decision that must not be asked for.
Decision NeverAsked() {
  return [](const resources::Resource&, const domain::Circumstances&)
             -> absl::StatusOr<std::vector<events::v1::Event>> {
    ADD_FAILURE() << "decided";
    return absl::InternalError("decided");
  };
}

TEST_F(CommandProcessorTest, AnswersWithTheResourceAfterItsEvents) {
  EXPECT_EQ(Summary(Do(Create("Police"))), "Police at \"1\"");
  EXPECT_EQ(Summary(Do(Wish(Records({Renaming("A"), Renaming("B")})))),
            "B at \"3\"");
}

// Answer, log and view must not disagree in any field.
TEST_F(CommandProcessorTest, AnswersWithTheFoldOfTheStream) {
  const std::vector<absl::Time> occur_times = {
      absl::FromUnixMillis(-1500),  // Half a second, before 1970.
      absl::FromCivil(absl::CivilDay(1600, 1, 1), absl::UTCTimeZone()),
      clock_.Now() - absl::Nanoseconds(1)};
  ASSERT_OK(Do(Create("Police")));
  for (const absl::Time occur_time : occur_times) {
    clock_.Advance(absl::Milliseconds(1234));
    Command command = Wish(Records({Renaming("A"), Renaming("B")}));
    command.occur_time = occur_time;
    command.caller.agency = kPolice;
    command.cause = 1;
    const Answered answer = Do(std::move(command));
    ASSERT_OK(answer);
    const resources::Resource folded = Folded();
    EXPECT_TRUE(MessageDifferencer::Equals(resources::AsMessage(**answer),
                                           resources::AsMessage(folded)))
        << resources::AsMessage(**answer).DebugString() << "\n"
        << resources::AsMessage(folded).DebugString();
  }
}

TEST_F(CommandProcessorTest, RecordsWhoAskedForWhatAndWhy) {
  ASSERT_OK(Do(Create("Police")));
  Command command = Rename("Constabulary");
  command.caller = {.principal = "lead-1", .agency = kPolice};
  command.occur_time = clock_.Now() - absl::Hours(1);
  command.cause = 1;
  const std::string request_id = command.request_id;
  ASSERT_OK(Do(std::move(command)));
  const auto events = projections::EventsOf(log_);
  ASSERT_EQ(events.size(), 2u);
  const events::v1::EventContext& context = events[1].context();
  EXPECT_EQ(context.actor(), "lead-1");
  EXPECT_EQ(context.affiliation(), kPolice);
  EXPECT_EQ(context.request_id(), request_id);
  EXPECT_EQ(context.cause(), 1);
  EXPECT_EQ(resources::ToTime(context.record_time()), clock_.Now());
  EXPECT_EQ(resources::ToTime(context.occur_time()),
            clock_.Now() - absl::Hours(1));
}

TEST_F(CommandProcessorTest, DoesNotKnowAResourceThatIsNotThere) {
  EXPECT_THAT(Do(Wish(NeverAsked())), FailsWith("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(Do(Wish(NeverAsked())), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(CommandProcessorTest, SaysNotFoundBeforeItLooksAtTheEtag) {
  Command command = Wish(NeverAsked());
  command.etag = "\"7\"";
  EXPECT_THAT(Do(std::move(command)), FailsWith("RESOURCE_NOT_FOUND"));
}

TEST_F(CommandProcessorTest, RefusesANameThatIsNoResources) {
  Command command = Wish(NeverAsked());
  command.name = "boards/ncc/nonsense/x1";
  EXPECT_THAT(Do(std::move(command)), FailsWith("NOT_A_RESOURCE_NAME"));
}

TEST_F(CommandProcessorTest, RefusesAStaleEtagAndTellsTheCurrentOne) {
  ASSERT_OK(Do(Create("Police")));
  ASSERT_OK(Do(Rename("A")));
  Command command = Wish(NeverAsked());
  command.etag = "\"1\"";
  const Answered answer = Do(std::move(command));
  EXPECT_THAT(answer, StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(answer, FailsWith("ETAG_STALE"));
  EXPECT_EQ(MetadataOf(answer.status(), "current"), "\"2\"");
  EXPECT_EQ(log_.head().Get(), 2u);
}

TEST_F(CommandProcessorTest, TakesTheCurrentEtag) {
  ASSERT_OK(Do(Create("Police")));
  Command command = Rename("A");
  command.etag = "\"1\"";
  EXPECT_EQ(Summary(Do(std::move(command))), "A at \"2\"");
}

TEST_F(CommandProcessorTest,
       AnswersARepeatAsTheFirstTimeWhateverHappenedSince) {
  ASSERT_OK(Do(Create("Police")));
  Command first = Rename("A");
  first.etag = "\"1\"";
  const Answered answer = Do(first);
  ASSERT_OK(Do(Rename("B")));

  // The etag is stale by now, and a decision would be another.
  Command repeat = first;
  repeat.decide = NeverAsked();
  const Answered again = Do(std::move(repeat));
  EXPECT_EQ(Summary(again), "A at \"2\"");
  EXPECT_TRUE(MessageDifferencer::Equals(resources::AsMessage(**again),
                                         resources::AsMessage(**answer)));
  EXPECT_EQ(log_.head().Get(), 3u);
}

TEST_F(CommandProcessorTest, AnswersARepeatWithAllThatItRecorded) {
  ASSERT_OK(Do(Create("Police")));
  const Command both = Wish(Records({Renaming("A"), Renaming("B")}));
  ASSERT_OK(Do(both));
  ASSERT_OK(Do(Rename("C")));
  EXPECT_EQ(Summary(Do(both)), "B at \"3\"");
}

TEST_F(CommandProcessorTest, RefusesARequestIdThatCameWithOtherContent) {
  const Command first = Create("Police");
  ASSERT_OK(Do(first));
  Command other = first;
  other.content = "something else";
  EXPECT_THAT(Do(std::move(other)), FailsWith("REQUEST_ID_REUSED"));
}

TEST_F(CommandProcessorTest, TakesTheSameRequestIdFromSomebodyElse) {
  ASSERT_OK(Do(Create("Police")));
  const Command first = Rename("A");
  ASSERT_OK(Do(first));
  Command other = first;
  other.caller.principal = "manager-2";
  EXPECT_EQ(Summary(Do(std::move(other))), "A at \"3\"");
}

TEST_F(CommandProcessorTest, ForgetsTheRequestIdOfARefusedCommand) {
  const Command early = Rename("A");
  EXPECT_THAT(Do(early), FailsWith("RESOURCE_NOT_FOUND"));
  ASSERT_OK(Do(Create("Police")));
  EXPECT_EQ(Summary(Do(early)), "A at \"2\"");
}

TEST_F(CommandProcessorTest, AnswersWithTheResourceAsItIsWhenNothingFollows) {
  ASSERT_OK(Do(Create("Police")));
  Command nothing = Wish(Records({}));
  const Command again = nothing;

  EXPECT_EQ(Summary(Do(std::move(nothing))), "Police at \"1\"");

  EXPECT_EQ(log_.head().Get(), 1u);
  ASSERT_OK(Do(Rename("A")));
  EXPECT_EQ(Summary(Do(again)), "A at \"2\"");
}

TEST_F(CommandProcessorTest, TellsTheDecisionWhatElseThereIs) {
  Command board = Wish(Records({"board { board_created { title: 'Northshire' "
                                "time_zone: 'Europe/London' } }"}),
                       Target::kNew);
  board.name = "boards/ncc";
  ASSERT_OK(Do(std::move(board)));
  ASSERT_OK(Do(Create("Police")));
  // Half past midnight on 1 July in London.
  clock_.JumpTo(absl::FromCivil(absl::CivilMinute(2026, 6, 30, 23, 30),
                                absl::UTCTimeZone()));
  std::optional<domain::Circumstances> told;
  Command command = Wish(
      [&](const resources::Resource&, const domain::Circumstances& now)
          -> absl::StatusOr<std::vector<events::v1::Event>> {
        told = now;
        return absl::CancelledError();
      },
      Target::kNew);
  command.name = "boards/ncc/actions/a1";
  command.occur_time = clock_.Now() - absl::Hours(1);
  command.related = {kPolice, "boards/ncc/agencies/absent", "", "no name"};
  ASSERT_THAT(Do(std::move(command)), StatusIs(absl::StatusCode::kCancelled));

  ASSERT_TRUE(told.has_value());
  EXPECT_EQ(told->name, "boards/ncc/actions/a1");
  EXPECT_EQ(told->now, clock_.Now());
  EXPECT_EQ(told->today, absl::CivilDay(2026, 7, 1));
  EXPECT_EQ(told->occurred_on, absl::CivilDay(2026, 6, 30));
  EXPECT_NE(told->related.Find<v1::Board>("boards/ncc"), nullptr);
  EXPECT_NE(told->related.Find<v1::Agency>(kPolice), nullptr);
  EXPECT_EQ(told->related.Find<v1::Agency>("boards/ncc/agencies/absent"),
            nullptr);
}

TEST_F(CommandProcessorTest, WritesNothingWhenTheDeadlineHasPassed) {
  Command command = Create("Police");
  command.deadline = clock_.Now();
  EXPECT_THAT(Do(std::move(command)),
              StatusIs(absl::StatusCode::kDeadlineExceeded));
  EXPECT_EQ(log_.head().Get(), 0u);
}

TEST_F(CommandProcessorTest, RefusesCommandsOnceTheLogTakesNoMore) {
  sequencer_.Drain();
  EXPECT_THAT(Do(Create("Police")), StatusIs(absl::StatusCode::kUnavailable));
}

TEST_F(CommandProcessorTest, RefusesARepeatWhenTooManyReadsWait) {
  const Command command = Create("Police");
  ASSERT_OK(Do(command));
  readers_.Drain();
  const Answered again = Do(command);
  EXPECT_THAT(again, FailsWith("TOO_MANY_READS"));
  EXPECT_TRUE(
      again.status().GetPayload("type.googleapis.com/google.rpc.RetryInfo"));
}

}  // namespace
}  // namespace actionplan::commands
