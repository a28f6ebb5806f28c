#include "services/domain/plan.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/domain/scene.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::domain {
namespace {

using support::FailsWith;
using support::FromText;
using support::IsText;
using testing::ElementsAre;

constexpr char kPlan[] = "boards/ncc/plans/p1";
constexpr char kMeeting[] = "boards/ncc/meetings/m1";
constexpr char kAction[] = "boards/ncc/actions/a12";

v1::CreatePlanRequest Create(const std::string& plan) {
  return FromText<v1::CreatePlanRequest>("parent: 'boards/ncc' plan { " + plan +
                                         " }");
}

v1::CreatePlanRequest CreatePolicePlan() {
  return Create(
      "title: 'Police plan' kind: SINGLE_AGENCY "
      "agency: 'boards/ncc/agencies/police'");
}

Scene Setting() {
  return Scene(kPlan)
      .With<v1::Agency>(kPolice, "state: ACTIVE")
      .With<v1::Meeting>(kMeeting, "")
      .With<v1::Action>(kAction, "state: DRAFT");
}

v1::AgreePlanRequest Agree() {
  return FromText<v1::AgreePlanRequest>("meeting: 'boards/ncc/meetings/m1'");
}

v1::AddActionRequest Add() {
  return FromText<v1::AddActionRequest>("action: 'boards/ncc/actions/a12'");
}

v1::RemoveActionRequest Remove() {
  return FromText<v1::RemoveActionRequest>(
      "action: 'boards/ncc/actions/a12' reason: 'Moved.'");
}

TEST(PlanTest, OfOneAgencyNamesItAndOthersNameNone) {
  EXPECT_THAT(*Decide(v1::Plan(), CreatePolicePlan(), Setting().now()),
              ElementsAre(IsText(R"pb(
                plan_created {
                  title: "Police plan"
                  kind: SINGLE_AGENCY
                  agency: "boards/ncc/agencies/police"
                })pb")));
  EXPECT_OK(Decide(v1::Plan(), Create("kind: COMPOSITE"), Setting().now()));
  EXPECT_THAT(
      Decide(v1::Plan(), Create("kind: SINGLE_AGENCY"), Setting().now()),
      FailsWith("PLAN_AGENCY_NEEDED"));
  for (const char* kind : {"COMPOSITE", "BOARD_RESPONSE"}) {
    EXPECT_THAT(
        Decide(
            v1::Plan(),
            Create(std::string("agency: 'boards/ncc/agencies/police' kind: ") +
                   kind),
            Setting().now()),
        FailsWith("PLAN_AGENCY_FORBIDDEN"));
  }
}

TEST(PlanTest, IsNotMadeForAnAgencyThatHasLeft) {
  Scene left = Setting().With<v1::Agency>(
      kPolice, "state: DEACTIVATED last_occur_time { seconds: 1772452800 }");
  left.At(absl::CivilHour(2026, 3, 5)).Claiming(absl::CivilHour(2026, 3, 1));

  EXPECT_THAT(RelatedNames(CreatePolicePlan()), ElementsAre(kPolice));
  EXPECT_THAT(Decide(v1::Plan(), CreatePolicePlan(), left.now()),
              FailsWith("AGENCY_NOT_ACTIVE"));
}

TEST(PlanTest, IsNotCreatedTwiceNorWithoutItsBoard) {
  EXPECT_THAT(
      Decide(StateOf<v1::Plan>(kPlan, ""), CreatePolicePlan(), Setting().now()),
      FailsWith("RESOURCE_ALREADY_EXISTS"));
  EXPECT_THAT(Decide(v1::Plan(), CreatePolicePlan(), Setting().Alone().now()),
              FailsWith("REFERENCE_NOT_FOUND"));
}

TEST(PlanTest, IsAgreedByAMeetingOfItsBoard) {
  const auto draft = StateOf<v1::Plan>(kPlan, "state: DRAFT");

  EXPECT_THAT(RelatedNames(Agree()), ElementsAre(kMeeting));
  EXPECT_THAT(
      *Decide(draft, Agree(), Setting().now()),
      ElementsAre(IsText("plan_agreed { meeting: 'boards/ncc/meetings/m1' }")));
  EXPECT_THAT(Decide(draft, Agree(), Scene(kPlan).now()),
              FailsWith("REFERENCE_NOT_FOUND"));
  EXPECT_THAT(Decide(draft,
                     FromText<v1::AgreePlanRequest>(
                         "meeting: 'boards/other/meetings/m1'"),
                     Setting().now()),
              FailsWith("REFERENCE_OF_OTHER_BOARD"));
}

TEST(PlanTest, IsAgreedOnce) {
  EXPECT_THAT(Decide(StateOf<v1::Plan>(kPlan, "state: AGREED"), Agree(),
                     Setting().now()),
              FailsWith("STATE_FORBIDS"));
}

TEST(PlanTest, TakesActionsBeforeAndAfterItIsAgreed) {
  EXPECT_THAT(RelatedNames(Add()), ElementsAre(kAction));
  for (const char* state : {"state: DRAFT", "state: AGREED"}) {
    EXPECT_THAT(
        *Decide(StateOf<v1::Plan>(kPlan, state), Add(), Setting().now()),
        ElementsAre(IsText(
            "action_added_to_plan { action: 'boards/ncc/actions/a12' }")));
  }
}

TEST(PlanTest, TakesNoActionTwice) {
  const auto plan =
      StateOf<v1::Plan>(kPlan, "actions: 'boards/ncc/actions/a12'");

  EXPECT_THAT(Decide(plan, Add(), Setting().now()),
              FailsWith("ACTION_ALREADY_IN_PLAN"));
}

TEST(PlanTest, TakesNoActionThatIsNotThere) {
  EXPECT_THAT(Decide(StateOf<v1::Plan>(kPlan, ""), Add(), Scene(kPlan).now()),
              FailsWith("REFERENCE_NOT_FOUND"));
}

TEST(PlanTest, HoldsTwoThousandActions) {
  auto plan = StateOf<v1::Plan>(kPlan, "");
  for (int i = 1; i < kMaxPlanActions; ++i) {
    plan.add_actions("boards/ncc/actions/b" + std::to_string(i));
  }

  EXPECT_OK(Decide(plan, Add(), Setting().now()));
  plan.add_actions("boards/ncc/actions/b0");
  EXPECT_THAT(Decide(plan, Add(), Setting().now()), FailsWith("PLAN_FULL"));
}

TEST(PlanTest, GivesUpAnActionWithAReason) {
  EXPECT_THAT(
      *Decide(StateOf<v1::Plan>(kPlan, "actions: 'boards/ncc/actions/a12'"),
              Remove(), Setting().now()),
      ElementsAre(IsText(R"pb(
        action_removed_from_plan {
          action: "boards/ncc/actions/a12"
          reason { clear: "Moved." subject: "principals/caller-1" }
        })pb")));
  EXPECT_THAT(Decide(StateOf<v1::Plan>(kPlan, ""), Remove(), Setting().now()),
              FailsWith("ACTION_NOT_IN_PLAN"));
}

TEST(PlanTest, IsForTheBoardsOffice) {
  const auto plan = StateOf<v1::Plan>(
      kPlan, "state: DRAFT actions: 'boards/ncc/actions/a12'");
  const Scene lead = Setting().As(Role::kAgencyLead, kPolice);

  EXPECT_THAT(Decide(v1::Plan(), CreatePolicePlan(), lead.now()),
              FailsWith("ROLE_NEEDED"));
  EXPECT_THAT(Decide(plan, Agree(), lead.now()), FailsWith("ROLE_NEEDED"));
  EXPECT_THAT(Decide(plan, Add(), lead.now()), FailsWith("ROLE_NEEDED"));
  EXPECT_THAT(Decide(plan, Remove(), lead.now()), FailsWith("ROLE_NEEDED"));
}

}  // namespace
}  // namespace actionplan::domain
