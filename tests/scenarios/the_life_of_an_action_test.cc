// An action on its way through the hands of the board and its agencies, seen by
// all of them through the public API.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "actionplan/v1/action_service.pb.h"
#include "actionplan/v1/plan.pb.h"
#include "gmock/gmock.h"
#include "tests/scenarios/board_scenario.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::support {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr absl::CivilDay kSecondMonday{2026, 3, 16};

class TheLifeOfAnActionTest : public BoardScenario {
 protected:
  v1::Action Action(absl::string_view id) {
    const auto action = server_.Manager().Call<v1::Action>(
        "ActionService.GetAction", About(ActionName(id)));
    EXPECT_OK(action);
    return action.value_or(v1::Action());
  }

  std::string StateOf(absl::string_view id) {
    return v1::Action::State_Name(Action(id).state());
  }

  v1::DueAction OverdueRow(absl::string_view id,
                           const std::string& filter = "") {
    const auto page = server_.Manager().Call<v1::ListOverdueActionsResponse>(
        "ActionPlanService.ListOverdueActions",
        "parent: 'boards/ncc' " + filter);
    EXPECT_OK(page);
    for (const v1::DueAction& due : page->actions()) {
      if (due.action() == ActionName(id)) return due;
    }
    ADD_FAILURE() << id << " is not on the overdue list";
    return {};
  }

  // The lead agency asks for the day.
  absl::Status AskForMoreTime(absl::string_view id, absl::CivilDay day) {
    return server_.Lead().Try(
        "ActionService.RequestExtension",
        absl::StrCat(About(ActionName(id)), "proposed_due_date { ",
                     DateText(day),
                     " } reason_code: CAPACITY recovery_plan: 'A locum'"));
  }
};

TEST_F(TheLifeOfAnActionTest, GoesFromProposalToSignOffAndBack) {
  ASSERT_OK(Propose("a1"));
  EXPECT_EQ(StateOf("a1"), "DRAFT");
  ASSERT_OK(Accept("a2", kFriday));
  EXPECT_EQ(StateOf("a2"), "ACCEPTED");
  ASSERT_OK(server_.Lead().Try(
      "ActionService.RecordProgress",
      About(ActionName("a2")) + "narrative: 'Half done' own_view: ON_TRACK"));
  EXPECT_EQ(StateOf("a2"), "IN_PROGRESS");
  ASSERT_OK(Submit("a2"));
  EXPECT_EQ(StateOf("a2"), "SUBMITTED");
  ASSERT_OK(Reject("a2"));
  EXPECT_EQ(StateOf("a2"), "IN_PROGRESS");
  EXPECT_EQ(Action("a2").rejections(), 1);
  ASSERT_OK(Submit("a2"));
  ASSERT_OK(Verify("a2"));
  EXPECT_EQ(StateOf("a2"), "VERIFIED");
  ASSERT_OK(SignOff("a2"));
  EXPECT_EQ(StateOf("a2"), "CLOSED");
  ASSERT_OK(server_.Chair().Try(
      "ActionService.ReopenAction",
      absl::StrCat(About(ActionName("a2")), "reason: 'It slipped' due_date { ",
                   DateText(kSecondMonday), " }")));
  const v1::Action reopened = Action("a2");
  EXPECT_EQ(reopened.state(), v1::Action::IN_PROGRESS);
  EXPECT_THAT(reopened.due().date(), IsText(DateText(kSecondMonday)));
  EXPECT_THAT(reopened.original_due_date(), IsText(DateText(kFriday)));
}

TEST_F(TheLifeOfAnActionTest, LeavesTheOverdueListTheMomentItIsSubmitted) {
  ASSERT_OK(Accept("a1", kFriday));
  EXPECT_THAT(Overdue(), IsEmpty());
  MoveTo(kSecondMonday);
  EXPECT_THAT(Overdue(), ElementsAre("a1"));
  ASSERT_OK(Submit("a1"));
  EXPECT_THAT(Overdue(), IsEmpty());
}

TEST_F(TheLifeOfAnActionTest, IsAsLateAsEverWhenItsCompletionIsRejected) {
  ASSERT_OK(Accept("a1", kFriday));
  MoveTo(kMondayAfter);
  ASSERT_OK(Submit("a1"));
  MoveTo(kSecondMonday);
  ASSERT_OK(Reject("a1"));
  const v1::DueAction row = OverdueRow("a1");
  EXPECT_EQ(row.working_days_overdue(), 6);
  EXPECT_EQ(row.calendar_days_overdue(), 10);
  EXPECT_EQ(row.rating(), v1::RED);
  ASSERT_OK(Submit("a1"));
  ASSERT_OK(Verify("a1"));
  EXPECT_THAT(Overdue(), IsEmpty());
}

TEST_F(TheLifeOfAnActionTest, GoesBackOnTheOverdueListAfterItsNewDate) {
  ASSERT_OK(Accept("a1", kFriday));
  ASSERT_OK(Submit("a1"));
  ASSERT_OK(Verify("a1"));
  ASSERT_OK(SignOff("a1"));
  ASSERT_OK(server_.Manager().Try(
      "ActionService.ReopenAction",
      absl::StrCat(About(ActionName("a1")), "reason: 'It slipped' due_date { ",
                   DateText(kMondayAfter), " }")));
  EXPECT_THAT(Overdue(), IsEmpty());
  MoveTo(kSecondMonday);
  EXPECT_THAT(Overdue(), ElementsAre("a1"));
}

