#include "services/domain/action_assurance.h"

#include "absl/status/status.h"
#include "eventstore/base/status.h"
#include "projections/resources/fold.h"
#include "services/domain/action_clock.h"
#include "services/domain/action_permissions.h"
#include "services/domain/action_progress.h"
#include "services/domain/action_record_errors.h"
#include "services/domain/action_transitions.h"

namespace actionplan::domain {

using events::v1::ActionFact;
using v1::Assurance;

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::RecordAssuranceRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kRecordAssurance, state, now));
  RETURN_IF_ERROR(CheckMayAssure(state, command.level(), now.caller));
  if (command.level() >= Assurance::IMPACT_SHOWN &&
      ClockIn(state.state()) != ActionClock::kDone) {
    return ImpactNeedsVerification(state);
  }
  if (command.level() >= Assurance::EVIDENCED && CountedEvidence(state) == 0) {
    return AssuranceNeedsEvidence(state.name());
  }
  ActionFact fact;
  events::v1::AssuranceRecorded& recorded = *fact.mutable_assurance_recorded();
  recorded.set_previous_level(resources::SameValue<events::v1::AssuranceLevel>(
      state.assurance().level()));
  recorded.set_level(
      resources::SameValue<events::v1::AssuranceLevel>(command.level()));
  *recorded.mutable_statement() = Written(command.statement(), now);
  return Just(std::move(fact));
}

}  // namespace actionplan::domain
