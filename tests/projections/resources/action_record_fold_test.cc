#include <limits>
#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "tests/projections/resources/action_fold_fixture.h"

namespace actionplan::resources {
namespace {

using events::v1::ActionFact;
using google::protobuf::util::MessageDifferencer;
using testing::ElementsAre;
using v1::Action;

using ActionRecordFoldTest = ActionFoldTest;

TEST_F(ActionRecordFoldTest, ACancellationKeepsItsReason) {
  Proposed();
  ActionFact fact;
  *fact.mutable_action_cancelled()->mutable_reason() = Text("Twice.");

  Happens(fact);

  EXPECT_EQ(action_.state(), Action::CANCELLED);
  EXPECT_EQ(action_.state_reason(), "Twice.");
}

TEST_F(ActionRecordFoldTest, AnotherOwnerChangesNothingElse) {
  Proposed();
  Assigned(10);
  ActionFact fact;
  fact.mutable_action_reassigned()->set_owner_role("Head of Lettings");

  Happens(fact);

  EXPECT_EQ(action_.owner_role(), "Head of Lettings");
  EXPECT_EQ(action_.state(), Action::ASSIGNED);
  EXPECT_EQ(StateSince(), 502);
}

TEST_F(ActionRecordFoldTest, AColourThatWasGivenStaysUntilAReopening) {
  Proposed();
  Assigned(10);
  ActionFact given;
  auto& overridden = *given.mutable_rating_overridden();
  overridden.set_colour(events::v1::RatingOverridden::AMBER);
  *overridden.mutable_end_date() = Day(20);
  *overridden.mutable_reason() = Text("The report comes.");

  Happens(given);

  EXPECT_EQ(action_.state(), Action::ASSIGNED);
  EXPECT_EQ(action_.rating_override().colour(), v1::RatingOverride::AMBER);
  EXPECT_EQ(action_.rating_override().reason(), "The report comes.");
  EXPECT_EQ(DayOf(action_.rating_override().end_date()), "20");
  EXPECT_EQ(action_.rating_override().occur_time().seconds(), 503);
  EXPECT_EQ(action_.rating_override().author(), "p1");

  ActionFact reopened;
  *reopened.mutable_action_reopened()->mutable_due() = DueOn(12);
  Happens(reopened);

  EXPECT_FALSE(action_.has_rating_override());
}

TEST_F(ActionRecordFoldTest, AnAmendmentReplacesTheWords) {
  Proposed();
  Assigned(10);
  ActionFact fact;
  auto& details = *fact.mutable_details_amended()->mutable_details();
  details.set_title("Agree and use one form");
  details.add_supporting_agencies(kPolice);

  Happens(fact);

  EXPECT_EQ(action_.title(), "Agree and use one form");
  EXPECT_EQ(action_.intended_outcome(), "");
  EXPECT_THAT(action_.supporting_agencies(), ElementsAre(kPolice));
  EXPECT_EQ(action_.lead_agency(), kHousing);
  EXPECT_EQ(action_.state(), Action::ASSIGNED);
}

TEST_F(ActionRecordFoldTest, EachTextKeepsWhoWroteIt) {
  Proposed();
  Assigned(10);
  ActionFact fact;
  auto& details = *fact.mutable_details_amended()->mutable_details();
  *details.mutable_intended_outcome() = Text("Complete.");
  *details.mutable_success_measure() = Text("10 of 10.");
  details.mutable_success_measure()->set_subject("principals/manager");

  Happens(fact);

  EXPECT_EQ(action_.description_author(), "");
  EXPECT_EQ(action_.intended_outcome_author(), "p1");
  EXPECT_EQ(action_.success_measure_author(), "manager");
  EXPECT_EQ(action_.creator(), "creator");
}

TEST_F(ActionRecordFoldTest, EvidenceIsKeptInOrder) {
  Proposed();
  Submitted();
  ActionFact fact;
  fact.mutable_evidence_added()->mutable_evidence()->set_number(2);

  Happens(fact);

  ASSERT_EQ(action_.evidence_size(), 2);
  EXPECT_EQ(action_.evidence(0).number(), 1);
  EXPECT_EQ(action_.evidence(1).number(), 2);
  EXPECT_FALSE(action_.evidence(1).has_effective_date());
}

TEST_F(ActionRecordFoldTest, AMilestoneIsTheNextOneOrOneThatIsThere) {
  Proposed();
  const auto set = [](int number, const std::string& title) {
    ActionFact fact;
    fact.mutable_milestone_set()->set_number(number);
    fact.mutable_milestone_set()->set_title(title);
    return fact;
  };

  Happens(set(1, "Draft"));
  Happens(set(2, "Consult"));
  Happens(set(1, "First draft"));
  // No command leaves these, but a damaged log may.
  for (const int number : {-1, 0, 4, std::numeric_limits<int>::max()}) {
    Happens(set(number, "Nowhere"));
  }

  ASSERT_EQ(action_.milestones_size(), 2);
  EXPECT_EQ(action_.milestones(0).title(), "First draft");
  EXPECT_EQ(action_.milestones(1).title(), "Consult");
}

TEST_F(ActionRecordFoldTest, ARemarkIsCountedAndIsNoChange) {
  Proposed();
  ActionFact fact;
  *fact.mutable_comment_added()->mutable_text() = Text("Who has the draft?");

  Happens(fact);

  EXPECT_EQ(action_.comment_count(), 1);
  EXPECT_EQ(action_.etag(), "\"2\"");
  EXPECT_EQ(action_.last_position(), 102);
  EXPECT_EQ(action_.update_time().seconds(), 1002);
  EXPECT_EQ(action_.last_occur_time().seconds(), 501);
}

TEST_F(ActionRecordFoldTest, ARequestForMoreTimeIsPendingWithItsRevision) {
  Proposed();
  Assigned(10);

  ExtensionRequested(20);

  const Action::Extension& pending = action_.pending_extension();
  EXPECT_EQ(DayOf(pending.proposed_due_date()), "20");
  EXPECT_EQ(DayOf(pending.current_due_date()), "10");
  EXPECT_EQ(pending.reason_code(), Action::SCOPE);
  EXPECT_EQ(pending.recovery_plan(), "A second officer.");
  EXPECT_EQ(pending.requester(), "owner");
  EXPECT_TRUE(pending.retrospective());
  EXPECT_EQ(pending.revision(), 3);
  EXPECT_EQ(DayOf(action_.due().date()), "10");
}

TEST_F(ActionRecordFoldTest, AGrantedExtensionMovesTheDate) {
  Proposed();
  Assigned(10);
  Accepted(10);
  ExtensionRequested(20);

  ExtensionApproved(20);

  EXPECT_EQ(DayOf(action_.due().date()), "20");
  EXPECT_EQ(DayOf(action_.original_due_date()), "10");
  EXPECT_EQ(action_.times_re_dated(), 1);
  EXPECT_EQ(action_.approved_extensions(), 1);
  EXPECT_FALSE(action_.has_pending_extension());
  EXPECT_EQ(action_.state(), Action::ACCEPTED);
}

TEST_F(ActionRecordFoldTest, ARefusedOrWithdrawnExtensionLeavesTheDate) {
  ActionFact rejected;
  rejected.mutable_extension_rejected();
  ActionFact withdrawn;
  withdrawn.mutable_extension_withdrawn();
  Proposed();
  Assigned(10);
  for (const ActionFact& end : {rejected, withdrawn}) {
    ExtensionRequested(20);

    Happens(end);

    EXPECT_FALSE(action_.has_pending_extension());
    EXPECT_EQ(DayOf(action_.due().date()), "10");
    EXPECT_EQ(action_.times_re_dated(), 0);
    EXPECT_EQ(action_.approved_extensions(), 0);
  }
}

TEST_F(ActionRecordFoldTest, ErasedWordsLeaveTheFactsAroundThem) {
  ActionFact fact;
  auto& proposed = *fact.mutable_action_proposed();
  proposed.mutable_details()->set_title("Agree one form");
  proposed.mutable_details()->mutable_description()->set_subject(
      "principals/x");

  Happens(fact);

  EXPECT_EQ(action_.title(), "Agree one form");
  EXPECT_EQ(action_.description(), "");
  EXPECT_EQ(action_.description_author(), "x");
}

TEST_F(ActionRecordFoldTest, EventsOfOtherResourcesChangeNothing) {
  Proposed();
  const Action before = action_;
  events::v1::Event event;
  event.mutable_context()->set_revision(2);
  event.mutable_plan()->mutable_plan_agreed();

  Evolve(event, action_);

  EXPECT_TRUE(MessageDifferencer::Equals(action_, before));
}

TEST_F(ActionRecordFoldTest, AFactOfANewerProgramOnlyCounts) {
  Proposed();

  Happens(ActionFact());

  EXPECT_EQ(action_.etag(), "\"2\"");
  EXPECT_EQ(action_.state(), Action::DRAFT);
  EXPECT_EQ(action_.title(), "Agree one form");
}

}  // namespace
}  // namespace actionplan::resources
