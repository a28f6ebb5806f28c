// Whole lives of actions: each command decides on what the facts before it led
// to.
#include <utility>

#include "gtest/gtest.h"
#include "projections/resources/civil_date.h"
#include "services/domain/action_assignment.h"
#include "services/domain/action_completion.h"
#include "services/domain/action_extension.h"
#include "services/domain/action_progress.h"
#include "services/domain/action_proposal.h"
#include "tests/services/domain/action_given.h"

namespace actionplan::domain {
namespace {

using given::kToday;
using support::BoardManager;
using support::FailsWith;
using support::IndependentChair;
using support::SubGroupChair;
using v1::Action;

template <typename Command>
Command Named() {
  Command command;
  command.set_name(given::kAction);
  return command;
}

class ActionLifecycleTest : public testing::Test {
 protected:
  // Decides as of `day_` and, unless refused, records what follows.
  template <typename Command>
  absl::Status Does(const Caller& caller, const Command& command) {
    const Circumstances now = given::ByOn(caller, day_);
    const auto facts = Decide(action_, command, now);
    if (!facts.ok()) return facts.status();
    history_.Record(*facts, now, action_);
    return absl::OkStatus();
  }

  void Accepted() {
    v1::AssignActionRequest assignment = given::Assign();
    assignment.add_supporting_agencies(given::kHealth);
    ASSERT_OK(Does(BoardManager(), given::Propose()));
    ASSERT_OK(Does(BoardManager(), assignment));
    ASSERT_OK(Does(given::HousingLead(), Named<v1::AcceptActionRequest>()));
  }

  void Verified() {
    Accepted();
    v1::SubmitCompletionRequest claim = given::Submit();
    *claim.mutable_completed_on() = given::Date(day_);
    ASSERT_OK(Does(given::HousingLead(), claim));
    ASSERT_OK(Does(given::PoliceLead(), given::Verify()));
  }

  absl::Status Extend(absl::CivilDay to, const Caller& approver) {
    const absl::Status asked =
        Does(given::HousingLead(), given::RequestExtension(to));
    if (!asked.ok()) return asked;
    return Does(approver, Named<v1::ApproveExtensionRequest>());
  }

  absl::CivilDay Due() const {
    return resources::FromDate(action_.due().date()).value();
  }

