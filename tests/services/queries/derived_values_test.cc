// What a standing says beside the due state and the computed colour: bands of
// ageing, drift, and a colour that was given.
#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "actionplan/v1/action.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/resources/civil_date.h"
#include "services/domain/rating_rules.h"
#include "services/queries/ageing.h"
#include "services/queries/standing.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

using projections::v1::ActionPlanRow;
using support::IsText;
using v1::Action;

// Friday 20 March 2026: no holiday is near.
constexpr absl::CivilDay kToday(2026, 3, 20);

absl::TimeZone London() { return *resources::FindTimeZone("Europe/London"); }

domain::WorkingCalendar England() {
  return domain::WorkingCalendar::Latest(domain::Division::kEnglandAndWales);
}

Yardstick On(absl::CivilDay day) {
  return {.calendar = England(), .zone = London(), .due_on = day};
}

int64_t At(absl::CivilMinute minute) {
  return absl::ToUnixSeconds(absl::FromCivil(minute, London()));
}

ActionPlanRow Due(absl::CivilDay due) {
  ActionPlanRow row;
  row.set_state(Action::IN_PROGRESS);
  row.set_due_day(DayNumber(due));
  row.set_original_due_day(DayNumber(due));
  row.set_started_seconds(At(absl::CivilHour(2026, 3, 2, 9)));
  return row;
}

TEST(AgeingTest, HasTheBandsOfTheStandardPolicy) {
  const v1::RatingPolicy& policy = domain::StandardRatingRules().policy;
  struct Case {
    int days;
    int band;
  };
  for (const Case& c : std::vector<Case>{{0, 0},
                                         {1, 0},
                                         {5, 0},
                                         {6, 1},
                                         {10, 1},
                                         {11, 2},
                                         {20, 2},
                                         {21, 3},
                                         {60, 3},
                                         {61, 4},
                                         {5000, 4}}) {
    EXPECT_EQ(AgeingBandOf(c.days, policy), c.band) << c.days;
  }
  ASSERT_EQ(AgeingBands(policy), 5);
  EXPECT_THAT(DaysOfBand(0, policy),
              IsText("first_working_day: 1 last_working_day: 5"));
  EXPECT_THAT(DaysOfBand(1, policy),
              IsText("first_working_day: 6 last_working_day: 10"));
  EXPECT_THAT(DaysOfBand(3, policy),
              IsText("first_working_day: 21 last_working_day: 60"));
  EXPECT_THAT(DaysOfBand(4, policy), IsText("first_working_day: 61"));
}

TEST(AgeingTest, IsOnlyOfWhatIsOverdue) {
  EXPECT_EQ(StandingOf(Due(kToday), On(kToday)).ageing_band, std::nullopt);
  EXPECT_EQ(StandingOf(Due(kToday), On(kToday + 1)).ageing_band, 0);
  EXPECT_EQ(StandingOf(Due(kToday), On(kToday + 10)).ageing_band, 1);
  ActionPlanRow submitted = Due(kToday);
  submitted.set_state(Action::SUBMITTED);
  EXPECT_EQ(StandingOf(submitted, On(kToday + 10)).ageing_band, std::nullopt);
}

TEST(AgeingTest, GoesByTheDateAskedAboutAndKnowsTheOriginalOne) {
  ActionPlanRow row = Due(kToday);
  row.set_original_due_day(DayNumber(kToday - 28));
  Yardstick yardstick = On(kToday + 3);
  EXPECT_EQ(StandingOf(row, yardstick).ageing_band, 0);
  EXPECT_EQ(StandingOf(row, yardstick).original_ageing_band, 3);
  yardstick.against = v1::ORIGINAL;
  EXPECT_EQ(StandingOf(row, yardstick).ageing_band, 3);
  EXPECT_EQ(StandingOf(row, yardstick).original_ageing_band, 3);
}

TEST(DriftTest, TellsTheDaysPastTheOriginalDateWhicheverDateIsAskedAbout) {
  ActionPlanRow row = Due(kToday + 12);
  row.set_original_due_day(DayNumber(kToday - 7));
  Yardstick yardstick = On(kToday);
  EXPECT_EQ(StandingOf(row, yardstick).working_days_overdue, -8);
  EXPECT_EQ(StandingOf(row, yardstick).working_days_past_original, 5);
  yardstick.against = v1::ORIGINAL;
  EXPECT_EQ(StandingOf(row, yardstick).working_days_past_original, 5);
  row.clear_original_due_day();
  EXPECT_EQ(StandingOf(row, yardstick).working_days_past_original,
            std::nullopt);
}

