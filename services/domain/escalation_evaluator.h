// Turns a board's escalation policy into commands: what has to happen to the
// escalations of some actions, as of a day.
//
// Pure and deterministic: equal input gives equal commands in the same order,
// that of the actions given and, for one action, of its open escalations. An
// evaluation of a state in which its own commands were carried out gives none,
// so evaluating twice does what evaluating once does. Actions do not touch each
// other: they may be evaluated together, apart or in any order.
//
// A rule that was not evaluated on the day on which it first held raises later
// with that day as its as-of date. The clocks of a level start when it is
// recorded, so after an outage the next level is not due at once. Safe from any
// thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_EVALUATOR_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_EVALUATOR_H_

#include <string>
#include <variant>
#include <vector>

#include "absl/types/span.h"
#include "services/domain/escalation_by_rule.h"
#include "services/domain/escalation_levels.h"
#include "services/domain/escalation_rules.h"
#include "services/domain/watched_action.h"

namespace actionplan::domain {

// A command about the escalation of this name.
struct EscalationCommand {
  std::string name;
  std::variant<RaiseByRule, PauseEscalation, ResumeEscalation, ResolveByRule,
               RaiseLevel>
      command;
};

// For each action, first what follows for its open episodes, then what is
// raised.
//
// An episode is resolved when the action is done or given up, or when what it
// was raised for is no more; paused while completion is submitted and resumed
// when the clock runs again, unless a person raised it; and raised by a level
// when it is not acknowledged or answered in time, or an agreed recovery date
// passes, on the first working day after. A family without an open episode gets
// one for the first of its rules that holds.
std::vector<EscalationCommand> Evaluate(
    const EvaluationBasis& basis, absl::Span<const WatchedAction> actions);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_EVALUATOR_H_
