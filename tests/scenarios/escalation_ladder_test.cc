// What happens to an escalation that nobody answers, and to one that somebody
// does; and what a policy would do before it is adopted.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "actionplan/v1/admin_service.pb.h"
#include "actionplan/v1/board.pb.h"
#include "actionplan/v1/escalation.pb.h"
#include "gmock/gmock.h"
#include "tests/scenarios/board_scenario.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::support {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kName[] = "boards/ncc/escalations/late-timeliness-1";

class EscalationLadderTest : public BoardScenario {
 protected:
  // HIGH and due on Friday; it is the Monday after, and the policy escalates.
  void SetUp() override {
    BoardScenario::SetUp();
    ASSERT_OK(AdoptPolicy());
    ASSERT_OK(Accept("late", kFriday));
    MoveTo(kMondayAfter);
    ASSERT_OK(Evaluate());
  }

  absl::Status Evaluate() {
    return server_.Manager().Try("AdminService.EvaluateEscalations",
                                 "parent: 'boards/ncc'");
  }

  // The level after an evaluation on that day.
  int LevelOn(absl::CivilDay day) {
    MoveTo(day);
    EXPECT_OK(Evaluate());
    return Escalation().level();
  }

  v1::Escalation Escalation() {
    const auto escalation = server_.Manager().Call<v1::Escalation>(
        "EscalationService.GetEscalation", About(kName));
    EXPECT_OK(escalation);
    return escalation.value_or(v1::Escalation());
  }

  std::string Recovery(absl::CivilDay day) {
    return absl::StrCat(About(kName),
                        "plan: 'A second clinic' recovery_date { ",
                        DateText(day), " }");
  }
};

TEST_F(EscalationLadderTest, ClimbsOneLevelAtATimeToTheIndependentChair) {
  EXPECT_EQ(LevelOn(absl::CivilDay(2026, 3, 11)), 1);
  EXPECT_EQ(LevelOn(absl::CivilDay(2026, 3, 12)), 2);
  EXPECT_EQ(LevelOn(absl::CivilDay(2026, 3, 16)), 2);
  EXPECT_EQ(LevelOn(absl::CivilDay(2026, 3, 17)), 3);
  EXPECT_EQ(LevelOn(absl::CivilDay(2026, 3, 20)), 4);
  EXPECT_EQ(LevelOn(absl::CivilDay(2026, 6, 1)), 4);
}

TEST_F(EscalationLadderTest, ClimbsOnlyOneLevelAfterAnOutage) {
  EXPECT_EQ(LevelOn(absl::CivilDay(2026, 6, 1)), 2);
  const v1::Escalation escalation = Escalation();
  EXPECT_THAT(escalation.level_grounds().as_of_date(),
              IsText("year: 2026 month: 3 day: 12"));
  EXPECT_THAT(escalation.acknowledge_by(),
              IsText("year: 2026 month: 6 day: 3"));
}

TEST_F(EscalationLadderTest, IsHeldByARecoveryDateAndClimbsWhenThatIsMissed) {
  const absl::CivilDay day(2026, 3, 25);
  const char* const method = "EscalationService.AgreeRecoveryPlan";
  ASSERT_OK(server_.Lead().Try(method, Recovery(day)));
  EXPECT_EQ(Escalation().state(), v1::Escalation::RECOVERY_AGREED);

  EXPECT_EQ(LevelOn(day), 1);
  EXPECT_THAT(server_.Lead().Try(method, Recovery(day + 5)),
              FailsWith("RECOVERY_ALREADY_AGREED"));
  EXPECT_EQ(LevelOn(day + 1), 2);
  EXPECT_EQ(Escalation().level_rule(), v1::Escalation::RECOVERY_MISSED);
}

