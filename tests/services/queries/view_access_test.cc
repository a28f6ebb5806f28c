#include "services/queries/view_access.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/queries/recorded_plan.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

Yardstick YardstickOn(absl::CivilDay day) {
  return {
      .calendar = domain::WorkingCalendar::Latest(domain::Division::kScotland),
      .zone = absl::UTCTimeZone(),
      .due_on = day};
}

TEST(BasisTest, SaysByWhatAnAnswerWasComputed) {
  const Yardstick yardstick = YardstickOn(absl::CivilDay(2026, 6, 30));
  EXPECT_THAT(BasisOf(yardstick, 42), support::IsText(R"pb(
                due_on { year: 2026 month: 6 day: 30 }
                calendar_version: "scotland/2026-1"
                rating_policy_version: "standard/1"
                position: 42)pb"));
}

TEST(BasisTest, IsProvisionalOnADayWhoseHolidaysAreNotPublished) {
  Yardstick yardstick = YardstickOn(absl::CivilDay(2026, 6, 30));
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
