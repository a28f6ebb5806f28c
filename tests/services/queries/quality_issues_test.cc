#include "services/queries/quality_issues.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

using projections::v1::ActionPlanRow;
using support::FromText;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using v1::DataQualityIssue;

// An action with nothing wrong on Monday 2 March 2026, which is day 20514.
constexpr char kSound[] =
    "action: 'a1' title: 'T' state: 4 lead_agency: 'police' owner_role: 'Head' "
    "has_outcome: true has_measure: true sources: 'f1' due_day: 20600 "
    "started_seconds: 1772409600 ";

std::vector<DataQualityIssue> IssuesOf(const ActionPlanRow& row) {
  const Yardstick yardstick{.calendar = domain::WorkingCalendar::Latest(
                                domain::Division::kEnglandAndWales),
                            .zone = absl::UTCTimeZone(),
                            .due_on = absl::CivilDay(2026, 3, 2)};
  return QualityIssues(row, yardstick,
                       {.ended_actions = {"over"}, .agencies_gone = {"gone"}});
}

// Of the sound action with something changed.
std::vector<DataQualityIssue> IssuesWith(const std::string& change) {
  return IssuesOf(FromText<ActionPlanRow>(kSound + change));
}

std::vector<int> KindsWith(const std::string& change) {
  std::vector<int> kinds;
  for (const auto& issue : IssuesWith(change)) kinds.push_back(issue.kind());
  return kinds;
}

TEST(QualityIssuesTest, ASoundActionHasNone) {
  EXPECT_THAT(KindsWith(""), IsEmpty());
}

TEST(QualityIssuesTest, OnlyOpenActionsHaveAny) {
  for (const int state : {1, 7, 8, 10, 11, 12}) {
    ActionPlanRow row;
    row.set_state(state);
    EXPECT_THAT(IssuesOf(row), IsEmpty()) << state;
  }
}

TEST(QualityIssuesTest, WhatIsMissingIsNamed) {
  EXPECT_THAT(KindsWith("lead_agency: ''"),
              ElementsAre(DataQualityIssue::NO_LEAD_AGENCY));
  EXPECT_THAT(KindsWith("lead_agency: 'gone'"),
              ElementsAre(DataQualityIssue::LEAD_AGENCY_DEACTIVATED));
  EXPECT_THAT(KindsWith("owner_role: ''"),
              ElementsAre(DataQualityIssue::NO_OWNER));
  EXPECT_THAT(KindsWith("has_outcome: false"),
              ElementsAre(DataQualityIssue::NO_OUTCOME));
  EXPECT_THAT(KindsWith("has_measure: false"),
              ElementsAre(DataQualityIssue::NO_MEASURE));
  auto row = FromText<ActionPlanRow>(kSound);
  row.clear_sources();
  ASSERT_EQ(IssuesOf(row).size(), 1u);
  EXPECT_EQ(IssuesOf(row)[0].kind(), DataQualityIssue::NO_SOURCE);
  row.set_outside_sources(1);
  EXPECT_THAT(IssuesOf(row), IsEmpty());
}

TEST(QualityIssuesTest, AnActionWithoutADateIsListedUnderItsReview) {
  const auto issues = IssuesWith("due_day: 0 undated: 1 review_day: 20520");
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].kind(), DataQualityIssue::NO_DUE_DATE);
  EXPECT_EQ(issues[0].detail(), "It has no end, to be looked at on 2026-03-08");
  EXPECT_THAT(issues[0].day(), support::IsText("year: 2026 month: 3 day: 8"));
  EXPECT_THAT(KindsWith("due_day: 0 undated: 2 review_day: 20514"),
              ElementsAre(DataQualityIssue::NO_DUE_DATE));
  EXPECT_THAT(KindsWith("due_day: 0 undated: 2 review_day: 20513"),
              ElementsAre(DataQualityIssue::NO_DUE_DATE,
                          DataQualityIssue::REVIEW_PAST));
}

TEST(QualityIssuesTest, SilenceIsCountedInWorkingDays) {
  const auto issues = IssuesWith("started_seconds: 1769760000");
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].kind(), DataQualityIssue::STALE);
  EXPECT_EQ(issues[0].detail(), "Nothing was heard of it for 21 working days");
  EXPECT_THAT(KindsWith("started_seconds: 1769760000 state: 6"), IsEmpty());
}

TEST(QualityIssuesTest, TheOwnersViewMayNotContradictTheDate) {
  EXPECT_THAT(KindsWith("due_day: 20513 own_view: 1"),
              ElementsAre(DataQualityIssue::PROGRESS_CONTRADICTS));
  EXPECT_THAT(KindsWith("due_day: 20514 own_view: 1"), IsEmpty());
  EXPECT_THAT(KindsWith("due_day: 20513 own_view: 3"), IsEmpty());
  EXPECT_THAT(KindsWith("due_day: 20513 own_view: 1 state: 6"), IsEmpty());
}

TEST(QualityIssuesTest, EachMilestoneThatIsPastIsOne) {
  const auto issues = IssuesWith(
      "milestones { due_day: 20500 } milestones { due_day: 20514 } "
      "milestones { due_day: 20501 reached_day: 20502 } "
      "milestones { due_day: 20513 }");
  ASSERT_EQ(issues.size(), 2u);
  EXPECT_THAT(issues[0].detail(), HasSubstr("Milestone 1 "));
  EXPECT_THAT(issues[1].detail(), HasSubstr("Milestone 4 "));
}

TEST(QualityIssuesTest, ABlockIsLookedAtOnlyWhileItStands) {
  const std::string block =
      "blocked_by: 'over' blocked_by: 'open' block_review_day: 20513 ";
  const auto issues = IssuesWith("state: 5 " + block);
  ASSERT_EQ(issues.size(), 2u);
  EXPECT_EQ(issues[0].kind(), DataQualityIssue::REVIEW_PAST);
  EXPECT_EQ(issues[1].kind(), DataQualityIssue::BLOCKER_ENDED);
  EXPECT_EQ(issues[1].related(), "over");
  EXPECT_THAT(KindsWith(block), IsEmpty());
}

TEST(QualityIssuesTest, AnAgencyThatLeftCannotAnswer) {
  EXPECT_THAT(KindsWith("open_escalations { escalation: 'e1' level: 2 "
                        "agency: 'gone' }"),
              ElementsAre(DataQualityIssue::ESCALATION_UNANSWERABLE));
  EXPECT_THAT(KindsWith("open_escalations { level: 3 agency: 'gone' }"),
              IsEmpty());
  EXPECT_THAT(KindsWith("open_escalations { level: 2 agency: 'police' }"),
              IsEmpty());
}

TEST(QualityIssuesTest, EveryIssueSaysWhatToDo) {
  const auto issues = IssuesWith(
      "state: 5 lead_agency: 'gone' owner_role: '' due_day: 0 review_day: "
      "20400 "
      "has_outcome: false has_measure: false started_seconds: 1 "
      "milestones { due_day: 20500 } blocked_by: 'over' block_review_day: 9 "
      "open_escalations { level: 1 agency: 'gone' }");
  EXPECT_EQ(issues.size(), 11u);
  for (const auto& issue : issues) {
    EXPECT_FALSE(issue.remedy().empty()) << issue.DebugString();
    EXPECT_FALSE(issue.detail().empty()) << issue.DebugString();
    EXPECT_EQ(issue.action(), "a1");
  }
}

}  // namespace
}  // namespace actionplan::queries