TEST_F(TheLifeOfAnActionTest, StaysOverdueUntilMoreTimeIsGranted) {
  ASSERT_OK(Accept("a1", kFriday));
  MoveTo(kMondayAfter);
  ASSERT_OK(AskForMoreTime("a1", absl::CivilDay(2026, 3, 20)));
  const v1::DueAction pending = OverdueRow("a1");
  EXPECT_TRUE(pending.extension_pending());
  EXPECT_TRUE(Action("a1").pending_extension().retrospective());
  ASSERT_OK(server_.Chair().Try("ActionService.ApproveExtension",
                                About(ActionName("a1"))));
  EXPECT_THAT(Overdue(), IsEmpty());
  const v1::DueAction original = OverdueRow("a1", "against: ORIGINAL");
  EXPECT_EQ(original.times_re_dated(), 1);
  EXPECT_THAT(original.due_date(), IsText("year: 2026 month: 3 day: 20"));
  EXPECT_THAT(original.original_due_date(), IsText(DateText(kFriday)));
  EXPECT_EQ(original.working_days_overdue(), 1);
}

TEST_F(TheLifeOfAnActionTest, KeepsItsDateWhenMoreTimeIsRefusedOrWithdrawn) {
  ASSERT_OK(Accept("a1", kFriday));
  ASSERT_OK(AskForMoreTime("a1", kSecondMonday));
  ASSERT_OK(server_.Chair().Try("ActionService.RejectExtension",
                                About(ActionName("a1")) + "reason: 'Try'"));
  ASSERT_OK(AskForMoreTime("a1", kSecondMonday));
  ASSERT_OK(server_.Lead().Try("ActionService.WithdrawExtension",
                               About(ActionName("a1")) + "reason: 'Done'"));
  const v1::Action action = Action("a1");
  EXPECT_FALSE(action.has_pending_extension());
  EXPECT_THAT(action.due().date(), IsText(DateText(kFriday)));
}

TEST_F(TheLifeOfAnActionTest, IsAssignedAgainAfterItWasDeclined) {
  ASSERT_OK(Assign("a1", kFriday));
  ASSERT_OK(server_.Lead().Try(
      "ActionService.DeclineAction",
      About(ActionName("a1")) +
          "reason: 'Not ours' counter_proposal: 'Police should lead'"));
  MoveTo(kMondayAfter);
  EXPECT_THAT(Overdue(), ElementsAre("a1"));
  ASSERT_OK(
      server_.Chair().Try("ActionService.ResolveDecline",
                          absl::StrCat(About(ActionName("a1")), R"pb(
                            decision: ASSIGN_AGAIN
                            reason: 'Agreed'
                            lead_agency: 'boards/ncc/agencies/police'
                            owner_role: 'Detective inspector'
                            due { date { year: 2026 month: 4 day: 1 } })pb")));
  EXPECT_THAT(Overdue(), IsEmpty());
  ASSERT_OK(server_.Other().Try("ActionService.AcceptAction",
                                About(ActionName("a1"))));
  EXPECT_EQ(Action("a1").lead_agency(), "boards/ncc/agencies/police");
}

TEST_F(TheLifeOfAnActionTest, TellsItsCommentsFromFirstToLast) {
  ASSERT_OK(Propose("a1"));
  for (const char* text : {"First", "Second"}) {
    ASSERT_OK(server_.Lead().Try(
        "ActionService.AddComment",
        absl::StrCat(About(ActionName("a1")), "text: '", text, "'")));
  }
  ASSERT_OK_AND_ASSIGN(
      const auto page,
      server_.Other().Call<v1::ListCommentsResponse>(
          "ActionService.ListComments", "parent: 'boards/ncc/actions/a1'"));
  ASSERT_EQ(page.comments_size(), 2);
  EXPECT_EQ(page.comments(0).text(), "First");
  EXPECT_EQ(page.comments(1).text(), "Second");
  EXPECT_EQ(page.comments(1).author(), "health-1");
  EXPECT_EQ(page.comments(1).agency(), "boards/ncc/agencies/health");
  EXPECT_EQ(Action("a1").comment_count(), 2);
}

TEST_F(TheLifeOfAnActionTest, BelongsToThePlanItWasAddedTo) {
  ASSERT_OK(Propose("a1"));
  const std::string to_plan =
      About("boards/ncc/plans/composite") + "action: 'boards/ncc/actions/a1' ";
  ASSERT_OK(server_.Manager().Try("PlanService.AddAction", to_plan));
  ASSERT_OK(server_.Manager().Try("PlanService.AgreePlan",
                                  About("boards/ncc/plans/composite") +
                                      "meeting: 'boards/ncc/meetings/march'"));
  ASSERT_OK_AND_ASSIGN(const v1::Plan plan, server_.Manager().Call<v1::Plan>(
                                                "PlanService.RemoveAction",
                                                to_plan + "reason: 'Merged'"));
  EXPECT_EQ(plan.state(), v1::Plan::AGREED);
  EXPECT_THAT(plan.actions(), IsEmpty());
}

}  // namespace
}  // namespace actionplan::support
