#include "services/queries/view_access.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/resources/civil_date.h"
#include "tests/services/queries/recorded_plan.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

using support::FromText;

// Half past midnight on 1 July in London, an hour earlier in UTC.
const absl::Time kNow = absl::FromCivil(absl::CivilMinute(2026, 6, 30, 23, 30),
                                        absl::UTCTimeZone());

v1::Board Board(const std::string& text) { return FromText<v1::Board>(text); }

TEST(YardstickTest, TakesTodayFromTheBoardsTimeZone) {
  EXPECT_EQ(
      YardstickOf(Board("time_zone: 'Europe/London'"), {.now = kNow}).due_on,
      absl::CivilDay(2026, 7, 1));
  EXPECT_EQ(YardstickOf(Board("time_zone: 'UTC'"), {.now = kNow}).due_on,
            absl::CivilDay(2026, 6, 30));
}

TEST(YardstickTest, PrefersThePinnedDayToTodayAndTheRequestedOneToBoth) {
  const v1::Board board = Board("time_zone: 'Europe/London'");
  const int32_t pinned = DayNumber(absl::CivilDay(2026, 6, 29));
  EXPECT_EQ(YardstickOf(board, {.pinned = pinned, .now = kNow}).due_on,
            absl::CivilDay(2026, 6, 29));
  const auto date =
      FromText<google::type::Date>("year: 2025 month: 12 day: 24");
  EXPECT_EQ(
      YardstickOf(board, {.requested = &date, .pinned = pinned, .now = kNow})
          .due_on,
      absl::CivilDay(2025, 12, 24));
}

TEST(YardstickTest, GoesByTheCalendarOfTheBoardsNation) {
  const auto division = [](const std::string& text) {
    return YardstickOf(Board(text), {.now = kNow}).calendar.division();
  };
  EXPECT_EQ(division("division: ENGLAND_AND_WALES"),
            domain::Division::kEnglandAndWales);
  EXPECT_EQ(division("division: SCOTLAND"), domain::Division::kScotland);
  EXPECT_EQ(division("division: NORTHERN_IRELAND"),
            domain::Division::kNorthernIreland);
}

TEST(BasisTest, SaysByWhatAnAnswerWasComputed) {
  const Yardstick yardstick =
      YardstickOf(Board("time_zone: 'UTC' division: SCOTLAND"), {.now = kNow});
  EXPECT_THAT(BasisOf(yardstick, 42), support::IsText(R"pb(
                due_on { year: 2026 month: 6 day: 30 }
                calendar_version: "scotland/2026-1"
                rating_policy_version: "standard/1"
                position: 42)pb"));
}

TEST(BasisTest, IsProvisionalOnADayWhoseHolidaysAreNotPublished) {
  Yardstick yardstick = YardstickOf(Board(""), {.now = kNow});
  yardstick.due_on = yardstick.calendar.last_firm_day() + 1;
  EXPECT_TRUE(BasisOf(yardstick, 1).provisional());
}

TEST(GetResourceTest, FindsAResourceOfTheKindAskedFor) {
  const RecordedPlan plan;
  ASSERT_OK_AND_ASSIGN(
      const auto agency,
      GetResource<v1::Agency>(plan.views(), "boards/ncc/agencies/police"));
  EXPECT_EQ(agency.title(), "Police");
  EXPECT_THAT(
      GetResource<v1::Board>(plan.views(), "boards/ncc/agencies/police"),
      support::FailsWith("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(
      GetResource<v1::Agency>(plan.views(), "boards/ncc/agencies/polcie"),
      support::FailsWith("RESOURCE_NOT_FOUND"));
}

}  // namespace
}  // namespace actionplan::queries
