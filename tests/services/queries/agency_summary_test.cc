#include "services/queries/agency_summary.h"

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

class AgencySummaryTest : public testing::Test {
 protected:
  absl::StatusOr<v1::SummarizeAgenciesResponse> Summary(
      const std::string& request = "") {
    return SummarizeAgencies(plan_.sources(),
                             FromText<v1::SummarizeAgenciesRequest>(
                                 "parent: 'boards/ncc' " + request),
                             plan_.clock().Now());
  }

  // Done on time, with evidence.
  void Finish(const std::string& id) {
    plan_.Record("actions/" + id,
                 "action { completion_submitted { completed_on { year: 2026 "
                 "month: 3 day: 2 } evidence { number: 1 } } }");
    plan_.Record("actions/" + id, "action { completion_verified {} }");
  }

  RecordedPlan plan_;
};

TEST_F(AgencySummaryTest, OfAnEmptyBoardHasNoAgency) {
  ASSERT_OK_AND_ASSIGN(const auto summary, Summary());
  EXPECT_THAT(summary, IsText(R"pb(
                total {
                  timeliness {}
                  responses {}
                }
                board_title: "Northshire"
                reading {
                  board: "boards/ncc"
                  due_on { year: 2026 month: 3 day: 2 }
                  calendar_version: "england-and-wales/2026-1"
                  rating_policy_version: "standard/1"
                  position: 3
                })pb"));
}

TEST_F(AgencySummaryTest, TellsOfEachAgencyAndOfAll) {
  plan_.Accept({.id = "done", .due = kToday});
  Finish("done");
  plan_.Accept({.id = "late", .due = kToday - 7});
  plan_.Accept({.id = "soon", .due = kToday + 3, .agency = "health"});
  ASSERT_OK_AND_ASSIGN(const auto summary, Summary());
  ASSERT_EQ(summary.agencies_size(), 2);
  EXPECT_THAT(summary.agencies(0), IsText(R"pb(
                agency: "boards/ncc/agencies/health"
                title: "Health"
                actions: 1
                open: 1
                open_of_all: 2
                timeliness { not_yet_due: 1 }
                responses {})pb"));
  EXPECT_THAT(summary.agencies(1), IsText(R"pb(
                agency: "boards/ncc/agencies/police"
                title: "Police"
                actions: 2
                open: 1
                overdue: 1
                done: 1
                open_of_all: 2
                done_with_evidence: 1
                timeliness {
                  on_time: 1
                  judged: 2
                  slip_working_days: 5
                  slip_calendar_days: 7
                  mean_slip_working_days: 2.5
                  mean_slip_calendar_days: 3.5
                }
                responses {})pb"));
  EXPECT_EQ(summary.total().actions(), 3);
  EXPECT_EQ(summary.total().open(), 2);
  EXPECT_EQ(summary.total().open_of_all(), 2);
}

TEST_F(AgencySummaryTest, NarrowsToAPlanThatHasToBeThere) {
  plan_.Accept({.id = "a1", .due = kToday});
  plan_.Accept({.id = "a2", .due = kToday, .agency = "health"});
  plan_.Record("plans/p1", "plan { plan_created { title: 'Neglect' } }");
  plan_.Record(
      "plans/p1",
      "plan { action_added_to_plan { action: 'boards/ncc/actions/a2' } }");
  ASSERT_OK_AND_ASSIGN(const auto summary,
                       Summary("plan: 'boards/ncc/plans/p1'"));
  ASSERT_EQ(summary.agencies_size(), 1);
  EXPECT_EQ(summary.agencies(0).title(), "Health");
  EXPECT_THAT(Summary("plan: 'boards/ncc/plans/p9'"),
              StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Summary("parent: 'boards/other'"),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(AgencySummaryTest, AnswersAsItWasKnownThen) {
  plan_.Accept({.id = "a1", .due = kToday - 7});
  const absl::Time then = plan_.clock().Now();
  plan_.clock().Advance(absl::Hours(24));
  Finish("a1");
  plan_.Record("escalations/e1",
               "escalation { escalation_raised { level: 1 family: TIMELINESS "
               "agency: 'boards/ncc/agencies/police' "
               "subject: 'boards/ncc/actions/a1' } }");
  plan_.clock().Advance(absl::Hours(24));
  plan_.Record("escalations/e1", "escalation { escalation_acknowledged {} }");

  ASSERT_OK_AND_ASSIGN(const auto now, Summary());
  EXPECT_EQ(now.total().done(), 1);
  EXPECT_EQ(now.total().responses().working_days_to_acknowledge(), 1);
  ASSERT_OK_AND_ASSIGN(
      const auto before,
      Summary("as_at { record_time { seconds: " +
              std::to_string(absl::ToUnixSeconds(then)) + " } }"));
  EXPECT_EQ(before.total().done(), 0);
  EXPECT_EQ(before.total().overdue(), 1);
  EXPECT_EQ(before.total().responses().raised(), 0);
  EXPECT_TRUE(before.reading().has_as_at());
  ASSERT_OK_AND_ASSIGN(
      const auto between,
      Summary("as_at { record_time { seconds: " +
              std::to_string(absl::ToUnixSeconds(then) + 86400) + " } }"));
  EXPECT_EQ(between.total().done(), 1);
  EXPECT_EQ(between.total().responses().waiting(), 1);
}

}  // namespace
}  // namespace actionplan::queries
