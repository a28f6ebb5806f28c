#include "services/escalation/escalation_scheduler.h"

#include <atomic>
#include <string>

#include "eventstore/base/clock.h"
#include "eventstore/position_signal.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/event_codec.h"
#include "tests/projections/log_writer.h"
#include "tests/services/escalation/escalation_office.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::escalation {
namespace {

using support::FailsWith;
using support::StatusIs;
using testing::ElementsAre;
using testing::IsEmpty;

class EscalationSchedulerTest : public EscalationOffice {
 protected:
  EscalationSchedulerTest() {
    AdoptPolicy();
    plan_.Accept({.id = "a1", .due = absl::CivilDay(2026, 3, 6)});
  }
};

TEST_F(EscalationSchedulerTest, ShowsWhatItWouldDoWithoutDoingIt) {
  Morning(absl::CivilDay(2026, 3, 13));
  const eventstore::Position before = head();
  ASSERT_OK_AND_ASSIGN(const auto preview, Evaluate("validate_only: true"));
  EXPECT_EQ(head(), before);
  ASSERT_OK_AND_ASSIGN(const auto evaluated, Evaluate());
  ASSERT_EQ(preview.escalations_size(), 1);
  ASSERT_EQ(evaluated.escalations_size(), 1);
  const v1::Escalation& shown = preview.escalations(0);
  const v1::Escalation& raised = evaluated.escalations(0);
  EXPECT_EQ(shown.name(), raised.name());
  EXPECT_EQ(shown.state(), raised.state());
  EXPECT_EQ(shown.rule(), raised.rule());
  EXPECT_EQ(shown.family(), raised.family());
  EXPECT_EQ(shown.episode(), raised.episode());
  EXPECT_EQ(shown.level(), raised.level());
  EXPECT_EQ(shown.subject(), raised.subject());
  EXPECT_THAT(shown.grounds(),
              support::IsText(raised.grounds().ShortDebugString()));
  EXPECT_EQ(preview.evaluated_actions(), evaluated.evaluated_actions());
}

TEST_F(EscalationSchedulerTest, ShowsHowOpenEscalationsWouldGoOn) {
  Morning(absl::CivilDay(2026, 3, 13));
  ASSERT_OK(Evaluate());
  Happen("escalations/a1-timeliness-1",
         "escalation { escalation_acknowledged {} }");
  Happen("actions/a1", "action { completion_submitted {} }");
  EXPECT_THAT(Outcome("validate_only: true"),
              ElementsAre("a1-timeliness-1 PAUSED"));
  ASSERT_OK(Evaluate());
  Happen("actions/a1", "action { completion_rejected {} }");
  EXPECT_THAT(Outcome("validate_only: true"),
              ElementsAre("a1-timeliness-1 ACKNOWLEDGED"));
  ASSERT_OK(Evaluate());
  Happen("actions/a1", "action { action_cancelled {} }");
  EXPECT_THAT(Outcome("validate_only: true"),
              ElementsAre("a1-timeliness-1 RESOLVED"));
}

TEST_F(EscalationSchedulerTest, LooksAtAPastDayOnlyWithoutActing) {
  Morning(absl::CivilDay(2026, 3, 16));
  const std::string friday = "as_of_date { year: 2026 month: 3 day: 13 } ";
  const std::string thursday = "as_of_date { year: 2026 month: 3 day: 12 } ";
  EXPECT_THAT(Evaluate(friday), FailsWith("EVALUATION_OF_THE_PAST"));
  EXPECT_THAT(Evaluate(friday), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Outcome(friday + "validate_only: true"),
              ElementsAre("a1-timeliness-1 RAISED"));
  EXPECT_THAT(Outcome(thursday + "validate_only: true"), IsEmpty());
}

TEST_F(EscalationSchedulerTest, DoesNotLookAtADayToCome) {
  Morning(absl::CivilDay(2026, 3, 12));
  const std::string friday = "as_of_date { year: 2026 month: 3 day: 13 } ";
  EXPECT_THAT(Evaluate(friday + "validate_only: true"),
              FailsWith("EVALUATION_OF_THE_FUTURE"));
}

TEST_F(EscalationSchedulerTest, TakesTodayFromTheBoardsTimeZone) {
  // In London it is ten past midnight on 1 July.
  plan_.clock().JumpTo(absl::FromCivil(absl::CivilMinute(2026, 6, 30, 23, 10),
                                       absl::UTCTimeZone()));
  const std::string today = "as_of_date { year: 2026 month: 7 day: 1 } ";
  EXPECT_OK(Evaluate(today));
}

TEST_F(EscalationSchedulerTest, DoesNotKnowABoardThatIsNotThere) {
  EXPECT_THAT(Evaluate("parent: 'boards/other'"),
              StatusIs(absl::StatusCode::kNotFound));
}

// The thread looks again when the clock has gone on by a second.
class EscalationSchedulerThreadTest : public EscalationOffice {
 protected:
  EscalationSchedulerThreadTest() {
    plan_.Accept({.id = "a1", .due = absl::CivilDay(2026, 3, 6)});
  }

  // Lets time pass in small steps until an escalation has this event.
  void AwaitFact(const std::string& id, const std::string& kind,
                 absl::Duration step) {
    constexpr int kMostSteps = 2000;
    for (int i = 0; i < kMostSteps; ++i) {
      if (HasFact(id, kind)) return;
      plan_.clock().Advance(step);
      (void)plan_.log().head().Wait(head() + 1, absl::Milliseconds(30));
    }
    FAIL() << "no " << kind << " of " << id;
  }

