#include "services/queries/plan_status.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/queries/recorded_plan.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

using support::FromText;
using support::IsText;
using support::StatusIs;

constexpr absl::CivilDay kToday(2026, 3, 2);  // A Monday.

// The bands are there for everybody, also where nothing is overdue.
v1::ActionPlanStatus WithoutAgeing(v1::ActionPlanStatus status) {
  status.mutable_total()->clear_ageing();
  for (auto& agency : *status.mutable_agencies()) {
    agency.mutable_counts()->clear_ageing();
  }
  return status;
}

class PlanStatusTest : public testing::Test {
 protected:
  absl::StatusOr<v1::ActionPlanStatus> Status(const std::string& request = "") {
    return PlanStatus(plan_.sources(),
                      FromText<v1::GetActionPlanStatusRequest>(
                          "name: 'boards/ncc' " + request),
                      plan_.clock().Now());
  }

  v1::ActionPlanStatus::Counts Total(const std::string& request = "") {
    const auto status = Status(request);
    EXPECT_OK(status);
    return status.ok() ? WithoutAgeing(*status).total()
                       : v1::ActionPlanStatus::Counts();
  }

  RecordedPlan plan_;
};

TEST_F(PlanStatusTest, OfAnEmptyBoardCountsNothingAndSaysForWhichDay) {
  ASSERT_OK_AND_ASSIGN(const auto status, Status());
  EXPECT_THAT(WithoutAgeing(status), IsText(R"pb(
                board: "boards/ncc"
                board_title: "Northshire"
                total {}
                basis {
                  due_on { year: 2026 month: 3 day: 2 }
                  calendar_version: "england-and-wales/2026-1"
                  rating_policy_version: "standard/1"
                  position: 3
                })pb"));
}

TEST_F(PlanStatusTest, CountsByStateRatingAndAgency) {
  plan_.Accept({.id = "overdue", .due = kToday - 3});
  plan_.Accept({.id = "today", .due = kToday, .agency = "health"});
  plan_.Accept({.id = "soon", .due = kToday + 3});
  plan_.Accept({.id = "far", .due = kToday + 60});
  plan_.Record("actions/draft",
               "action { action_proposed { details { title: 'Draft' } } }");

  ASSERT_OK_AND_ASSIGN(const auto answer, Status());
  const auto status = WithoutAgeing(answer);
  EXPECT_THAT(status.total(),
              IsText("actions: 5 open: 4 overdue: 1 due_soon: 2 red: 1 "
                     "amber: 2 grey: 1 overdue_against_original: 1"));
  ASSERT_EQ(status.states_size(), 2);
  EXPECT_THAT(status.states(0), IsText("state: DRAFT actions: 1"));
  EXPECT_THAT(status.states(1), IsText("state: ACCEPTED actions: 4"));
  ASSERT_EQ(status.agencies_size(), 3);
  EXPECT_THAT(status.agencies(0), IsText("counts { actions: 1 }"));
  EXPECT_THAT(status.agencies(1), IsText(R"pb(
                agency: "boards/ncc/agencies/health"
                title: "Health"
                counts { actions: 1 open: 1 due_soon: 1 amber: 1 })pb"));
  EXPECT_THAT(status.agencies(2), IsText(R"pb(
                agency: "boards/ncc/agencies/police"
                title: "Police"
                counts {
                  actions: 3
                  open: 3
                  overdue: 1
                  due_soon: 1
                  red: 1
                  amber: 1
                  grey: 1
                  overdue_against_original: 1
                })pb"));
}

TEST_F(PlanStatusTest, CountsTheOverdueByHowLongAgainstBothDates) {
  plan_.Accept({.id = "a-day", .due = kToday - 3});
  plan_.Accept({.id = "two-weeks", .due = kToday - 14, .agency = "health"});
  plan_.Accept({.id = "moved", .due = kToday - 14});
  plan_.Record("actions/moved", "action { extension_approved { due_date { " +
                                    DateText(kToday + 30) +
                                    " } previous_due_date { " +
                                    DateText(kToday - 14) + " } } }");
  ASSERT_OK_AND_ASSIGN(const auto status, Status());
  EXPECT_EQ(status.total().overdue(), 2);
  EXPECT_EQ(status.total().overdue_against_original(), 3);
  ASSERT_EQ(status.total().ageing_size(), 5);
  EXPECT_THAT(status.total().ageing(0), IsText(R"pb(
                band { first_working_day: 1 last_working_day: 5 }
                actions: 1
                against_original: 1)pb"));
  EXPECT_THAT(status.total().ageing(1), IsText(R"pb(
                band { first_working_day: 6 last_working_day: 10 }
                actions: 1
                against_original: 2)pb"));
  EXPECT_THAT(status.total().ageing(4),
              IsText("band { first_working_day: 61 }"));
  ASSERT_EQ(status.agencies_size(), 2);
  EXPECT_EQ(status.agencies(0).counts().ageing(1).actions(), 1);
  EXPECT_EQ(status.agencies(1).counts().ageing(1).actions(), 0);
  EXPECT_EQ(status.agencies(1).counts().ageing(1).against_original(), 1);
}

TEST_F(PlanStatusTest, CountsWhatIsStaleAndWhatWasGivenAColour) {
  plan_.Accept({.id = "a1", .due = kToday + 100});
  plan_.Accept({.id = "a2", .due = kToday + 100});
  plan_.Record("actions/a2",
               "action { rating_overridden { colour: RED end_date { " +
                   DateText(kToday + 60) + " } } }");
  const std::string in_a_month = "due_on { " + DateText(kToday + 30) + " }";
  EXPECT_THAT(Total(in_a_month), IsText("actions: 2 open: 2 amber: 1 red: 1 "
                                        "stale: 2 rating_overridden: 1"));
  EXPECT_THAT(Total(), IsText("actions: 2 open: 2 grey: 1 red: 1 "
                              "rating_overridden: 1"));
}

TEST_F(PlanStatusTest, CountsWhatAwaitsVerificationAsOpenAndNotOverdue) {
  plan_.Accept({.id = "a1", .due = kToday - 3});
  plan_.Record("actions/a1", "action { completion_submitted {} }");
  EXPECT_THAT(Total(),
              IsText("actions: 1 open: 1 awaiting_verification: 1 green: 1"));
}

TEST_F(PlanStatusTest, CountsWhatIsDoneAsBlueAndNotOpen) {
  plan_.Accept({.id = "a1", .due = kToday - 3});
  plan_.Record("actions/a1", "action { completion_submitted {} }");
  plan_.Record("actions/a1", "action { completion_verified {} }");
  EXPECT_THAT(Total(), IsText("actions: 1 blue: 1"));
}

TEST_F(PlanStatusTest, CountsAnActionOnceHoweverOftenItIsEscalated) {
  plan_.Accept({.id = "a1", .due = kToday + 60});
  for (const char* escalation : {"escalations/e1", "escalations/e2"}) {
    plan_.Record(escalation,
                 "escalation { escalation_raised { level: 1 family: BY_HAND "
                 "subject: 'boards/ncc/actions/a1' } }");
  }
  EXPECT_EQ(Total().escalated(), 1);
  plan_.Record("escalations/e1", "escalation { escalation_resolved {} }");
  EXPECT_EQ(Total().escalated(), 1);
  plan_.Record("escalations/e2", "escalation { escalation_resolved {} }");
  EXPECT_EQ(Total().escalated(), 0);
}

TEST_F(PlanStatusTest, CountsWhatWasReDated) {
  plan_.Accept({.id = "a1", .due = kToday + 60});
  plan_.Record("actions/a1", "action { extension_approved { due_date { " +
                                 DateText(kToday + 90) +
                                 " } previous_due_date { " +
                                 DateText(kToday + 60) + " } } }");
  EXPECT_THAT(Total(), IsText("actions: 1 open: 1 re_dated: 1 amber: 1"));
}

TEST_F(PlanStatusTest, NarrowsToAPlanOrAnAgency) {
  plan_.Accept({.id = "a1", .due = kToday + 60});
  plan_.Accept({.id = "a2", .due = kToday + 60, .agency = "health"});
  plan_.Record("plans/p1", "plan { plan_created { title: 'Neglect' } }");
  plan_.Record(
      "plans/p1",
      "plan { action_added_to_plan { action: 'boards/ncc/actions/a2' } }");
  plan_.Record("plans/p2", "plan { plan_created { title: 'Empty' } }");

  EXPECT_EQ(Total("plan: 'boards/ncc/plans/p1'").actions(), 1);
  EXPECT_EQ(Total("plan: 'boards/ncc/plans/p2'").actions(), 0);
  EXPECT_EQ(Total("agency: 'boards/ncc/agencies/police'").actions(), 1);
  EXPECT_EQ(Total("plan: 'boards/ncc/plans/p1' "
                  "agency: 'boards/ncc/agencies/police'")
                .actions(),
            0);
}

TEST_F(PlanStatusTest, NarrowsToWhereActionsComeFrom) {
  plan_.Record("audits/n1", "audit { audit_created { title: 'Neglect' } }");
  plan_.Record("actions/a1",
               "action { action_proposed { sources { "
               "resource: 'boards/ncc/audits/n1/recommendations/r1' } } }");
  plan_.Accept({.id = "a2", .due = kToday + 60});
  EXPECT_EQ(Total("source: 'boards/ncc/audits/n1'").actions(), 1);
  EXPECT_THAT(Status("source: 'boards/ncc/audits/n2'"),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(PlanStatusTest, AnswersForTheDayAskedAbout) {
  plan_.Accept({.id = "a1", .due = kToday + 60});
  ASSERT_OK_AND_ASSIGN(const auto status,
                       Status("due_on { year: 2026 month: 6 day: 1 }"));
  EXPECT_EQ(status.total().overdue(), 1);
  EXPECT_THAT(status.basis().due_on(), IsText("year: 2026 month: 6 day: 1"));
}

TEST_F(PlanStatusTest, IsProvisionalWhereADueDateIs) {
  plan_.Accept({.id = "a1", .due = absl::CivilDay(2027, 12, 31)});
  EXPECT_FALSE(Status()->basis().provisional());
  plan_.Accept({.id = "a2", .due = absl::CivilDay(2028, 1, 1)});
  EXPECT_TRUE(Status()->basis().provisional());
}

TEST_F(PlanStatusTest, DoesNotKnowWhatIsNotThere) {
  for (const char* request :
       {"name: 'boards/other'", "plan: 'boards/ncc/plans/p9'",
        "agency: 'boards/ncc/agencies/polcie'"}) {
    EXPECT_THAT(Status(request), StatusIs(absl::StatusCode::kNotFound))
        << request;
  }
}

}  // namespace
}  // namespace actionplan::queries
