#include <algorithm>

#include "projections/resources/fold.h"
#include "projections/resources/resource.h"

namespace actionplan::resources {
namespace {

using events::v1::EscalationFact;
using events::v1::EventContext;

v1::Escalation::Grounds ApiGrounds(const events::v1::EscalationGrounds& facts) {
  v1::Escalation::Grounds grounds;
  *grounds.mutable_as_of_date() = facts.as_of_date();
  if (facts.has_due_date()) *grounds.mutable_due_date() = facts.due_date();
  grounds.set_working_days_overdue(facts.working_days_overdue());
  grounds.set_working_days_allowed(facts.working_days_allowed());
  grounds.set_policy_version(facts.policy_version());
  grounds.set_calendar_version(facts.calendar_version());
  if (facts.has_since_time()) {
    *grounds.mutable_since_time() = facts.since_time();
  }
  if (facts.has_review_date()) {
    *grounds.mutable_review_date() = facts.review_date();
  }
  grounds.set_extension_revision(facts.extension_revision());
  grounds.set_working_days_passed(facts.working_days_passed());
  if (facts.has_missed_date()) {
    *grounds.mutable_missed_date() = facts.missed_date();
  }
  return grounds;
}

// Takes over the days that a fact gives; one without days leaves none.
template <typename Fact>
void ApplyDeadlines(const Fact& fact, v1::Escalation& escalation) {
  escalation.clear_acknowledge_by();
  escalation.clear_respond_by();
  if (fact.has_acknowledge_by()) {
    *escalation.mutable_acknowledge_by() = fact.acknowledge_by();
  }
  if (fact.has_respond_by()) {
    *escalation.mutable_respond_by() = fact.respond_by();
  }
}

// A level begins: nobody has answered it.
template <typename Fact>
void StartLevel(const Fact& fact, const EventContext& context,
                v1::Escalation& escalation) {
  escalation.set_level(fact.level());
  escalation.set_highest_level(
      std::max(escalation.highest_level(), fact.level()));
  *escalation.mutable_level_time() = OccurTime(context);
  ApplyDeadlines(fact, escalation);
  escalation.clear_acknowledger();
  escalation.clear_acknowledgement_note();
  escalation.clear_acknowledge_time();
  escalation.set_state(v1::Escalation::RAISED);
}

void Apply(const events::v1::EscalationRaised& raised,
           const EventContext& context, v1::Escalation& escalation) {
  escalation.set_subject(raised.subject());
  escalation.set_rule(SameValue<v1::Escalation::Rule>(raised.rule()));
  escalation.set_family(SameValue<v1::Escalation::Family>(raised.family()));
  escalation.set_episode(raised.episode());
  escalation.set_reason(ClearText(raised.reason()));
  if (raised.has_grounds()) {
    *escalation.mutable_grounds() = ApiGrounds(raised.grounds());
  }
  escalation.set_agency(raised.agency());
  *escalation.mutable_raise_time() = OccurTime(context);
  StartLevel(raised, context, escalation);
}

void Apply(const events::v1::EscalationLevelRaised& raised,
           const EventContext& context, v1::Escalation& escalation) {
  escalation.set_level_rule(SameValue<v1::Escalation::Rule>(raised.rule()));
  *escalation.mutable_level_grounds() = ApiGrounds(raised.grounds());
  escalation.clear_recovery_date();
  escalation.clear_recovery_plan();
  escalation.clear_recovery_agreer();
  escalation.clear_recovery_time();
  StartLevel(raised, context, escalation);
}

// A date of recovery holds the lower level too; else it begins as any level.
void Apply(const events::v1::EscalationLowered& lowered,
           const EventContext& context, v1::Escalation& escalation) {
  escalation.clear_level_rule();
  escalation.clear_level_grounds();
  escalation.set_lowering_reason(ClearText(lowered.reason()));
  const v1::Escalation::State before = escalation.state();
  StartLevel(lowered, context, escalation);
  if (escalation.has_recovery_date()) escalation.set_state(before);
}

void Apply(const events::v1::RecoveryPlanAgreed& agreed,
           const EventContext& context, v1::Escalation& escalation) {
  *escalation.mutable_recovery_date() = agreed.recovery_date();
  escalation.set_recovery_plan(ClearText(agreed.plan()));
  escalation.set_recovery_agreer(context.actor());
  *escalation.mutable_recovery_time() = OccurTime(context);
  if (!escalation.has_acknowledge_time()) {  // That answers it, too.
    escalation.set_acknowledger(context.actor());
    *escalation.mutable_acknowledge_time() = OccurTime(context);
  }
  escalation.set_state(v1::Escalation::RECOVERY_AGREED);
}

void Apply(const events::v1::EscalationAcknowledged& acknowledged,
           const EventContext& context, v1::Escalation& escalation) {
  escalation.set_acknowledger(context.actor());
  escalation.set_acknowledgement_note(ClearText(acknowledged.note()));
  *escalation.mutable_acknowledge_time() = OccurTime(context);
  escalation.set_state(v1::Escalation::ACKNOWLEDGED);
}

// It goes on where it was: what was acknowledged stays acknowledged.
void Apply(const events::v1::EscalationResumed& resumed,
           v1::Escalation& escalation) {
  ApplyDeadlines(resumed, escalation);
  escalation.set_state(escalation.has_acknowledge_time()
                           ? v1::Escalation::ACKNOWLEDGED
                           : v1::Escalation::RAISED);
  if (resumed.has_recovery_date()) {
    *escalation.mutable_recovery_date() = resumed.recovery_date();
    escalation.set_state(v1::Escalation::RECOVERY_AGREED);
  }
}

void Apply(const events::v1::EscalationResolved& resolved,
           const EventContext& context, v1::Escalation& escalation) {
  escalation.set_resolution(
      SameValue<v1::Escalation::Resolution>(resolved.resolution()));
  escalation.set_resolution_note(ClearText(resolved.note()));
  *escalation.mutable_resolve_time() = OccurTime(context);
  escalation.set_state(v1::Escalation::RESOLVED);
}

}  // namespace

void Evolve(const events::v1::Event& event, v1::Escalation& escalation) {
  if (!IsOf(events::v1::Event::kEscalation, event)) return;
  const EventContext& context = event.context();
  Stamp(context, escalation);
  const EscalationFact& fact = event.escalation();
  switch (fact.fact_case()) {
    case EscalationFact::kEscalationRaised:
      return Apply(fact.escalation_raised(), context, escalation);
    case EscalationFact::kEscalationAcknowledged:
      return Apply(fact.escalation_acknowledged(), context, escalation);
    case EscalationFact::kEscalationPaused:
      return escalation.set_state(v1::Escalation::PAUSED);
    case EscalationFact::kEscalationResumed:
      return Apply(fact.escalation_resumed(), escalation);
    case EscalationFact::kEscalationResolved:
      return Apply(fact.escalation_resolved(), context, escalation);
    case EscalationFact::kEscalationLevelRaised:
      return Apply(fact.escalation_level_raised(), context, escalation);
    case EscalationFact::kRecoveryPlanAgreed:
      return Apply(fact.recovery_plan_agreed(), context, escalation);
    case EscalationFact::kEscalationLowered:
      return Apply(fact.escalation_lowered(), context, escalation);
    case EscalationFact::FACT_NOT_SET:
      return;
  }
}

}  // namespace actionplan::resources
