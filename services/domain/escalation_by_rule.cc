#include "services/domain/escalation_by_rule.h"

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "projections/resources/civil_date.h"
#include "projections/resources/escalation_trigger.h"
#include "projections/resources/fold.h"
#include "services/domain/action_clock.h"
#include "services/domain/escalation.h"
#include "services/domain/escalation_deadlines.h"
#include "services/domain/escalation_errors.h"
#include "services/domain/escalation_levels.h"
#include "services/domain/escalation_rules.h"
#include "services/domain/preconditions.h"

namespace actionplan::domain {
namespace {

using events::v1::EscalationFact;
using Grounds = v1::Escalation::Grounds;

// That action and policy are still what the rule saw.
absl::Status CheckGrounds(const RaiseByRule& command, const v1::Action& subject,
                          const v1::Board& board) {
  const v1::EscalationPolicy& policy = board.escalation_policy();
  if (!IsAsSeen(command.rule, command.grounds, subject)) {
    return EvaluationStale(
        subject.name(),
        absl::StrCat("it is ", v1::Action::State_Name(subject.state()),
                     ", and not as it was"));
  }
  const bool same_allowance = command.rule != v1::Escalation::OVERDUE_BY ||
                              AllowedWorkingDays(policy, subject.priority()) ==
                                  command.grounds.working_days_allowed();
  if (policy.version() != command.grounds.policy_version() || !same_allowance) {
    return EvaluationStale(subject.name(),
                           "another policy or priority is in force");
  }
  return absl::OkStatus();
}

// That people did not end an episode of this trigger.
absl::Status CheckFirstForTrigger(const RaiseByRule& command,
                                  const Circumstances& now) {
  for (const std::string& name : NamesBefore(command.episode)) {
    const auto* before = now.related.Find<v1::Escalation>(name);
    if (before != nullptr &&
        before->resolution() == v1::Escalation::RESOLVED_BY_HAND &&
        resources::TriggerIn(before->grounds()) ==
            resources::TriggerIn(command.grounds)) {
      return EvaluationStale(command.episode.subject,
                             absl::StrCat(name, " was raised for the same"));
    }
  }
  return absl::OkStatus();
}

std::string DayText(const google::type::Date& date) {
  const auto day = resources::FromDate(date);
  return day.ok() ? resources::FormatDate(*day) : "";
}

std::string ReasonFor(v1::Escalation::Rule rule, const Grounds& grounds) {
  switch (rule) {
    case v1::Escalation::OVERDUE_BY:
      return absl::StrCat(
          grounds.working_days_overdue(), " working days past the due date ",
          DayText(grounds.due_date()), "; the policy escalates at ",
          grounds.working_days_allowed(), ".");
    case v1::Escalation::NOT_ACCEPTED:
      return absl::StrCat("Neither accepted nor refused ",
                          grounds.working_days_passed(),
                          " working days after it was assigned; the policy "
                          "escalates at ",
                          grounds.working_days_allowed(), ".");
    case v1::Escalation::DECLINED:
      return "The lead agency refused it, and the refusal is not answered.";
    case v1::Escalation::STALE:
      return grounds.has_review_date()
                 ? absl::StrCat("It has no due date, and its review date ",
                                DayText(grounds.review_date()), " is past.")
                 : absl::StrCat("No report for ", grounds.working_days_passed(),
                                " working days; the policy escalates after ",
                                grounds.working_days_allowed(), ".");
    case v1::Escalation::BLOCKED_PAST_REVIEW:
      return absl::StrCat("Still blocked after the review date ",
                          DayText(grounds.review_date()), ".");
    case v1::Escalation::EXTENSION_CAP_REACHED:
      return "More time is asked for than the cap for its priority gives.";
    default:
      return "The claim that it is done was rejected again.";
  }
}

}  // namespace

events::v1::EscalationGrounds FactGrounds(const Grounds& grounds) {
  events::v1::EscalationGrounds fact;
  *fact.mutable_as_of_date() = grounds.as_of_date();
  if (grounds.has_due_date()) *fact.mutable_due_date() = grounds.due_date();
  fact.set_working_days_overdue(grounds.working_days_overdue());
  fact.set_working_days_allowed(grounds.working_days_allowed());
  fact.set_policy_version(grounds.policy_version());
  fact.set_calendar_version(grounds.calendar_version());
  if (grounds.has_since_time()) {
    *fact.mutable_since_time() = grounds.since_time();
  }
  if (grounds.has_review_date()) {
    *fact.mutable_review_date() = grounds.review_date();
  }
  fact.set_extension_revision(grounds.extension_revision());
  fact.set_working_days_passed(grounds.working_days_passed());
  if (grounds.has_missed_date()) {
    *fact.mutable_missed_date() = grounds.missed_date();
  }
  return fact;
}

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

namespace {

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
  const v1::Escalation::Resolution over = ResolutionIn(subject.state());
  if (over != v1::Escalation::RESOLUTION_UNSPECIFIED) {
    return resolution == over;
  }
  if (resolution == v1::Escalation::SUBJECT_REASSIGNED) {
    return IsOfAnother({.family = state.family(),
                        .level = state.level(),
                        .agency = state.agency()},
                       subject.lead_agency());
  }
  if (resolution != ResolutionFor(state.family())) return false;
  if (resolution != v1::Escalation::SUBJECT_RE_DATED) {
    return IsTriggerGone(state, subject);
  }
  const auto due = resources::FromDate(subject.due().date());
  return ClockIn(subject.state()) == ActionClock::kRunning &&
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

bool IsOfAnother(const Addressed& escalation, absl::string_view lead_agency) {
  return ResolutionFor(escalation.family) !=
             v1::Escalation::RESOLUTION_UNSPECIFIED &&
         escalation.level <= kHighestLevelOfAgency && !lead_agency.empty() &&
         escalation.agency != lead_agency;
}

v1::Escalation::Resolution ResolutionFor(v1::Escalation::Family family) {
  switch (family) {
    case v1::Escalation::TIMELINESS:
      return v1::Escalation::SUBJECT_RE_DATED;
    case v1::Escalation::ACCEPTANCE:
    case v1::Escalation::EXTENSION:
      return v1::Escalation::SUBJECT_ANSWERED;
    case v1::Escalation::PROGRESS:
    case v1::Escalation::QUALITY:
      return v1::Escalation::SUBJECT_UPDATED;
    default:  // People raised it.
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
  RETURN_IF_ERROR(CheckGrounds(command, *subject, *board));
  RETURN_IF_ERROR(CheckFirstForTrigger(command, now));
  EscalationFact fact;
  auto& raised = *fact.mutable_escalation_raised();
  raised.set_subject(command.episode.subject);
  raised.set_rule(
      resources::SameValue<events::v1::EscalationRule>(command.rule));
  raised.set_family(resources::SameValue<events::v1::EscalationFamily>(
      command.episode.family));
  raised.set_episode(command.episode.number);
  raised.set_level(1);
  *raised.mutable_reason() =
      Written(ReasonFor(command.rule, command.grounds), now);
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

}  // namespace actionplan::domain
