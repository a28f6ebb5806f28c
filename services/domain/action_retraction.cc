#include "services/domain/action_retraction.h"

#include <algorithm>
#include <utility>

#include "eventstore/base/status.h"
#include "projections/resources/fold.h"
#include "projections/resources/resource.h"
#include "projections/resources/retractions.h"
#include "services/domain/action_permissions.h"
#include "services/domain/action_retraction_errors.h"
#include "services/domain/action_transitions.h"

namespace actionplan::domain {
namespace {

using events::v1::ActionFact;
using events::v1::EntryRetracted;
using events::v1::Event;
using resources::Retractions;
using History = std::vector<Event>;

// The kind of entry that a fact is; KIND_UNSPECIFIED for one that cannot be
// retracted.
EntryRetracted::Kind KindOf(const ActionFact& fact) {
  switch (fact.fact_case()) {
    case ActionFact::kProgressRecorded:
      return EntryRetracted::PROGRESS;
    case ActionFact::kCommentAdded:
      return EntryRetracted::COMMENT;
    case ActionFact::kMilestoneReached:
      return EntryRetracted::MILESTONE;
    case ActionFact::kAssuranceRecorded:
      return EntryRetracted::ASSURANCE;
    default:
      return EntryRetracted::KIND_UNSPECIFIED;
  }
}

const events::v1::PersonalText& WordsOf(const ActionFact& fact) {
  switch (KindOf(fact)) {
    case EntryRetracted::PROGRESS:
      return fact.progress_recorded().narrative();
    case EntryRetracted::COMMENT:
      return fact.comment_added().text();
    case EntryRetracted::MILESTONE:
      return fact.milestone_reached().note();
    default:
      return fact.assurance_recorded().statement();
  }
}

const Event* Find(const History& history, int64_t revision) {
  const auto found =
      std::find_if(history.begin(), history.end(), [&](const Event& event) {
        return event.context().revision() == revision;
      });
  return found == history.end() ? nullptr : &*found;
}

bool IsRetracted(const v1::Action& state, int64_t revision) {
  const auto& entries = state.retracted_entries();
  return std::any_of(entries.begin(), entries.end(), [&](const auto& entry) {
    return entry.revision() == revision;
  });
}

// The last event that counts for which `is` holds; nullptr when there is none.
template <typename Is>
const Event* LastOf(const History& history, const Retractions& retracted,
                    Is is) {
  const auto found =
      std::find_if(history.rbegin(), history.rend(), [&](const Event& event) {
        return is(event.action()) && !retracted.LeaveOut(event);
      });
  return found == history.rend() ? nullptr : &*found;
}

v1::Action Without(const History& history, const Retractions& retracted) {
  v1::Action action;
  for (const Event& event : history) {
    if (!retracted.LeaveOut(event)) resources::Evolve(event, action);
  }
  return action;
}

// What counts once the report of progress does not.
void LetProgressStand(const v1::Action& state, const History& history,
                      const Retractions& retracted, EntryRetracted& fact) {
  const Event* last = LastOf(history, retracted, [](const ActionFact& one) {
    return one.has_progress_recorded();
  });
  if (last != nullptr) {
    const auto& report = last->action().progress_recorded();
    events::v1::StandingProgress& standing = *fact.mutable_standing_progress();
    standing.set_revision(last->context().revision());
    *standing.mutable_narrative() = report.narrative();
    standing.set_own_view(report.own_view());
    *standing.mutable_occur_time() = resources::OccurTime(last->context());
    standing.set_agency(last->context().affiliation());
  }
  const v1::Action without = Without(history, retracted);
  if (state.state() == v1::Action::IN_PROGRESS &&
      without.state() == v1::Action::ACCEPTED) {
    *fact.mutable_accepted_again_since() = without.state_occur_time();
  }
}

// The same of an assurance.
void LetAssuranceStand(const History& history, const Retractions& retracted,
                       EntryRetracted& fact) {
  const Event* last = LastOf(history, retracted, [](const ActionFact& one) {
    return one.has_assurance_recorded();
  });
  if (last == nullptr) return;
  const auto& assurance = last->action().assurance_recorded();
  events::v1::StandingAssurance& standing = *fact.mutable_standing_assurance();
  standing.set_level(assurance.level());
  *standing.mutable_statement() = assurance.statement();
  standing.set_assurer(last->context().actor());
  standing.set_assurer_agency(last->context().affiliation());
}

}  // namespace

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::RetractEntryRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kRetractEntry, state, now));
  const Event* entry = Find(now.history, command.revision());
  if (entry == nullptr) return EntryUnknown(state, command.revision());
  const EntryRetracted::Kind kind = KindOf(entry->action());
  if (kind == EntryRetracted::KIND_UNSPECIFIED) {
    return EntryNotRetractable(state, *entry);
  }
  if (IsRetracted(state, command.revision())) {
    return EntryAlreadyRetracted(state, command.revision());
  }
  RETURN_IF_ERROR(CheckMayRetract(entry->context().actor(), now.caller));
  if (state.retracted_entries_size() >= kMaxRetractedEntries) {
    return RetractionLimitReached(state.name(), kMaxRetractedEntries);
  }
  Retractions retracted;
  for (const Event& event : now.history) retracted.Note(event);
  retracted.Add(command.revision());

  ActionFact fact;
  EntryRetracted& retraction = *fact.mutable_entry_retracted();
  retraction.set_revision(command.revision());
  retraction.set_kind(kind);
  retraction.set_author(entry->context().actor());
  *retraction.mutable_entry_occur_time() =
      resources::OccurTime(entry->context());
  *retraction.mutable_words() = WordsOf(entry->action());
  *retraction.mutable_reason() = Written(command.reason(), now);
  if (kind == EntryRetracted::PROGRESS) {
    LetProgressStand(state, now.history, retracted, retraction);
  }
  if (kind == EntryRetracted::MILESTONE) {
    retraction.set_milestone(entry->action().milestone_reached().number());
  }
  if (kind == EntryRetracted::ASSURANCE) {
    LetAssuranceStand(now.history, retracted, retraction);
  }
  return Just(std::move(fact));
}

}  // namespace actionplan::domain
