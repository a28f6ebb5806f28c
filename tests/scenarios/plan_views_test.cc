// What the board watches, between the actions of a plan in different hands.
#include <string>

#include "absl/strings/str_cat.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "gmock/gmock.h"
#include "tests/scenarios/board_scenario.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::support {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class PlanViewsTest : public BoardScenario {
 protected:
  v1::ActionPlanStatus Status(const std::string& narrowing = "") {
    const auto status = server_.Manager().Call<v1::ActionPlanStatus>(
        "ActionPlanService.GetActionPlanStatus",
        About("boards/ncc") + narrowing);
    EXPECT_OK(status);
    return status.value_or(v1::ActionPlanStatus());
  }

  std::vector<std::string> DueSoon(const std::string& filter = "") {
    std::vector<std::string> ids;
    const auto page = server_.Manager().Call<v1::ListDueSoonActionsResponse>(
        "ActionPlanService.ListDueSoonActions",
        "parent: 'boards/ncc' " + filter);
    EXPECT_OK(page);
    if (!page.ok()) return ids;
    for (const v1::DueAction& due : page->actions()) {
      ids.push_back(due.action().substr(due.action().rfind('/') + 1));
    }
    return ids;
  }
};

TEST_F(PlanViewsTest, CountsEveryActionOnceInEachWay) {
  ASSERT_OK(Propose("draft"));
  ASSERT_OK(Assign("late", kFriday));
  ASSERT_OK(Accept("soon", kMondayAfter + 4));
  ASSERT_OK(Accept("submitted", kFriday));
  ASSERT_OK(Submit("submitted"));
  ASSERT_OK(Accept("verified", kFriday));
  ASSERT_OK(Submit("verified"));
  ASSERT_OK(Verify("verified"));
  MoveTo(kMondayAfter);

  v1::ActionPlanStatus status = Status();
  EXPECT_EQ(status.total().ageing(0).actions(), 1);
  status.mutable_total()->clear_ageing();

  EXPECT_THAT(status.total(), IsText(R"pb(
                actions: 5
                open: 3
                overdue: 1
                due_soon: 1
                awaiting_verification: 1
                blue: 1
                green: 1
                amber: 1
                red: 1
              )pb"));
  EXPECT_THAT(status.states(),
              ElementsAre(IsText("state: DRAFT actions: 1"),
                          IsText("state: ASSIGNED actions: 1"),
                          IsText("state: ACCEPTED actions: 1"),
                          IsText("state: SUBMITTED actions: 1"),
                          IsText("state: VERIFIED actions: 1")));
  ASSERT_EQ(status.agencies_size(), 2);
  EXPECT_EQ(status.agencies(0).agency(), "");
  EXPECT_EQ(status.agencies(0).counts().actions(), 1);
  EXPECT_EQ(status.agencies(1).title(), "Health");
  EXPECT_EQ(status.agencies(1).counts().actions(), 4);
  EXPECT_THAT(status.basis().due_on(), IsText(DateText(kMondayAfter)));
  EXPECT_EQ(status.basis().position(), server_.Head());
}

TEST_F(PlanViewsTest, CountsThePlanOrAgencyThatIsAskedFor) {
  ASSERT_OK(Propose("in-plan"));
  ASSERT_OK(Propose("outside"));
  ASSERT_OK(server_.Manager().Try("PlanService.AddAction",
                                  About("boards/ncc/plans/composite") +
                                      "action: 'boards/ncc/actions/in-plan'"));
  EXPECT_EQ(Status().total().actions(), 2);
  EXPECT_EQ(Status("plan: 'boards/ncc/plans/composite'").total().actions(), 1);
  EXPECT_EQ(Status("agency: 'boards/ncc/agencies/police'").total().actions(),
            0);
}

TEST_F(PlanViewsTest, AnswersForTheDayThatIsAskedFor) {
  ASSERT_OK(Accept("a1", kFriday));
  EXPECT_EQ(Status().total().overdue(), 0);
  EXPECT_EQ(Status("due_on { year: 2026 month: 3 day: 9 }").total().overdue(),
            1);
  EXPECT_THAT(Overdue("due_on { year: 2026 month: 3 day: 9 }"),
              ElementsAre("a1"));
}

TEST_F(PlanViewsTest, ListsTheLongestOverdueFirst) {
  ASSERT_OK(Accept("newer", kMondayAfter));
  ASSERT_OK(Accept("older", kFriday, "LOW"));
  MoveTo(kMondayAfter + 7);
  EXPECT_THAT(Overdue(), ElementsAre("older", "newer"));
  EXPECT_THAT(Overdue("priority: LOW"), ElementsAre("older"));
  EXPECT_THAT(Overdue("min_working_days: 6"), ElementsAre("older"));
  EXPECT_THAT(Overdue("agency: 'boards/ncc/agencies/police'"), IsEmpty());
}

TEST_F(PlanViewsTest, ListsWhatFallsDueInTheNextTenWorkingDays) {
  ASSERT_OK(Accept("today", absl::CivilDay(2026, 3, 2)));
  ASSERT_OK(Accept("tenth", absl::CivilDay(2026, 3, 16)));
  ASSERT_OK(Accept("eleventh", absl::CivilDay(2026, 3, 17)));
  EXPECT_THAT(DueSoon(), ElementsAre("today", "tenth"));
  EXPECT_THAT(DueSoon("within_working_days: 11"),
              ElementsAre("today", "tenth", "eleventh"));
  MoveTo(absl::CivilDay(2026, 3, 3));
  EXPECT_THAT(DueSoon(), ElementsAre("tenth", "eleventh"));
  EXPECT_THAT(Overdue(), ElementsAre("today"));
}

// The board's day ends at midnight in London: at 23:30 UTC on a summer evening
// it has.
TEST_F(PlanViewsTest, GoesByTheLocalDayOfTheBoard) {
  ASSERT_OK(Accept("a1", absl::CivilDay(2026, 6, 1)));
  clock_.JumpTo(absl::FromCivil(absl::CivilMinute(2026, 6, 1, 22, 30),
                                absl::UTCTimeZone()));
  EXPECT_THAT(Overdue(), IsEmpty());
  clock_.JumpTo(absl::FromCivil(absl::CivilMinute(2026, 6, 1, 23, 30),
                                absl::UTCTimeZone()));
  EXPECT_THAT(Overdue(), ElementsAre("a1"));
}

}  // namespace
}  // namespace actionplan::support
