#include "projections/action_plan_row_escalations.h"

#include <algorithm>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "projections/resources/escalation_trigger.h"
#include "projections/resources/fold.h"

namespace actionplan::projections {
namespace {

using events::v1::EscalationFact;
using events::v1::EventContext;
using v1::ActionPlanRow;

int32_t DayOf(const google::type::Date& date) {
  const absl::CivilDay day(date.year(), date.month(), date.day());
  return static_cast<int32_t>(day - absl::CivilDay(1970, 1, 1));
}

// Takes over the days that a fact gives; one without days leaves none.
template <typename Fact>
void SetDeadlines(const Fact& fact, v1::OpenEscalation& open) {
  open.set_acknowledge_by_day(
      fact.has_acknowledge_by() ? DayOf(fact.acknowledge_by()) : 0);
  open.set_respond_by_day(fact.has_respond_by() ? DayOf(fact.respond_by()) : 0);
}

// A level begins: nobody has answered it.
template <typename Fact>
void StartLevel(const Fact& fact, int64_t seconds, v1::OpenEscalation& open,
                v1::EscalationTimes& times) {
  open.set_level(fact.level());
  times.set_highest_level(std::max(times.highest_level(), fact.level()));
  open.set_level_seconds(seconds);
  open.clear_acknowledged_seconds();
  SetDeadlines(fact, open);
}

void Raise(const EventContext& context,
           const events::v1::EscalationRaised& fact, ActionPlanRow& row) {
  v1::OpenEscalation& open = *row.add_open_escalations();
  open.set_escalation(context.stream());
  open.set_family(fact.family());
  open.set_rule(fact.rule());
  open.set_trigger(resources::TriggerIn(fact.grounds()));
  open.set_agency(fact.agency());
  open.set_raised_seconds(resources::OccurTime(context).seconds());
  v1::EscalationTimes& times = *row.add_escalations();
  times.set_escalation(context.stream());
  times.set_agency(fact.agency());
  times.set_raised_seconds(open.raised_seconds());
  times.set_first_level(fact.level());
  StartLevel(fact, open.raised_seconds(), open, times);
  if (fact.family() == 0 ||
      !events::v1::EscalationFamily_IsValid(fact.family())) {
    return;  // A family of a newer program.
  }
  auto& episodes = *row.mutable_episodes();
  while (episodes.size() < fact.family()) episodes.Add();
  v1::FamilyEpisodes& family = episodes.at(fact.family() - 1);
  family.set_count(family.count() + 1);
  family.set_trigger(open.trigger());
  family.clear_ended_by_rule();
}

// The escalation of this name, or null.
template <typename Escalations>
auto* FindEscalation(Escalations& escalations, absl::string_view name) {
  const auto found =
      std::find_if(escalations.begin(), escalations.end(),
                   [&](const auto& one) { return one.escalation() == name; });
  return found == escalations.end() ? nullptr : &*found;
}

// `ended` is one of the row's, and is gone afterwards.
void Resolve(const v1::OpenEscalation& ended, int resolution,
             ActionPlanRow& row) {
  if (ended.family() > 0 && ended.family() <= row.episodes_size()) {
    row.mutable_episodes(ended.family() - 1)
        ->set_ended_by_rule(resolution != events::v1::RESOLVED_BY_HAND);
  }
  auto& open = *row.mutable_open_escalations();
  open.erase(std::find_if(open.begin(), open.end(),
                          [&](const auto& one) { return &one == &ended; }));
}

void Resume(const events::v1::EscalationResumed& fact,
            v1::OpenEscalation& open) {
  open.set_paused(false);
  SetDeadlines(fact, open);
  if (fact.has_recovery_date()) {
    open.set_recovery_day(DayOf(fact.recovery_date()));
  }
}

void Acknowledge(int64_t seconds, v1::OpenEscalation& open,
                 v1::EscalationTimes& times) {
  open.set_acknowledged_seconds(seconds);
  if (times.acknowledged_seconds() != 0) return;
  times.set_acknowledged_seconds(seconds);
  times.set_acknowledged_level(open.level());
}

}  // namespace

void EvolveEscalation(const EventContext& context, const EscalationFact& fact,
                      ActionPlanRow& row) {
  if (fact.has_escalation_raised()) {
    return Raise(context, fact.escalation_raised(), row);
  }
  v1::OpenEscalation* const open =
      FindEscalation(*row.mutable_open_escalations(), context.stream());
  v1::EscalationTimes* const times =
      FindEscalation(*row.mutable_escalations(), context.stream());
  if (open == nullptr || times == nullptr) return;
  const int64_t seconds = resources::OccurTime(context).seconds();
  switch (fact.fact_case()) {
    case EscalationFact::kEscalationAcknowledged:
      return Acknowledge(seconds, *open, *times);
    case EscalationFact::kEscalationPaused:
      return open->set_paused(true);
    case EscalationFact::kEscalationResumed:
      return Resume(fact.escalation_resumed(), *open);
    case EscalationFact::kEscalationLevelRaised:
      open->clear_recovery_day();
      return StartLevel(fact.escalation_level_raised(), seconds, *open, *times);
    case EscalationFact::kEscalationLowered:
      return StartLevel(fact.escalation_lowered(), seconds, *open, *times);
    case EscalationFact::kRecoveryPlanAgreed:
      open->set_recovery_day(
          DayOf(fact.recovery_plan_agreed().recovery_date()));
      if (open->acknowledged_seconds() != 0) return;
      return Acknowledge(seconds, *open, *times);  // That answers it, too.
    case EscalationFact::kEscalationResolved:
      times->set_resolved_seconds(seconds);
      return Resolve(*open, fact.escalation_resolved().resolution(), row);
    case EscalationFact::kEscalationRaised:
    case EscalationFact::FACT_NOT_SET:
      return;
  }
}

}  // namespace actionplan::projections
