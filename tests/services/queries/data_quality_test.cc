#include "services/queries/data_quality.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
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
using testing::ElementsAre;
using v1::DataQualityIssue;

constexpr absl::CivilDay kToday(2026, 3, 2);  // A Monday.

class DataQualityTest : public testing::Test {
 protected:
  absl::StatusOr<v1::ListDataQualityIssuesResponse> Issues(
      const std::string& request, Page& page) {
    return DataQualityIssues(plan_.sources(),
                             FromText<v1::ListDataQualityIssuesRequest>(
                                 "parent: 'boards/ncc' " + request),
                             plan_.clock().Now(), page, last_key_);
  }

  // "KIND id" of what is listed, without the words and the source that
  // RecordedPlan::Accept() leaves out.
  std::vector<std::string> List(const std::string& request = "") {
    Page page;
    const auto response = Issues(request, page);
    EXPECT_OK(response);
    std::vector<std::string> list;
    if (!response.ok()) return list;
    for (const DataQualityIssue& issue : response->issues()) {
      if (issue.kind() >= DataQualityIssue::NO_OUTCOME &&
          issue.kind() <= DataQualityIssue::NO_SOURCE) {
        continue;
      }
      list.push_back(absl::StrCat(
          DataQualityIssue::Kind_Name(issue.kind()), " ",
          issue.action().substr(sizeof("boards/ncc/actions/") - 1)));
    }
    return list;
  }

  RecordedPlan plan_;
  std::string last_key_;
};

TEST_F(DataQualityTest, ComesByKindThenByAction) {
  plan_.Accept({.id = "a2", .due = kToday + 60});
  plan_.Accept({.id = "a1", .due = kToday + 60});
  for (const char* action : {"actions/a1", "actions/a2"}) {
    plan_.Record(action,
                 "action { milestone_set { number: 1 title: 'M' due_date { "
                 "year: 2026 month: 2 day: 27 } } }");
    plan_.Record(action, "action { action_reassigned {} }");
  }
  EXPECT_THAT(List(), ElementsAre("NO_OWNER a1", "NO_OWNER a2",
                                  "MILESTONE_PAST a1", "MILESTONE_PAST a2"));
  EXPECT_THAT(List("kinds: MILESTONE_PAST"),
              ElementsAre("MILESTONE_PAST a1", "MILESTONE_PAST a2"));
}

TEST_F(DataQualityTest, SeesABlockerThatEndedWhereverItsNameIs) {
  plan_.Accept({.id = "a5", .due = kToday + 60});
  for (const char* blocker : {"a1", "a9"}) {
    plan_.Accept({.id = blocker, .due = kToday + 60});
    plan_.Record(absl::StrCat("actions/", blocker),
                 "action { action_superseded {} }");
  }
  plan_.Record("actions/a5",
               "action { action_blocked { "
               "blocked_by { action: 'boards/ncc/actions/a1' } "
               "blocked_by { action: 'boards/ncc/actions/a9' } "
               "blocked_by { external_reference: 'a new case system' } "
               "review_date { year: 2026 month: 6 day: 1 } } }");
  Page page;
  ASSERT_OK_AND_ASSIGN(const auto response,
                       Issues("kinds: BLOCKER_ENDED", page));
  ASSERT_EQ(response.issues_size(), 2);
  EXPECT_EQ(response.issues(0).related(), "boards/ncc/actions/a1");
  EXPECT_EQ(response.issues(1).related(), "boards/ncc/actions/a9");
}

TEST_F(DataQualityTest, SeesAgenciesThatLeft) {
  plan_.Accept({.id = "a1", .due = kToday + 60});
  plan_.Record("escalations/e1",
               "escalation { escalation_raised { level: 1 family: BY_HAND "
               "agency: 'boards/ncc/agencies/police' "
               "subject: 'boards/ncc/actions/a1' } }");
  EXPECT_THAT(List(), ElementsAre());
  plan_.Record("agencies/police", "agency { agency_deactivated {} }");
  EXPECT_THAT(List(), ElementsAre("LEAD_AGENCY_DEACTIVATED a1",
                                  "ESCALATION_UNANSWERABLE a1"));
}

TEST_F(DataQualityTest, SaysHowManyActionsAreSound) {
  plan_.Accept({.id = "a1", .due = kToday + 60});
  plan_.Accept({.id = "a2", .due = kToday + 60});
  plan_.Accept({.id = "a3", .due = kToday + 60});
  plan_.Record("actions/a3", "action { action_superseded {} }");
  plan_.Record("actions/a1", "action { action_reassigned {} }");
  Page page;
  ASSERT_OK_AND_ASSIGN(const auto response,
                       Issues("kinds: NO_OWNER kinds: STALE", page));
  EXPECT_EQ(response.open(), 2);
  EXPECT_EQ(response.without_issue(), 1);
  ASSERT_EQ(response.counts_size(), 1);
  EXPECT_THAT(response.counts(0), IsText("kind: NO_OWNER issues: 1"));
}

TEST_F(DataQualityTest, StayWhereTheyAreWhileOthersAreMended) {
  plan_.Accept({.id = "a1", .due = kToday + 60});
  for (int number = 1; number <= 4; ++number) {
    plan_.Record("actions/a1",
                 absl::StrCat("action { milestone_set { number: ", number,
                              " title: 'M' due_date { year: 2026 month: 2 "
                              "day: 20 } } }"));
  }
  const std::string kinds = "kinds: MILESTONE_PAST";
  Page page{.size = 2};
  ASSERT_OK(Issues(kinds, page));
  page.after_key = last_key_;
  plan_.Record("actions/a1",
               "action { milestone_reached { number: 1 reached_on { year: 2026 "
               "month: 2 day: 27 } } }");
  ASSERT_OK_AND_ASSIGN(const auto second, Issues(kinds, page));
  ASSERT_EQ(second.issues_size(), 2);
  EXPECT_EQ(second.issues(0).detail(), "Milestone 3 was due on 2026-02-20");
  EXPECT_EQ(second.issues(1).detail(), "Milestone 4 was due on 2026-02-20");
}

TEST_F(DataQualityTest, IsNarrowedToWhatIsThere) {
  plan_.Accept({.id = "a1", .due = kToday + 60, .agency = "health"});
  plan_.Record("actions/a1", "action { action_reassigned {} }");
  EXPECT_THAT(List("agency: 'boards/ncc/agencies/health'"),
              ElementsAre("NO_OWNER a1"));
  EXPECT_THAT(List("agency: 'boards/ncc/agencies/police'"), ElementsAre());
  Page page;
  EXPECT_THAT(Issues("filter { source: 'boards/ncc/audits/x1' }", page),
              StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace actionplan::queries
