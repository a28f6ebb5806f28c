#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/commands/command_processor.h"
#include "tests/services/commands/command_desk.h"

namespace actionplan::commands {
namespace {

using support::FailsWith;
using support::StatusIs;
using testing::Each;
using testing::ElementsAre;

// Commands that the sequencer takes together.
class CommandGroupTest : public CommandDesk {
 protected:
  // Submits all of them while the sequencer is busy with another, then tells
  // what each was answered.
  std::vector<Answered> DoTogether(std::vector<Command> commands) {
    eventstore::PositionSignal busy, released;
    Reply other;
    Command waiting = Wish(
        [&](const resources::Resource&, const domain::Circumstances&)
            -> absl::StatusOr<std::vector<events::v1::Event>> {
          busy.Publish(1);
          EXPECT_OK(released.Wait(1, absl::Minutes(1)));
          return absl::CancelledError();
        },
        Target::kNew);
    waiting.name = "boards/other";
    processor_.Submit(std::move(waiting), other.Taker());
    EXPECT_OK(busy.Wait(1, absl::Minutes(1)));
    std::vector<Reply> replies(commands.size());
    for (size_t i = 0; i < commands.size(); ++i) {
      processor_.Submit(std::move(commands[i]), replies[i].Taker());
    }
    released.Publish(1);
    std::vector<Answered> answers;
    for (const Reply& reply : replies) answers.push_back(reply.Await());
    EXPECT_THAT(other.Await(), StatusIs(absl::StatusCode::kCancelled));
    return answers;
  }

  static std::vector<std::string> Summaries(
      const std::vector<Answered>& answers) {
    std::vector<std::string> summaries;
    for (const Answered& answer : answers) summaries.push_back(Summary(answer));
    return summaries;
  }

