#include "services/queries/due_actions.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/queries/standing.h"
#include "tests/services/queries/recorded_plan.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

using support::FromText;
using support::StatusIs;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr absl::CivilDay kToday(2026, 3, 2);  // A Monday.

// "boards/ncc/actions/a1" as "a1".
template <typename Response>
std::vector<std::string> IdsOf(const Response& response) {
  std::vector<std::string> ids;
  for (const v1::DueAction& action : response.actions()) {
    ids.push_back(action.action().substr(sizeof("boards/ncc/actions/") - 1));
  }
  return ids;
}

class DueActionsTest : public testing::Test {
 protected:
  absl::StatusOr<v1::ListOverdueActionsResponse> Overdue(
      const std::string& request, Page& page) {
    return OverdueActions(plan_.sources(),
                          FromText<v1::ListOverdueActionsRequest>(
                              "parent: 'boards/ncc' " + request),
                          plan_.clock().Now(), page, last_key_);
  }

  std::vector<std::string> OverdueIds(const std::string& request = "") {
    Page page;
    const auto response = Overdue(request, page);
    EXPECT_OK(response);
    return response.ok() ? IdsOf(*response) : std::vector<std::string>();
  }

  std::vector<std::string> SoonIds(const std::string& request = "") {
    Page page;
    const auto response =
        DueSoonActions(plan_.sources(),
                       FromText<v1::ListDueSoonActionsRequest>(
                           "parent: 'boards/ncc' " + request),
                       plan_.clock().Now(), page, last_key_);
    EXPECT_OK(response);
    return response.ok() ? IdsOf(*response) : std::vector<std::string>();
  }

  RecordedPlan plan_;
  std::string last_key_;
};

TEST_F(DueActionsTest, ListsWhatIsOverdueLongestFirst) {
  plan_.Accept({.id = "late", .due = kToday - 3});
  plan_.Accept({.id = "later", .due = kToday - 20});
  plan_.Accept({.id = "just", .due = kToday - 1});
  EXPECT_THAT(OverdueIds(), ElementsAre("later", "late", "just"));
}

TEST_F(DueActionsTest, LeavesOutWhatFallsDueTodayOrLater) {
  plan_.Accept({.id = "today", .due = kToday});
  plan_.Accept({.id = "tomorrow", .due = kToday + 1});
  EXPECT_THAT(OverdueIds(), IsEmpty());
}

TEST_F(DueActionsTest, LeavesOutWhatAwaitsVerificationUntilItIsRejected) {
  plan_.Accept({.id = "a1", .due = kToday - 3});
  plan_.Record("actions/a1", "action { completion_submitted {} }");
  EXPECT_THAT(OverdueIds(), IsEmpty());
  plan_.Record("actions/a1", "action { completion_rejected {} }");
  EXPECT_THAT(OverdueIds(), ElementsAre("a1"));
}

