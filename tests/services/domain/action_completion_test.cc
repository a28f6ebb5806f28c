#include "services/domain/action_completion.h"

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
using v1::Action;

v1::RejectCompletionRequest Reject() {
  return given::Because<v1::RejectCompletionRequest>("Half are blank.");
}

Action WithPriority(Action::Priority priority) {
  Action action = given::ActionIn(Action::VERIFIED);
  action.set_priority(priority);
  return action;
}

TEST(SubmitCompletionTest, CarriesTheClaimAndItsEvidence) {
  v1::SubmitCompletionRequest command = given::Submit();
  *command.add_evidence() = given::AddEvidence().evidence();

  ASSERT_DECIDES(const auto fact, given::ActionIn(Action::IN_PROGRESS), command,
                 By(given::HousingLead()));

  const auto& submitted = fact.completion_submitted();
  EXPECT_EQ(submitted.completed_on().day(), 2);
  EXPECT_EQ(submitted.outcome_statement().clear(), "The form is in use.");
  EXPECT_EQ(submitted.outcome_statement().subject(), "principals/housing-lead");
  ASSERT_EQ(submitted.evidence_size(), 2);
  EXPECT_EQ(submitted.evidence(0).number(), 2);
  EXPECT_EQ(submitted.evidence(1).number(), 3);
}

