#include "services/domain/action_completion.h"

#include "absl/status/status.h"
#include "eventstore/base/status.h"
#include "projections/resources/civil_date.h"
#include "projections/resources/fold.h"
#include "projections/resources/instant.h"
#include "services/domain/action_dates.h"
#include "services/domain/action_errors.h"
#include "services/domain/action_permissions.h"
#include "services/domain/action_progress.h"
#include "services/domain/action_transitions.h"
#include "services/domain/action_values.h"
#include "services/domain/references.h"

namespace actionplan::domain {
namespace {

using events::v1::ActionFact;

}  // namespace

Role SignerOf(v1::Action::Priority priority) {
  return priority == v1::Action::HIGH ? Role::kIndependentChair
                                      : Role::kSubGroupChair;
}

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::SubmitCompletionRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kSubmitCompletion, state, now));
  RETURN_IF_ERROR(
      CheckLeadAgency(ActionCommand::kSubmitCompletion, state, now.caller));
  ASSIGN_OR_RETURN(const absl::CivilDay completed_on,
                   resources::FromDate(command.completed_on()));
  if (completed_on > now.occurred_on) {
    return CompletedInFuture(completed_on, now.occurred_on);
  }
  if (CountedEvidence(state) == 0 && command.evidence().empty()) {
    return EvidenceNeeded(state.name());
  }
  RETURN_IF_ERROR(CheckEvidenceLimit(state, command.evidence_size()));

  ActionFact fact;
  events::v1::CompletionSubmitted& submitted =
      *fact.mutable_completion_submitted();
  *submitted.mutable_completed_on() = command.completed_on();
  *submitted.mutable_outcome_statement() =
      Written(command.outcome_statement(), now);
  int number = state.evidence_size();
  for (const v1::Action::Evidence& evidence : command.evidence()) {
    *submitted.add_evidence() = EvidenceFact(evidence, ++number, now);
  }
  return Just(std::move(fact));
}

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::RejectCompletionRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kRejectCompletion, state, now));
  RETURN_IF_ERROR(
      CheckIndependent(ActionCommand::kRejectCompletion, state, now.caller));
  ActionFact fact;
  *fact.mutable_completion_rejected()->mutable_reason() =
      Written(command.reason(), now);
  return Just(std::move(fact));
}

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::VerifyCompletionRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kVerifyCompletion, state, now));
  RETURN_IF_ERROR(
      CheckIndependent(ActionCommand::kVerifyCompletion, state, now.caller));
  ActionFact fact;
  events::v1::CompletionVerified& verified =
      *fact.mutable_completion_verified();
  verified.set_method(
      resources::SameValue<events::v1::VerificationMethod>(command.method()));
  *verified.mutable_result() = Written(command.result(), now);
  return Just(std::move(fact));
}

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::SignOffActionRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kSignOff, state, now));
  RETURN_IF_ERROR(CheckRole(ActionCommand::kSignOff, now.caller,
                            {SignerOf(state.priority())}));
  ASSIGN_OR_RETURN(const v1::Meeting* const meeting,
                   FindReference<v1::Meeting>(command.meeting(), now));
  ASSIGN_OR_RETURN(const absl::CivilDay held_on,
                   resources::FromDate(meeting->meeting_date()));
  if (held_on > now.occurred_on) {
    return MeetingInFuture(command.meeting(), held_on, now.occurred_on);
  }
  const absl::CivilDay verified_on =
      absl::ToCivilDay(resources::ToTime(state.state_occur_time()), now.zone);
  if (held_on < verified_on) {
    return MeetingBeforeVerification(command.meeting(), held_on, verified_on);
  }
  ActionFact fact;
  fact.mutable_action_signed_off()->set_meeting(command.meeting());
  return Just(std::move(fact));
}

std::vector<std::string> RelatedNames(const v1::SignOffActionRequest& command) {
  return {command.meeting()};
}

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::ReopenActionRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kReopen, state, now));
  RETURN_IF_ERROR(CheckRole(ActionCommand::kReopen, now.caller,
                            {Role::kBoardManager, Role::kSubGroupChair}));
  ASSIGN_OR_RETURN(const absl::CivilDay due,
                   CheckDueDate("due_date", command.due_date(), now));
  ActionFact fact;
  events::v1::ActionReopened& reopened = *fact.mutable_action_reopened();
  *reopened.mutable_reason() = Written(command.reason(), now);
  *reopened.mutable_previous_due() = DueFact(state.due());
  *reopened.mutable_due() = DueOn(due);
  return Just(std::move(fact));
}

}  // namespace actionplan::domain
