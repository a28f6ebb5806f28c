#include "services/queries/policy_effect.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/resources/civil_date.h"
#include "services/domain/rating_rules.h"
#include "services/queries/view_access.h"
#include "tests/services/queries/recorded_plan.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

using support::IsText;
using testing::IsEmpty;
using testing::SizeIs;

constexpr absl::CivilDay kToday(2026, 3, 2);  // A Monday.

class PolicyEffectTest : public testing::Test {
 protected:
  // What would change if the board were so.
  v1::PolicyEffect Effect(const v1::Board& after) {
    const auto effect =
        EffectOf(plan_.views(), {.before = Board(), .after = after},
                 plan_.clock().Now());
    EXPECT_OK(effect);
    return effect.value_or(v1::PolicyEffect());
  }

  v1::Board Board() {
    return *GetResource<v1::Board>(plan_.views(), "boards/ncc");
  }

  v1::Board Closed(absl::CivilDay day) {
    v1::Board board = Board();
    board.mutable_closures()->set_version(1);
    *board.mutable_closures()->add_closures()->mutable_date() =
        resources::ToDate(day);
    return board;
  }

  v1::Board DueSoonIn(int days) {
    v1::Board board = Board();
    *board.mutable_rating_policy() = domain::StandardRatingRules().policy;
    board.mutable_rating_policy()->set_version(1);
    board.mutable_rating_policy()->set_due_soon_days(days);
    return board;
  }

  RecordedPlan plan_;
};

TEST_F(PolicyEffectTest, OfTheSameBoardIsNone) {
  plan_.Accept({.id = "late", .due = kToday - 7});
  const auto effect = Effect(Board());
  EXPECT_EQ(effect.colour_changes(), 0);
  EXPECT_EQ(effect.working_day_changes(), 0);
  EXPECT_THAT(effect.changed_actions(), IsEmpty());
  ASSERT_THAT(effect.colours(), SizeIs(1));
  EXPECT_THAT(effect.colours(0), IsText("rating: RED before: 1 after: 1"));
}

TEST_F(PolicyEffectTest, OfClosuresIsOnTheDaysThatTheyAreBetween) {
  plan_.Accept({.id = "late", .due = kToday - 7});
  plan_.Accept({.id = "tuesday", .due = kToday + 1});
  plan_.Accept({.id = "later", .due = kToday + 60});
  plan_.Accept({.id = "done", .due = kToday + 60});
  plan_.Record("actions/done", "action { completion_submitted {} }");
  plan_.Record("actions/done", "action { completion_verified {} }");

  // Wednesday lies before the one that is due last.
  const auto effect = Effect(Closed(kToday + 2));

  EXPECT_EQ(effect.working_day_changes(), 1);
  EXPECT_EQ(effect.colour_changes(), 0);
  ASSERT_THAT(effect.changed_actions(), SizeIs(1));
  // 44 weekdays without Good Friday and Easter Monday, then one less.
  EXPECT_THAT(effect.changed_actions(0), IsText(R"pb(
                action: "boards/ncc/actions/later"
                title: "Do later"
                rating_before: GREY
                rating_after: GREY
                working_days_overdue_before: -42
                working_days_overdue_after: -41)pb"));
}

TEST_F(PolicyEffectTest, NamesBothCalendarsAndBothPolicies) {
  v1::Board after = Closed(kToday + 2);
  *after.mutable_rating_policy() = DueSoonIn(3).rating_policy();
  const auto effect = Effect(after);
  EXPECT_THAT(effect.before(), IsText(R"pb(
                due_on { year: 2026 month: 3 day: 2 }
                calendar_version: "england-and-wales/2026-1"
                rating_policy_version: "standard/1"
                position: 3)pb"));
  EXPECT_THAT(effect.after(), IsText(R"pb(
                due_on { year: 2026 month: 3 day: 2 }
                calendar_version: "england-and-wales/2026-1+closures/1"
                rating_policy_version: "boards/ncc/1"
                position: 3)pb"));
}

TEST_F(PolicyEffectTest, OfARatingPolicyIsOnColours) {
  plan_.Accept({.id = "a-week", .due = kToday + 7});
  plan_.Accept({.id = "late", .due = kToday - 7});

  const auto effect = Effect(DueSoonIn(3));

  EXPECT_EQ(effect.colour_changes(), 1);
  EXPECT_EQ(effect.working_day_changes(), 0);
  ASSERT_THAT(effect.colours(), SizeIs(3));
  EXPECT_THAT(effect.colours(0), IsText("rating: AMBER before: 1"));
  EXPECT_THAT(effect.colours(1), IsText("rating: RED before: 1 after: 1"));
  EXPECT_THAT(effect.colours(2), IsText("rating: GREY after: 1"));
  EXPECT_THAT(effect.changed_actions(0), IsText(R"pb(
                action: "boards/ncc/actions/a-week"
                title: "Do a-week"
                rating_before: AMBER
                rating_after: GREY
                working_days_overdue_before: -5
                working_days_overdue_after: -5)pb"));
}

TEST_F(PolicyEffectTest, CountsAllAndNamesTheFirstHundred) {
  for (int i = 0; i < kMostChangedActions + 5; ++i) {
    plan_.Accept({.id = absl::StrCat("a", 1000 + i), .due = kToday + 7});
  }
  const auto effect = Effect(DueSoonIn(3));
  EXPECT_EQ(effect.colour_changes(), kMostChangedActions + 5);
  EXPECT_THAT(effect.changed_actions(), SizeIs(kMostChangedActions));
  EXPECT_EQ(effect.changed_actions(0).action(), "boards/ncc/actions/a1000");
}

TEST_F(PolicyEffectTest, IsProvisionalWhereHolidaysAreNotPublished) {
  plan_.Accept({.id = "far", .due = absl::CivilDay(2028, 3, 1)});
  const auto effect = Effect(Closed(kToday + 2));
  EXPECT_TRUE(effect.before().provisional());
  EXPECT_TRUE(effect.after().provisional());
}

}  // namespace
}  // namespace actionplan::queries
