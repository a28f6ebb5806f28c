#include "services/queries/decisions_waiting.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/resources/civil_date.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

using projections::v1::ActionPlanRow;
using support::FromText;
using support::IsText;
using testing::IsEmpty;
using v1::PendingDecision;

constexpr absl::CivilDay kToday(2026, 3, 2);  // A Monday.
constexpr int kDay = 20514;                   // The same.

// 09:00 UTC on that day of the fixture's week and so many days before it.
int64_t Ago(int days) { return (kDay - days) * int64_t{86400} + 9 * 3600; }

class DecisionsWaitingTest : public testing::Test {
 protected:
  std::vector<PendingDecision> Of(const std::string& row) {
    return DecisionsWaiting(
        FromText<ActionPlanRow>("action: 'a1' title: 'T' lead_agency: 'police' "
                                "priority: 2 " +
                                row),
        yardstick_);
  }

  const Yardstick yardstick_{.calendar = domain::WorkingCalendar::Latest(
                                 domain::Division::kEnglandAndWales),
                             .zone = *resources::FindTimeZone("Europe/London"),
                             .due_on = kToday};
};

TEST_F(DecisionsWaitingTest, TheDayOfTheseTestsIsTheirDayNumber) {
  EXPECT_EQ(DayNumber(kToday), kDay);
}

TEST_F(DecisionsWaitingTest, NothingWaitsForAnActionThatIsUnderWay) {
  for (const char* state : {"1", "2", "3", "4", "8", "11", "12"}) {
    EXPECT_THAT(Of(absl::StrCat("state: ", state)), IsEmpty()) << state;
  }
}

TEST_F(DecisionsWaitingTest, AnExtensionTellsWhatTheDeciderHasToKnow) {
  const auto decisions = Of(absl::StrCat(
      "state: 4 due_day: ", kDay - 1,
      " extension_pending: true approved_extensions: 1 pending_extension {"
      " requested_seconds: ",
      Ago(7), " proposed_day: ", kDay + 30, " retrospective: true }"));
  ASSERT_EQ(decisions.size(), 1u);
  EXPECT_THAT(
      decisions[0],
      IsText(absl::StrCat(R"pb(
                            kind: EXTENSION
                            action: "a1"
                            title: "T"
                            lead_agency: "police"
                            priority: MEDIUM
                            deciders: SUB_GROUP_CHAIR
                            deciders: INDEPENDENT_CHAIR
                            working_days_waiting: 5
                            due_date { year: 2026 month: 3 day: 1 }
                            proposed_due_date { year: 2026 month: 4 day: 1 }
                            retrospective: true
                            approved_extensions: 1
                            extension_cap: 2
                            since { seconds:)pb",
                          Ago(7), " }")));
}

TEST_F(DecisionsWaitingTest, PastTheCapOnlyTheIndependentChairDecides) {
  const auto decisions =
      Of("state: 4 extension_pending: true approved_extensions: 2 "
         "pending_extension { requested_seconds: 1 }");
  ASSERT_EQ(decisions.size(), 1u);
  ASSERT_EQ(decisions[0].deciders_size(), 1);
  EXPECT_EQ(decisions[0].deciders(0), PendingDecision::INDEPENDENT_CHAIR);
}

struct OfState {
  const char* row;
  PendingDecision::Kind kind;
  std::vector<int> deciders;
};

TEST_F(DecisionsWaitingTest, AStateCanWaitForSomebody) {
  const OfState cases[] = {
      {"state: 9",
       PendingDecision::DECLINE,
       {PendingDecision::SUB_GROUP_CHAIR, PendingDecision::INDEPENDENT_CHAIR}},
      {"state: 6", PendingDecision::VERIFICATION, {PendingDecision::VERIFIER}},
      {"state: 7",
       PendingDecision::SIGN_OFF,
       {PendingDecision::SUB_GROUP_CHAIR}},
      {"state: 7 priority: 1",
       PendingDecision::SIGN_OFF,
       {PendingDecision::INDEPENDENT_CHAIR}}};
  for (const OfState& expected : cases) {
    const auto decisions = Of(
        absl::StrCat(expected.row, " entered { occur_seconds: ", Ago(3), " }"));
    ASSERT_EQ(decisions.size(), 1u) << expected.row;
    EXPECT_EQ(decisions[0].kind(), expected.kind);
    EXPECT_THAT(decisions[0].deciders(),
                testing::ElementsAreArray(expected.deciders));
    // From Friday to Monday.
    EXPECT_EQ(decisions[0].working_days_waiting(), 1);
    EXPECT_EQ(decisions[0].since().seconds(), Ago(3));
  }
}

