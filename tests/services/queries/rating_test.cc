#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "actionplan/v1/action.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/resources/civil_date.h"
#include "services/queries/standing.h"

namespace actionplan::queries {
namespace {

using projections::v1::ActionPlanRow;
using v1::Action;

// Friday 20 March 2026, and a day on which it is far away.
constexpr absl::CivilDay kDue(2026, 3, 20);
constexpr absl::CivilDay kLongBefore(2026, 2, 2);

absl::TimeZone London() { return *resources::FindTimeZone("Europe/London"); }

int64_t Seconds(absl::CivilMinute minute, absl::TimeZone zone) {
  return absl::ToUnixSeconds(absl::FromCivil(minute, zone));
}

// Accepted on 2 February; nothing has been heard of it.
ActionPlanRow Silent(Action::State state = Action::ACCEPTED) {
  ActionPlanRow row;
  row.set_state(state);
  row.set_due_day(DayNumber(kDue));
  row.set_started_seconds(Seconds(absl::CivilHour(kLongBefore) + 9, London()));
  return row;
}

// Progress was reported on this day.
ActionPlanRow Reported(absl::CivilDay day,
                       Action::State state = Action::IN_PROGRESS) {
  ActionPlanRow row = Silent(state);
  row.set_latest_progress_seconds(Seconds(absl::CivilHour(day) + 9, London()));
  return row;
}

v1::Rating RatingOn(absl::CivilDay day, const ActionPlanRow& row) {
  return StandingOf(row, {.calendar = domain::WorkingCalendar::Latest(
                              domain::Division::kEnglandAndWales),
                          .zone = London(),
                          .due_on = day})
      .rating;
}

TEST(RatingTest, IsBlueOnceVerifiedHoweverLate) {
  EXPECT_EQ(RatingOn(kDue + 100, Silent(Action::VERIFIED)), v1::BLUE);
  EXPECT_EQ(RatingOn(kDue + 100, Silent(Action::CLOSED)), v1::BLUE);
}

TEST(RatingTest, IsNoneForWhatIsNotAsked) {
  for (const Action::State state : {Action::DRAFT, Action::NOT_IMPLEMENTED,
                                    Action::SUPERSEDED, Action::CANCELLED}) {
    EXPECT_EQ(RatingOn(kDue + 100, Silent(state)), v1::RATING_UNSPECIFIED)
        << Action::State_Name(state);
  }
}

TEST(RatingTest, IsGreyWhileItIsNeitherStartedNorDue) {
  EXPECT_EQ(RatingOn(kLongBefore, Silent(Action::ASSIGNED)), v1::GREY);
  EXPECT_EQ(RatingOn(kLongBefore, Silent(Action::ACCEPTED)), v1::GREY);
}

TEST(RatingTest, IsGreenOnceProgressIsReported) {
  EXPECT_EQ(RatingOn(kLongBefore, Reported(kLongBefore)), v1::GREEN);
}

TEST(RatingTest, IsAmberWhenDueSoonWithoutProgress) {
  // 5 March is the eleventh working day before, 6 March the tenth.
  ActionPlanRow row = Silent();
  row.set_started_seconds(Seconds(absl::CivilHour(2026, 3, 2, 9), London()));
  EXPECT_EQ(RatingOn(absl::CivilDay(2026, 3, 5), row), v1::GREY);
  EXPECT_EQ(RatingOn(absl::CivilDay(2026, 3, 6), row), v1::AMBER);
  EXPECT_EQ(RatingOn(kDue, row), v1::AMBER);
}

TEST(RatingTest, IsGreenWhenDueSoonWithProgress) {
  EXPECT_EQ(RatingOn(kDue - 1, Reported(kDue - 3)), v1::GREEN);
  EXPECT_EQ(RatingOn(kDue, Reported(kDue - 3)), v1::GREEN);
}

TEST(RatingTest, IsRedFromTheDayAfterTheDueDate) {
  EXPECT_EQ(RatingOn(kDue + 1, Reported(kDue)), v1::RED);
}

TEST(RatingTest, IsRedOnceRejectedTwice) {
  ActionPlanRow row = Reported(kLongBefore);
  row.set_rejections(1);
  EXPECT_EQ(RatingOn(kLongBefore, row), v1::GREEN);
  row.set_rejections(2);
  EXPECT_EQ(RatingOn(kLongBefore, row), v1::RED);
  row.set_state(Action::SUBMITTED);
  EXPECT_EQ(RatingOn(kLongBefore, row), v1::RED);
}

TEST(RatingTest, IsRedRatherThanAmberWhenBlockedAndOverdue) {
  EXPECT_EQ(RatingOn(kDue + 1, Reported(kDue, Action::BLOCKED)), v1::RED);
}

TEST(RatingTest, IsAmberWhileBlocked) {
  EXPECT_EQ(RatingOn(kLongBefore, Reported(kLongBefore, Action::BLOCKED)),
            v1::AMBER);
}

TEST(RatingTest, IsAmberWhenMoreTimeIsAskedForOrWasGiven) {
  ActionPlanRow asked = Reported(kLongBefore);
  asked.set_extension_pending(true);
  EXPECT_EQ(RatingOn(kLongBefore, asked), v1::AMBER);
  ActionPlanRow given = Reported(kLongBefore);
  given.set_approved_extensions(1);
  EXPECT_EQ(RatingOn(kLongBefore, given), v1::AMBER);
}

TEST(RatingTest, IsAmberOnceTwentyWorkingDaysPassedWithoutAnUpdate) {
  ActionPlanRow row = Reported(kLongBefore);
  row.set_due_day(DayNumber(absl::CivilDay(2026, 9, 30)));
  // 2 March is the twentieth working day after 2 February.
  EXPECT_EQ(RatingOn(absl::CivilDay(2026, 3, 2), row), v1::GREEN);
  EXPECT_EQ(RatingOn(absl::CivilDay(2026, 3, 3), row), v1::AMBER);
}

TEST(RatingTest, CountsSilenceFromTheAcceptanceWhereNothingWasReported) {
  ActionPlanRow row = Silent();
  row.set_due_day(DayNumber(absl::CivilDay(2026, 9, 30)));
  EXPECT_EQ(RatingOn(absl::CivilDay(2026, 3, 2), row), v1::GREY);
  EXPECT_EQ(RatingOn(absl::CivilDay(2026, 3, 3), row), v1::AMBER);
}

TEST(RatingTest, CountsSilenceFromANewAssignmentThatCameLater) {
  ActionPlanRow row = Reported(kLongBefore);
  row.set_due_day(DayNumber(absl::CivilDay(2026, 9, 30)));
  row.set_started_seconds(Seconds(absl::CivilHour(2026, 3, 2, 9), London()));
  EXPECT_EQ(RatingOn(absl::CivilDay(2026, 3, 3), row), v1::GREEN);
}

TEST(RatingTest, DoesNotCallSilenceStaleWhileAwaitingVerification) {
  EXPECT_EQ(RatingOn(kDue + 100, Silent(Action::SUBMITTED)), v1::GREEN);
}

TEST(RatingTest, IsAmberOnceTheReviewOfAnUndatedActionIsPast) {
  ActionPlanRow row = Reported(kLongBefore);
  row.clear_due_day();
  row.set_review_day(DayNumber(kLongBefore + 4));
  EXPECT_EQ(RatingOn(kLongBefore + 4, row), v1::GREEN);
  EXPECT_EQ(RatingOn(kLongBefore + 5, row), v1::AMBER);
}

TEST(RatingTest, DoesNotMindTheReviewOfADatedAction) {
  ActionPlanRow row = Reported(kLongBefore);
  row.set_review_day(DayNumber(kLongBefore + 4));
  EXPECT_EQ(RatingOn(kLongBefore + 5, row), v1::GREEN);
}

TEST(RatingTest, GoesByTheDateInForceAlsoAgainstTheOriginalOne) {
  ActionPlanRow row = Reported(kDue - 1);
  row.set_original_due_day(DayNumber(kLongBefore));
  const Standing standing =
      StandingOf(row, {.calendar = domain::WorkingCalendar::Latest(
                           domain::Division::kEnglandAndWales),
                       .zone = London(),
                       .due_on = kDue,
                       .against = v1::ORIGINAL});
  EXPECT_EQ(standing.due_state, v1::OVERDUE);
  EXPECT_EQ(standing.rating, v1::GREEN);
}

TEST(RatingTest, CountsSilenceFromTheBoardsDayAndNotFromUtc) {
  // Half past eleven in the evening of 30 June in UTC is 1 July in London. The
  // twentieth working day after 1 July is 29 July.
  ActionPlanRow row = Reported(kLongBefore);
  row.set_due_day(DayNumber(absl::CivilDay(2026, 9, 30)));
  row.set_latest_progress_seconds(
      Seconds(absl::CivilMinute(2026, 6, 30, 23, 30), absl::UTCTimeZone()));
  EXPECT_EQ(RatingOn(absl::CivilDay(2026, 7, 29), row), v1::GREEN);
  EXPECT_EQ(RatingOn(absl::CivilDay(2026, 7, 30), row), v1::AMBER);
}

}  // namespace
}  // namespace actionplan::queries