  bool HasFact(const std::string& id, const std::string& kind) {
    for (const auto& event : projections::EventsOf(plan_.log())) {
      if (event.context().stream() == "boards/ncc/escalations/" + id &&
          projections::FactName(event) == kind) {
        return true;
      }
    }
    return false;
  }
};

TEST_F(EscalationSchedulerThreadTest, EvaluatesWhenTheLogHasGrown) {
  AdoptPolicy();
  plan_.Accept({.id = "late", .due = absl::CivilDay(2026, 2, 2)});
  scheduler_.Start();
  AwaitFact("late-timeliness-1", "EscalationRaised", absl::Seconds(1));
  Happen("actions/late", "action { completion_submitted {} }");
  AwaitFact("late-timeliness-1", "EscalationPaused", absl::Seconds(1));
  EXPECT_FALSE(HasFact("a1-timeliness-1", "EscalationRaised"));
}

TEST_F(EscalationSchedulerThreadTest, EvaluatesWhenTheDayHasChanged) {
  AdoptPolicy();
  scheduler_.Start();
  AwaitFact("a1-timeliness-1", "EscalationRaised", absl::Hours(6));
  EXPECT_THAT(Escalation("a1-timeliness-1").grounds().as_of_date(),
              support::IsText("year: 2026 month: 3 day: 13"));
}

TEST_F(EscalationSchedulerThreadTest, LooksAgainAMinuteAfterWantOfSpace) {
  AdoptPolicy();
  plan_.Accept({.id = "late", .due = absl::CivilDay(2026, 2, 2)});
  has_space_ = false;
  scheduler_.Start();
  const auto await_refusals = [this](int count) {
    while (refused_groups_ < count) {
      plan_.clock().Advance(absl::Seconds(5));
      (void)plan_.log().head().Wait(head() + 1, absl::Milliseconds(10));
    }
    return plan_.clock().Monotonic();
  };
  const absl::Duration first = await_refusals(1);
  EXPECT_GE(await_refusals(2) - first, absl::Seconds(50));
  has_space_ = true;
  AwaitFact("late-timeliness-1", "EscalationRaised", absl::Seconds(5));
}

// Days pass while the scheduler carries out what it has decided.
class DaysPassMeanwhile final : public base::Clock {
 public:
  DaysPassMeanwhile(support::FakeClock& clock,
                    const eventstore::PositionSignal& head)
      : clock_(clock), head_(head), before_(head.Get()) {}

  absl::Time Now() const override { return clock_.Now(); }

  absl::Duration Monotonic() const override {
    if (head_.Get() > before_ && !passed_.exchange(true)) {
      clock_.Advance(absl::Hours(24 * 14));
    }
    return clock_.Monotonic();
  }

 private:
  support::FakeClock& clock_;
  const eventstore::PositionSignal& head_;
  const eventstore::Position before_;
  mutable std::atomic<bool> passed_ = false;
};

TEST_F(EscalationSchedulerThreadTest, LooksAgainSoonAfterALongEvaluation) {
  AdoptPolicy();
  plan_.Accept({.id = "late", .due = absl::CivilDay(2026, 2, 2)});
  const DaysPassMeanwhile clock(plan_.clock(), plan_.log().head());
  EscalationScheduler scheduler(plan_.log(), plan_.views(), processor_,
                                queries_, clock);
  const eventstore::Position both = head() + 2;
  scheduler.Start();
  AwaitFact("late-timeliness-1", "EscalationRaised", absl::Seconds(1));

  // Nobody moves the clock any more.
  EXPECT_OK(plan_.log().head().Wait(both, absl::Seconds(20)));
  EXPECT_TRUE(HasFact("a1-timeliness-1", "EscalationRaised"));
}

TEST_F(EscalationSchedulerThreadTest, DoesNotActOnADayThatTheClockJumpedTo) {
  AdoptPolicy();
  plan_.Accept({.id = "late", .due = absl::CivilDay(2026, 2, 2)});
  plan_.clock().JumpTo(plan_.clock().Now() + absl::Hours(24 * 30));
  scheduler_.Start();
  // Both would be raised by one evaluation, by name.
  AwaitFact("late-timeliness-1", "EscalationRaised", absl::Seconds(1));
  EXPECT_FALSE(HasFact("a1-timeliness-1", "EscalationRaised"));
  AwaitFact("a1-timeliness-1", "EscalationRaised", absl::Minutes(1));
}

TEST_F(EscalationSchedulerThreadTest, FollowsAlsoInABoardWithoutAPolicy) {
  Happen("escalations/e1",
         "escalation { escalation_raised { level: 2 family: BY_HAND "
         "subject: 'boards/ncc/actions/a1' } }");
  Happen("actions/a1", "action { action_cancelled {} }");
  scheduler_.Start();
  AwaitFact("e1", "EscalationResolved", absl::Seconds(1));
}

TEST_F(EscalationSchedulerThreadTest, CanBeStoppedAtAnyTime) {
  scheduler_.Stop();
  scheduler_.Start();
  scheduler_.Stop();
  scheduler_.Stop();
}

}  // namespace
}  // namespace actionplan::escalation
