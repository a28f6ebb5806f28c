// RaiseEscalation: which episode it is, is known for sure only when it is
// decided, so the number is guessed and corrected.
#ifndef ACTIONPLAN_SERVICES_ESCALATION_RAISE_BY_HAND_H_
#define ACTIONPLAN_SERVICES_ESCALATION_RAISE_BY_HAND_H_

#include "services/commands/command.h"
#include "services/commands/command_processor.h"
#include "services/domain/escalation.h"

namespace actionplan::escalation {

// Submits `command`, which lacks name, related and decide, for the first
// episode that has not been raised yet. Costs a refusal for each that has.
void RaiseByHand(commands::CommandProcessor& processor,
                 commands::Command command, domain::RaiseByHand wish,
                 commands::Answer answer);

}  // namespace actionplan::escalation

#endif  // ACTIONPLAN_SERVICES_ESCALATION_RAISE_BY_HAND_H_
