#include "services/queries/plan_reading.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/event_codec.h"
#include "tests/services/queries/recorded_plan.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

// Half past midnight on 1 July in London, an hour earlier in UTC.
const absl::Time kNow = absl::FromCivil(absl::CivilMinute(2026, 6, 30, 23, 30),
                                        absl::UTCTimeZone());

class YardstickTest : public testing::Test {
 protected:
  // The yardstick of a board of this zone and nation.
  Yardstick Of(const std::string& board, PlanQuestion question = {}) {
    plan_.clock().JumpTo(kNow);
    plan_.RecordRaw("boards/other",
                    projections::Encode(support::FromText<events::v1::Event>(
                        "board { board_created { " + board + " } }")));
    question.board = "boards/other";
    question.now = kNow;
    const auto reading = PlanReading::Begin(plan_.sources(), question);
    EXPECT_OK(reading);
    return reading->yardstick();
  }

  RecordedPlan plan_;
};

TEST_F(YardstickTest, TakesTodayFromTheBoardsTimeZone) {
  EXPECT_EQ(Of("time_zone: 'Europe/London'").due_on,
            absl::CivilDay(2026, 7, 1));
}

TEST_F(YardstickTest, TakesAnotherTodayFromAnotherTimeZone) {
  EXPECT_EQ(Of("time_zone: 'UTC'").due_on, absl::CivilDay(2026, 6, 30));
}

TEST_F(YardstickTest, PrefersThePinnedDayToToday) {
  const absl::CivilDay pinned(2026, 6, 29);
  EXPECT_EQ(Of("time_zone: 'UTC'", {.pinned_day = DayNumber(pinned)}).due_on,
            pinned);
}

TEST_F(YardstickTest, PrefersTheDayAskedForToBoth) {
  const absl::CivilDay asked(2025, 12, 24);
  EXPECT_EQ(
      Of("time_zone: 'UTC'", {.due_on = asked, .pinned_day = 20000}).due_on,
      asked);
}

TEST_F(YardstickTest, GoesByTheCalendarOfTheBoardsNation) {
  EXPECT_EQ(Of("division: NORTHERN_IRELAND").calendar.division(),
            domain::Division::kNorthernIreland);
}

}  // namespace
}  // namespace actionplan::queries
