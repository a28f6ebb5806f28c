#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/projections/resources/action_fold_fixture.h"

namespace actionplan::resources {
namespace {

using events::v1::ActionFact;
using testing::ElementsAre;
using v1::Action;

TEST_F(ActionFoldTest, AProposalMakesADraft) {
  Proposed();

  EXPECT_EQ(action_.name(), kName);
  EXPECT_EQ(action_.etag(), "\"1\"");
  EXPECT_EQ(action_.last_position(), 101);
  EXPECT_EQ(action_.create_time().seconds(), 1001);
  EXPECT_EQ(action_.title(), "Agree one form");
  EXPECT_EQ(action_.description(), "One for all.");
  EXPECT_THAT(action_.supporting_agencies(), ElementsAre(kHealth));
  ASSERT_EQ(action_.sources_size(), 2);
  EXPECT_EQ(action_.sources(0).resource(), "boards/ncc/audits/a/findings/f1");
  EXPECT_EQ(action_.sources(1).external_reference(), "Inspection, 14");
  EXPECT_EQ(action_.lead_agency(), kPolice);
  EXPECT_EQ(action_.owner_role(), "Inspector");
  EXPECT_EQ(action_.priority(), Action::LOW);
  EXPECT_EQ(action_.creator(), "creator");
  EXPECT_EQ(action_.state(), Action::DRAFT);
  EXPECT_EQ(StateSince(), 501);
  EXPECT_FALSE(action_.has_due());
}

TEST_F(ActionFoldTest, AnAssignmentReplacesWhatWasProposed) {
  Proposed();

  Assigned(10);

  EXPECT_EQ(action_.state(), Action::ASSIGNED);
  EXPECT_EQ(action_.lead_agency(), kHousing);
  EXPECT_EQ(action_.owner_role(), "Head of Housing");
  EXPECT_EQ(action_.priority(), Action::HIGH);
  EXPECT_EQ(DayOf(action_.due().date()), "10");
  EXPECT_EQ(action_.intended_outcome(), "Complete.");
  EXPECT_EQ(action_.success_measure(), "9 of 10.");
  EXPECT_TRUE(action_.supporting_agencies().empty());
  EXPECT_EQ(action_.creator(), "creator");
}

TEST_F(ActionFoldTest, ASecondAssignmentStartsTheWaitAnew) {
  Proposed();
  Assigned(10);
  EXPECT_EQ(StateSince(), 502);

  Assigned(12);

  EXPECT_EQ(StateSince(), 503);
  EXPECT_EQ(DayOf(action_.due().date()), "12");
  EXPECT_EQ(action_.times_re_dated(), 0);
}

TEST_F(ActionFoldTest, AnAssignmentWithoutADateKeepsWhyAndItsReview) {
  Proposed();
  ActionFact fact;
  events::v1::DueDate& due = *fact.mutable_action_assigned()->mutable_due();
  due.set_undated(events::v1::TO_BE_CONFIRMED);
  *due.mutable_review_date() = Day(20);

  Happens(fact);

  EXPECT_EQ(action_.due().undated(), v1::DueDate::TO_BE_CONFIRMED);
  EXPECT_FALSE(action_.due().has_date());
  EXPECT_EQ(DayOf(action_.due().review_date()), "20");
}

TEST_F(ActionFoldTest, TheFirstAcceptanceSetsTheOriginalDateForEver) {
  Proposed();
  Assigned(10);
  Accepted(10);
  EXPECT_EQ(action_.state(), Action::ACCEPTED);
  EXPECT_EQ(DayOf(action_.original_due_date()), "10");

  Accepted(25);

  EXPECT_EQ(DayOf(action_.original_due_date()), "10");
}

TEST_F(ActionFoldTest, AnAcceptanceWithoutADateHasNoOriginalDate) {
  Proposed();
  ActionFact fact;
  fact.mutable_action_accepted();

  Happens(fact);

  EXPECT_EQ(action_.state(), Action::ACCEPTED);
  EXPECT_FALSE(action_.has_original_due_date());
}

TEST_F(ActionFoldTest, ARefusalIsKeptAfterItsAnswer) {
  Proposed();
  Assigned(10);
  ActionFact declined;
  *declined.mutable_action_declined()->mutable_reason() = Text("Not ours.");
  *declined.mutable_action_declined()->mutable_counter_proposal() =
      Text("Ask Health.");
  Happens(declined);
  EXPECT_EQ(action_.state(), Action::DECLINED);

  ActionFact fact;
  auto& resolved = *fact.mutable_decline_resolved();
  resolved.set_decision(events::v1::ASSIGN_AGAIN);
  *resolved.mutable_reason() = Text("Health agrees.");
  resolved.set_lead_agency(kHealth);
  resolved.set_owner_role("Matron");
  *resolved.mutable_due() = DueOn(15);
  Happens(fact);

  EXPECT_EQ(action_.state(), Action::ASSIGNED);
  EXPECT_EQ(action_.lead_agency(), kHealth);
  EXPECT_EQ(action_.owner_role(), "Matron");
  EXPECT_EQ(DayOf(action_.due().date()), "15");
  EXPECT_EQ(action_.decline().reason(), "Not ours.");
  EXPECT_EQ(action_.decline().counter_proposal(), "Ask Health.");
  EXPECT_EQ(action_.state_reason(), "");
}

TEST_F(ActionFoldTest, ARefusalCanEndInACancellation) {
  Proposed();
  Assigned(10);
  ActionFact fact;
  auto& resolved = *fact.mutable_decline_resolved();
  resolved.set_decision(events::v1::CANCEL);
  *resolved.mutable_reason() = Text("No longer needed.");

  Happens(fact);

  EXPECT_EQ(action_.state(), Action::CANCELLED);
  EXPECT_EQ(action_.state_reason(), "No longer needed.");
  EXPECT_EQ(action_.lead_agency(), kHousing);
  EXPECT_EQ(DayOf(action_.due().date()), "10");
}

TEST_F(ActionFoldTest, TheFirstProgressStartsTheWork) {
  Proposed();
  Assigned(10);
  Accepted(10);

  Progressed();
  Progressed();

  EXPECT_EQ(action_.state(), Action::IN_PROGRESS);
  EXPECT_EQ(StateSince(), 504);
  EXPECT_EQ(action_.progress_count(), 2);
  EXPECT_EQ(action_.latest_progress().narrative(), "Draft sent.");
  EXPECT_EQ(action_.latest_progress().own_view(), Action::OFF_TRACK);
  EXPECT_EQ(action_.latest_progress().agency(), kHealth);
  EXPECT_EQ(action_.latest_progress().occur_time().seconds(), 505);
}

TEST_F(ActionFoldTest, ProgressLeavesABlockedActionBlocked) {
  Proposed();
  action_.set_state(Action::BLOCKED);

  Progressed();

  EXPECT_EQ(action_.state(), Action::BLOCKED);
}

TEST_F(ActionFoldTest, ASubmissionRemembersWhoClaimedIt) {
  Proposed();

  Submitted();

  EXPECT_EQ(action_.state(), Action::SUBMITTED);
  EXPECT_EQ(DayOf(action_.completion().completed_on()), "9");
  EXPECT_EQ(action_.completion().outcome_statement(), "In use.");
  EXPECT_EQ(action_.completion().submitter(), "owner");
  EXPECT_EQ(action_.completion().submitter_agency(), kHousing);
  ASSERT_EQ(action_.evidence_size(), 1);
  EXPECT_EQ(action_.evidence(0).number(), 1);
  EXPECT_EQ(action_.evidence(0).title(), "Form");
  EXPECT_EQ(action_.evidence(0).uri(), "https://files.example/form");
  EXPECT_EQ(action_.evidence(0).sha256(), "ab");
  EXPECT_EQ(DayOf(action_.evidence(0).effective_date()), "8");
  EXPECT_EQ(action_.evidence(0).note(), "Page two.");
}

TEST_F(ActionFoldTest, RejectionsAreCountedAndTheClaimIsKept) {
  Proposed();
  Submitted();
  Rejected("Half are blank.");
  Submitted();

  Rejected("Two are blank.");

  EXPECT_EQ(action_.state(), Action::IN_PROGRESS);
  EXPECT_EQ(action_.rejections(), 2);
  EXPECT_EQ(action_.rejection_reason(), "Two are blank.");
  EXPECT_EQ(action_.completion().submitter(), "owner");
}

TEST_F(ActionFoldTest, AVerificationRemembersWhoChecked) {
  Proposed();
  Submitted();

  Verified();

  EXPECT_EQ(action_.state(), Action::VERIFIED);
  EXPECT_EQ(action_.verification().method(), Action::DATA_REVIEW);
  EXPECT_EQ(action_.verification().result(), "Ten of ten.");
  EXPECT_EQ(action_.verification().verifier(), "verifier");
  EXPECT_EQ(action_.verification().verifier_agency(), kPolice);
}

TEST_F(ActionFoldTest, AVerificationEndsARequestForMoreTime) {
  Proposed();
  ExtensionRequested(20);
  Submitted();
  EXPECT_TRUE(action_.has_pending_extension());

  Verified();

  EXPECT_FALSE(action_.has_pending_extension());
}

TEST_F(ActionFoldTest, ASignOffClosesAtAMeeting) {
  Proposed();

  SignedOff();

  EXPECT_EQ(action_.state(), Action::CLOSED);
  EXPECT_EQ(action_.sign_off_meeting(), "boards/ncc/meetings/m1");
}

TEST_F(ActionFoldTest, AReopeningForgetsVerificationAndRejections) {
  Proposed();
  Assigned(10);
  Accepted(10);
  Submitted();
  Rejected("Half are blank.");
  Submitted();
  Verified();
  SignedOff();

  Reopened(10, 30);

  EXPECT_EQ(action_.state(), Action::IN_PROGRESS);
  EXPECT_EQ(action_.state_reason(), "Fell out of use.");
  EXPECT_FALSE(action_.has_verification());
  EXPECT_EQ(action_.sign_off_meeting(), "");
  EXPECT_EQ(action_.rejections(), 0);
  EXPECT_EQ(action_.rejection_reason(), "");
  EXPECT_TRUE(action_.has_completion());
  EXPECT_EQ(DayOf(action_.due().date()), "30");
  EXPECT_EQ(DayOf(action_.original_due_date()), "10");
  EXPECT_EQ(action_.times_re_dated(), 1);
}

TEST_F(ActionFoldTest, AReopeningToTheSameDayIsNoNewDate) {
  Proposed();
  Assigned(10);

  Reopened(10, 10);

  EXPECT_EQ(action_.times_re_dated(), 0);
}

TEST_F(ActionFoldTest, ADateAfterNoneIsANewDate) {
  Proposed();
  ActionFact fact;
  auto& reopened = *fact.mutable_action_reopened();
  reopened.mutable_previous_due()->set_undated(events::v1::ONGOING);
  *reopened.mutable_due() = DueOn(30);

  Happens(fact);

  EXPECT_EQ(action_.times_re_dated(), 1);
}

}  // namespace
}  // namespace actionplan::resources