class EscalationWaitingTest : public DecisionsWaitingTest {
 protected:
  std::vector<PendingDecision> Escalated(const std::string& fields) {
    return Of(
        "state: 4 open_escalations { escalation: 'e1' agency: 'police' "
        "level_seconds: " +
        absl::StrCat(Ago(4)) + " " + fields + " }");
  }
};

TEST_F(EscalationWaitingTest, TheBoardHasToAcknowledgeFromLevelThreeOn) {
  const auto decisions = Escalated("level: 3 acknowledge_by_day: 20515");
  ASSERT_EQ(decisions.size(), 1u);
  EXPECT_EQ(decisions[0].since().seconds(), Ago(4));
  EXPECT_EQ(decisions[0].escalation(), "e1");
  EXPECT_EQ(decisions[0].escalation_level(), 3);
  EXPECT_THAT(decisions[0].respond_by(), IsText("year: 2026 month: 3 day: 3"));
  EXPECT_EQ(decisions[0].deciders_size(), 3);
  EXPECT_THAT(Escalated("level: 4")[0].deciders(),
              testing::ElementsAre(PendingDecision::INDEPENDENT_CHAIR));
  EXPECT_THAT(Escalated("level: 2"), IsEmpty());
}

TEST_F(EscalationWaitingTest, TheBoardAnswersForAnActionThatNobodyLeads) {
  EXPECT_EQ(Escalated("level: 1 agency: ''").size(), 1u);
}

TEST_F(EscalationWaitingTest, NothingWaitsOnceItWasAnswered) {
  EXPECT_THAT(Escalated("level: 3 paused: true"), IsEmpty());
  EXPECT_THAT(Escalated("level: 3 recovery_day: 20600"), IsEmpty());
  EXPECT_THAT(Escalated("level: 3 acknowledged_seconds: 5"), IsEmpty());
  EXPECT_THAT(
      Escalated("level: 3 acknowledged_seconds: 5 respond_by_day: 20514"),
      IsEmpty());
}

TEST_F(EscalationWaitingTest, ItWaitsAgainFromTheDayAfterTheAnswerWasDue) {
  const auto late =
      Escalated("level: 3 acknowledged_seconds: 5 respond_by_day: 20513");
  ASSERT_EQ(late.size(), 1u);
  EXPECT_EQ(late[0].since().seconds(), int64_t{kDay} * 86400);
  EXPECT_EQ(late[0].working_days_waiting(), 0);
}

TEST_F(DecisionsWaitingTest, AReviewWaitsFromItsDayOn) {
  EXPECT_THAT(Of("state: 5 block_review_day: 20515 due_day: 9"), IsEmpty());
  const auto blocked = Of("state: 5 block_review_day: 20514 due_day: 9");
  ASSERT_EQ(blocked.size(), 1u);
  EXPECT_EQ(blocked[0].kind(), PendingDecision::BLOCK_REVIEW);
  EXPECT_EQ(blocked[0].deciders_size(), 3);
  EXPECT_THAT(blocked[0].review_date(), IsText("year: 2026 month: 3 day: 2"));

  EXPECT_THAT(Of("state: 10 non_implementation_review_day: 20515"), IsEmpty());
  const auto dropped = Of("state: 10 non_implementation_review_day: 20507");
  ASSERT_EQ(dropped.size(), 1u);
  EXPECT_EQ(dropped[0].kind(), PendingDecision::NON_IMPLEMENTATION_REVIEW);
  EXPECT_EQ(dropped[0].working_days_waiting(), 5);

  EXPECT_THAT(Of("state: 4 undated: 1 review_day: 20515"), IsEmpty());
  EXPECT_THAT(Of("state: 4 due_day: 20600 review_day: 20514"), IsEmpty());
  const auto undated = Of("state: 4 undated: 1 review_day: 20514");
  ASSERT_EQ(undated.size(), 1u);
  EXPECT_EQ(undated[0].kind(), PendingDecision::DATE_REVIEW);
}

TEST_F(DecisionsWaitingTest, SeveralCanWaitForOneAction) {
  EXPECT_EQ(Of("state: 6 extension_pending: true open_escalations { level: 3 "
               "level_seconds: 5 }")
                .size(),
            3u);
}

}  // namespace
}  // namespace actionplan::queries