  Command WithEtag(std::string etag, Command command) {
    command.etag = std::move(etag);
    return command;
  }
};

TEST_F(CommandGroupTest, DecidesEachOnWhatThoseBeforeItLeft) {
  // Time passes while the first is decided: another group would be later.
  const Command create = Wish(
      [&](const resources::Resource& state, const domain::Circumstances& now) {
        clock_.Advance(absl::Minutes(1));
        return Records({Creation("Police")})(state, now);
      },
      Target::kNew);
  const auto answers = DoTogether(
      {create, WithEtag("\"1\"", Rename("A")), WithEtag("\"2\"", Rename("B"))});
  EXPECT_THAT(Summaries(answers),
              ElementsAre("Police at \"1\"", "A at \"2\"", "B at \"3\""));
  EXPECT_EQ(AgencyIn(answers[2]).update_time().seconds(),
            AgencyIn(answers[0]).update_time().seconds());
}

TEST_F(CommandGroupTest, TellsOfTheHistoryWhatTheGroupHasAdded) {
  ASSERT_OK(Do(Create("Police")));
  std::vector<std::string> told;
  Command asking =
      Wish([&](const resources::Resource&, const domain::Circumstances& now)
               -> absl::StatusOr<std::vector<events::v1::Event>> {
        for (const events::v1::Event& event : now.history) {
          told.push_back(absl::StrCat(event.context().revision(), " ",
                                      event.agency().agency_renamed().title()));
        }
        return absl::CancelledError();
      });
  asking.knows = Knows::kHistory;
  Command elsewhere = Create("Health");
  elsewhere.name = "boards/ncc/agencies/health";
  DoTogether({Rename("A"), elsewhere, Rename("B"), asking, Rename("C")});
  EXPECT_THAT(told, ElementsAre("1 ", "2 A", "3 B"));

  told.clear();
  EXPECT_THAT(Do(asking), StatusIs(absl::StatusCode::kCancelled));
  EXPECT_THAT(told, ElementsAre("1 ", "2 A", "3 B", "4 C"));
}

TEST_F(CommandGroupTest, HasNoHistoryUnlessItIsAskedFor) {
  ASSERT_OK(Do(Create("Police")));
  EXPECT_THAT(
      Do(Wish([](const resources::Resource&, const domain::Circumstances& now)
                  -> absl::StatusOr<std::vector<events::v1::Event>> {
        EXPECT_TRUE(now.history.empty());
        return absl::CancelledError();
      })),
      StatusIs(absl::StatusCode::kCancelled));
}

TEST_F(CommandGroupTest, LetsOneOfTwoWithTheSameEtagWin) {
  ASSERT_OK(Do(Create("Police")));
  EXPECT_THAT(Summaries(DoTogether({WithEtag("\"1\"", Rename("A")),
                                    WithEtag("\"1\"", Rename("B"))})),
              ElementsAre("A at \"2\"", "ETAG_STALE"));
}

TEST_F(CommandGroupTest, AnswersARepeatInTheSameGroup) {
  ASSERT_OK(Do(Create("Police")));
  const Command command = Rename("A");
  EXPECT_THAT(Summaries(DoTogether({command, Rename("B"), command})),
              ElementsAre("A at \"2\"", "B at \"3\"", "A at \"2\""));
  EXPECT_EQ(log_.head().Get(), 3u);
}

TEST_F(CommandGroupTest, GoesOnAfterARefusal) {
  ASSERT_OK(Do(Create("Police")));
  const Command refused =
      Wish([](const resources::Resource&, const domain::Circumstances&)
               -> absl::StatusOr<std::vector<events::v1::Event>> {
        return absl::CancelledError();
      });
  const auto answers = DoTogether({Rename("A"), refused, Rename("B")});
  EXPECT_THAT(Summaries(answers), ElementsAre("A at \"2\"", "", "B at \"3\""));
}

TEST_F(CommandGroupTest, ForgetsAnEventThatIsTooLarge) {
  ASSERT_OK(Do(Create("Police")));
  const Command too_large =
      Rename(std::string(eventstore::kMaxEventBytes + 1, 'x'));
  const auto answers = DoTogether({too_large, WithEtag("\"1\"", Rename("A"))});
  EXPECT_THAT(answers[0], StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(Summary(answers[1]), "A at \"2\"");
}

// What changes nothing is answered with what those before it in the group did.
TEST_F(CommandGroupTest, ADecisionWithoutEventsSeesTheGroupAndChangesNothing) {
  ASSERT_OK(Do(Create("Police")));
  const auto answers = DoTogether(
      {Rename("A"), Wish(Records({})), WithEtag("\"2\"", Rename("B"))});
  EXPECT_EQ(Summary(answers[1]), "A at \"2\"");
  EXPECT_EQ(Summary(answers[2]), "B at \"3\"");
}

// The log refuses it after it was decided and what it would leave was kept.
TEST_F(CommandGroupTest, ForgetsWhatTheLogRefusesInTheEnd) {
  ASSERT_OK(Do(Create("Police")));
  Command of_tomorrow = Rename("A");
  of_tomorrow.occur_time = clock_.Now() + absl::Hours(24);
  EXPECT_THAT(Do(std::move(of_tomorrow)), FailsWith("OCCUR_TIME_IN_FUTURE"));
  EXPECT_EQ(Summary(Do(WithEtag("\"1\"", Rename("B")))), "B at \"2\"");
}

TEST_F(CommandGroupTest, LetsOneOfAThousandThatRaceWithOneEtagWin) {
  constexpr int kThreads = 8;
  constexpr int kEach = 125;
  ASSERT_OK(Do(Create("Police")));
  std::vector<Command> commands;
  for (int i = 0; i < kThreads * kEach; ++i) {
    commands.push_back(WithEtag("\"1\"", Rename(absl::StrCat("Title ", i))));
  }
  std::vector<Reply> replies(commands.size());
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = thread * kEach; i < (thread + 1) * kEach; ++i) {
        processor_.Submit(std::move(commands[i]), replies[i].Taker());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();

  std::vector<std::string> winners, losers;
  for (const Reply& reply : replies) {
    const Answered& answer = reply.Await();
    (answer.ok() ? winners : losers).push_back(Summary(answer));
  }
  EXPECT_EQ(winners.size(), 1u);
  EXPECT_THAT(losers, Each("ETAG_STALE"));
  EXPECT_EQ(log_.head().Get(), 2u);
}

}  // namespace
}  // namespace actionplan::commands
