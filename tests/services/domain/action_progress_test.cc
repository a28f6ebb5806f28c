#include "services/domain/action_progress.h"

#include "gtest/gtest.h"
#include "tests/services/domain/action_given.h"
#include "tests/support/error_metadata.h"

namespace actionplan::domain {
namespace {

using given::By;
using support::BoardManager;
using support::FailsWith;
using support::MetadataOf;
using support::StatusIs;
using v1::Action;

Action WithEvidence(int count) {
  Action action = given::ActionIn(Action::IN_PROGRESS);
  action.clear_evidence();
  for (int number = 1; number <= count; ++number) {
    action.add_evidence()->set_number(number);
  }
  return action;
}

TEST(RecordProgressTest, CarriesTheReportersWordsAndView) {
  ASSERT_DECIDES(const auto fact, given::ActionIn(Action::ACCEPTED),
                 given::Progress(), By(given::HealthLead()));

  const auto& progress = fact.progress_recorded();
  EXPECT_EQ(progress.narrative().clear(), "Draft sent round.");
  EXPECT_EQ(progress.narrative().subject(), "principals/health-lead");
  EXPECT_EQ(progress.own_view(), events::v1::AT_RISK);
}

TEST(RecordProgressTest, IsForTheAgenciesThatWorkOnIt) {
  const Action action = given::ActionIn(Action::IN_PROGRESS);
  EXPECT_OK(Decide(action, given::Progress(), By(given::HousingLead())));
  for (const Caller& other :
       {given::PoliceLead(), BoardManager(),
        support::Of(given::kHealth, "inspector", Role::kInspector)}) {
    const auto facts = Decide(action, given::Progress(), By(other));
    EXPECT_THAT(facts, StatusIs(absl::StatusCode::kPermissionDenied));
    EXPECT_THAT(facts, FailsWith("NOT_INVOLVED_AGENCY"));
    EXPECT_EQ(MetadataOf(facts.status(), "supporting_agencies"),
              given::kHealth);
  }
}

TEST(AddEvidenceTest, NumbersWhatIsAdded) {
  v1::AddEvidenceRequest command = given::AddEvidence();
  command.mutable_evidence()->set_number(77);
  command.mutable_evidence()->set_sha256(std::string(64, 'a'));
  *command.mutable_evidence()->mutable_effective_date() =
      given::Date(given::kToday - 3);

  ASSERT_DECIDES(const auto fact, WithEvidence(4), command,
                 By(given::HousingLead()));

  const auto& evidence = fact.evidence_added().evidence();
  EXPECT_EQ(evidence.number(), 5);
  EXPECT_EQ(evidence.title(), "The form");
  EXPECT_EQ(evidence.uri(), "https://files.example/form.pdf");
  EXPECT_EQ(evidence.sha256(), std::string(64, 'a'));
  EXPECT_EQ(evidence.effective_date().day(), 27);
  EXPECT_EQ(evidence.note().clear(), "Page two is new.");
  EXPECT_EQ(evidence.note().subject(), "principals/housing-lead");
}

TEST(AddEvidenceTest, LeavesOutWhatIsNotSaid) {
  v1::AddEvidenceRequest command = given::AddEvidence();
  command.mutable_evidence()->clear_note();

  ASSERT_DECIDES(const auto fact, WithEvidence(0), command,
                 By(given::HousingLead()));

  EXPECT_FALSE(fact.evidence_added().evidence().has_note());
  EXPECT_FALSE(fact.evidence_added().evidence().has_effective_date());
}

TEST(AddEvidenceTest, StopsAtAHundredItems) {
  EXPECT_OK(
      Decide(WithEvidence(99), given::AddEvidence(), By(given::HousingLead())));
  const auto facts =
      Decide(WithEvidence(100), given::AddEvidence(), By(given::HousingLead()));
  EXPECT_THAT(facts, FailsWith("EVIDENCE_LIMIT_REACHED"));
  EXPECT_EQ(MetadataOf(facts.status(), "limit"), "100");
}

TEST(AddEvidenceTest, IsForTheAgenciesThatWorkOnItAndTheBoardManager) {
  const Action action = WithEvidence(1);
  EXPECT_OK(Decide(action, given::AddEvidence(), By(given::HealthLead())));
  EXPECT_OK(Decide(action, given::AddEvidence(), By(BoardManager())));
  for (const Caller& other : {given::PoliceLead(), support::SubGroupChair()}) {
    EXPECT_THAT(Decide(action, given::AddEvidence(), By(other)),
                FailsWith("NOT_INVOLVED_AGENCY"));
  }
}

TEST(WithdrawEvidenceTest, KeepsWhatIsWithdrawnToBeSeen) {
  const Circumstances now = By(given::HousingLead());
  const Action action = WithEvidence(2);

  ASSERT_DECIDES(const auto fact, action, given::WithdrawEvidence(1), now);

  EXPECT_EQ(fact.evidence_withdrawn().reason().clear(), "It names a family.");
  const Action after = given::After({fact}, now, action);
  ASSERT_EQ(after.evidence_size(), 2);
  EXPECT_TRUE(after.evidence(0).withdrawn());
  EXPECT_EQ(after.evidence(0).withdrawal_reason(), "It names a family.");
  EXPECT_FALSE(after.evidence(1).withdrawn());
  EXPECT_EQ(CountedEvidence(after), 1);
  EXPECT_THAT(Decide(after, given::WithdrawEvidence(1), now),
              FailsWith("EVIDENCE_ALREADY_WITHDRAWN"));
}

TEST(WithdrawEvidenceTest, IsOfTheActionAndForWhoMayAddIt) {
  const Action action = WithEvidence(1);
  for (const int number : {-1, 0, 2}) {
    const auto facts = Decide(action, given::WithdrawEvidence(number),
                              By(given::HousingLead()));
    EXPECT_THAT(facts, FailsWith("EVIDENCE_UNKNOWN"));
  }
  EXPECT_OK(Decide(action, given::WithdrawEvidence(1), By(BoardManager())));
  EXPECT_THAT(
      Decide(action, given::WithdrawEvidence(1), By(given::PoliceLead())),
      FailsWith("NOT_INVOLVED_AGENCY"));
}

TEST(WithdrawEvidenceTest, LeavesAClaimOfCompletionSomethingToRestOn) {
  Action action = WithEvidence(2);
  action.set_state(Action::SUBMITTED);
  action.mutable_evidence(0)->set_withdrawn(true);
  EXPECT_THAT(
      Decide(action, given::WithdrawEvidence(2), By(given::HousingLead())),
      FailsWith("LAST_EVIDENCE_OF_CLAIM"));
  action.set_state(Action::IN_PROGRESS);
  EXPECT_OK(
      Decide(action, given::WithdrawEvidence(2), By(given::HousingLead())));
}

TEST(AddCommentTest, CarriesTheWords) {
  ASSERT_DECIDES(const auto fact, given::ActionIn(Action::CLOSED),
                 given::AddComment(), By(given::PoliceLead()));

  EXPECT_EQ(fact.comment_added().text().clear(),
            "Could the forum see the draft?");
  EXPECT_EQ(fact.comment_added().text().subject(), "principals/police-lead");
}

TEST(AddCommentTest, IsForEverybodyWhoWorksWithTheBoard) {
  const Action action = given::ActionIn(Action::DRAFT);
  const auto without_agency = [](Role role) {
    return Caller{.principal = "p1", .agency = "", .roles = {role}};
  };
  for (const Caller& caller :
       {BoardManager(), support::SubGroupChair(), support::IndependentChair(),
        given::PoliceLead(),
        support::Of(given::kPolice, "p1", Role::kActionOwner),
        without_agency(Role::kAuditLead), without_agency(Role::kVerifier)}) {
    EXPECT_OK(Decide(action, given::AddComment(), By(caller)));
  }
  for (const Caller& caller :
       {without_agency(Role::kInspector), without_agency(Role::kScheduler),
        without_agency(Role::kActionOwner),
        support::Of(given::kPolice, "p1", Role::kInspector)}) {
    EXPECT_THAT(Decide(action, given::AddComment(), By(caller)),
                FailsWith("COMMENTER_NOT_OF_BOARD"));
  }
}

}  // namespace
}  // namespace actionplan::domain
