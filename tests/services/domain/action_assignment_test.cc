#include "services/domain/action_assignment.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/domain/action_given.h"
#include "tests/support/error_metadata.h"

namespace actionplan::domain {
namespace {

using given::By;
using given::ByOn;
using given::kToday;
using support::BoardManager;
using support::FailsWith;
using support::IndependentChair;
using support::MetadataOf;
using support::StatusIs;
using support::SubGroupChair;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using v1::Action;
using Resolve = v1::ResolveDeclineRequest;

// A draft of which nothing but the title is settled.
Action BareDraft() {
  Action draft;
  draft.set_name(given::kAction);
  draft.set_state(Action::DRAFT);
  draft.set_title("Agree one referral form");
  draft.set_creator("creator-1");
  return draft;
}

v1::AcceptActionRequest Accept() {
  v1::AcceptActionRequest command;
  command.set_name(given::kAction);
  return command;
}

TEST(AssignActionTest, CarriesWhatWasBefore) {
  v1::AssignActionRequest command = given::Assign();
  command.set_lead_agency(given::kPolice);
  command.set_owner_role("Inspector");
  command.set_priority(Action::HIGH);
  *command.mutable_due() = given::DueOn(kToday + 30);
  command.set_intended_outcome("Nobody is sent back.");
  command.add_supporting_agencies(given::kHousing);

  ASSERT_DECIDES(const auto fact, given::ActionIn(Action::ASSIGNED), command,
                 By(BoardManager("m7")));

  const auto& assigned = fact.action_assigned();
  EXPECT_EQ(assigned.previous_lead_agency(), given::kHousing);
  EXPECT_EQ(assigned.lead_agency(), given::kPolice);
  EXPECT_EQ(assigned.previous_owner_role(), "Head of Housing Options");
  EXPECT_EQ(assigned.owner_role(), "Inspector");
  EXPECT_EQ(assigned.previous_priority(), events::v1::MEDIUM);
  EXPECT_EQ(assigned.priority(), events::v1::HIGH);
  EXPECT_EQ(assigned.previous_due().date().day(), 16);
  EXPECT_EQ(assigned.due().date().month(), 4);
  EXPECT_EQ(assigned.previous_details().intended_outcome().clear(),
            "Referrals are complete.");
  EXPECT_EQ(assigned.details().intended_outcome().clear(),
            "Nobody is sent back.");
  EXPECT_EQ(assigned.details().intended_outcome().subject(), "principals/m7");
  EXPECT_EQ(assigned.details().success_measure().subject(),
            "principals/manager-1");
  EXPECT_THAT(assigned.details().supporting_agencies(),
              ElementsAre(given::kHousing));
  EXPECT_FALSE(assigned.has_smart_override_reason());
}

TEST(AssignActionTest, HasNoPreviousDueDateTheFirstTime) {
  ASSERT_DECIDES(const auto fact, BareDraft(), given::Assign(),
                 By(BoardManager()));

  EXPECT_FALSE(fact.action_assigned().has_previous_due());
  EXPECT_EQ(fact.action_assigned().previous_lead_agency(), "");
}

TEST(AssignActionTest, KeepsWhatTheProposalSaidAndTheCommandLeavesOut) {
  v1::AssignActionRequest command = given::Assign();
  command.clear_intended_outcome();
  command.clear_success_measure();

  ASSERT_DECIDES(const auto fact, given::ActionIn(Action::DRAFT), command,
                 By(BoardManager()));

  const auto& details = fact.action_assigned().details();
  EXPECT_EQ(details.intended_outcome().clear(), "Referrals are complete.");
  EXPECT_EQ(details.success_measure().clear(), "Nine of ten have every field.");
  EXPECT_THAT(details.supporting_agencies(), ElementsAre(given::kHealth));
}

TEST(AssignActionTest, NamesEverySmartPartThatIsMissing) {
  v1::AssignActionRequest command = given::Assign();
  command.clear_intended_outcome();
  command.clear_success_measure();

  const auto facts = Decide(BareDraft(), command, By(BoardManager()));

  EXPECT_THAT(facts, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(facts, FailsWith("SMART_INCOMPLETE"));
  EXPECT_EQ(MetadataOf(facts.status(), "missing"),
            "intended_outcome, success_measure");

  command.set_intended_outcome("Referrals are complete.");
  EXPECT_EQ(
      MetadataOf(Decide(BareDraft(), command, By(BoardManager())).status(),
                 "missing"),
      "success_measure");
}

TEST(AssignActionTest, CanOverrideTheSmartCheckWithAReason) {
  v1::AssignActionRequest command = given::Assign();
  command.clear_success_measure();
  command.set_smart_override_reason("The measure comes in June.");

  ASSERT_DECIDES(const auto fact, BareDraft(), command, By(BoardManager("m7")));

  const auto& reason = fact.action_assigned().smart_override_reason();
  EXPECT_EQ(reason.clear(), "The measure comes in June.");
  EXPECT_EQ(reason.subject(), "principals/m7");
}

TEST(AssignActionTest, DoesNotRecordAnOverrideOfNothing) {
  v1::AssignActionRequest command = given::Assign();
  command.set_smart_override_reason("Just in case.");

  ASSERT_DECIDES(const auto fact, BareDraft(), command, By(BoardManager()));

  EXPECT_FALSE(fact.action_assigned().has_smart_override_reason());
}

TEST(AssignActionTest, IsForTheBoardManagerAndSubGroupChairs) {
  EXPECT_OK(Decide(BareDraft(), given::Assign(), By(BoardManager())));
  EXPECT_OK(Decide(BareDraft(), given::Assign(), By(SubGroupChair())));
  for (const Caller& other : {IndependentChair(), given::HousingLead()}) {
    const auto facts = Decide(BareDraft(), given::Assign(), By(other));
    EXPECT_THAT(facts, StatusIs(absl::StatusCode::kPermissionDenied));
    EXPECT_THAT(facts, FailsWith("ROLE_NEEDED"));
  }
}

TEST(AssignActionTest, NeedsAnActiveLeadAgencyOfTheBoard) {
  for (const auto& [agency, reason] :
       {std::pair("boards/ncc/agencies/nobody", "REFERENCE_NOT_FOUND"),
        std::pair(given::kLeft, "AGENCY_NOT_ACTIVE"),
        std::pair(given::kMeeting, "REFERENCE_NOT_FOUND"),
        std::pair(given::kForeign, "REFERENCE_OF_OTHER_BOARD")}) {
    v1::AssignActionRequest command = given::Assign();
    command.set_lead_agency(agency);
    EXPECT_THAT(Decide(BareDraft(), command, By(BoardManager())),
                FailsWith(reason))
        << agency;
  }
}

TEST(AssignActionTest, NeedsSupportersThatAreThere) {
  v1::AssignActionRequest command = given::Assign();
  command.add_supporting_agencies("boards/ncc/agencies/nobody");
  EXPECT_THAT(Decide(BareDraft(), command, By(BoardManager())),
              FailsWith("REFERENCE_NOT_FOUND"));
}

TEST(AssignActionTest, LooksAtTheAgenciesItNames) {
  v1::AssignActionRequest command = given::Assign();
  command.add_supporting_agencies(given::kHealth);
  EXPECT_THAT(RelatedNames(command),
              UnorderedElementsAre(given::kHousing, given::kHealth));
}

TEST(AssignActionTest, CannotBeDueBeforeTheDayItHappened) {
  v1::AssignActionRequest command = given::Assign();
  *command.mutable_due() = given::DueOn(kToday);
  EXPECT_OK(Decide(BareDraft(), command, By(BoardManager())));

  *command.mutable_due() = given::DueOn(kToday - 1);
  const auto facts = Decide(BareDraft(), command, By(BoardManager()));
  EXPECT_THAT(facts, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(facts, FailsWith("DUE_DATE_PAST"));
  EXPECT_EQ(MetadataOf(facts.status(), "due_date"), "2026-03-01");
  EXPECT_EQ(MetadataOf(facts.status(), "day"), "2026-03-02");
}

TEST(AssignActionTest, EnteredLateMayAlreadyBeOverdue) {
  v1::AssignActionRequest command = given::Assign();
  *command.mutable_due() = given::DueOn(kToday - 10);
  EXPECT_OK(Decide(BareDraft(), command, ByOn(BoardManager(), kToday - 30)));
}

TEST(AssignActionTest, WithoutADateNeedsAReviewThatLiesAhead) {
  for (const auto why : {v1::DueDate::ONGOING, v1::DueDate::TO_BE_CONFIRMED}) {
    v1::AssignActionRequest command = given::Assign();
    *command.mutable_due() = given::Undated(why, kToday + 1);
    ASSERT_DECIDES(const auto fact, BareDraft(), command, By(BoardManager()));
    EXPECT_EQ(static_cast<int>(fact.action_assigned().due().undated()),
              static_cast<int>(why));
    EXPECT_EQ(fact.action_assigned().due().review_date().day(), 3);

    *command.mutable_due() = given::Undated(why, kToday);
    EXPECT_THAT(Decide(BareDraft(), command, By(BoardManager())),
                FailsWith("REVIEW_DATE_NOT_AHEAD"));
    command.mutable_due()->clear_review_date();
    EXPECT_THAT(Decide(BareDraft(), command, By(BoardManager())),
                FailsWith("REVIEW_DATE_NEEDED"));
  }
}

TEST(AcceptActionTest, MakesTheDueDateTheOriginalOne) {
  ASSERT_DECIDES(const auto fact, given::ActionIn(Action::ASSIGNED), Accept(),
                 By(given::HousingLead()));

  EXPECT_EQ(fact.action_accepted().original_due_date().day(), 16);
}

TEST(AcceptActionTest, HasNoOriginalDateWhenThereIsNone) {
  Action action = given::ActionIn(Action::ASSIGNED);
  *action.mutable_due() = given::Undated(v1::DueDate::ONGOING, kToday + 90);

  ASSERT_DECIDES(const auto fact, action, Accept(), By(given::HousingLead()));

  EXPECT_TRUE(fact.has_action_accepted());
  EXPECT_FALSE(fact.action_accepted().has_original_due_date());
}

TEST(AcceptActionTest, IsForTheLeadAgencyAlone) {
  const Action action = given::ActionIn(Action::ASSIGNED);
  EXPECT_OK(Decide(action, Accept(),
                   By(support::Of(given::kHousing, "p1", Role::kActionOwner))));
  for (const Caller& other :
       {given::HealthLead(), given::PoliceLead(), BoardManager(),
        SubGroupChair(), IndependentChair(),
        support::Of(given::kHousing, "inspector", Role::kInspector)}) {
    const auto facts = Decide(action, Accept(), By(other));
    EXPECT_THAT(facts, StatusIs(absl::StatusCode::kPermissionDenied));
    EXPECT_THAT(facts, FailsWith("NOT_LEAD_AGENCY"));
    EXPECT_EQ(MetadataOf(facts.status(), "lead_agency"), given::kHousing);
  }
}

TEST(AcceptActionTest, NobodyActsForALeadAgencyThatIsNotNamed) {
  Action action = given::ActionIn(Action::ASSIGNED);
  action.clear_lead_agency();
  EXPECT_THAT(Decide(action, Accept(), By(BoardManager())),
              FailsWith("NOT_LEAD_AGENCY"));
}

TEST(DeclineActionTest, SaysWhyAndWhatInstead) {
  ASSERT_DECIDES(const auto fact, given::ActionIn(Action::ASSIGNED),
                 given::Decline(), By(given::HousingLead()));

  const auto& declined = fact.action_declined();
  EXPECT_EQ(declined.reason().clear(), "Not ours.");
  EXPECT_EQ(declined.counter_proposal().clear(), "Health could lead.");
  EXPECT_EQ(declined.reason().subject(), "principals/housing-lead");
}

TEST(DeclineActionTest, IsForTheLeadAgencyAlone) {
  EXPECT_THAT(Decide(given::ActionIn(Action::ASSIGNED), given::Decline(),
                     By(given::HealthLead())),
              FailsWith("NOT_LEAD_AGENCY"));
}

TEST(ResolveDeclineTest, CanAssignToAnotherAgency) {
  Resolve command = given::Resolve(Resolve::ASSIGN_AGAIN);
  command.set_lead_agency(given::kHealth);
  command.set_owner_role("Designated Nurse");
  *command.mutable_due() = given::DueOn(kToday + 40);

  ASSERT_DECIDES(const auto fact, given::ActionIn(Action::DECLINED), command,
                 By(SubGroupChair("c7")));

  const auto& resolved = fact.decline_resolved();
  EXPECT_EQ(resolved.decision(), events::v1::ASSIGN_AGAIN);
  EXPECT_EQ(resolved.reason().clear(), "Housing holds the data.");
  EXPECT_EQ(resolved.reason().subject(), "principals/c7");
  EXPECT_EQ(resolved.previous_lead_agency(), given::kHousing);
  EXPECT_EQ(resolved.lead_agency(), given::kHealth);
  EXPECT_EQ(resolved.previous_owner_role(), "Head of Housing Options");
  EXPECT_EQ(resolved.owner_role(), "Designated Nurse");
  EXPECT_EQ(resolved.previous_due().date().day(), 16);
  EXPECT_EQ(resolved.due().date().month(), 4);
}

TEST(ResolveDeclineTest, KeepsWhatItLeavesOut) {
  ASSERT_DECIDES(const auto fact, given::ActionIn(Action::DECLINED),
                 given::Resolve(Resolve::ASSIGN_AGAIN), By(IndependentChair()));

  const auto& resolved = fact.decline_resolved();
  EXPECT_EQ(resolved.lead_agency(), given::kHousing);
  EXPECT_EQ(resolved.owner_role(), "Head of Housing Options");
  EXPECT_EQ(resolved.due().date().day(), 16);
}

TEST(ResolveDeclineTest, GivesAnotherAgencyAnOwnerOfItsOwn) {
  Resolve command = given::Resolve(Resolve::ASSIGN_AGAIN);
  command.set_lead_agency(given::kHealth);
  EXPECT_THAT(
      Decide(given::ActionIn(Action::DECLINED), command, By(SubGroupChair())),
      FailsWith("OWNER_ROLE_NEEDED"));

  command.set_lead_agency(given::kHousing);
  EXPECT_OK(
      Decide(given::ActionIn(Action::DECLINED), command, By(SubGroupChair())));
}

TEST(ResolveDeclineTest, ChecksAgencyAndDate) {
  Resolve command = given::Resolve(Resolve::ASSIGN_AGAIN);
  command.set_lead_agency(given::kLeft);
  command.set_owner_role("Nobody");
  EXPECT_THAT(
      Decide(given::ActionIn(Action::DECLINED), command, By(SubGroupChair())),
      FailsWith("AGENCY_NOT_ACTIVE"));
  EXPECT_THAT(RelatedNames(command), ElementsAre(given::kLeft));

  command = given::Resolve(Resolve::ASSIGN_AGAIN);
  *command.mutable_due() = given::DueOn(kToday - 1);
  EXPECT_THAT(
      Decide(given::ActionIn(Action::DECLINED), command, By(SubGroupChair())),
      FailsWith("DUE_DATE_PAST"));
  EXPECT_THAT(RelatedNames(command), IsEmpty());
}

TEST(ResolveDeclineTest, CannotCancelAndAssignAtOnce) {
  Resolve with_agency = given::Resolve(Resolve::CANCEL);
  with_agency.set_lead_agency(given::kHealth);
  Resolve with_owner = given::Resolve(Resolve::CANCEL);
  with_owner.set_owner_role("Matron");
  Resolve with_due = given::Resolve(Resolve::CANCEL);
  *with_due.mutable_due() = given::DueOn(kToday + 1);

  for (const Resolve& command : {with_agency, with_owner, with_due}) {
    EXPECT_THAT(
        Decide(given::ActionIn(Action::DECLINED), command, By(SubGroupChair())),
        FailsWith("CANCELLATION_CARRIES_ASSIGNMENT"));
  }
}

TEST(ResolveDeclineTest, IsForAChair) {
  const auto command = given::Resolve(Resolve::CANCEL);
  for (const Caller& other : {BoardManager(), given::HousingLead()}) {
    EXPECT_THAT(Decide(given::ActionIn(Action::DECLINED), command, By(other)),
                FailsWith("ROLE_NEEDED"));
  }
}

TEST(ReassignActionTest, HandsOverWithANote) {
  ASSERT_DECIDES(const auto fact, given::ActionIn(Action::BLOCKED),
                 given::Reassign(), By(given::HousingLead()));

  const auto& reassigned = fact.action_reassigned();
  EXPECT_EQ(reassigned.previous_owner_role(), "Head of Housing Options");
  EXPECT_EQ(reassigned.owner_role(), "Head of Lettings");
  EXPECT_EQ(reassigned.handover_note().clear(), "The draft is with legal.");
  EXPECT_EQ(reassigned.handover_note().subject(), "principals/housing-lead");
}

TEST(ReassignActionTest, IsRefusedForTheOwnerThatItHas) {
  Action action = given::ActionIn(Action::BLOCKED);
  action.set_owner_role(given::Reassign().owner_role());
  EXPECT_THAT(Decide(action, given::Reassign(), By(given::HousingLead())),
              FailsWith("NOTHING_TO_CHANGE"));
}

TEST(ReassignActionTest, IsForTheAgencyLeadAndTheBoardManager) {
  const Action action = given::ActionIn(Action::ACCEPTED);
  EXPECT_OK(Decide(action, given::Reassign(), By(BoardManager())));
  for (const Caller& other :
       {support::Of(given::kHousing, "p1", Role::kActionOwner),
        given::HealthLead(), SubGroupChair()}) {
    const auto facts = Decide(action, given::Reassign(), By(other));
    EXPECT_THAT(facts, StatusIs(absl::StatusCode::kPermissionDenied));
    EXPECT_THAT(facts, FailsWith("NOT_AGENCY_LEAD"));
  }
}

TEST(ChangePriorityTest, KeepsThePriorityBeforeAndTheReason) {
  const Circumstances now = By(SubGroupChair());
  const Action action = given::ActionIn(Action::IN_PROGRESS);

  ASSERT_DECIDES(const auto fact, action, given::ChangePriority(Action::HIGH),
                 now);

  EXPECT_EQ(fact.priority_changed().previous_priority(), events::v1::MEDIUM);
  EXPECT_EQ(fact.priority_changed().reason().clear(), "A second case.");
  const Action after = given::After({fact}, now, action);
  EXPECT_EQ(after.priority(), Action::HIGH);
  EXPECT_THAT(Decide(after, given::ChangePriority(Action::HIGH), now),
              FailsWith("NOTHING_TO_CHANGE"));
}

TEST(ChangePriorityTest, IsForTheBoard) {
  for (const Caller& caller : {given::HousingLead(), IndependentChair()}) {
    EXPECT_THAT(Decide(given::ActionIn(Action::IN_PROGRESS),
                       given::ChangePriority(Action::LOW), By(caller)),
                FailsWith("ROLE_NEEDED"));
  }
}

}  // namespace
}  // namespace actionplan::domain
