#include "services/domain/escalation_by_rule.h"

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "projections/resources/civil_date.h"
#include "projections/resources/fold.h"
#include "services/domain/action_clock.h"
#include "services/domain/escalation.h"
#include "services/domain/escalation_deadlines.h"
#include "services/domain/escalation_errors.h"
#include "services/domain/preconditions.h"

namespace actionplan::domain {
namespace {

using events::v1::EscalationFact;
using Grounds = v1::Escalation::Grounds;

events::v1::EscalationGrounds FactGrounds(const Grounds& grounds) {
  events::v1::EscalationGrounds fact;
  *fact.mutable_as_of_date() = grounds.as_of_date();
  *fact.mutable_due_date() = grounds.due_date();
  fact.set_working_days_overdue(grounds.working_days_overdue());
  fact.set_working_days_allowed(grounds.working_days_allowed());
  fact.set_policy_version(grounds.policy_version());
  fact.set_calendar_version(grounds.calendar_version());
  return fact;
}

// That action and policy are still what the rule saw.
absl::Status CheckGrounds(const v1::Action& subject, const v1::Board& board,
                          const Grounds& grounds) {
  const v1::EscalationPolicy& policy = board.escalation_policy();
  if (ClockIn(subject.state()) != ActionClock::kRunning) {
    return EvaluationStale(
        subject.name(),
        absl::StrCat("it is ", v1::Action::State_Name(subject.state())));
  }
  if (!resources::IsSameDate(subject.due().date(), grounds.due_date())) {
    return EvaluationStale(subject.name(), "it has another due date");
  }
  if (policy.version() != grounds.policy_version() ||
      AllowedWorkingDays(policy, subject.priority()) !=
          grounds.working_days_allowed()) {
    return EvaluationStale(subject.name(),
                           "another policy or priority is in force");
  }
  return absl::OkStatus();
}

// That the rule has not raised an episode for this due date before.
absl::Status CheckFirstForDueDate(const RaiseByRule& command,
                                  const Circumstances& now) {
  for (const std::string& name : NamesBefore(command.episode)) {
    const auto* before = now.related.Find<v1::Escalation>(name);
    if (before != nullptr &&
        resources::IsSameDate(before->grounds().due_date(),
                              command.grounds.due_date())) {
      return EvaluationStale(
          command.episode.subject,
          absl::StrCat(name, " was raised for this due date"));
    }
  }
  return absl::OkStatus();
}

std::string ReasonFor(const Grounds& grounds) {
  const auto due = resources::FromDate(grounds.due_date());
  return absl::StrCat(
      grounds.working_days_overdue(), " working days past the due date",
      due.ok() ? " " + resources::FormatDate(*due) : "",
      "; the policy escalates at ", grounds.working_days_allowed(), ".");
}

// The subject of a command about an open escalation.
absl::StatusOr<const v1::Action*> FindSubject(const v1::Escalation& state,
                                              const std::string& subject,
                                              const Circumstances& now) {
  RETURN_IF_ERROR(CheckScheduler("apply escalation policies", now));
  RETURN_IF_ERROR(CheckChange(state, now));
  if (state.subject() != subject) {
    return EvaluationStale(
        subject, absl::StrCat(state.name(), " is about another subject"));
  }
  if (state.state() == v1::Escalation::RESOLVED) {
    return EvaluationStale(subject, absl::StrCat(state.name(), " is over"));
  }
  return FindReference<v1::Action>(subject, now);
}

// Whether the escalation was raised for this due date. If that is not past any
// more, the clock was set back, and nobody gave the subject more time.
bool IsEscalatedDate(absl::CivilDay due, const v1::Escalation& state) {
  const auto escalated = resources::FromDate(state.grounds().due_date());
  return escalated.ok() && *escalated == due;
}

// Whether the subject is as the resolution says.
bool HoldsFor(v1::Escalation::Resolution resolution,
              const v1::Escalation& state, const v1::Action& subject,
              absl::CivilDay today) {
  if (resolution != v1::Escalation::SUBJECT_RE_DATED) {
    return resolution == ResolutionIn(subject.state()) &&
           resolution != v1::Escalation::RESOLUTION_UNSPECIFIED;
  }
  const auto due = resources::FromDate(subject.due().date());
  return state.family() == v1::Escalation::TIMELINESS &&
         ClockIn(subject.state()) == ActionClock::kRunning &&
         (!due.ok() || (*due >= today && !IsEscalatedDate(*due, state)));
}

}  // namespace

v1::Escalation::Resolution ResolutionIn(v1::Action::State state) {
  switch (state) {
    case v1::Action::VERIFIED:
    case v1::Action::CLOSED:
      return v1::Escalation::SUBJECT_VERIFIED;
    case v1::Action::CANCELLED:
      return v1::Escalation::SUBJECT_CANCELLED;
    case v1::Action::SUPERSEDED:
      return v1::Escalation::SUBJECT_SUPERSEDED;
    case v1::Action::NOT_IMPLEMENTED:
      return v1::Escalation::SUBJECT_NOT_IMPLEMENTED;
    default:
      return v1::Escalation::RESOLUTION_UNSPECIFIED;
  }
}

Facts<EscalationFact> Decide(const v1::Escalation& state,
                             const RaiseByRule& command,
                             const Circumstances& now) {
  RETURN_IF_ERROR(CheckScheduler("apply escalation policies", now));
  ASSIGN_OR_RETURN(const v1::Board* const board, FindBoard(now));
  ASSIGN_OR_RETURN(const v1::Action* const subject,
                   FindReference<v1::Action>(command.episode.subject, now));
  RETURN_IF_ERROR(CheckEpisode(state, command.episode, now));
  RETURN_IF_ERROR(CheckOccurrence(state.last_occur_time(), now));
  RETURN_IF_ERROR(CheckGrounds(*subject, *board, command.grounds));
  RETURN_IF_ERROR(CheckFirstForDueDate(command, now));
  EscalationFact fact;
  auto& raised = *fact.mutable_escalation_raised();
  raised.set_subject(command.episode.subject);
  raised.set_rule(events::v1::OVERDUE_BY);
  raised.set_family(events::v1::TIMELINESS);
  raised.set_episode(command.episode.number);
  raised.set_level(1);
  *raised.mutable_reason() = Written(ReasonFor(command.grounds), now);
  *raised.mutable_grounds() = FactGrounds(command.grounds);
  raised.set_agency(subject->lead_agency());
  SetDeadlines(*board, now.today, raised);
  return Just(std::move(fact));
}

Facts<EscalationFact> Decide(const v1::Escalation& state,
                             const PauseEscalation& command,
                             const Circumstances& now) {
  ASSIGN_OR_RETURN(const v1::Action* const subject,
                   FindSubject(state, command.subject, now));
  if (state.state() == v1::Escalation::PAUSED ||
      ClockIn(subject->state()) != ActionClock::kStopped) {
    return EvaluationStale(command.subject, "there is nothing to pause");
  }
  EscalationFact fact;
  fact.mutable_escalation_paused();
  return Just(std::move(fact));
}

Facts<EscalationFact> Decide(const v1::Escalation& state,
                             const ResumeEscalation& command,
                             const Circumstances& now) {
  ASSIGN_OR_RETURN(const v1::Action* const subject,
                   FindSubject(state, command.subject, now));
  ASSIGN_OR_RETURN(const v1::Board* const board, FindBoard(now));
  if (state.state() != v1::Escalation::PAUSED ||
      ClockIn(subject->state()) != ActionClock::kRunning) {
    return EvaluationStale(command.subject, "there is nothing to resume");
  }
  EscalationFact fact;
  ASSIGN_OR_RETURN(*fact.mutable_escalation_resumed(),
                   MoveDeadlines(state, *board, now));
  return Just(std::move(fact));
}

Facts<EscalationFact> Decide(const v1::Escalation& state,
                             const ResolveByRule& command,
                             const Circumstances& now) {
  ASSIGN_OR_RETURN(const v1::Action* const subject,
                   FindSubject(state, command.subject, now));
  if (!HoldsFor(command.resolution, state, *subject, now.today)) {
    return EvaluationStale(command.subject, "there is nothing to resolve");
  }
  EscalationFact fact;
  fact.mutable_escalation_resolved()->set_resolution(
      resources::SameValue<events::v1::EscalationResolution>(
          command.resolution));
  return Just(std::move(fact));
}

std::vector<std::string> RelatedNames(const RaiseByRule& command) {
  std::vector<std::string> names = NamesBefore(command.episode);
  names.push_back(command.episode.subject);
  return names;
}

std::vector<std::string> RelatedNames(const PauseEscalation& command) {
  return {command.subject};
}

std::vector<std::string> RelatedNames(const ResumeEscalation& command) {
  return {command.subject};
}

std::vector<std::string> RelatedNames(const ResolveByRule& command) {
  return {command.subject};
}

std::optional<int> AllowedWorkingDays(const v1::EscalationPolicy& policy,
                                      v1::Action::Priority priority) {
  if (!policy.has_overdue_by()) return std::nullopt;
  switch (priority) {
    case v1::Action::HIGH:
      return policy.overdue_by().high();
    case v1::Action::MEDIUM:
      return policy.overdue_by().medium();
    case v1::Action::LOW:
      return policy.overdue_by().low();
    default:  // Not said, and the values that protobuf adds to every enum.
      return std::nullopt;
  }
}

}  // namespace actionplan::domain
