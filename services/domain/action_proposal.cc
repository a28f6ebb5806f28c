#include "services/domain/action_proposal.h"

#include "absl/status/status.h"
#include "eventstore/base/status.h"
#include "google/protobuf/util/field_mask_util.h"
#include "google/protobuf/util/message_differencer.h"
#include "projections/resources/fold.h"
#include "projections/resources/names.h"
#include "services/domain/action_errors.h"
#include "services/domain/action_permissions.h"
#include "services/domain/action_supporters.h"
#include "services/domain/action_transitions.h"
#include "services/domain/action_values.h"
#include "services/domain/references.h"
#include "services/domain/resource_errors.h"

namespace actionplan::domain {
namespace {

using events::v1::ActionFact;
using google::protobuf::util::FieldMaskUtil;
using google::protobuf::util::MessageDifferencer;

absl::Status CheckSource(const v1::Action::Source& source,
                         const Circumstances& now) {
  if (!source.has_resource()) return absl::OkStatus();
  const std::string& name = source.resource();
  if (resources::IsName(resources::Kind::kFinding, name)) {
    return FindReference<v1::Finding>(name, now).status();
  }
  return FindReference<v1::Recommendation>(name, now).status();
}

events::v1::ActionSource SourceFact(const v1::Action::Source& source) {
  events::v1::ActionSource fact;
  if (source.has_resource()) fact.set_resource(source.resource());
  if (source.has_external_reference()) {
    fact.set_external_reference(source.external_reference());
  }
  return fact;
}

v1::Action Amended(const v1::Action& state,
                   const v1::AmendActionRequest& command) {
  FieldMaskUtil::MergeOptions options;
  options.set_replace_repeated_fields(true);
  v1::Action amended = state;
  FieldMaskUtil::MergeMessageTo(command.action(), command.update_mask(),
                                options, &amended);
  return amended;
}

absl::Status CheckSmartPartsKept(const v1::Action& state,
                                 const v1::Action& amended) {
  if (state.state() == v1::Action::DRAFT) return absl::OkStatus();
  std::vector<std::string> removed;
  if (amended.intended_outcome().empty() && !state.intended_outcome().empty()) {
    removed.push_back("intended_outcome");
  }
  if (amended.success_measure().empty() && !state.success_measure().empty()) {
    removed.push_back("success_measure");
  }
  return removed.empty() ? absl::OkStatus()
                         : SmartPartRemoved(state.name(), removed);
}

}  // namespace

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::ProposeActionRequest& command,
                         const Circumstances& now) {
  const v1::Action& proposal = command.action();
  RETURN_IF_ERROR(FindBoard(now).status());
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kPropose, state, now));
  RETURN_IF_ERROR(
      CheckRole(ActionCommand::kPropose, now.caller,
                {Role::kBoardManager, Role::kAgencyLead, Role::kAuditLead,
                 Role::kSubGroupChair, Role::kIndependentChair}));
  if (!proposal.lead_agency().empty()) {
    RETURN_IF_ERROR(CheckActiveAgency(proposal.lead_agency(), now));
  }
  RETURN_IF_ERROR(CheckSupporters(state, proposal.supporting_agencies(), now));
  for (const v1::Action::Source& source : proposal.sources()) {
    RETURN_IF_ERROR(CheckSource(source, now));
  }

  ActionFact fact;
  events::v1::ActionProposed& proposed = *fact.mutable_action_proposed();
  *proposed.mutable_details() =
      RewrittenDetails(v1::Action(), proposal, now.caller.principal);
  for (const v1::Action::Source& source : proposal.sources()) {
    *proposed.add_sources() = SourceFact(source);
  }
  proposed.set_lead_agency(proposal.lead_agency());
  proposed.set_owner_role(proposal.owner_role());
  proposed.set_priority(
      resources::SameValue<events::v1::ActionPriority>(proposal.priority()));
  return Just(std::move(fact));
}

std::vector<std::string> RelatedNames(const v1::ProposeActionRequest& command) {
  const v1::Action& proposal = command.action();
  std::vector<std::string> names(proposal.supporting_agencies().begin(),
                                 proposal.supporting_agencies().end());
  if (!proposal.lead_agency().empty()) names.push_back(proposal.lead_agency());
  for (const v1::Action::Source& source : proposal.sources()) {
    if (source.has_resource()) names.push_back(source.resource());
  }
  return names;
}

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::AmendActionRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kAmend, state, now));
  RETURN_IF_ERROR(CheckMayAmend(state, now.caller));
  const v1::Action amended = Amended(state, command);
  RETURN_IF_ERROR(CheckSupporters(state, amended.supporting_agencies(), now));
  RETURN_IF_ERROR(CheckSmartPartsKept(state, amended));
  if (MessageDifferencer::Equals(state, amended)) {
    return NothingToChange(state.name());
  }

  ActionFact fact;
  events::v1::DetailsAmended& amendment = *fact.mutable_details_amended();
  *amendment.mutable_previous_details() = DetailsOf(state);
  *amendment.mutable_details() =
      RewrittenDetails(state, amended, now.caller.principal);
  *amendment.mutable_reason() = Written(command.reason(), now);
  return Just(std::move(fact));
}

std::vector<std::string> RelatedNames(const v1::AmendActionRequest& command) {
  const auto& agencies = command.action().supporting_agencies();
  return {agencies.begin(), agencies.end()};
}

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::CancelActionRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kCancel, state, now));
  RETURN_IF_ERROR(CheckMayCancel(state, now.caller));
  ActionFact fact;
  *fact.mutable_action_cancelled()->mutable_reason() =
      Written(command.reason(), now);
  return Just(std::move(fact));
}

}  // namespace actionplan::domain
