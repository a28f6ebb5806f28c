#include "services/domain/escalation_evaluator.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "projections/resources/civil_date.h"
#include "projections/resources/escalation_trigger.h"
#include "services/domain/action_clock.h"

namespace actionplan::domain {
namespace {

using v1::Escalation;
using Clocks = OpenEscalation::Clocks;
using Command = decltype(EscalationCommand::command);

bool IsRaisedByPeople(Escalation::Family family) {
  return family == Escalation::BY_HAND || family == Escalation::IMMEDIATE;
}

// How an open episode ends; unspecified when it does not.
Escalation::Resolution ResolutionOf(const OpenEscalation& open,
                                    const WatchedAction& action,
                                    absl::CivilDay as_of) {
  const Escalation::Resolution over = ResolutionIn(action.state);
  if (over != Escalation::RESOLUTION_UNSPECIFIED) return over;
  const bool late = action.due_date && *action.due_date < as_of;
  const bool gone =
      open.family == Escalation::TIMELINESS
          ? ClockIn(action.state) == ActionClock::kRunning && !late
          : IsTriggerGone(open, action);
  if (gone) return ResolutionFor(open.family);
  return IsOfAnother({.family = open.family,
                      .level = open.level,
                      .agency = open.agency},
                     action.lead_agency)
             ? Escalation::SUBJECT_REASSIGNED
             : Escalation::RESOLUTION_UNSPECIFIED;
}

// What was awaited by a day that is past: one level more, with the first
// working day after as its as-of date.
std::optional<Command> RaiseMissedLevel(const OpenEscalation& open,
                                        const WatchedAction& action,
                                        const EvaluationBasis& basis) {
  if (open.level >= HighestLevel(basis.policy) ||
      !basis.policy.has_overdue_by()) {
    return std::nullopt;
  }
  RaiseLevel raise{.subject = action.name, .from = open.level};
  std::optional<absl::CivilDay> missed;
  const auto look = [&](Escalation::Rule rule,
                        const std::optional<absl::CivilDay>& day) {
    if (missed || !day) return;
    const absl::CivilDay since = std::max(
        basis.calendar.AddWorkingDays(*day, 1).value, basis.in_force_since);
    if (since > basis.as_of) return;
    missed = day;
    raise.rule = rule;
    *raise.grounds.mutable_as_of_date() = resources::ToDate(since);
  };
  if (open.recovery_date) {
    look(Escalation::RECOVERY_MISSED, open.recovery_date);
  } else {
    look(Escalation::NO_ACKNOWLEDGEMENT, open.acknowledge_by);
    look(Escalation::NO_RESPONSE, open.respond_by);
  }
  if (!missed) return std::nullopt;
  *raise.grounds.mutable_missed_date() = resources::ToDate(*missed);
  raise.grounds.set_policy_version(basis.policy.version());
  raise.grounds.set_calendar_version(std::string(basis.calendar.version()));
  return raise;
}

// What has to happen to an open episode; nullopt when nothing has.
std::optional<Command> Follow(const OpenEscalation& open,
                              const WatchedAction& action,
                              const EvaluationBasis& basis) {
  const Escalation::Resolution resolution =
      ResolutionOf(open, action, basis.as_of);
  if (resolution != Escalation::RESOLUTION_UNSPECIFIED) {
    return ResolveByRule{action.name, resolution};
  }
  const ActionClock clock = ClockIn(action.state);
  if (!IsRaisedByPeople(open.family)) {
    if (clock == ActionClock::kStopped && open.clocks == Clocks::kRunning) {
      return PauseEscalation{action.name};
    }
    if (clock == ActionClock::kRunning && open.clocks == Clocks::kPaused) {
      return ResumeEscalation{action.name};
    }
  }
  if (open.clocks == Clocks::kPaused) return std::nullopt;
  return RaiseMissedLevel(open, action, basis);
}

std::optional<EscalationCommand> Raise(Escalation::Rule rule,
                                       const WatchedAction& action,
                                       const EvaluationBasis& basis) {
  std::optional<Escalation::Grounds> grounds = GroundsFor(rule, action, basis);
  if (!grounds) return std::nullopt;
  const Escalation::Family family = FamilyOf(rule);
  WatchedAction::Episodes past;
  const auto found = action.episodes.find(family);
  if (found != action.episodes.end()) past = found->second;
  // What ended because its trigger was gone begins anew when that is back.
  if (past.count > 0 && !past.ended_by_rule &&
      past.trigger == resources::TriggerIn(*grounds)) {
    return std::nullopt;
  }
  RaiseByRule raise{.episode = {.subject = action.name,
                                .family = family,
                                .number = past.count + 1},
                    .rule = rule,
                    .grounds = *std::move(grounds)};
  std::string name = EscalationName(raise.episode);
  return EscalationCommand{.name = std::move(name),
                           .command = std::move(raise)};
}

void EvaluateOne(const WatchedAction& action, const EvaluationBasis& basis,
                 std::vector<EscalationCommand>& commands) {
  std::set<Escalation::Family> open;
  for (const OpenEscalation& escalation : action.open) {
    std::optional<Command> command = Follow(escalation, action, basis);
    const bool ends =
        command && std::holds_alternative<ResolveByRule>(*command);
    if (!ends) open.insert(escalation.family);
    if (command) commands.push_back({escalation.name, *std::move(command)});
  }
  for (const Escalation::Rule rule : RaisingRules()) {
    if (open.count(FamilyOf(rule)) != 0) continue;
    auto raise = Raise(rule, action, basis);
    if (!raise) continue;
    open.insert(FamilyOf(rule));
    commands.push_back(*std::move(raise));
  }
}

}  // namespace

std::vector<EscalationCommand> Evaluate(
    const EvaluationBasis& basis, absl::Span<const WatchedAction> actions) {
  std::vector<EscalationCommand> commands;
  for (const WatchedAction& action : actions) {
    EvaluateOne(action, basis, commands);
  }
  return commands;
}

}  // namespace actionplan::domain
