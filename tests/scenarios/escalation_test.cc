// What happens, under the policy that a board has adopted, to what is overdue.
#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "actionplan/v1/admin_service.pb.h"
#include "actionplan/v1/audit_trail_service.pb.h"
#include "actionplan/v1/board.pb.h"
#include "actionplan/v1/escalation.pb.h"
#include "gmock/gmock.h"
#include "projections/resources/civil_date.h"
#include "tests/scenarios/board_scenario.h"
#include "tests/support/error_metadata.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::support {
namespace {

using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kByRule[] = "boards/ncc/escalations/late-timeliness-1";

class EscalationTest : public BoardScenario {
 protected:
  // HIGH and due on Friday; it is the Monday after: overdue by the one working
  // day that the policy allows.
  void SetUp() override {
    BoardScenario::SetUp();
    ASSERT_OK(AdoptPolicy());
    ASSERT_OK(Accept("late", kFriday));
    MoveTo(kMondayAfter);
  }

  absl::StatusOr<v1::EvaluateEscalationsResponse> Evaluate(
      const std::string& how = "") {
    return server_.Manager().Call<v1::EvaluateEscalationsResponse>(
        "AdminService.EvaluateEscalations", "parent: 'boards/ncc' " + how);
  }

  // The states of the escalations that an evaluation has changed.
  std::vector<std::string> StatesAfterEvaluating() {
    std::vector<std::string> states;
    const auto evaluated = Evaluate();
    EXPECT_OK(evaluated);
    if (!evaluated.ok()) return states;
    for (const v1::Escalation& escalation : evaluated->escalations()) {
      states.push_back(v1::Escalation::State_Name(escalation.state()));
    }
    return states;
  }

  v1::Escalation Escalation(const std::string& name = kByRule) {
    const auto escalation = server_.Manager().Call<v1::Escalation>(
        "EscalationService.GetEscalation", About(name));
    EXPECT_OK(escalation);
    return escalation.value_or(v1::Escalation());
  }

  v1::EscalationHistory History() {
    const auto history = server_.Manager().Call<v1::EscalationHistory>(
        "ActionPlanService.GetEscalationHistory", About(ActionName("late")));
    EXPECT_OK(history);
    return history.value_or(v1::EscalationHistory());
  }

