#include "services/domain/board.h"

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

constexpr char kBoard[] = "boards/ncc";

v1::CreateBoardRequest Create() {
  return FromText<v1::CreateBoardRequest>(
      R"pb(
        board {
          title: "Northshire"
          time_zone: "Europe/London"
          division: SCOTLAND
        })pb");
}

v1::AdoptEscalationPolicyRequest Adopt() {
  return FromText<v1::AdoptEscalationPolicyRequest>(R"pb(
    escalation_policy {
      version: 77
      overdue_by { high: 1 medium: 5 low: 10 }
      level_deadlines { level: 1 acknowledge_within: 2 respond_within: 5 }
      level_deadlines { level: 2 acknowledge_within: 2 respond_within: 5 }
      level_deadlines { level: 3 acknowledge_within: 2 respond_within: 5 }
      level_deadlines { level: 4 acknowledge_within: 1 respond_within: 5 }
    })pb");
}

TEST(BoardTest, IsCreatedByTheBoardsOffice) {
  EXPECT_THAT(*Decide(v1::Board(), Create(), Scene(kBoard).Alone().now()),
              ElementsAre(IsText(R"pb(
                board_created {
                  title: "Northshire"
                  time_zone: "Europe/London"
                  division: SCOTLAND
                  calendar_version: "scotland/2026-1"
                })pb")));
  EXPECT_THAT(Decide(v1::Board(), Create(),
                     Scene(kBoard).As(Role::kAgencyLead, kPolice).now()),
              FailsWith("ROLE_NEEDED"));
}

TEST(BoardTest, KeepsLondonsDaysWhenNoZoneIsGiven) {
  auto create = Create();
  create.mutable_board()->clear_time_zone();

  const auto facts = Decide(v1::Board(), create, Scene(kBoard).now());

  ASSERT_OK(facts);
  EXPECT_EQ(facts->front().board_created().time_zone(), "Europe/London");
}

TEST(BoardTest, IsRefusedInATimeZoneThatIsNone) {
  auto create = Create();
  create.mutable_board()->set_time_zone("Mars/Olympus");

  EXPECT_THAT(Decide(v1::Board(), create, Scene(kBoard).now()),
              FailsWith("TIME_ZONE_UNKNOWN"));
}

TEST(BoardTest, IsNotCreatedTwice) {
  EXPECT_THAT(Decide(StateOf<v1::Board>(kBoard, "title: 'Old'"), Create(),
                     Scene(kBoard).now()),
              FailsWith("RESOURCE_ALREADY_EXISTS"));
}

TEST(BoardTest, IsNotCreatedInTheFuture) {
  EXPECT_THAT(Decide(v1::Board(), Create(),
                     Scene(kBoard).Claiming(absl::CivilHour(2026, 3, 3)).now()),
              FailsWith("OCCUR_TIME_IN_FUTURE"));
}

TEST(BoardTest, CountsTheFirstPolicyAsOne) {
  const auto facts = Decide(StateOf<v1::Board>(kBoard, ""), Adopt(),
                            Scene(kBoard).As(Role::kIndependentChair).now());

  ASSERT_OK(facts);
  const auto& adopted = facts->front().escalation_policy_adopted();
  EXPECT_FALSE(adopted.has_previous_policy());
  EXPECT_THAT(
      adopted.policy(), IsText(R"pb(
        version: 1
        overdue_by { high: 1 medium: 5 low: 10 }
        level_deadlines { level: 1 acknowledge_within: 2 respond_within: 5 }
        level_deadlines { level: 2 acknowledge_within: 2 respond_within: 5 }
        level_deadlines { level: 3 acknowledge_within: 2 respond_within: 5 }
        level_deadlines { level: 4 acknowledge_within: 1 respond_within: 5 }
      )pb"));
}

TEST(BoardTest, KeepsThePolicyThatANewOneReplaces) {
  const auto facts = Decide(
      StateOf<v1::Board>(kBoard, R"pb(
        escalation_policy {
          version: 4
          overdue_by { high: 2 medium: 3 low: 4 }
          level_deadlines { level: 1 acknowledge_within: 8 respond_within: 9 }
        })pb"),
      Adopt(), Scene(kBoard).As(Role::kSubGroupChair).now());

  ASSERT_OK(facts);
  const auto& adopted = facts->front().escalation_policy_adopted();
  EXPECT_EQ(adopted.policy().version(), 5);
  EXPECT_THAT(
      adopted.previous_policy(), IsText(R"pb(
        version: 4
        overdue_by { high: 2 medium: 3 low: 4 }
        level_deadlines { level: 1 acknowledge_within: 8 respond_within: 9 }
      )pb"));
}

TEST(BoardTest, LetsOnlyAChairAdoptAPolicy) {
  const auto board = StateOf<v1::Board>(kBoard, "");
  for (Scene scene : {Scene(kBoard).As(Role::kBoardManager),
                      Scene(kBoard).As(Role::kAgencyLead, kPolice),
                      Scene(kBoard).As(Role::kIndependentChair, kPolice),
                      Scene(kBoard).As(Role::kInspector)}) {
    EXPECT_THAT(Decide(board, Adopt(), scene.now()), FailsWith("ROLE_NEEDED"));
  }
}

TEST(BoardTest, HasAPolicyOnlyWithLevelsOneToFourInOrder) {
  const auto board = StateOf<v1::Board>(kBoard, "");
  const Scene scene = Scene(kBoard).As(Role::kIndependentChair);

  auto three_levels = Adopt();
  three_levels.mutable_escalation_policy()
      ->mutable_level_deadlines()
      ->RemoveLast();
  auto swapped = Adopt();
  swapped.mutable_escalation_policy()->mutable_level_deadlines()->SwapElements(
      1, 2);

  EXPECT_THAT(Decide(board, three_levels, scene.now()),
              FailsWith("LEVEL_DEADLINES_OUT_OF_ORDER"));
  EXPECT_THAT(Decide(board, swapped, scene.now()),
              FailsWith("LEVEL_DEADLINES_OUT_OF_ORDER"));
}

TEST(BoardTest, HasToBeThereToAdoptAPolicy) {
  EXPECT_THAT(Decide(v1::Board(), Adopt(),
                     Scene(kBoard).As(Role::kIndependentChair).now()),
              FailsWith("RESOURCE_NOT_FOUND"));
}

}  // namespace
}  // namespace actionplan::domain
