#include "services/queries/standing.h"

#include "actionplan/v1/action.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/resources/civil_date.h"

namespace actionplan::queries {
namespace {

using projections::v1::ActionPlanRow;
using v1::Action;

// Friday 20 March 2026: no holiday is near.
constexpr absl::CivilDay kDue(2026, 3, 20);

absl::TimeZone London() { return *resources::FindTimeZone("Europe/London"); }

Yardstick On(absl::CivilDay day) {
  return {.calendar = domain::WorkingCalendar::Latest(
              domain::Division::kEnglandAndWales),
          .zone = London(),
          .due_on = day};
}

Yardstick InScotlandOn(absl::CivilDay day) {
  Yardstick yardstick = On(day);
  yardstick.calendar =
      domain::WorkingCalendar::Latest(domain::Division::kScotland);
  return yardstick;
}

ActionPlanRow Due(absl::CivilDay due, Action::State state = Action::ACCEPTED) {
  ActionPlanRow row;
  row.set_state(state);
  row.set_due_day(DayNumber(due));
  return row;
}

// What a standing says of a date.
struct Days {
  v1::DueState state;
  int working_days_overdue;
  int calendar_days_overdue;

  friend bool operator==(const Days&, const Days&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Days& days) {
    return out << v1::DueState_Name(days.state) << " "
               << days.working_days_overdue << " "
               << days.calendar_days_overdue;
  }
};

Days DaysOf(const ActionPlanRow& row, const Yardstick& yardstick) {
  const Standing standing = StandingOf(row, yardstick);
  return {standing.due_state, standing.working_days_overdue,
          standing.calendar_days_overdue};
}

Days DaysOf(absl::CivilDay due, absl::CivilDay on) {
  return DaysOf(Due(due), On(on));
}

TEST(DueStateTest, IsNotDueWhileElevenWorkingDaysAreLeft) {
  EXPECT_EQ(DaysOf(kDue, absl::CivilDay(2026, 3, 5)),
            (Days{v1::NOT_DUE, -11, -15}));
}

TEST(DueStateTest, IsDueSoonWithTenWorkingDaysLeft) {
  EXPECT_EQ(DaysOf(kDue, absl::CivilDay(2026, 3, 6)),
            (Days{v1::DUE_SOON, -10, -14}));
  EXPECT_EQ(DaysOf(kDue, absl::CivilDay(2026, 3, 19)),
            (Days{v1::DUE_SOON, -1, -1}));
}

TEST(DueStateTest, IsDueTodayUntilTheDayIsOver) {
  EXPECT_EQ(DaysOf(kDue, kDue), (Days{v1::DUE_TODAY, 0, 0}));
}

TEST(DueStateTest, IsOverdueOnASaturdayWithoutAWorkingDayHavingPassed) {
  EXPECT_EQ(DaysOf(kDue, absl::CivilDay(2026, 3, 21)),
            (Days{v1::OVERDUE, 0, 1}));
  EXPECT_EQ(DaysOf(kDue, absl::CivilDay(2026, 3, 23)),
            (Days{v1::OVERDUE, 1, 3}));
}

TEST(DueStateTest, CountsADueDateOnAWeekendLikeTheFridayBefore) {
  const absl::CivilDay saturday(2026, 3, 14);
  EXPECT_EQ(DaysOf(saturday, absl::CivilDay(2026, 2, 26)),
            (Days{v1::NOT_DUE, -11, -16}));
  EXPECT_EQ(DaysOf(saturday, absl::CivilDay(2026, 2, 27)),
            (Days{v1::DUE_SOON, -10, -15}));
  EXPECT_EQ(DaysOf(saturday, absl::CivilDay(2026, 3, 13)),
            (Days{v1::DUE_SOON, 0, -1}));
  EXPECT_EQ(DaysOf(saturday, absl::CivilDay(2026, 3, 16)),
            (Days{v1::OVERDUE, 1, 2}));
}

TEST(DueStateTest, CountsTheMondayThatIsLeftOnASaturday) {
  EXPECT_EQ(DaysOf(absl::CivilDay(2026, 3, 16), absl::CivilDay(2026, 3, 14)),
            (Days{v1::DUE_SOON, -1, -2}));
}

TEST(DueStateTest, LeavesOutBankHolidaysOnBothSidesOfTheDueDate) {
  // Good Friday is 3 April 2026, Easter Monday 6 April.
  const absl::CivilDay thursday(2026, 4, 2), tuesday(2026, 4, 7);
  EXPECT_EQ(DaysOf(tuesday, thursday), (Days{v1::DUE_SOON, -1, -5}));
  EXPECT_EQ(DaysOf(thursday, tuesday), (Days{v1::OVERDUE, 1, 5}));
}

TEST(DueStateTest, GoesByTheHolidaysOfTheBoardsNation) {
  // Easter Monday is a working day in Scotland.
  EXPECT_EQ(DaysOf(Due(absl::CivilDay(2026, 4, 2)),
                   InScotlandOn(absl::CivilDay(2026, 4, 7))),
            (Days{v1::OVERDUE, 2, 5}));
}

TEST(DueStateTest, KeepsTheClockRunningWhenDeclinedOrBlocked) {
  for (const Action::State state :
       {Action::ASSIGNED, Action::ACCEPTED, Action::IN_PROGRESS,
        Action::BLOCKED, Action::DECLINED}) {
    EXPECT_EQ(StandingOf(Due(kDue, state), On(kDue + 3)).due_state, v1::OVERDUE)
        << Action::State_Name(state);
  }
}

TEST(DueStateTest, AwaitsVerificationOnceSubmittedHoweverLate) {
  for (const absl::CivilDay day : {kDue - 30, kDue, kDue + 30}) {
    EXPECT_EQ(StandingOf(Due(kDue, Action::SUBMITTED), On(day)).due_state,
              v1::AWAITING_VERIFICATION);
  }
}

TEST(DueStateTest, SaysNothingOfAnActionThatIsNotOpen) {
  for (const Action::State state :
       {Action::DRAFT, Action::VERIFIED, Action::CLOSED,
        Action::NOT_IMPLEMENTED, Action::SUPERSEDED, Action::CANCELLED}) {
    EXPECT_EQ(StandingOf(Due(kDue, state), On(kDue + 3)).due_state,
              v1::NO_DUE_DATE)
        << Action::State_Name(state);
  }
}

TEST(DueStateTest, SaysNothingOfAnActionWithoutADate) {
  ActionPlanRow ongoing = Due(kDue);
  ongoing.clear_due_day();
  EXPECT_EQ(DaysOf(ongoing, On(kDue)), (Days{v1::NO_DUE_DATE, 0, 0}));
}

TEST(DueStateTest, CountsTheDaysInFullAgainAfterARejection) {
  ActionPlanRow rejected = Due(kDue, Action::IN_PROGRESS);
  rejected.set_rejections(1);
  EXPECT_EQ(DaysOf(rejected, On(absl::CivilDay(2026, 3, 27))),
            (Days{v1::OVERDUE, 5, 7}));
}

TEST(DueStateTest, IsReckonedAgainstTheOriginalDateWhenAsked) {
  ActionPlanRow extended = Due(kDue);
  extended.set_original_due_day(DayNumber(absl::CivilDay(2026, 3, 6)));
  Yardstick against_original = On(absl::CivilDay(2026, 3, 13));
  against_original.against = v1::ORIGINAL;

  EXPECT_EQ(DaysOf(extended, against_original), (Days{v1::OVERDUE, 5, 7}));
  EXPECT_EQ(DaysOf(extended, On(absl::CivilDay(2026, 3, 13))),
            (Days{v1::DUE_SOON, -5, -7}));
}

TEST(DueStateTest, HasNoOriginalDateBeforeTheFirstAcceptance) {
  Yardstick against_original = On(kDue + 3);
  against_original.against = v1::ORIGINAL;
  EXPECT_EQ(DaysOf(Due(kDue, Action::ASSIGNED), against_original),
            (Days{v1::NO_DUE_DATE, 0, 0}));
}

TEST(DueStateTest, IsProvisionalWhereHolidaysAreNotPublishedYet) {
  const absl::CivilDay last = On(kDue).calendar.last_firm_day();
  EXPECT_FALSE(StandingOf(Due(last), On(kDue)).provisional);
  EXPECT_TRUE(StandingOf(Due(last + 1), On(kDue)).provisional);
}

TEST(StandingTest, TellsTheHighestLevelOfOpenEscalations) {
  ActionPlanRow row = Due(kDue);
  EXPECT_EQ(EscalationLevel(row), 0);
  row.add_open_escalations()->set_level(1);
  row.add_open_escalations()->set_level(4);
  row.add_open_escalations()->set_level(2);
  EXPECT_EQ(EscalationLevel(row), 4);
}

TEST(StandingTest, NumbersDaysFromTheFirstOf1970) {
  EXPECT_EQ(DayNumber(absl::CivilDay(1970, 1, 2)), 1);
  EXPECT_EQ(DayNumber(absl::CivilDay(1969, 12, 31)), -1);
  EXPECT_EQ(ToDay(DayNumber(kDue)), kDue);
}

}  // namespace
}  // namespace actionplan::queries
