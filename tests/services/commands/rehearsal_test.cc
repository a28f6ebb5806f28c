#include "services/commands/rehearsal.h"

#include <string>
#include <variant>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/commands/command_desk.h"
#include "tests/support/status_matchers.h"

namespace actionplan::commands {
namespace {

using support::FailsWith;

class RehearsalTest : public CommandDesk {
 protected:
  absl::StatusOr<Rehearsed> Try(const Command& command) {
    return Rehearse(log_, command, clock_.Now());
  }

  static const v1::Agency& Agency(
      const std::shared_ptr<const resources::Resource>& resource) {
    return std::get<v1::Agency>(*resource);
  }
};

TEST_F(RehearsalTest, GivesTheResourceAsItIsAndAsItWouldBe) {
  EXPECT_OK(Do(Create("Police")));
  ASSERT_OK_AND_ASSIGN(const Rehearsed rehearsed, Try(Rename("Constabulary")));
  EXPECT_EQ(Agency(rehearsed.before).title(), "Police");
  EXPECT_EQ(Agency(rehearsed.after).title(), "Constabulary");
}

TEST_F(RehearsalTest, WritesNothing) {
  EXPECT_OK(Do(Create("Police")));
  const eventstore::Position head = log_.head().Get();
  Command command = Rename("Constabulary");
  EXPECT_OK(Try(command));
  EXPECT_EQ(log_.head().Get(), head);
  // The request id is still free, and the command works as if never tried.
  EXPECT_EQ(Summary(Do(std::move(command))), "Constabulary at \"2\"");
}

TEST_F(RehearsalTest, LeavesTheStampOfTheResourceAsItIs) {
  EXPECT_OK(Do(Create("Police")));
  clock_.Advance(absl::Hours(1));
  ASSERT_OK_AND_ASSIGN(const Rehearsed rehearsed, Try(Rename("Constabulary")));
  const v1::Agency& before = Agency(rehearsed.before);
  const v1::Agency& after = Agency(rehearsed.after);
  EXPECT_EQ(after.name(), before.name());
  EXPECT_EQ(after.etag(), "\"1\"");
  EXPECT_EQ(after.last_position(), before.last_position());
  EXPECT_EQ(after.update_time().seconds(), before.update_time().seconds());
  EXPECT_EQ(after.last_occur_time().seconds(),
            before.last_occur_time().seconds());
}

TEST_F(RehearsalTest, RefusesWhatTheCommandWouldBeRefusedFor) {
  EXPECT_THAT(Try(Rename("Constabulary")), FailsWith("RESOURCE_NOT_FOUND"));
  EXPECT_OK(Do(Create("Police")));
  Command stale = Rename("Constabulary");
  stale.etag = "\"7\"";
  EXPECT_THAT(Try(stale), FailsWith("ETAG_STALE"));
  EXPECT_THAT(
      Try(Wish([](const resources::Resource&, const domain::Circumstances&)
                   -> absl::StatusOr<std::vector<events::v1::Event>> {
        return base::Error({.code = absl::StatusCode::kFailedPrecondition,
                            .reason = "NOT_TODAY",
                            .message = "Not today."});
      })),
      FailsWith("NOT_TODAY"));
  EXPECT_THAT(Try(Rename(std::string(60'000, 'x'))),
              FailsWith("EVENT_TOO_LARGE"));
}

TEST_F(RehearsalTest, DecidesInTheSameCircumstances) {
  EXPECT_OK(Do(Create("Police")));
  domain::Circumstances seen;
  Command command =
      Wish([&](const resources::Resource&, const domain::Circumstances& now)
               -> absl::StatusOr<std::vector<events::v1::Event>> {
        seen = now;
        return std::vector<events::v1::Event>();
      });
  command.occur_time = clock_.Now() - absl::Hours(48);
  EXPECT_THAT(Try(command), FailsWith("NO_EVENTS"));
  EXPECT_EQ(seen.name, kPolice);
  EXPECT_EQ(seen.caller.principal, "manager-1");
  EXPECT_EQ(seen.now, clock_.Now());
  EXPECT_EQ(seen.occur_time, clock_.Now() - absl::Hours(48));
  EXPECT_EQ(seen.today - seen.occurred_on, 2);
}

}  // namespace
}  // namespace actionplan::commands
