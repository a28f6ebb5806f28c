#include "services/domain/action_assignment.h"

#include "absl/status/status.h"
#include "eventstore/base/status.h"
#include "projections/resources/fold.h"
#include "services/domain/action_dates.h"
#include "services/domain/action_errors.h"
#include "services/domain/action_permissions.h"
#include "services/domain/action_supporters.h"
#include "services/domain/action_transitions.h"
#include "services/domain/action_values.h"
#include "services/domain/references.h"

namespace actionplan::domain {
namespace {

using events::v1::ActionFact;
using events::v1::ActionPriority;

// The action with what the assignment says about it.
v1::Action Assigned(const v1::Action& state,
                    const v1::AssignActionRequest& command) {
  v1::Action assigned = state;
  if (!command.intended_outcome().empty()) {
    assigned.set_intended_outcome(command.intended_outcome());
  }
  if (!command.success_measure().empty()) {
    assigned.set_success_measure(command.success_measure());
  }
  if (!command.supporting_agencies().empty()) {
    *assigned.mutable_supporting_agencies() = command.supporting_agencies();
  }
  return assigned;
}

std::vector<std::string> MissingSmartParts(const v1::Action& action) {
  std::vector<std::string> missing;
  if (action.intended_outcome().empty()) missing.push_back("intended_outcome");
  if (action.success_measure().empty()) missing.push_back("success_measure");
  return missing;
}

absl::Status CheckResolution(const v1::Action& state,
                             const v1::ResolveDeclineRequest& command,
                             const Circumstances& now) {
  const std::string& lead_agency = command.lead_agency();
  if (command.decision() == v1::ResolveDeclineRequest::CANCEL) {
    const bool assigns = !lead_agency.empty() ||
                         !command.owner_role().empty() || command.has_due();
    return assigns ? CancellationCarriesAssignment(state.name())
                   : absl::OkStatus();
  }
  if (!lead_agency.empty()) {
    RETURN_IF_ERROR(CheckActiveAgency(lead_agency, now));
    if (lead_agency != state.lead_agency() && command.owner_role().empty()) {
      return OwnerRoleNeeded(lead_agency);
    }
  }
  return command.has_due() ? CheckDue(command.due(), now) : absl::OkStatus();
}

}  // namespace

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::AssignActionRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kAssign, state, now));
  RETURN_IF_ERROR(CheckRole(ActionCommand::kAssign, now.caller,
                            {Role::kBoardManager, Role::kSubGroupChair}));
  RETURN_IF_ERROR(CheckActiveAgency(command.lead_agency(), now));
  RETURN_IF_ERROR(CheckSupporters(state, command.supporting_agencies(), now));
  RETURN_IF_ERROR(CheckDue(command.due(), now));
  const v1::Action assigned = Assigned(state, command);
  const std::vector<std::string> missing = MissingSmartParts(assigned);
  if (!missing.empty() && command.smart_override_reason().empty()) {
    return SmartIncomplete(state.name(), missing);
  }

  ActionFact fact;
  events::v1::ActionAssigned& assignment = *fact.mutable_action_assigned();
  assignment.set_previous_lead_agency(state.lead_agency());
  assignment.set_lead_agency(command.lead_agency());
  assignment.set_previous_owner_role(state.owner_role());
  assignment.set_owner_role(command.owner_role());
  assignment.set_previous_priority(
      resources::SameValue<ActionPriority>(state.priority()));
  assignment.set_priority(
      resources::SameValue<ActionPriority>(command.priority()));
  if (state.has_due())
    *assignment.mutable_previous_due() = DueFact(state.due());
  *assignment.mutable_due() = DueFact(command.due());
  *assignment.mutable_previous_details() = DetailsOf(state);
  *assignment.mutable_details() =
      RewrittenDetails(state, assigned, now.caller.principal);
  if (!missing.empty()) {
    *assignment.mutable_smart_override_reason() =
        Written(command.smart_override_reason(), now);
  }
  return Just(std::move(fact));
}

