#include "actionplan/v1/plan.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/resources/resource.h"
#include "tests/projections/resources/history.h"
#include "tests/support/text_proto.h"

namespace actionplan::resources {
namespace {

using support::IsText;

constexpr char kCreated[] = R"pb(
  plan {
    plan_created {
      title: "Police plan"
      kind: SINGLE_AGENCY
      agency: "boards/ncc/agencies/police"
    }
  })pb";

TEST(PlanFoldTest, IsADraftWithoutActionsOnceCreated) {
  EXPECT_THAT(FoldOf<v1::Plan>({kCreated}), IsText(R"pb(
                title: "Police plan"
                kind: SINGLE_AGENCY
                agency: "boards/ncc/agencies/police"
                state: DRAFT
              )pb"));
}

TEST(PlanFoldTest, KnowsTheMeetingThatAgreedIt) {
  const auto plan = FoldOf<v1::Plan>(
      {kCreated, "plan { plan_agreed { meeting: 'boards/ncc/meetings/m1' } }"});

  EXPECT_EQ(plan.state(), v1::Plan::AGREED);
  EXPECT_EQ(plan.agreeing_meeting(), "boards/ncc/meetings/m1");
}

TEST(PlanFoldTest, HoldsActionsInTheOrderInWhichTheyJoined) {
  const auto plan = FoldOf<v1::Plan>(
      {kCreated, "plan { action_added_to_plan { action: 'a2' } }",
       "plan { action_added_to_plan { action: 'a1' } }",
       "plan { action_added_to_plan { action: 'a3' } }",
       "plan { action_removed_from_plan { action: 'a1' } }",
       "plan { action_added_to_plan { action: 'a1' } }"});

  EXPECT_THAT(plan.actions(), testing::ElementsAre("a2", "a3", "a1"));
}

}  // namespace
}  // namespace actionplan::resources
