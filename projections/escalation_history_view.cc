#include "projections/escalation_history_view.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "projections/event_codec.h"
#include "projections/resources/fold.h"
#include "projections/resources/names.h"
#include "projections/resources/resource.h"
#include "projections/row_key.h"
#include "projections/row_parsing.h"

namespace actionplan::projections {
namespace {

using actionplan::v1::Escalation;
using actionplan::v1::EscalationHistory;
using events::v1::EscalationFact;
using events::v1::Event;

std::string SubjectPrefix(absl::string_view subject) {
  std::string prefix = absl::StrCat("h", subject);
  prefix.push_back(kTextEnd);
  return prefix;
}

std::string OpenPrefix(absl::string_view board) {
  std::string prefix = absl::StrCat("o", board);
  prefix.push_back(kTextEnd);
  return prefix;
}

// An event without a fact still counts in its stream.
bool HappenedToEscalation(const Event& event) {
  return event.has_escalation() ||
         (event.fact_case() == Event::FACT_NOT_SET &&
          resources::IsName(resources::Kind::kEscalation,
                            event.context().stream()));
}

// The key of the episode that the event belongs to; "" when the log has no
// event that raised it.
absl::StatusOr<std::string> EpisodeKey(const Event& event, ViewWriter& rows) {
  const std::string link = absl::StrCat("e", event.context().stream());
  std::string key;
  if (event.escalation().has_escalation_raised()) {
    key = SubjectPrefix(event.escalation().escalation_raised().subject());
    AppendNumber(static_cast<uint64_t>(event.context().position()), key);
    rows.Put(link, key);
    return key;
  }
  RETURN_IF_ERROR(rows.Get(link, key).status());
  return key;
}

const std::string& NoteOf(const EscalationFact& fact) {
  switch (fact.fact_case()) {
    case EscalationFact::kEscalationRaised:
      return resources::ClearText(fact.escalation_raised().reason());
    case EscalationFact::kEscalationAcknowledged:
      return resources::ClearText(fact.escalation_acknowledged().note());
    case EscalationFact::kEscalationResolved:
      return resources::ClearText(fact.escalation_resolved().note());
    case EscalationFact::kEscalationLevelRaised:
      return resources::ClearText(fact.escalation_level_raised().reason());
    case EscalationFact::kRecoveryPlanAgreed:
      return resources::ClearText(fact.recovery_plan_agreed().plan());
    case EscalationFact::kEscalationLowered:
      return resources::ClearText(fact.escalation_lowered().reason());
    case EscalationFact::kEscalationPaused:
    case EscalationFact::kEscalationResumed:
    case EscalationFact::FACT_NOT_SET:
      break;
  }
  static const std::string& none = *new std::string();
  return none;
}

void AddStep(const Event& event, EscalationHistory::Episode& episode) {
  const events::v1::EventContext& context = event.context();
  EscalationHistory::Step& step = *episode.add_steps();
  step.set_event(context.name());
  step.set_kind(std::string(FactName(event)));
  *step.mutable_occur_time() = resources::OccurTime(context);
  *step.mutable_record_time() = context.record_time();
  step.set_actor(context.actor());
  step.set_agency(context.affiliation());
  step.set_level(episode.escalation().level());
  step.set_note(NoteOf(event.escalation()));
}

}  // namespace

absl::Status EscalationHistoryProjection::Apply(const Event& event,
                                                ViewWriter& rows) const {
  if (!HappenedToEscalation(event)) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::string key, EpisodeKey(event, rows));
  if (key.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(EscalationHistory::Episode * episode,
                   rows.Edit<EscalationHistory::Episode>(key));
  resources::Evolve(event, *episode->mutable_escalation());
  if (event.has_escalation()) AddStep(event, *episode);

  const std::string& name = event.context().stream();
  const std::string open =
      absl::StrCat(OpenPrefix(resources::BoardOf(name)), name);
  if (episode->escalation().state() == Escalation::RESOLVED) {
    rows.Delete(open);
  } else {
    rows.Put(open, episode->escalation().SerializeAsString());
  }
  return absl::OkStatus();
}

absl::Status EscalationHistoryView::ListEpisodes(
    absl::string_view subject,
    absl::FunctionRef<bool(const Episode& episode)> visit) const {
  const std::string first = SubjectPrefix(subject);
  return ScanRows<Episode>(rows_, {.first = first, .last = PastPrefix(first)},
                           [&](const Episode& episode, absl::string_view) {
                             return visit(episode);
                           });
}

absl::Status EscalationHistoryView::ListOpen(
    absl::string_view board,
    absl::FunctionRef<bool(const Escalation& escalation)> visit) const {
  const std::string first = OpenPrefix(board);
  return ScanRows<Escalation>(
      rows_, {.first = first, .last = PastPrefix(first)},
      [&](const Escalation& escalation, absl::string_view) {
        return visit(escalation);
      });
}

}  // namespace actionplan::projections