std::vector<std::string> RelatedNames(const v1::AssignActionRequest& command) {
  std::vector<std::string> names(command.supporting_agencies().begin(),
                                 command.supporting_agencies().end());
  names.push_back(command.lead_agency());
  return names;
}

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::AcceptActionRequest&,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kAccept, state, now));
  RETURN_IF_ERROR(CheckLeadAgency(ActionCommand::kAccept, state, now.caller));
  ActionFact fact;
  events::v1::ActionAccepted& accepted = *fact.mutable_action_accepted();
  if (state.due().has_date()) {
    *accepted.mutable_original_due_date() = state.due().date();
  }
  return Just(std::move(fact));
}

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::DeclineActionRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kDecline, state, now));
  RETURN_IF_ERROR(CheckLeadAgency(ActionCommand::kDecline, state, now.caller));
  ActionFact fact;
  events::v1::ActionDeclined& declined = *fact.mutable_action_declined();
  *declined.mutable_reason() = Written(command.reason(), now);
  *declined.mutable_counter_proposal() =
      Written(command.counter_proposal(), now);
  return Just(std::move(fact));
}

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::ResolveDeclineRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kResolveDecline, state, now));
  RETURN_IF_ERROR(CheckRole(ActionCommand::kResolveDecline, now.caller,
                            {Role::kSubGroupChair, Role::kIndependentChair}));
  RETURN_IF_ERROR(CheckResolution(state, command, now));

  const auto given_or_same = [](const std::string& given,
                                const std::string& same) {
    return given.empty() ? same : given;
  };
  ActionFact fact;
  events::v1::DeclineResolved& resolved = *fact.mutable_decline_resolved();
  resolved.set_decision(
      resources::SameValue<events::v1::DeclineDecision>(command.decision()));
  *resolved.mutable_reason() = Written(command.reason(), now);
  resolved.set_previous_lead_agency(state.lead_agency());
  resolved.set_lead_agency(
      given_or_same(command.lead_agency(), state.lead_agency()));
  resolved.set_previous_owner_role(state.owner_role());
  resolved.set_owner_role(
      given_or_same(command.owner_role(), state.owner_role()));
  *resolved.mutable_previous_due() = DueFact(state.due());
  *resolved.mutable_due() =
      DueFact(command.has_due() ? command.due() : state.due());
  return Just(std::move(fact));
}

std::vector<std::string> RelatedNames(
    const v1::ResolveDeclineRequest& command) {
  if (command.lead_agency().empty()) return {};
  return {command.lead_agency()};
}

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::ReassignActionRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kReassign, state, now));
  RETURN_IF_ERROR(CheckMayReassign(state, now.caller));
  if (command.owner_role() == state.owner_role()) {
    return NothingToChange(state.name());
  }
  ActionFact fact;
  events::v1::ActionReassigned& reassigned = *fact.mutable_action_reassigned();
  reassigned.set_previous_owner_role(state.owner_role());
  reassigned.set_owner_role(command.owner_role());
  *reassigned.mutable_handover_note() = Written(command.handover_note(), now);
  return Just(std::move(fact));
}

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::ChangePriorityRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kChangePriority, state, now));
  RETURN_IF_ERROR(CheckRole(ActionCommand::kChangePriority, now.caller,
                            {Role::kBoardManager, Role::kSubGroupChair}));
  if (state.priority() == command.priority()) {
    return NothingToChange(state.name());
  }
  ActionFact fact;
  events::v1::PriorityChanged& changed = *fact.mutable_priority_changed();
  changed.set_previous_priority(
      resources::SameValue<events::v1::ActionPriority>(state.priority()));
  changed.set_priority(
      resources::SameValue<events::v1::ActionPriority>(command.priority()));
  *changed.mutable_reason() = Written(command.reason(), now);
  return Just(std::move(fact));
}

}  // namespace actionplan::domain