TEST_F(DueActionsTest, TellsOfEachActionWhatABoardAsks) {
  plan_.Accept({.id = "a1", .due = kToday - 10, .priority = "HIGH"});
  plan_.Record("actions/a1",
               absl::Substitute("action { extension_approved { due_date { $0 } "
                                "previous_due_date { $1 } } }",
                                DateText(kToday - 3), DateText(kToday - 10)));
  plan_.Record("actions/a1",
               "action { progress_recorded { own_view: AT_RISK } }",
               {.earlier = absl::Hours(24)});
  plan_.Record("actions/a1", "action { extension_requested {} }");
  plan_.Record("escalations/e1",
               "escalation { escalation_raised { level: 2 family: TIMELINESS "
               "subject: 'boards/ncc/actions/a1' } }");
  Page page;
  ASSERT_OK_AND_ASSIGN(const auto response, Overdue("", page));
  EXPECT_THAT(response, support::IsText(R"pb(
                actions {
                  action: "boards/ncc/actions/a1"
                  title: "Do a1"
                  state: IN_PROGRESS
                  priority: HIGH
                  lead_agency: "boards/ncc/agencies/police"
                  owner_role: "Inspector"
                  due_date { year: 2026 month: 2 day: 27 }
                  original_due_date { year: 2026 month: 2 day: 20 }
                  due_state: OVERDUE
                  working_days_overdue: 1
                  calendar_days_overdue: 3
                  times_re_dated: 1
                  escalation_level: 2
                  rating: RED
                  extension_pending: true
                  latest_progress_time { seconds: 1772355600 }
                  ageing_band { first_working_day: 1 last_working_day: 5 }
                  working_days_past_original: 6
                  computed_rating: RED
                }
                basis {
                  due_on { year: 2026 month: 3 day: 2 }
                  calendar_version: "england-and-wales/2026-1"
                  rating_policy_version: "standard/1"
                  position: 10
                })pb"));
}

TEST_F(DueActionsTest, TellsAColourThatWasGivenBesideTheComputedOne) {
  plan_.Accept({.id = "a1", .due = kToday - 3});
  plan_.Record("actions/a1",
               absl::Substitute("action { rating_overridden { colour: AMBER "
                                "end_date { $0 } } }",
                                DateText(kToday + 7)));
  Page page;
  ASSERT_OK_AND_ASSIGN(const auto response, Overdue("", page));
  ASSERT_EQ(response.actions_size(), 1);
  const v1::DueAction& action = response.actions(0);
  EXPECT_EQ(action.rating(), v1::AMBER);
  EXPECT_EQ(action.computed_rating(), v1::RED);
  EXPECT_TRUE(action.rating_overridden());
  EXPECT_THAT(action.rating_override_end_date(),
              support::IsText("year: 2026 month: 3 day: 9"));

  Page later;
  ASSERT_OK_AND_ASSIGN(
      const auto ended,
      Overdue(absl::StrCat("due_on { ", DateText(kToday + 8), " }"), later));
  EXPECT_EQ(ended.actions(0).rating(), v1::RED);
  EXPECT_FALSE(ended.actions(0).rating_overridden());
  EXPECT_FALSE(ended.actions(0).has_rating_override_end_date());
}

TEST_F(DueActionsTest, ForgetsAColourThatWasGivenBeforeAReopening) {
  plan_.Accept({.id = "a1", .due = kToday - 3});
  plan_.Record("actions/a1",
               absl::Substitute("action { rating_overridden { colour: GREEN "
                                "end_date { $0 } } }",
                                DateText(kToday + 7)));
  plan_.Record("actions/a1", "action { completion_submitted {} }");
  plan_.Record("actions/a1", "action { completion_verified {} }");
  plan_.Record(
      "actions/a1",
      absl::Substitute("action { action_reopened { due { date { $0 } } } }",
                       DateText(kToday - 1)));
  Page page;
  ASSERT_OK_AND_ASSIGN(const auto response, Overdue("", page));
  ASSERT_EQ(response.actions_size(), 1);
  EXPECT_EQ(response.actions(0).rating(), v1::RED);
}

TEST_F(DueActionsTest, LooksAsFarAheadAsTheBoardsPolicyCallsSoon) {
  plan_.Accept({.id = "wednesday", .due = kToday + 2});
  plan_.Accept({.id = "next-week", .due = kToday + 7});
  plan_.Record("",
               "board { rating_policy_adopted { policy { version: 1 "
               "due_soon_days: 3 stale_days: 20 red: OVERDUE } } }");
  EXPECT_THAT(SoonIds(), ElementsAre("wednesday"));
  EXPECT_THAT(SoonIds("within_working_days: 5"),
              ElementsAre("wednesday", "next-week"));
}

TEST_F(DueActionsTest, CountsByTheCalendarClosuresAndPolicyOfTheBoard) {
  plan_.Accept({.id = "a1", .due = kToday - 7});
  plan_.Record(
      "", absl::Substitute("board { closures_adopted { closures { version: 2 "
                           "closures { date { $0 } label: 'Move' } } } }",
                           DateText(kToday - 4)));
  plan_.Record("",
               "board { rating_policy_adopted { policy { version: 3 "
               "due_soon_days: 3 stale_days: 20 red: STALE "
               "amber: OVERDUE ageing_bounds: 3 } } }");
  Page page;
  ASSERT_OK_AND_ASSIGN(const auto response, Overdue("", page));
  ASSERT_EQ(response.actions_size(), 1);
  EXPECT_EQ(response.actions(0).working_days_overdue(), 4);
  EXPECT_EQ(response.actions(0).rating(), v1::AMBER);
  EXPECT_THAT(response.actions(0).ageing_band(),
              support::IsText("first_working_day: 4"));
  EXPECT_EQ(response.basis().calendar_version(),
            "england-and-wales/2026-1+closures/2");
  EXPECT_EQ(response.basis().rating_policy_version(), "boards/ncc/3");
}

TEST_F(DueActionsTest, NarrowsToAnAgencyAndAPriority) {
  plan_.Accept({.id = "a1", .due = kToday - 3, .agency = "health"});
  plan_.Accept({.id = "a2", .due = kToday - 3, .priority = "HIGH"});
  plan_.Accept({.id = "a3", .due = kToday - 3, .priority = "LOW"});
  EXPECT_THAT(OverdueIds("agency: 'boards/ncc/agencies/health'"),
              ElementsAre("a1"));
  EXPECT_THAT(OverdueIds("agency: 'boards/ncc/agencies/police' priority: LOW"),
              ElementsAre("a3"));
}

TEST_F(DueActionsTest, CountsWorkingDaysForTheLeastThatIsAskedFor) {
  plan_.Accept({.id = "friday", .due = kToday - 3});
  plan_.Accept({.id = "saturday", .due = kToday - 2});
  plan_.Accept({.id = "thursday", .due = kToday - 4});
  EXPECT_THAT(OverdueIds("min_working_days: 1"),
              ElementsAre("thursday", "friday", "saturday"));
  EXPECT_THAT(OverdueIds("min_working_days: 2"), ElementsAre("thursday"));
  EXPECT_THAT(OverdueIds("min_working_days: 3"), IsEmpty());
}

TEST_F(DueActionsTest, JudgesAgainstTheOriginalDateWhenAsked) {
  plan_.Accept({.id = "a1", .due = kToday - 10});
  plan_.Accept({.id = "a2", .due = kToday - 5});
  plan_.Record("actions/a1",
               absl::Substitute("action { extension_approved { due_date { $0 } "
                                "previous_due_date { $1 } } }",
                                DateText(kToday + 30), DateText(kToday - 10)));
  EXPECT_THAT(OverdueIds(), ElementsAre("a2"));
  EXPECT_THAT(OverdueIds("against: ORIGINAL"), ElementsAre("a1", "a2"));
}

TEST_F(DueActionsTest, AnswersForTheDayAskedAbout) {
  plan_.Accept({.id = "a1", .due = kToday + 3});
  EXPECT_THAT(OverdueIds("due_on { year: 2026 month: 3 day: 5 }"), IsEmpty());
  EXPECT_THAT(OverdueIds("due_on { year: 2026 month: 3 day: 6 }"),
              ElementsAre("a1"));
}

TEST_F(DueActionsTest, TakesTodayFromTheBoardsTimeZone) {
  // In London it is half past midnight on 1 July.
  plan_.clock().JumpTo(absl::FromCivil(absl::CivilMinute(2026, 6, 30, 23, 30),
                                       absl::UTCTimeZone()));
  plan_.Accept({.id = "a1", .due = absl::CivilDay(2026, 6, 30)});
  plan_.Accept({.id = "a2", .due = absl::CivilDay(2026, 7, 1)});
  EXPECT_THAT(OverdueIds(), ElementsAre("a1"));
  EXPECT_THAT(SoonIds("within_working_days: 1"), ElementsAre("a2"));
}

TEST_F(DueActionsTest, GoesOnWhereThePageBeforeEnded) {
  for (int i = 1; i <= 5; ++i) {
    plan_.Accept({.id = absl::StrCat("a", i), .due = kToday - i / 2});
  }
  Page page{.size = 2};
  ASSERT_OK_AND_ASSIGN(const auto first, Overdue("", page));
  EXPECT_THAT(IdsOf(first), ElementsAre("a4", "a5"));
  page.after_key = last_key_;
  ASSERT_OK_AND_ASSIGN(const auto second, Overdue("", page));
  EXPECT_THAT(IdsOf(second), ElementsAre("a2", "a3"));
  EXPECT_EQ(last_key_, "");
}

TEST_F(DueActionsTest, KeepsTheDayOfTheFirstPage) {
  plan_.Accept({.id = "a1", .due = kToday - 2});
  plan_.Accept({.id = "a2", .due = kToday - 1});
  plan_.Accept({.id = "a3", .due = kToday});
  Page page{.size = 1};
  ASSERT_OK(Overdue("", page));
  page.after_key = last_key_;
  page.size = 10;
  plan_.clock().Advance(absl::Hours(48));
  ASSERT_OK_AND_ASSIGN(const auto second, Overdue("", page));
  EXPECT_THAT(IdsOf(second), ElementsAre("a2"));
  EXPECT_EQ(page.due_day, DayNumber(kToday));
  EXPECT_THAT(second.basis().due_on(),
              support::IsText("year: 2026 month: 3 day: 2"));
}

TEST_F(DueActionsTest, SaysThatAnAnswerIsProvisionalWhereADueDateIs) {
  const std::string new_years_eve = "due_on { year: 2027 month: 12 day: 31 }";
  plan_.Accept({.id = "a1", .due = absl::CivilDay(2027, 12, 31)});
  Page page;
  auto request = FromText<v1::ListDueSoonActionsRequest>(
      "parent: 'boards/ncc' " + new_years_eve);
  const auto basis = [&] {
    return DueSoonActions(plan_.sources(), request, plan_.clock().Now(), page,
                          last_key_)
        ->basis();
  };
  EXPECT_FALSE(basis().provisional());
  plan_.Accept({.id = "a2", .due = absl::CivilDay(2028, 1, 4)});
  EXPECT_TRUE(basis().provisional());
}

TEST_F(DueActionsTest, DoesNotKnowABoardOrAnAgencyThatIsNotThere) {
  Page page;
  EXPECT_THAT(Overdue("parent: 'boards/other'", page),
              StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Overdue("agency: 'boards/ncc/agencies/polcie'", page),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(DueActionsTest, ListsWhatFallsDueFromTodaySoonestFirst) {
  plan_.Accept({.id = "overdue", .due = kToday - 1});
  plan_.Accept({.id = "in-a-week", .due = kToday + 7});
  plan_.Accept({.id = "today", .due = kToday});
  plan_.Accept({.id = "in-a-month", .due = kToday + 30});
  EXPECT_THAT(SoonIds(), ElementsAre("today", "in-a-week"));
}

// The same rule in two places: the list, and the due state of each action.
TEST_F(DueActionsTest, ListsExactlyWhatIsDueSoonAlsoOnWeekends) {
  for (int i = 0; i < 24; ++i) {
    plan_.Accept({.id = absl::StrCat("in-", i), .due = kToday + i});
  }
  for (int i = 0; i < 7; ++i) {
    const absl::CivilDay day = kToday + i;
    std::vector<std::string> expected;
    for (int due = i; due < 24; ++due) {
      projections::v1::ActionPlanRow row;
      row.set_state(v1::Action::ACCEPTED);
      row.set_due_day(DayNumber(kToday + due));
      const v1::DueState state =
          StandingOf(row, {.calendar = domain::WorkingCalendar::Latest(
                               domain::Division::kEnglandAndWales),
                           .due_on = day})
              .due_state;
      if (state == v1::DUE_SOON || state == v1::DUE_TODAY) {
        expected.push_back(absl::StrCat("in-", due));
      }
    }
    EXPECT_EQ(SoonIds(absl::StrCat("due_on { ", DateText(day), " }")), expected)
        << day;
  }
}

TEST_F(DueActionsTest, LooksAsFarAheadAsAsked) {
  plan_.Accept({.id = "tuesday", .due = kToday + 1});
  plan_.Accept({.id = "friday", .due = kToday + 4});
  plan_.Accept({.id = "saturday", .due = kToday + 5});
  plan_.Accept({.id = "monday", .due = kToday + 7});
  EXPECT_THAT(SoonIds("within_working_days: 1"), ElementsAre("tuesday"));
  EXPECT_THAT(SoonIds("within_working_days: 4"),
              ElementsAre("tuesday", "friday", "saturday"));
}

// Two bands of lateness and everything beside them.
TEST_F(DueActionsTest, LooksAtOneBandOfLatenessWhenAsked) {
  for (const int working_days : {1, 5, 6, 10, 11}) {
    const auto calendar =
        domain::WorkingCalendar::Latest(domain::Division::kEnglandAndWales);
    plan_.Accept({.id = absl::StrCat("late-", working_days),
                  .due = calendar.AddWorkingDays(kToday, -working_days).value});
  }
  EXPECT_THAT(OverdueIds("min_working_days: 6 max_working_days: 10"),
              ElementsAre("late-10", "late-6"));
  EXPECT_THAT(OverdueIds("max_working_days: 5"),
              ElementsAre("late-5", "late-1"));
}

TEST_F(DueActionsTest, NarrowsToAPlanAndASource) {
  for (const char* id : {"a1", "a2"}) {
    plan_.Record(
        absl::StrCat("actions/", id),
        absl::Substitute("action { action_proposed { sources { "
                         "resource: 'boards/ncc/audits/$0/findings/f1' "
                         "} } }",
                         id));
    plan_.Accept({.id = id, .due = kToday - 3});
  }
  plan_.Accept({.id = "a3", .due = kToday - 3});
  for (const char* audit : {"a1", "a11"}) {
    plan_.Record(absl::StrCat("audits/", audit),
                 "audit { audit_created { title: 'Neglect' } }");
  }
  plan_.Record("audits/a1/findings/f1", "finding { finding_recorded {} }");
  plan_.Record("plans/p1", "plan { plan_created { title: 'Neglect' } }");
  plan_.Record(
      "plans/p1",
      "plan { action_added_to_plan { action: 'boards/ncc/actions/a3' } }");
  EXPECT_THAT(OverdueIds("filter { source: 'boards/ncc/audits/a1' }"),
              ElementsAre("a1"));
  EXPECT_THAT(
      OverdueIds("filter { source: 'boards/ncc/audits/a1/findings/f1' }"),
      ElementsAre("a1"));
  EXPECT_THAT(OverdueIds("filter { source: 'boards/ncc/audits/a11' }"),
              IsEmpty());
  EXPECT_THAT(OverdueIds("filter { plan: 'boards/ncc/plans/p1' }"),
              ElementsAre("a3"));
  Page page;
  EXPECT_THAT(Overdue("filter { source: 'boards/ncc/audits/none' }", page),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(DueActionsTest, ComesInTheOrderAskedFor) {
  plan_.Accept({.id = "a1", .due = kToday - 9, .priority = "LOW"});
  plan_.Accept({.id = "a2", .due = kToday - 5, .priority = "HIGH"});
  plan_.Accept(
      {.id = "a3", .due = kToday - 7, .agency = "health", .priority = "HIGH"});
  EXPECT_THAT(OverdueIds("order_by: 'due_date'"),
              ElementsAre("a1", "a3", "a2"));
  EXPECT_THAT(OverdueIds("order_by: 'priority'"),
              ElementsAre("a3", "a2", "a1"));
  EXPECT_THAT(OverdueIds("order_by: 'lead_agency'"),
              ElementsAre("a3", "a1", "a2"));
  EXPECT_THAT(SoonIds("due_on { year: 2026 month: 2 day: 20 } "
                      "order_by: 'priority'"),
              ElementsAre("a3", "a2", "a1"));
}

// Whatever the order: rows that stay as they are come once.
TEST_F(DueActionsTest, PagesStayRightWhileEventsArrive) {
  for (const char* order :
       {"due_date", "priority", "lead_agency", "escalation_level",
        "times_re_dated", "latest_progress"}) {
    std::vector<std::string> expected;
    for (int i = 0; i < 9; ++i) {
      const std::string id =
          absl::StrCat("stays-", std::string(order).substr(0, 3), "-", i);
      plan_.Accept({.id = id,
                    .due = kToday - 1 - (i * 5) % 7,
                    .agency = i % 2 == 0 ? "police" : "health",
                    .priority = i % 3 == 0 ? "HIGH" : "LOW"});
      expected.push_back(id);
    }
    std::vector<std::string> seen;
    Page page{.size = 4};
    int turn = 0;
    do {
      ASSERT_OK_AND_ASSIGN(
          const auto response,
          Overdue(absl::StrCat("order_by: '", order, "'"), page));
      for (const std::string& id : IdsOf(response)) {
        if (absl::StartsWith(
                id, absl::StrCat("stays-", std::string(order).substr(0, 3)))) {
          seen.push_back(id);
        }
      }
      page.after_key = last_key_;
      // New ones before and behind, and one that leaves.
      const std::string id =
          absl::StrCat("new-", std::string(order).substr(0, 3), "-", turn++);
      plan_.Accept({.id = id,
                    .due = kToday - 1 - turn % 9,
                    .priority = turn % 2 == 0 ? "HIGH" : "LOW"});
      if (turn % 2 == 0) {
        plan_.Record("actions/" + id, "action { completion_submitted {} }");
      }
    } while (!page.after_key.empty() && turn < 60);
    EXPECT_THAT(seen, testing::UnorderedElementsAreArray(expected)) << order;
  }
}

}  // namespace
}  // namespace actionplan::queries
