#include "services/domain/escalation_evaluator.h"

#include <algorithm>
#include <utility>

#include "projections/resources/civil_date.h"
#include "services/domain/action_clock.h"

namespace actionplan::domain {
namespace {

using Clocks = OpenEscalation::Clocks;
using Command = decltype(EscalationCommand::command);

bool IsOverdue(const WatchedAction& action, absl::CivilDay as_of) {
  return action.due_date && *action.due_date < as_of;
}

// What has to happen to an open escalation; nullopt when nothing has.
std::optional<Command> Follow(const OpenEscalation& open,
                              const WatchedAction& action,
                              absl::CivilDay as_of) {
  const v1::Escalation::Resolution resolution = ResolutionIn(action.state);
  if (resolution != v1::Escalation::RESOLUTION_UNSPECIFIED) {
    return ResolveByRule{action.name, resolution};
  }
  const ActionClock clock = ClockIn(action.state);
  if (open.family != v1::Escalation::TIMELINESS) return std::nullopt;
  if (clock == ActionClock::kStopped && open.clocks == Clocks::kRunning) {
    return PauseEscalation{action.name};
  }
  if (clock != ActionClock::kRunning) return std::nullopt;
  if (!IsOverdue(action, as_of)) {
    return ResolveByRule{action.name, v1::Escalation::SUBJECT_RE_DATED};
  }
  if (open.clocks == Clocks::kPaused) return ResumeEscalation{action.name};
  return std::nullopt;
}

// Whether a rule may raise at all: the clock runs, no episode is open, and none
// was raised for this due date before.
bool MayRaise(const WatchedAction& action) {
  const bool is_open = std::any_of(
      action.open.begin(), action.open.end(), [](const OpenEscalation& open) {
        return open.family == v1::Escalation::TIMELINESS;
      });
  return !is_open && action.due_date.has_value() &&
         action.escalated_due_date != action.due_date &&
         ClockIn(action.state) == ActionClock::kRunning;
}

// OVERDUE_BY: raises with the first day on which it held.
std::optional<EscalationCommand> RaiseWhenOverdue(
    const WatchedAction& action, const EvaluationBasis& basis) {
  const std::optional<int> allowed =
      AllowedWorkingDays(basis.policy, action.priority);
  if (!allowed || !MayRaise(action)) return std::nullopt;
  const absl::CivilDay due = *action.due_date;
  const absl::CivilDay held_since =
      std::max({basis.calendar.AddWorkingDays(due, *allowed).value,
                action.unchanged_since, basis.policy_since});
  if (held_since > basis.as_of) return std::nullopt;
  RaiseByRule raise{.episode = {.subject = action.name,
                                .family = v1::Escalation::TIMELINESS,
                                .number = action.episodes + 1}};
  v1::Escalation::Grounds& grounds = raise.grounds;
  *grounds.mutable_as_of_date() = resources::ToDate(held_since);
  *grounds.mutable_due_date() = resources::ToDate(due);
  grounds.set_working_days_overdue(
      basis.calendar.WorkingDaysBetween(due, held_since).value);
  grounds.set_working_days_allowed(*allowed);
  grounds.set_policy_version(basis.policy.version());
  grounds.set_calendar_version(std::string(basis.calendar.version()));
  return EscalationCommand{.name = EscalationName(raise.episode),
                           .command = std::move(raise)};
}

}  // namespace

std::vector<EscalationCommand> Evaluate(
    const EvaluationBasis& basis, absl::Span<const WatchedAction> actions) {
  std::vector<EscalationCommand> commands;
  for (const WatchedAction& action : actions) {
    for (const OpenEscalation& open : action.open) {
      auto command = Follow(open, action, basis.as_of);
      if (command) commands.push_back({open.name, *std::move(command)});
    }
    auto raise = RaiseWhenOverdue(action, basis);
    if (raise) commands.push_back(*std::move(raise));
  }
  return commands;
}

}  // namespace actionplan::domain
