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
// with that day as its as-of date, so leaving days out does not change what is
// raised or why. Safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_EVALUATOR_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_EVALUATOR_H_

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/board.pb.h"
#include "actionplan/v1/escalation.pb.h"
#include "services/domain/escalation_by_rule.h"
#include "services/domain/working_calendar.h"

namespace actionplan::domain {

// An escalation that is not resolved.
struct OpenEscalation {
  enum class Clocks { kRunning, kPaused };

  std::string name;
  v1::Escalation::Family family = v1::Escalation::FAMILY_UNSPECIFIED;
  Clocks clocks = Clocks::kRunning;
};

// An action as far as rules look at it.
struct WatchedAction {
  std::string name;
  v1::Action::State state = v1::Action::STATE_UNSPECIFIED;
  v1::Action::Priority priority = v1::Action::PRIORITY_UNSPECIFIED;
  std::optional<absl::CivilDay> due_date;

  // The board's day on which state, priority or due date last changed: no rule
  // held before it as it holds now. The first of all days when not known.
  absl::CivilDay unchanged_since = absl::CivilDay(1, 1, 1);

  std::vector<OpenEscalation> open;

  // How many episodes of TIMELINESS were ever raised, and the due date for
  // which the last of them was.
  int episodes = 0;
  std::optional<absl::CivilDay> escalated_due_date;
};

// By what actions are evaluated.
struct EvaluationBasis {
  absl::CivilDay as_of;
  v1::EscalationPolicy policy;  // Empty: nothing is raised.

  // The board's day on which the policy was adopted: the rule did not hold
  // before it. The first of all days when not known.
  absl::CivilDay policy_since = absl::CivilDay(1, 1, 1);

  WorkingCalendar calendar;
};

// A command about the escalation of this name.
struct EscalationCommand {
  std::string name;
  std::variant<RaiseByRule, PauseEscalation, ResumeEscalation, ResolveByRule>
      command;
};

// TIMELINESS: raised when the clock of an action runs and as many working days
// have passed since its due date as the policy allows; paused while completion
// is submitted; resumed when the clock runs again; resolved when the due date
// is not past any more. Every family: resolved when the action is done or given
// up. BY_HAND is otherwise left to people, whose reasons a rule cannot know.
std::vector<EscalationCommand> Evaluate(
    const EvaluationBasis& basis, absl::Span<const WatchedAction> actions);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_EVALUATOR_H_