TEST(DriftTest, CountsTheDaysSinceTheLastUpdate) {
  ActionPlanRow row = Due(kToday + 60);
  // Accepted on Monday 2 March: 14 working days before the 20th.
  EXPECT_EQ(StandingOf(row, On(kToday)).working_days_since_update, 14);
  row.set_latest_progress_seconds(At(absl::CivilHour(2026, 3, 13, 9)));
  EXPECT_EQ(StandingOf(row, On(kToday)).working_days_since_update, 5);
  EXPECT_EQ(StandingOf(row, On(kToday - 30)).working_days_since_update, 0);
  row.set_state(Action::CLOSED);
  EXPECT_EQ(StandingOf(row, On(kToday)).working_days_since_update, 0);
  EXPECT_FALSE(StandingOf(row, On(kToday + 300)).stale);
}

TEST(DriftTest, LeavesOutTheDaysOnWhichTheOfficeIsClosed) {
  ActionPlanRow row = Due(kToday - 7);
  Yardstick yardstick = On(kToday);
  yardstick.calendar =
      England().WithClosures(1, {kToday - 1, kToday - 2, kToday - 30});
  EXPECT_EQ(StandingOf(row, yardstick).working_days_overdue, 3);
  EXPECT_EQ(StandingOf(row, yardstick).calendar_days_overdue, 7);
  EXPECT_EQ(StandingOf(row, yardstick).working_days_since_update, 12);
}

// Given at half past eleven in the evening of 16 March, up to the 18th.
ActionPlanRow GivenGreen(absl::CivilDay due = kToday - 10) {
  ActionPlanRow row = Due(due);
  row.set_given_rating(v1::GREEN);
  row.set_given_rating_seconds(At(absl::CivilMinute(2026, 3, 16, 23, 30)));
  row.set_given_rating_last_day(DayNumber(absl::CivilDay(2026, 3, 18)));
  return row;
}

TEST(GivenRatingTest, CountsFromTheDayItWasGivenUpToItsEndDate) {
  struct Case {
    absl::CivilDay day;
    v1::Rating rating;
  };
  for (const Case& c :
       std::vector<Case>{{absl::CivilDay(2026, 3, 15), v1::RED},
                         {absl::CivilDay(2026, 3, 16), v1::GREEN},
                         {absl::CivilDay(2026, 3, 18), v1::GREEN},
                         {absl::CivilDay(2026, 3, 19), v1::RED}}) {
    const Standing standing = StandingOf(GivenGreen(), On(c.day));
    EXPECT_EQ(standing.rating, c.rating) << c.day;
    EXPECT_EQ(standing.rating_overridden, c.rating == v1::GREEN) << c.day;
    EXPECT_EQ(standing.computed_rating, v1::RED) << c.day;
  }
}

TEST(GivenRatingTest, CountsOnlyWhileTheActionIsOpen) {
  ActionPlanRow row = GivenGreen();
  for (const Action::State state :
       {Action::ASSIGNED, Action::ACCEPTED, Action::IN_PROGRESS,
        Action::BLOCKED, Action::SUBMITTED, Action::DECLINED}) {
    row.set_state(state);
    EXPECT_TRUE(
        StandingOf(row, On(absl::CivilDay(2026, 3, 17))).rating_overridden)
        << Action::State_Name(state);
  }
  row.set_state(Action::VERIFIED);
  const Standing done = StandingOf(row, On(absl::CivilDay(2026, 3, 17)));
  EXPECT_EQ(done.rating, v1::BLUE);
  EXPECT_FALSE(done.rating_overridden);
}

TEST(GivenRatingTest, ChangesNothingButTheColour) {
  const absl::CivilDay day(2026, 3, 17);
  const Standing given = StandingOf(GivenGreen(), On(day));
  const Standing computed = StandingOf(Due(kToday - 10), On(day));
  EXPECT_EQ(given.due_state, v1::OVERDUE);
  EXPECT_EQ(given.working_days_overdue, computed.working_days_overdue);
  EXPECT_EQ(given.ageing_band, computed.ageing_band);
}

}  // namespace
}  // namespace actionplan::queries
