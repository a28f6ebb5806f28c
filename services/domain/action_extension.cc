#include "services/domain/action_extension.h"

#include "absl/status/status.h"
#include "eventstore/base/status.h"
#include "projections/resources/civil_date.h"
#include "projections/resources/fold.h"
#include "services/domain/action_dates.h"
#include "services/domain/action_errors.h"
#include "services/domain/action_permissions.h"
#include "services/domain/action_transitions.h"
#include "services/domain/action_values.h"

namespace actionplan::domain {
namespace {

using events::v1::ActionFact;

// What is the same for granting and refusing.
absl::Status CheckAnswer(ActionCommand command, const v1::Action& state,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(command, state, now));
  RETURN_IF_ERROR(CheckRole(command, now.caller,
                            {Role::kSubGroupChair, Role::kIndependentChair}));
  if (!state.has_pending_extension()) return NoExtensionPending(state.name());
  if (now.caller.principal == state.pending_extension().requester()) {
    return ExtensionDeciderIsRequester(command, state);
  }
  return absl::OkStatus();
}

}  // namespace

int ExtensionCap(v1::Action::Priority priority) {
  switch (priority) {
    case v1::Action::HIGH:
      return 1;
    case v1::Action::MEDIUM:
      return 2;
    case v1::Action::LOW:
      return 3;
    default:
      return 0;
  }
}

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::RequestExtensionRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kRequestExtension, state, now));
  RETURN_IF_ERROR(
      CheckLeadAgency(ActionCommand::kRequestExtension, state, now.caller));
  if (!state.due().has_date()) return NoDueDateToExtend(state);
  if (state.has_pending_extension()) return ExtensionAlreadyPending(state);
  ASSIGN_OR_RETURN(const absl::CivilDay due,
                   resources::FromDate(state.due().date()));
  ASSIGN_OR_RETURN(
      const absl::CivilDay proposed,
      CheckDueDate("proposed_due_date", command.proposed_due_date(), now));
  if (proposed <= due) return ExtensionNotLater(proposed, due);

  ActionFact fact;
  events::v1::ExtensionRequested& requested =
      *fact.mutable_extension_requested();
  *requested.mutable_current_due_date() = state.due().date();
  *requested.mutable_proposed_due_date() = command.proposed_due_date();
  requested.set_reason_code(
      resources::SameValue<events::v1::ExtensionReason>(command.reason_code()));
  *requested.mutable_recovery_plan() = Written(command.recovery_plan(), now);
  requested.set_retrospective(now.occurred_on > due);
  return Just(std::move(fact));
}

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::ApproveExtensionRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckAnswer(ActionCommand::kApproveExtension, state, now));
  const int cap = ExtensionCap(state.priority());
  const bool past_cap = state.approved_extensions() >= cap;
  if (past_cap && !now.caller.Has(Role::kIndependentChair)) {
    return ExtensionCapReached(state, cap);
  }

  ActionFact fact;
  events::v1::ExtensionApproved& approved = *fact.mutable_extension_approved();
  *approved.mutable_previous_due_date() = state.due().date();
  *approved.mutable_due_date() = state.pending_extension().proposed_due_date();
  if (!command.note().empty()) {
    *approved.mutable_note() = Written(command.note(), now);
  }
  approved.set_past_cap(past_cap);
  return Just(std::move(fact));
}

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::RejectExtensionRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckAnswer(ActionCommand::kRejectExtension, state, now));
  ActionFact fact;
  events::v1::ExtensionRejected& rejected = *fact.mutable_extension_rejected();
  *rejected.mutable_proposed_due_date() =
      state.pending_extension().proposed_due_date();
  *rejected.mutable_reason() = Written(command.reason(), now);
  return Just(std::move(fact));
}

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::WithdrawExtensionRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kWithdrawExtension, state, now));
  RETURN_IF_ERROR(
      CheckLeadAgency(ActionCommand::kWithdrawExtension, state, now.caller));
  if (!state.has_pending_extension()) return NoExtensionPending(state.name());
  ActionFact fact;
  events::v1::ExtensionWithdrawn& withdrawn =
      *fact.mutable_extension_withdrawn();
  *withdrawn.mutable_proposed_due_date() =
      state.pending_extension().proposed_due_date();
  *withdrawn.mutable_reason() = Written(command.reason(), now);
  return Just(std::move(fact));
}

}  // namespace actionplan::domain