TEST(SubmitCompletionTest, CannotBeCompletedAfterTheDayOfTheSubmission) {
  const Action action = given::ActionIn(Action::ACCEPTED);
  v1::SubmitCompletionRequest command = given::Submit();
  *command.mutable_completed_on() = given::Date(kToday + 1);

  const auto facts = Decide(action, command, By(given::HousingLead()));

  EXPECT_THAT(facts, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(facts, FailsWith("COMPLETED_IN_FUTURE"));
  EXPECT_EQ(MetadataOf(facts.status(), "completed_on"), "2026-03-03");
}

TEST(SubmitCompletionTest, EnteredLateIsJudgedByTheDayItHappened) {
  const Action action = given::ActionIn(Action::ACCEPTED);
  v1::SubmitCompletionRequest command = given::Submit();
  *command.mutable_completed_on() = given::Date(kToday - 4);
  EXPECT_OK(Decide(action, command, ByOn(given::HousingLead(), kToday - 4)));
  EXPECT_THAT(Decide(action, command, ByOn(given::HousingLead(), kToday - 5)),
              FailsWith("COMPLETED_IN_FUTURE"));
}

TEST(SubmitCompletionTest, NeedsEvidenceFromBeforeOrNow) {
  Action action = given::ActionIn(Action::ACCEPTED);
  v1::SubmitCompletionRequest command = given::Submit();
  command.clear_evidence();
  EXPECT_OK(Decide(action, command, By(given::HousingLead())));

  action.mutable_evidence(0)->set_withdrawn(true);
  EXPECT_THAT(Decide(action, command, By(given::HousingLead())),
              FailsWith("EVIDENCE_NEEDED"));

  action.clear_evidence();
  const auto facts = Decide(action, command, By(given::HousingLead()));
  EXPECT_THAT(facts, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(facts, FailsWith("EVIDENCE_NEEDED"));
  EXPECT_OK(Decide(action, given::Submit(), By(given::HousingLead())));
}

TEST(SubmitCompletionTest, CannotBringMoreEvidenceThanFits) {
  Action action = given::ActionIn(Action::ACCEPTED);
  while (action.evidence_size() < 99) action.add_evidence();
  v1::SubmitCompletionRequest command = given::Submit();
  EXPECT_OK(Decide(action, command, By(given::HousingLead())));
  *command.add_evidence() = given::AddEvidence().evidence();
  EXPECT_THAT(Decide(action, command, By(given::HousingLead())),
              FailsWith("EVIDENCE_LIMIT_REACHED"));
}

TEST(SubmitCompletionTest, IsForTheLeadAgencyAlone) {
  const Action action = given::ActionIn(Action::IN_PROGRESS);
  EXPECT_OK(Decide(action, given::Submit(),
                   By(support::Of(given::kHousing, "p1", Role::kActionOwner))));
  for (const Caller& other : {given::HealthLead(), BoardManager()}) {
    EXPECT_THAT(Decide(action, given::Submit(), By(other)),
                FailsWith("NOT_LEAD_AGENCY"));
  }
}

TEST(VerifyCompletionTest, SaysHowAndWhat) {
  ASSERT_DECIDES(const auto fact, given::ActionIn(Action::SUBMITTED),
                 given::Verify(), By(given::PoliceLead()));

  const auto& verified = fact.completion_verified();
  EXPECT_EQ(verified.method(), events::v1::CASE_SAMPLING);
  EXPECT_EQ(verified.result().clear(), "Ten of ten complete.");
  EXPECT_EQ(verified.result().subject(), "principals/police-lead");
}

TEST(RejectCompletionTest, SaysWhy) {
  ASSERT_DECIDES(const auto fact, given::ActionIn(Action::SUBMITTED), Reject(),
                 By(given::PoliceLead()));

  EXPECT_EQ(fact.completion_rejected().reason().clear(), "Half are blank.");
}

// Both answers to a claim, by everybody who might give one.
void ExpectJudgement(const Action& action, const Caller& caller,
                     const std::string& reason) {
  const Circumstances now = By(caller);
  const absl::Status verified = Decide(action, given::Verify(), now).status();
  const absl::Status rejected = Decide(action, Reject(), now).status();
  if (reason.empty()) {
    EXPECT_OK(verified);
    EXPECT_OK(rejected);
    return;
  }
  EXPECT_THAT(verified, StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(verified, FailsWith(reason));
  EXPECT_THAT(rejected, FailsWith(reason));
}

TEST(JudgeCompletionTest, IsForAnotherAgencyAndTheBoardsOffice) {
  const Action action = given::ActionIn(Action::SUBMITTED);
  ExpectJudgement(action, given::PoliceLead(), "");
  ExpectJudgement(action, given::HealthLead(), "");
  ExpectJudgement(action, support::Of(given::kPolice, "v1", Role::kVerifier),
                  "");
  ExpectJudgement(action, BoardManager(), "");
  ExpectJudgement(action, SubGroupChair(), "");
  ExpectJudgement(action, IndependentChair(), "");
}

TEST(JudgeCompletionTest, IsNotForTheLeadAgency) {
  ExpectJudgement(given::ActionIn(Action::SUBMITTED), given::HousingLead(),
                  "VERIFIER_NOT_INDEPENDENT");
}

TEST(JudgeCompletionTest, IsForNeitherTheLeadNorTheSubmittersAgency) {
  Action action = given::ActionIn(Action::SUBMITTED);
  action.mutable_completion()->set_submitter_agency(given::kPolice);
  ExpectJudgement(action, given::PoliceLead(), "VERIFIER_NOT_INDEPENDENT");
  ExpectJudgement(action, given::HousingLead(), "VERIFIER_NOT_INDEPENDENT");
}

TEST(JudgeCompletionTest, IsNeverForTheSubmitter) {
  const Action action = given::ActionIn(Action::SUBMITTED);
  ExpectJudgement(action, support::Of(given::kPolice, "housing-owner"),
                  "VERIFIER_IS_SUBMITTER");
  ExpectJudgement(action, BoardManager("housing-owner"),
                  "VERIFIER_IS_SUBMITTER");
}

TEST(JudgeCompletionTest, IsNotForThoseWithoutAgencyOutsideTheOffice) {
  const Action action = given::ActionIn(Action::SUBMITTED);
  for (const Role role : {Role::kVerifier, Role::kAuditLead, Role::kInspector,
                          Role::kScheduler}) {
    ExpectJudgement(action, {.principal = "p1", .agency = "", .roles = {role}},
                    "VERIFIER_NOT_INDEPENDENT");
  }
  ExpectJudgement(action, support::Of(given::kPolice, "p1", Role::kInspector),
                  "VERIFIER_NOT_INDEPENDENT");
}

TEST(JudgeCompletionTest, ABoardManagerOfTheLeadAgencyIsNotTheOffice) {
  ExpectJudgement(given::ActionIn(Action::SUBMITTED),
                  support::Of(given::kHousing, "m1", Role::kBoardManager),
                  "VERIFIER_NOT_INDEPENDENT");
}

TEST(SignOffActionTest, NamesItsMeeting) {
  ASSERT_DECIDES(const auto fact, given::ActionIn(Action::VERIFIED),
                 given::SignOff(), By(SubGroupChair()));

  EXPECT_EQ(fact.action_signed_off().meeting(), given::kMeeting);
  EXPECT_THAT(RelatedNames(given::SignOff()), ElementsAre(given::kMeeting));
}

TEST(SignOffActionTest, OfHighPriorityIsForTheIndependentChair) {
  const Action high = WithPriority(Action::HIGH);
  EXPECT_OK(Decide(high, given::SignOff(), By(IndependentChair())));
  const auto facts = Decide(high, given::SignOff(), By(SubGroupChair()));
  EXPECT_THAT(facts, FailsWith("ROLE_NEEDED"));
  EXPECT_EQ(MetadataOf(facts.status(), "roles"), "independent-chair");
}

TEST(SignOffActionTest, OfOtherPrioritiesIsForASubGroupChair) {
  for (const auto priority : {Action::MEDIUM, Action::LOW}) {
    const Action action = WithPriority(priority);
    EXPECT_OK(Decide(action, given::SignOff(), By(SubGroupChair())));
    for (const Caller& other : {IndependentChair(), BoardManager()}) {
      EXPECT_THAT(Decide(action, given::SignOff(), By(other)),
                  FailsWith("ROLE_NEEDED"));
    }
  }
}

TEST(SignOffActionTest, NeedsAMeetingThatHasTakenPlace) {
  const Action action = given::ActionIn(Action::VERIFIED);
  for (const auto& [meeting, reason] :
       {std::pair("boards/ncc/meetings/never", "REFERENCE_NOT_FOUND"),
        std::pair(given::kHousing, "REFERENCE_NOT_FOUND"),
        std::pair("boards/other/meetings/march", "REFERENCE_OF_OTHER_BOARD"),
        std::pair(given::kLaterMeeting, "MEETING_IN_FUTURE")}) {
    v1::SignOffActionRequest command = given::SignOff();
    command.set_meeting(meeting);
    EXPECT_THAT(Decide(action, command, By(SubGroupChair())), FailsWith(reason))
        << meeting;
  }
}

TEST(SignOffActionTest, NeedsAMeetingThatHadTheVerificationBeforeIt) {
  Action action = given::ActionIn(Action::VERIFIED);
  Circumstances later = By(SubGroupChair());
  later.now += absl::Hours(24 * 5);
  later.occur_time = later.now;
  later.occurred_on += 5;
  *action.mutable_state_occur_time() =
      support::ToTimestamp(later.now - absl::Hours(24));
  const auto facts = Decide(action, given::SignOff(), later);
  EXPECT_THAT(facts, FailsWith("MEETING_BEFORE_VERIFICATION"));
  EXPECT_EQ(MetadataOf(facts.status(), "meeting"), given::kMeeting);
}

TEST(ReopenActionTest, CarriesReasonAndBothDates) {
  ASSERT_DECIDES(const auto fact, given::ActionIn(Action::CLOSED),
                 given::Reopen(), By(BoardManager("m7")));

  const auto& reopened = fact.action_reopened();
  EXPECT_EQ(reopened.reason().clear(), "The form fell out of use.");
  EXPECT_EQ(reopened.reason().subject(), "principals/m7");
  EXPECT_EQ(reopened.previous_due().date().month(), 3);
  EXPECT_EQ(reopened.due().date().month(), 5);
}

TEST(ReopenActionTest, NeedsADateThatIsNotPast) {
  v1::ReopenActionRequest command = given::Reopen();
  *command.mutable_due_date() = given::Date(kToday - 1);

  const auto facts =
      Decide(given::ActionIn(Action::CLOSED), command, By(BoardManager()));

  EXPECT_THAT(facts, FailsWith("DUE_DATE_PAST"));
  EXPECT_EQ(MetadataOf(facts.status(), "field"), "due_date");
}

TEST(ReopenActionTest, IsForTheBoardManagerAndSubGroupChairs) {
  for (const Caller& other : {IndependentChair(), given::HousingLead()}) {
    EXPECT_THAT(
        Decide(given::ActionIn(Action::CLOSED), given::Reopen(), By(other)),
        FailsWith("ROLE_NEEDED"));
  }
}

}  // namespace
}  // namespace actionplan::domain