  absl::Status RaiseByHand() {
    return server_.Manager().Try("EscalationService.RaiseEscalation", R"pb(
      parent: 'boards/ncc'
      escalation {
        subject: 'boards/ncc/actions/late'
        level: 3
        reason: 'A child is at risk'
      })pb");
  }
};

TEST_F(EscalationTest, RaisesLevelOneOnceForWhatIsOverdue) {
  ASSERT_OK_AND_ASSIGN(const auto first, Evaluate());
  ASSERT_THAT(first.escalations(), SizeIs(1));
  EXPECT_EQ(first.evaluated_actions(), 1);
  const v1::Escalation& raised = first.escalations(0);
  EXPECT_EQ(raised.name(), kByRule);
  EXPECT_EQ(raised.level(), 1);
  EXPECT_EQ(raised.state(), v1::Escalation::RAISED);
  EXPECT_EQ(raised.agency(), "boards/ncc/agencies/health");
  EXPECT_THAT(raised.acknowledge_by(), IsText(DateText(kMondayAfter + 2)));
  EXPECT_THAT(raised.respond_by(), IsText(DateText(kMondayAfter + 7)));
  EXPECT_EQ(raised.grounds().working_days_overdue(), 1);
  EXPECT_EQ(raised.grounds().policy_version(), 1);

  const int64_t head = server_.Head();
  ASSERT_OK_AND_ASSIGN(const auto second, Evaluate());
  EXPECT_THAT(second.escalations(), IsEmpty());
  EXPECT_EQ(server_.Head(), head);
}

TEST_F(EscalationTest, RaisesOnceWhenManyEvaluateAtTheSameTime) {
  std::vector<std::thread> evaluators;
  for (int i = 0; i < 8; ++i) {
    evaluators.emplace_back([this] { EXPECT_OK(Evaluate()); });
  }
  for (std::thread& evaluator : evaluators) evaluator.join();
  EXPECT_THAT(History().episodes(), SizeIs(1));
  EXPECT_THAT(History().episodes(0).steps(), SizeIs(1));
}

TEST_F(EscalationTest, WaitsForTheWorkingDaysThatThePriorityAllows) {
  EXPECT_THAT(StatesAfterEvaluating(), ElementsAre("RAISED"));
  ASSERT_OK(Accept("medium", kMondayAfter, "MEDIUM"));
  ASSERT_OK(server_.Lead().Try(
      "EscalationService.AgreeRecoveryPlan",
      absl::StrCat(About(kByRule), "plan: 'Soon' ", "recovery_date { ",
                   DateText(kMondayAfter + 11), " }")));
  MoveTo(absl::CivilDay(2026, 3, 13));
  EXPECT_THAT(StatesAfterEvaluating(), IsEmpty());
  MoveTo(absl::CivilDay(2026, 3, 16));
  EXPECT_THAT(StatesAfterEvaluating(), ElementsAre("RAISED"));
}

TEST_F(EscalationTest, OnlyTellsWhatItWouldDoWhenAskedTo) {
  const int64_t head = server_.Head();
  ASSERT_OK_AND_ASSIGN(const auto preview, Evaluate("validate_only: true"));
  ASSERT_THAT(preview.escalations(), SizeIs(1));
  EXPECT_EQ(preview.escalations(0).name(), kByRule);
  EXPECT_EQ(preview.escalations(0).level(), 1);
  EXPECT_EQ(server_.Head(), head);
  EXPECT_THAT(
      server_.Manager().Try("EscalationService.GetEscalation", About(kByRule)),
      StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(EscalationTest, ActsForNoDayButToday) {
  const int64_t head = server_.Head();
  const std::string friday =
      absl::StrCat("as_of_date { ", DateText(kFriday), " } ");
  const std::string tomorrow =
      absl::StrCat("as_of_date { ", DateText(kMondayAfter + 1), " } ");
  EXPECT_THAT(Evaluate(friday), FailsWith("EVALUATION_OF_THE_PAST"));
  EXPECT_THAT(Evaluate(tomorrow), FailsWith("EVALUATION_OF_THE_FUTURE"));
  EXPECT_THAT(Evaluate(tomorrow + "validate_only: true"),
              FailsWith("EVALUATION_OF_THE_FUTURE"));
  ASSERT_OK_AND_ASSIGN(const auto past,
                       Evaluate(friday + "validate_only: true"));
  EXPECT_THAT(past.escalations(), IsEmpty());
  EXPECT_EQ(server_.Head(), head);
}

TEST_F(EscalationTest, IsEvaluatedByTheBoardsOfficeAndTriedByEverybody) {
  const auto evaluate = [&](const std::string& how) {
    return server_.Lead().Try("AdminService.EvaluateEscalations",
                              "parent: 'boards/ncc' " + how);
  };
  const auto head = server_.Head();
  EXPECT_THAT(evaluate(""), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_OK(evaluate("validate_only: true"));
  EXPECT_EQ(server_.Head(), head);
}

TEST_F(EscalationTest, IsTriedByAPolicyThatHoldsFromNowOn) {
  const absl::CivilDay today =
      absl::ToCivilDay(clock_.Now(), absl::UTCTimeZone());
  ASSERT_OK_AND_ASSIGN(const v1::Board board,
                       server_.Manager().Call<v1::Board>(
                           "BoardService.AdoptEscalationPolicy", R"pb(
                             name: 'boards/ncc'
                             validate_only: true
                             escalation_policy {
                               overdue_by { high: 1 medium: 1 low: 1 }
                               level_deadlines {
                                 level: 1
                                 acknowledge_within: 2
                                 respond_within: 5
                               }
                               level_deadlines {
                                 level: 2
                                 acknowledge_within: 2
                                 respond_within: 5
                               }
                               level_deadlines {
                                 level: 3
                                 acknowledge_within: 2
                                 respond_within: 5
                               }
                               level_deadlines {
                                 level: 4
                                 acknowledge_within: 1
                                 respond_within: 5
                               }
                             })pb"));
  ASSERT_FALSE(board.escalation_preview().escalations().empty());
  for (const auto& raised : board.escalation_preview().escalations()) {
    EXPECT_EQ(*resources::FromDate(raised.grounds().as_of_date()), today);
  }
}

TEST_F(EscalationTest, KnowsNoBoardThatIsNotThere) {
  EXPECT_THAT(server_.Manager().Try("AdminService.EvaluateEscalations",
                                    "parent: 'boards/none'"),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(EscalationTest, FollowsTheActionUntilItIsVerified) {
  EXPECT_THAT(StatesAfterEvaluating(), ElementsAre("RAISED"));
  ASSERT_OK(Submit("late"));
  EXPECT_THAT(StatesAfterEvaluating(), ElementsAre("PAUSED"));
  EXPECT_THAT(StatesAfterEvaluating(), IsEmpty());
  ASSERT_OK(Reject("late"));
  EXPECT_THAT(StatesAfterEvaluating(), ElementsAre("RAISED"));
  ASSERT_OK(Submit("late"));
  EXPECT_THAT(StatesAfterEvaluating(), ElementsAre("PAUSED"));
  ASSERT_OK(Verify("late"));
  EXPECT_THAT(StatesAfterEvaluating(), ElementsAre("RESOLVED"));
  EXPECT_THAT(StatesAfterEvaluating(), IsEmpty());

  EXPECT_EQ(Escalation().resolution(), v1::Escalation::SUBJECT_VERIFIED);
  const v1::EscalationHistory history = History();
  ASSERT_THAT(history.episodes(), SizeIs(1));
  std::vector<std::string> kinds;
  for (const auto& step : history.episodes(0).steps()) {
    kinds.push_back(step.kind());
  }
  EXPECT_THAT(kinds, ElementsAre("EscalationRaised", "EscalationPaused",
                                 "EscalationResumed", "EscalationPaused",
                                 "EscalationResolved"));
}

TEST_F(EscalationTest, IsOverWhenMoreTimeIsGranted) {
  EXPECT_THAT(StatesAfterEvaluating(), ElementsAre("RAISED"));
  ASSERT_OK(server_.Lead().Try("ActionService.RequestExtension",
                               About(ActionName("late")) + R"pb(
    proposed_due_date { year: 2026 month: 4 day: 1 }
    reason_code: SCOPE
    recovery_plan: 'A second clinic')pb"));
  EXPECT_THAT(StatesAfterEvaluating(), IsEmpty());
  ASSERT_OK(server_.Chair().Try("ActionService.ApproveExtension",
                                About(ActionName("late"))));
  EXPECT_THAT(StatesAfterEvaluating(), ElementsAre("RESOLVED"));
  EXPECT_EQ(Escalation().resolution(), v1::Escalation::SUBJECT_RE_DATED);
}

TEST_F(EscalationTest, ShowsInTheOverdueListAndTheStatus) {
  ASSERT_OK(Evaluate());
  ASSERT_OK_AND_ASSIGN(
      const auto overdue,
      server_.Manager().Call<v1::ListOverdueActionsResponse>(
          "ActionPlanService.ListOverdueActions", "parent: 'boards/ncc'"));
  ASSERT_THAT(overdue.actions(), SizeIs(1));
  EXPECT_EQ(overdue.actions(0).escalation_level(), 1);
  ASSERT_OK_AND_ASSIGN(
      const auto status,
      server_.Manager().Call<v1::ActionPlanStatus>(
          "ActionPlanService.GetActionPlanStatus", About("boards/ncc")));
  EXPECT_EQ(status.total().escalated(), 1);
}

TEST_F(EscalationTest, IsAcknowledgedByTheAgencyItAddresses) {
  ASSERT_OK(Evaluate());
  const std::string note = About(kByRule) + "note: 'We meet on Thursday'";
  const char* const method = "EscalationService.AcknowledgeEscalation";
  EXPECT_THAT(server_.Other().Try(method, note),
              FailsWith("NOT_THE_RECIPIENT"));
  ASSERT_OK(server_.Lead().Try(method, note));
  EXPECT_THAT(server_.Lead().Try(method, note), FailsWith("STATE_FORBIDS"));
  const v1::Escalation escalation = Escalation();
  EXPECT_EQ(escalation.state(), v1::Escalation::ACKNOWLEDGED);
  EXPECT_EQ(escalation.acknowledger(), "health-1");
  EXPECT_EQ(escalation.acknowledgement_note(), "We meet on Thursday");
  EXPECT_EQ(History().episodes(0).working_days_to_acknowledge(), 0);
}

TEST_F(EscalationTest, IsRaisedByHandOnceHoweverManyTryAtTheSameTime) {
  std::vector<absl::Status> outcomes(16);
  std::vector<std::thread> raisers;
  for (absl::Status& outcome : outcomes) {
    raisers.emplace_back([this, &outcome] { outcome = RaiseByHand(); });
  }
  for (std::thread& raiser : raisers) raiser.join();

  for (const absl::Status& outcome : outcomes) {
    EXPECT_THAT(outcome, AnyOf(IsOk(), FailsWith("ESCALATION_ALREADY_OPEN")));
  }
  EXPECT_EQ(std::count(outcomes.begin(), outcomes.end(), absl::OkStatus()), 1);
  ASSERT_THAT(History().episodes(), SizeIs(1));
  EXPECT_EQ(History().episodes(0).escalation().level(), 3);
}

TEST_F(EscalationTest, IsRaisedByHandAgainWhenTheLastEpisodeIsOver) {
  for (int episode = 1; episode <= 3; ++episode) {
    ASSERT_OK(RaiseByHand());
    const std::string name =
        absl::StrCat("boards/ncc/escalations/late-by-hand-", episode);
    EXPECT_EQ(Escalation(name).state(), v1::Escalation::RAISED);
    ASSERT_OK(server_.Chair().Try("EscalationService.ResolveEscalation",
                                  About(name) + "reason: 'Settled'"));
  }
  EXPECT_THAT(History().episodes(), SizeIs(3));
}

TEST_F(EscalationTest, OfAnotherBoardIsNotRaisedFromHere) {
  ASSERT_OK(server_.Manager().Try("BoardService.CreateBoard", R"pb(
    board_id: 'east'
    board { title: 'East' division: SCOTLAND })pb"));
  const int64_t head = server_.Head();
  EXPECT_THAT(server_.Manager().Try("EscalationService.RaiseEscalation", R"pb(
    parent: 'boards/east'
    escalation {
      subject: 'boards/ncc/actions/late'
      level: 3
      reason: 'Mistaken'
    })pb"),
              FailsWith("REFERENCE_OF_OTHER_BOARD"));
  EXPECT_EQ(server_.Head(), head);
}

}  // namespace
}  // namespace actionplan::support
