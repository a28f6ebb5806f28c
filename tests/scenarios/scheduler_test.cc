// The server that escalates by itself, and the clock that it believes.
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/scenarios/board_scenario.h"
#include "tests/scenarios/event_reader.h"
#include "tests/support/status_matchers.h"

namespace actionplan::support {
namespace {

constexpr char kProbe[] = "boards/ncc/escalations/probe-timeliness-1";
constexpr char kLate[] = "boards/ncc/escalations/late-timeliness-1";

// Two actions: "probe" is overdue from Tuesday on and stays escalated; "late"
// is due on Friday. What happens to the probe's escalation tells that the
// scheduler has looked, and since "late" stands before "probe", that it has
// done with "late" what it was going to do.
class SchedulerTest : public BoardScenario {
 protected:
  void SetUp() override {
    BoardScenario::SetUp();
    ASSERT_OK(AdoptPolicy());
    ASSERT_OK(Accept("late", kFriday));
    ASSERT_OK(Accept("probe", absl::CivilDay(2026, 3, 2)));
  }

  bool IsRaised(const char* escalation) {
    return server_.Manager()
        .Try("EscalationService.GetEscalation", About(escalation))
        .ok();
  }

  // A second passes on both clocks, so that the scheduler looks again.
  void LetItLook() { clock_.Advance(absl::Seconds(2)); }
};

TEST_F(SchedulerTest, EscalatesWhenTheDayHasComeWithoutBeingAsked) {
  EventReader events(server_.address(), "kinds: 'EscalationRaised'");
  clock_.Advance(absl::Hours(24));
  EXPECT_TRUE(events.AwaitEvent("EscalationRaised", kProbe));
  EXPECT_FALSE(IsRaised(kLate));
  clock_.Advance(absl::Hours(24 * 6));
  EXPECT_TRUE(events.AwaitEvent("EscalationRaised", kLate));
}

TEST_F(SchedulerTest, FollowsWhatPeopleDoWithoutBeingAsked) {
  EventReader events(server_.address());
  clock_.Advance(absl::Hours(24));
  ASSERT_TRUE(events.AwaitEvent("EscalationRaised", kProbe));
  ASSERT_OK(Submit("probe"));
  LetItLook();
  EXPECT_TRUE(events.AwaitEvent("EscalationPaused", kProbe));
  ASSERT_OK(Verify("probe"));
  LetItLook();
  EXPECT_TRUE(events.AwaitEvent("EscalationResolved", kProbe));
}

TEST_F(SchedulerTest, FollowsWhatPeopleDoInALogThatHasJustBegun) {
  EventReader events(server_.address());
  ASSERT_OK(server_.Manager().Try(
      "EscalationService.RaiseEscalation",
      absl::StrCat("parent: 'boards/ncc' escalation { subject: '",
                   ActionName("late"), "' level: 3 reason: 'At once' }")));
  ASSERT_OK(Submit("late"));
  ASSERT_OK(Verify("late"));
  LetItLook();
  EXPECT_TRUE(events.AwaitEvent("EscalationResolved",
                                "boards/ncc/escalations/late-by-hand-1"));
}

TEST_F(SchedulerTest, BelievesADayThatJumpedOnlyAfterTenMinutesOfAgreement) {
  EventReader events(server_.address());
  clock_.Advance(absl::Hours(24));
  ASSERT_TRUE(events.AwaitEvent("EscalationRaised", kProbe));

  // Somebody sets the time of day a week ahead.
  clock_.JumpTo(clock_.Now() + absl::Hours(24 * 7));
  ASSERT_OK(Submit("probe"));
  LetItLook();
  ASSERT_TRUE(events.AwaitEvent("EscalationPaused", kProbe));
  EXPECT_FALSE(IsRaised(kLate));

  clock_.Advance(absl::Minutes(9));
  ASSERT_OK(Reject("probe"));
  LetItLook();
  ASSERT_TRUE(events.AwaitEvent("EscalationResumed", kProbe));
  EXPECT_FALSE(IsRaised(kLate));

  clock_.Advance(absl::Minutes(1));
  EXPECT_TRUE(events.AwaitEvent("EscalationRaised", kLate));
}

TEST_F(SchedulerTest, KnowsTheDayOfTheLastEventAfterARestart) {
  clock_.JumpTo(clock_.Now() + absl::Hours(24));
  ASSERT_OK(server_.Lead().Try("ActionService.AddComment",
                               About(ActionName("late")) + "text: 'Tuesday'"));
  server_.Stop();
  clock_.JumpTo(clock_.Now() + absl::Hours(24 * 7));
  server_.Start();
  EventReader events(server_.address());
  LetItLook();
  EXPECT_TRUE(events.AwaitEvent("EscalationRaised", kProbe));
  EXPECT_FALSE(IsRaised(kLate));
}

}  // namespace
}  // namespace actionplan::support
