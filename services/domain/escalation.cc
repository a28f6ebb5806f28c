#include "services/domain/escalation.h"

#include "eventstore/base/status.h"
#include "projections/resources/fold.h"
#include "projections/resources/names.h"
#include "services/domain/action_clock.h"
#include "services/domain/escalation_deadlines.h"
#include "services/domain/escalation_errors.h"
#include "services/domain/escalation_levels.h"
#include "services/domain/escalation_rules.h"
#include "services/domain/preconditions.h"
#include "services/domain/resource_errors.h"

namespace actionplan::domain {
namespace {

using events::v1::EscalationFact;

// What the person says it is.
v1::Escalation::Rule RuleOf(const RaiseByHand& command) {
  return command.request.escalation().rule() ==
                 v1::Escalation::IMMEDIATE_CONCERN
             ? v1::Escalation::IMMEDIATE_CONCERN
             : v1::Escalation::MANUAL;
}

Episode EpisodeOf(const RaiseByHand& command) {
  return {.subject = command.request.escalation().subject(),
          .family = FamilyOf(RuleOf(command)),
          .number = command.episode};
}

bool ActsFor(const Caller& caller, absl::string_view agency) {
  return !agency.empty() && caller.agency == agency &&
         !caller.Has(Role::kInspector);
}

absl::Status CheckMayRaise(v1::Escalation::Rule rule, const v1::Action& subject,
                           const Circumstances& now) {
  if (now.caller.IsBoardOffice()) return absl::OkStatus();
  if (rule == v1::Escalation::IMMEDIATE_CONCERN &&
      resources::BoardOf(now.caller.agency) ==
          resources::BoardOf(subject.name()) &&
      ActsFor(now.caller, now.caller.agency)) {
    return absl::OkStatus();
  }
  if (ActsFor(now.caller, subject.lead_agency())) return absl::OkStatus();
  return NotPermitted({.verb = "raise escalations of this action",
                       .for_whom = "the board manager, the chairs and the "
                                   "lead agency"});
}

}  // namespace

std::string NameOf(const RaiseByHand& command) {
  return EscalationName(EpisodeOf(command));
}

Facts<EscalationFact> Decide(const v1::Escalation& state,
                             const RaiseByHand& command,
                             const Circumstances& now) {
  const v1::Escalation& wish = command.request.escalation();
  // The name was made from the subject's, so the parent says nothing yet.
  if (resources::BoardOf(wish.subject()) != command.request.parent()) {
    return ReferenceOfOtherBoard(wish.subject(), command.request.parent());
  }
  ASSIGN_OR_RETURN(const v1::Board* const board, FindBoard(now));
  ASSIGN_OR_RETURN(const v1::Action* const subject,
                   FindReference<v1::Action>(wish.subject(), now));
  RETURN_IF_ERROR(CheckMayRaise(RuleOf(command), *subject, now));
  RETURN_IF_ERROR(CheckEpisode(state, EpisodeOf(command), now));
  RETURN_IF_ERROR(CheckOccurrence(state.last_occur_time(), now));
  const ActionClock clock = ClockIn(subject->state());
  if (clock == ActionClock::kDone || clock == ActionClock::kGivenUp) {
    return SubjectOver(*subject);
  }
  EscalationFact fact;
  auto& raised = *fact.mutable_escalation_raised();
  raised.set_subject(wish.subject());
  raised.set_rule(
      resources::SameValue<events::v1::EscalationRule>(RuleOf(command)));
  raised.set_family(resources::SameValue<events::v1::EscalationFamily>(
      EpisodeOf(command).family));
  raised.set_episode(command.episode);
  raised.set_level(wish.level());
  *raised.mutable_reason() = Written(wish.reason(), now);
  raised.set_agency(subject->lead_agency());
  SetDeadlines(*board, now.today, raised);
  return Just(std::move(fact));
}

absl::Status CheckRecipient(const v1::Escalation& state,
                            const Circumstances& now) {
  const Caller& caller = now.caller;
  if (state.level() <= 2 && !state.agency().empty()) {
    return ActsFor(caller, state.agency())
               ? absl::OkStatus()
               : NotTheRecipient(state.name(), state.agency());
  }
  if (state.level() <= 3) {
    return CheckBoardOffice("acknowledge escalations to the board", now);
  }
  return caller.agency.empty() && caller.Has(Role::kIndependentChair)
             ? absl::OkStatus()
             : NotTheRecipient(state.name(), "the independent chair");
}

std::vector<std::string> RelatedNames(const RaiseByHand& command) {
  const Episode episode = EpisodeOf(command);
  std::vector<std::string> names = NamesBefore(episode);
  names.push_back(episode.subject);
  return names;
}

Facts<EscalationFact> Decide(const v1::Escalation& state,
                             const v1::AcknowledgeEscalationRequest& command,
                             const Circumstances& now) {
  RETURN_IF_ERROR(CheckChange(state, now));
  RETURN_IF_ERROR(CheckRecipient(state, now));
  if (state.state() != v1::Escalation::RAISED) {
    return StateForbids({.name = state.name(),
                         .state = v1::Escalation::State_Name(state.state()),
                         .verb = "acknowledged",
                         .states = {"RAISED"}});
  }
  EscalationFact fact;
  *fact.mutable_escalation_acknowledged()->mutable_note() =
      Written(command.note(), now);
  return Just(std::move(fact));
}

Facts<EscalationFact> Decide(const v1::Escalation& state,
                             const v1::ResolveEscalationRequest& command,
                             const Circumstances& now) {
  RETURN_IF_ERROR(CheckDecider(state, "resolve escalations", now));
  RETURN_IF_ERROR(CheckChange(state, now));
  if (state.state() == v1::Escalation::RESOLVED) {
    return StateForbids(
        {.name = state.name(),
         .state = v1::Escalation::State_Name(state.state()),
         .verb = "resolved",
         .states = {"RAISED", "ACKNOWLEDGED", "PAUSED", "RECOVERY_AGREED"}});
  }
  EscalationFact fact;
  auto& resolved = *fact.mutable_escalation_resolved();
  resolved.set_resolution(events::v1::RESOLVED_BY_HAND);
  *resolved.mutable_note() = Written(command.reason(), now);
  return Just(std::move(fact));
}

absl::Status CheckMayEvaluate(const Caller& caller) {
  return caller.Has(Role::kScheduler)
             ? absl::OkStatus()
             : CheckBoardOffice("evaluate escalations", {.caller = caller});
}

absl::Status CheckEpisode(const v1::Escalation& state, const Episode& episode,
                          const Circumstances& now) {
  if (!state.name().empty()) {
    return state.state() == v1::Escalation::RESOLVED
               ? EscalationEpisodeTaken(episode)
               : EscalationAlreadyOpen(state.name());
  }
  for (const std::string& name : NamesBefore(episode)) {
    const auto* before = now.related.Find<v1::Escalation>(name);
    if (before == nullptr) return EscalationEpisodeSkipped(episode);
    if (before->state() != v1::Escalation::RESOLVED) {
      return EscalationAlreadyOpen(name);
    }
  }
  return absl::OkStatus();
}

std::vector<std::string> NamesBefore(const Episode& episode) {
  if (episode.number <= 1) return {};
  Episode before = episode;
  --before.number;
  return {EscalationName(before)};
}

}  // namespace actionplan::domain