TEST_F(EscalationLadderTest, IsLoweredByTheBoardAndTellsHowItWasAnswered) {
  EXPECT_EQ(LevelOn(absl::CivilDay(2026, 3, 12)), 2);
  EXPECT_EQ(LevelOn(absl::CivilDay(2026, 3, 17)), 3);
  ASSERT_OK(server_.Chair().Try("EscalationService.AcknowledgeEscalation",
                                About(kName) + "note: 'On the agenda'"));
  MoveTo(absl::CivilDay(2026, 3, 19));
  ASSERT_OK(server_.Chair().Try("EscalationService.AgreeRecoveryPlan",
                                Recovery(absl::CivilDay(2026, 4, 30))));
  ASSERT_OK(server_.Chair().Try("EscalationService.LowerEscalation",
                                About(kName) + "level: 1 reason: 'A plan'"));

  EXPECT_EQ(LevelOn(absl::CivilDay(2026, 4, 30)), 1);
  EXPECT_EQ(Escalation().highest_level(), 3);
  ASSERT_OK_AND_ASSIGN(
      const auto history,
      server_.Manager().Call<v1::EscalationHistory>(
          "ActionPlanService.GetEscalationHistory", About(ActionName("late"))));
  ASSERT_THAT(history.episodes(), SizeIs(1));
  const auto& episode = history.episodes(0);
  std::vector<int> levels;
  for (const auto& level : episode.levels()) levels.push_back(level.level());
  EXPECT_THAT(levels, ElementsAre(1, 2, 3, 1));
  EXPECT_FALSE(episode.levels(0).has_working_days_to_acknowledge());
  EXPECT_EQ(episode.levels(2).working_days_to_acknowledge(), 0);
  EXPECT_EQ(episode.levels(2).working_days_to_respond(), 2);
  EXPECT_EQ(episode.working_days_to_acknowledge(), 6);
  EXPECT_EQ(episode.working_days_to_respond(), 8);
}

TEST_F(EscalationLadderTest, AnImmediateConcernIsForEveryAgencyAtAnyLevel) {
  const auto raise = [](const std::string& rule) {
    return "parent: 'boards/ncc' escalation { level: 4 reason: 'A child is at "
           "risk' subject: 'boards/ncc/actions/late' rule: " +
           rule + " }";
  };
  const char* const method = "EscalationService.RaiseEscalation";
  EXPECT_THAT(server_.Other().Try(method, raise("MANUAL")),
              FailsWith("ROLE_NEEDED"));
  EXPECT_OK(server_.Other().Try(method, raise("IMMEDIATE_CONCERN")));
  EXPECT_THAT(server_.Manager().Try(method, raise("IMMEDIATE_CONCERN")),
              FailsWith("ESCALATION_ALREADY_OPEN"));
  EXPECT_OK(server_.Manager().Try(method, raise("MANUAL")));
}

constexpr char kStale[] = R"pb(
  name: 'boards/ncc'
  validate_only: true
  escalation_policy {
    overdue_by { high: 1 medium: 5 low: 10 }
    stale_after: 20
    level_deadlines { level: 1 acknowledge_within: 2 respond_within: 5 }
    level_deadlines { level: 2 acknowledge_within: 2 respond_within: 5 }
    level_deadlines { level: 3 acknowledge_within: 2 respond_within: 5 }
    level_deadlines { level: 4 acknowledge_within: 1 respond_within: 5 }
  })pb";

TEST_F(EscalationLadderTest, APolicyIsTriedBeforeItIsAdopted) {
  ASSERT_OK(Accept("silent", absl::CivilDay(2026, 12, 1)));
  MoveTo(absl::CivilDay(2026, 5, 1));
  ASSERT_OK(Evaluate());
  const int64_t head = server_.Head();

  ASSERT_OK_AND_ASSIGN(const auto board,
                       server_.Manager().Call<v1::Board>(
                           "BoardService.AdoptEscalationPolicy", kStale));

  EXPECT_EQ(server_.Head(), head);
  EXPECT_EQ(board.escalation_policy().version(), 2);
  std::vector<std::string> names;
  for (const auto& escalation : board.escalation_preview().escalations()) {
    names.push_back(escalation.name());
  }
  EXPECT_THAT(names, ElementsAre("boards/ncc/escalations/late-progress-1",
                                 "boards/ncc/escalations/silent-progress-1"));
  EXPECT_EQ(board.escalation_preview().changed_escalations(), 2);
  EXPECT_THAT(server_.Lead().Try("BoardService.AdoptEscalationPolicy", kStale),
              FailsWith("ROLE_NEEDED"));
}

}  // namespace
}  // namespace actionplan::support