  Action action_;
  support::History history_;
  absl::CivilDay day_ = kToday - 20;
};

TEST_F(ActionLifecycleTest, FromProposalToSignOff) {
  Accepted();
  ++day_;
  ASSERT_OK(Does(given::HealthLead(), given::Progress()));
  ++day_;
  ASSERT_OK(Does(given::HousingLead(), given::AddEvidence()));
  v1::SubmitCompletionRequest claim = given::Submit();
  *claim.mutable_completed_on() = given::Date(day_);
  ASSERT_OK(Does(given::HousingLead(), claim));
  ++day_;
  ASSERT_OK(
      Does(given::PoliceLead(),
           given::Because<v1::RejectCompletionRequest>("Half are blank.")));
  ASSERT_OK(Does(given::HousingLead(), claim));
  ASSERT_OK(Does(given::PoliceLead(), given::Verify()));
  day_ = kToday;
  ASSERT_OK(Does(SubGroupChair(), given::SignOff()));

  EXPECT_EQ(action_.state(), Action::CLOSED);
  EXPECT_EQ(action_.etag(), "\"10\"");
  EXPECT_EQ(action_.last_position(), 110);
  EXPECT_EQ(action_.creator(), "manager-1");
  EXPECT_EQ(action_.rejections(), 1);
  EXPECT_EQ(action_.progress_count(), 1);
  EXPECT_EQ(action_.latest_progress().agency(), given::kHealth);
  ASSERT_EQ(action_.evidence_size(), 3);
  EXPECT_EQ(action_.evidence(2).number(), 3);
  EXPECT_EQ(action_.completion().submitter_agency(), given::kHousing);
  EXPECT_EQ(action_.verification().verifier_agency(), given::kPolice);
  EXPECT_EQ(action_.sign_off_meeting(), given::kMeeting);
  EXPECT_EQ(action_.times_re_dated(), 0);
}

TEST_F(ActionLifecycleTest, EveryNewDateAfterAcceptanceIsCounted) {
  Accepted();
  const absl::CivilDay original = Due();
  ASSERT_OK(Extend(kToday + 21, SubGroupChair()));
  ASSERT_OK(Extend(kToday + 28, SubGroupChair()));
  EXPECT_THAT(Extend(kToday + 35, SubGroupChair()),
              FailsWith("EXTENSION_CAP_REACHED"));
  ASSERT_OK(Does(IndependentChair(), Named<v1::ApproveExtensionRequest>()));

  EXPECT_EQ(Due(), kToday + 35);
  EXPECT_EQ(action_.times_re_dated(), 3);
  EXPECT_EQ(action_.approved_extensions(), 3);
  EXPECT_EQ(resources::FromDate(action_.original_due_date()).value(), original);
}

TEST_F(ActionLifecycleTest, AReopenedActionIsVerifiedAnew) {
  Verified();
  const absl::CivilDay original = Due();
  ASSERT_OK(Does(BoardManager(), given::Reopen()));

  EXPECT_EQ(action_.state(), Action::IN_PROGRESS);
  EXPECT_FALSE(action_.has_verification());
  EXPECT_EQ(action_.times_re_dated(), 1);
  EXPECT_EQ(resources::FromDate(action_.original_due_date()).value(), original);
  EXPECT_THAT(Does(SubGroupChair(), given::SignOff()),
              FailsWith("STATE_FORBIDS"));
  ASSERT_OK(Does(given::HousingLead(), given::Progress()));
}

TEST_F(ActionLifecycleTest, EachTextStaysThatOfWhoWroteIt) {
  ASSERT_OK(Does(BoardManager("m1"), given::Propose()));
  ASSERT_OK(Does(BoardManager("m2"), given::Assign()));
  v1::AmendActionRequest amend = given::Amend("Use one referral form");
  amend.mutable_action()->set_success_measure("All have every field.");
  amend.mutable_update_mask()->add_paths("success_measure");
  ASSERT_OK(Does(BoardManager("m3"), amend));

  EXPECT_EQ(action_.description_author(), "m1");
  EXPECT_EQ(action_.intended_outcome_author(), "m2");
  EXPECT_EQ(action_.success_measure_author(), "m3");
}

TEST_F(ActionLifecycleTest, ADeclinedActionCanBeAcceptedByAnotherAgency) {
  ASSERT_OK(Does(BoardManager(), given::Propose()));
  ASSERT_OK(Does(BoardManager(), given::Assign()));
  ASSERT_OK(Does(given::HousingLead(), given::Decline()));
  auto answer = given::Resolve(v1::ResolveDeclineRequest::ASSIGN_AGAIN);
  answer.set_lead_agency(given::kHealth);
  answer.set_owner_role("Designated Nurse");
  *answer.mutable_due() = given::DueOn(kToday + 50);
  ASSERT_OK(Does(SubGroupChair(), answer));

  EXPECT_THAT(Does(given::HousingLead(), Named<v1::AcceptActionRequest>()),
              FailsWith("NOT_LEAD_AGENCY"));
  ASSERT_OK(Does(given::HealthLead(), Named<v1::AcceptActionRequest>()));
  EXPECT_EQ(resources::FromDate(action_.original_due_date()).value(),
            kToday + 50);
  EXPECT_EQ(action_.times_re_dated(), 0);
}

TEST_F(ActionLifecycleTest, ARequestForMoreTimeOutlivesARejectedClaim) {
  Accepted();
  ASSERT_OK(Does(given::HousingLead(), given::RequestExtension(kToday + 21)));
  v1::SubmitCompletionRequest claim = given::Submit();
  *claim.mutable_completed_on() = given::Date(day_);
  ASSERT_OK(Does(given::HousingLead(), claim));
  EXPECT_THAT(Does(SubGroupChair(), Named<v1::ApproveExtensionRequest>()),
              FailsWith("STATE_FORBIDS"));
  ASSERT_OK(
      Does(given::PoliceLead(),
           given::Because<v1::RejectCompletionRequest>("Half are blank.")));

  ASSERT_OK(Does(SubGroupChair(), Named<v1::ApproveExtensionRequest>()));
  EXPECT_EQ(Due(), kToday + 21);
}

TEST_F(ActionLifecycleTest, ARequestForMoreTimeEndsWithTheVerification) {
  Accepted();
  ASSERT_OK(Does(given::HousingLead(), given::RequestExtension(kToday + 21)));
  v1::SubmitCompletionRequest claim = given::Submit();
  *claim.mutable_completed_on() = given::Date(day_);
  ASSERT_OK(Does(given::HousingLead(), claim));
  ASSERT_OK(Does(given::PoliceLead(), given::Verify()));
  ASSERT_OK(Does(BoardManager(), given::Reopen()));

  EXPECT_THAT(Does(SubGroupChair(), Named<v1::ApproveExtensionRequest>()),
              FailsWith("NO_EXTENSION_PENDING"));
}

TEST_F(ActionLifecycleTest, FactsDoNotRunBackwards) {
  Accepted();
  --day_;
  EXPECT_THAT(Does(given::HousingLead(), given::Progress()),
              FailsWith("OCCUR_TIME_RUNS_BACKWARDS"));
}

TEST_F(ActionLifecycleTest, ARemarkDoesNotKeepEarlierFactsOut) {
  Accepted();
  day_ += 5;
  ASSERT_OK(Does(given::PoliceLead(), given::AddComment()));
  day_ -= 3;
  ASSERT_OK(Does(given::HousingLead(), given::Progress()));
  EXPECT_EQ(action_.comment_count(), 1);
}

}  // namespace
}  // namespace actionplan::domain
