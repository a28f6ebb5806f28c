#include "services/escalation/evaluation.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/escalation/watch_list.h"
#include "services/queries/view_access.h"
#include "tests/projections/log_writer.h"
#include "tests/services/escalation/escalation_office.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::escalation {
namespace {

using support::IsText;
using support::StatusIs;
using testing::ElementsAre;
using testing::IsEmpty;

class EvaluationTest : public EscalationOffice {
 protected:
  // An action for which the rule first holds on Friday 13 March.
  EvaluationTest() {
    AdoptPolicy();
    plan_.Accept({.id = "a1", .due = absl::CivilDay(2026, 3, 6)});
  }

  v1::Escalation::Grounds Grounds(const std::string& escalation) {
    return Escalation(escalation).grounds();
  }
};

TEST_F(EvaluationTest, RaisesOnTheDayOnWhichTheRuleFirstHolds) {
  Morning(absl::CivilDay(2026, 3, 12));
  EXPECT_THAT(Outcome(), IsEmpty());
  Morning(absl::CivilDay(2026, 3, 13));
  EXPECT_THAT(Outcome(), ElementsAre("a1-timeliness-1 RAISED"));
}

TEST_F(EvaluationTest, RaisesOnceHoweverOftenItEvaluates) {
  Morning(absl::CivilDay(2026, 3, 13));
  EXPECT_THAT(Outcome(), ElementsAre("a1-timeliness-1 RAISED"));
  const eventstore::Position raised = head();
  EXPECT_THAT(Outcome(), IsEmpty());
  Morning(absl::CivilDay(2026, 3, 17));  // The last day to acknowledge it.
  EXPECT_THAT(Outcome(), IsEmpty());
  EXPECT_EQ(head(), raised);
}

TEST_F(EvaluationTest, NotesByWhatItRaised) {
  Morning(absl::CivilDay(2026, 3, 13));
  ASSERT_OK(Evaluate());
  const v1::Escalation escalation = Escalation("a1-timeliness-1");
  EXPECT_EQ(escalation.subject(), "boards/ncc/actions/a1");
  EXPECT_EQ(escalation.rule(), v1::Escalation::OVERDUE_BY);
  EXPECT_EQ(escalation.level(), 1);
  EXPECT_EQ(escalation.agency(), "boards/ncc/agencies/police");
  EXPECT_THAT(escalation.grounds(), IsText(R"pb(
                as_of_date { year: 2026 month: 3 day: 13 }
                due_date { year: 2026 month: 3 day: 6 }
                working_days_overdue: 5
                working_days_allowed: 5
                policy_version: 1
                calendar_version: "england-and-wales/2026-1")pb"));
}

TEST_F(EvaluationTest, SaysWhichEventLedToIt) {
  Morning(absl::CivilDay(2026, 3, 13));
  const eventstore::Position accepted = head();
  ASSERT_OK(Evaluate());
  const auto events = projections::EventsOf(plan_.log());
  EXPECT_EQ(events.back().context().actor(), "escalation-scheduler");
  EXPECT_EQ(events.back().context().cause(), static_cast<int64_t>(accepted));
}

TEST_F(EvaluationTest, RaisesAfterAnOutageAsOfTheDayThatWasMissed) {
  Morning(absl::CivilDay(2026, 3, 30));
  ASSERT_OK(Evaluate());
  EXPECT_THAT(Grounds("a1-timeliness-1").as_of_date(),
              IsText("year: 2026 month: 3 day: 13"));
  // Nobody can answer what was never sent: Easter is from 3 to 6 April.
  EXPECT_THAT(Escalation("a1-timeliness-1").acknowledge_by(),
              IsText("year: 2026 month: 4 day: 1"));
  EXPECT_THAT(Escalation("a1-timeliness-1").respond_by(),
              IsText("year: 2026 month: 4 day: 8"));
}

TEST_F(EvaluationTest, RaisesNotAsOfADayBeforeThePolicy) {
  Morning(absl::CivilDay(2026, 3, 20));
  Happen("",
         "board { escalation_policy_adopted { policy { version: 2 "
         "overdue_by { high: 1 medium: 3 low: 10 } } } }");
  Morning(absl::CivilDay(2026, 3, 30));
  ASSERT_OK(Evaluate());
  EXPECT_THAT(Grounds("a1-timeliness-1").as_of_date(),
              IsText("year: 2026 month: 3 day: 20"));
  EXPECT_EQ(Grounds("a1-timeliness-1").policy_version(), 2);
}

TEST_F(EvaluationTest, RaisesNotAsOfADayBeforeTheClockLastChanged) {
  Morning(absl::CivilDay(2026, 3, 9));
  Happen("actions/a1", "action { completion_submitted {} }");
  Morning(absl::CivilDay(2026, 3, 25));
  Happen("actions/a1", "action { completion_rejected {} }");
  Morning(absl::CivilDay(2026, 3, 30));
  ASSERT_OK(Evaluate());
  EXPECT_THAT(Grounds("a1-timeliness-1").as_of_date(),
              IsText("year: 2026 month: 3 day: 25"));
  // The days count in full from the due date.
  EXPECT_EQ(Grounds("a1-timeliness-1").working_days_overdue(), 13);
}

TEST_F(EvaluationTest, DoesNotRaiseADayLateForADueDateOnAWeekend) {
  plan_.Accept(
      {.id = "sunday", .due = absl::CivilDay(2026, 3, 8), .priority = "HIGH"});
  Morning(absl::CivilDay(2026, 3, 9));
  EXPECT_THAT(Outcome(), ElementsAre("sunday-timeliness-1 RAISED"));
}

TEST_F(EvaluationTest, FollowsSubmissionRejectionAndVerification) {
  Morning(absl::CivilDay(2026, 3, 13));
  ASSERT_OK(Evaluate());
  Happen("actions/a1", "action { completion_submitted {} }");
  EXPECT_THAT(Outcome(), ElementsAre("a1-timeliness-1 PAUSED"));
  EXPECT_THAT(Outcome(), IsEmpty());
  Morning(absl::CivilDay(2026, 3, 16));
  Happen("actions/a1", "action { completion_rejected {} }");
  EXPECT_THAT(Outcome(), ElementsAre("a1-timeliness-1 RAISED"));
  Happen("actions/a1", "action { completion_submitted {} }");
  Happen("actions/a1", "action { completion_verified {} }");
  EXPECT_THAT(Outcome(), ElementsAre("a1-timeliness-1 RESOLVED"));
  EXPECT_EQ(Escalation("a1-timeliness-1").resolution(),
            v1::Escalation::SUBJECT_VERIFIED);
  EXPECT_THAT(Outcome(), IsEmpty());
}

TEST_F(EvaluationTest, ResolvesWhatIsReDatedAndRaisesAgainForTheNewDate) {
  Morning(absl::CivilDay(2026, 3, 13));
  ASSERT_OK(Evaluate());
  Happen("actions/a1",
         "action { extension_approved { "
         "due_date { year: 2026 month: 3 day: 20 } } }");
  EXPECT_THAT(Outcome(), ElementsAre("a1-timeliness-1 RESOLVED"));
  EXPECT_EQ(Escalation("a1-timeliness-1").resolution(),
            v1::Escalation::SUBJECT_RE_DATED);
  Morning(absl::CivilDay(2026, 3, 27));
  EXPECT_THAT(Outcome(), ElementsAre("a1-timeliness-2 RAISED"));
}

TEST_F(EvaluationTest, DoesNotRaiseAgainWhatAPersonResolved) {
  Morning(absl::CivilDay(2026, 3, 13));
  ASSERT_OK(Evaluate());
  Happen("escalations/a1-timeliness-1",
         "escalation { escalation_resolved { resolution: RESOLVED_BY_HAND } }");
  EXPECT_THAT(Outcome(), IsEmpty());
}

TEST_F(EvaluationTest, SaysHowManyActionsItLookedAt) {
  plan_.Accept({.id = "a2", .due = absl::CivilDay(2026, 3, 6)});
  plan_.Accept({.id = "a3", .due = absl::CivilDay(2026, 9, 1)});
  Morning(absl::CivilDay(2026, 3, 13));
  EXPECT_EQ(Evaluate()->evaluated_actions(), 2);
}

class EvaluationWithoutPolicyTest : public EscalationOffice {};

TEST_F(EvaluationWithoutPolicyTest, RaisesNothingAndResolvesWhatPeopleRaised) {
  plan_.Accept({.id = "a1", .due = absl::CivilDay(2026, 2, 2)});
  EXPECT_THAT(Outcome(), IsEmpty());
  Happen("escalations/e1",
         "escalation { escalation_raised { level: 2 family: BY_HAND "
         "subject: 'boards/ncc/actions/a1' } }");
  EXPECT_THAT(Outcome(), IsEmpty());
  Happen("actions/a1", "action { action_cancelled {} }");
  EXPECT_THAT(Outcome(), ElementsAre("e1 RESOLVED"));
}

// Commands of one evaluation, carried out twice or too late.
class EvaluationCommandsTest : public EvaluationTest {
 protected:
  std::vector<domain::EscalationCommand> Decided() {
    const v1::Board board =
        *queries::GetResource<v1::Board>(plan_.views(), "boards/ncc");
    const domain::EvaluationBasis basis =
        BasisOf(board, absl::CivilDay(2026, 3, 13));
    return domain::Evaluate(basis, *WatchList(plan_.views(), board, basis));
  }

  Evaluated CarryOut(std::vector<domain::EscalationCommand> decided) {
    eventstore::PositionSignal done;
    Evaluated evaluated;
    std::make_shared<Evaluation>(plan_.views(), processor_, std::move(decided),
                                 1,
                                 [&](Evaluated result) {
                                   evaluated = std::move(result);
                                   done.Publish(1);
                                 })
        ->CarryOut();
    EXPECT_OK(done.Wait(1, absl::Minutes(1)));
    return evaluated;
  }
};

TEST_F(EvaluationCommandsTest, RaiseOnceWhenCarriedOutTwice) {
  Morning(absl::CivilDay(2026, 3, 13));
  const auto decided = Decided();
  ASSERT_EQ(decided.size(), 1u);
  ASSERT_OK(CarryOut(decided));
  const eventstore::Position raised = head();
  ASSERT_OK(CarryOut(decided));
  EXPECT_EQ(head(), raised);
}

TEST_F(EvaluationCommandsTest, ArePassedOverWhenTheLogHasOvertakenThem) {
  Morning(absl::CivilDay(2026, 3, 13));
  const auto decided = Decided();
  Happen("actions/a1", "action { completion_submitted {} }");
  const eventstore::Position submitted = head();
  ASSERT_OK_AND_ASSIGN(const auto response, CarryOut(decided));
  EXPECT_EQ(response.escalations_size(), 0);
  EXPECT_EQ(head(), submitted);
}

TEST_F(EvaluationCommandsTest, ArePassedOverWhenAnEpisodeIsOpenByNow) {
  Morning(absl::CivilDay(2026, 3, 13));
  const auto decided = Decided();
  ASSERT_OK(Evaluate());
  Happen("actions/a1", "action { comment_added {} }");
  ASSERT_OK_AND_ASSIGN(const auto response, CarryOut(decided));
  EXPECT_EQ(response.escalations_size(), 0);
}

TEST_F(EvaluationCommandsTest, FailWithAnyOtherRefusal) {
  Morning(absl::CivilDay(2026, 3, 13));
  const auto decided = Decided();
  sequencer_.Drain();
  EXPECT_THAT(CarryOut(decided), StatusIs(absl::StatusCode::kUnavailable));
}

TEST_F(EvaluationCommandsTest, AreAnsweredAlsoWhenThereAreNone) {
  ASSERT_OK_AND_ASSIGN(const auto response, CarryOut({}));
  EXPECT_THAT(response, IsText("evaluated_actions: 1"));
}

}  // namespace
}  // namespace actionplan::escalation
