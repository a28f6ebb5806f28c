#include "projections/resources/action_record_fold.h"

#include <string>

#include "projections/resources/action_import_fold.h"
#include "projections/resources/fold.h"
#include "projections/resources/names.h"
#include "projections/resources/resource.h"

namespace actionplan::resources {
namespace {

using events::v1::ActionFact;
using events::v1::EventContext;
using v1::Action;

std::string AuthorOf(const events::v1::PersonalText& text) {
  return PrincipalOf(text.subject());
}

}  // namespace

void Enter(Action::State state, const EventContext& context, Action& action) {
  action.set_state(state);
  *action.mutable_state_occur_time() = OccurTime(context);
}

void Describe(const events::v1::ActionDetails& details, Action& action) {
  action.set_title(details.title());
  action.set_description(ClearText(details.description()));
  action.set_description_author(AuthorOf(details.description()));
  action.set_intended_outcome(ClearText(details.intended_outcome()));
  action.set_intended_outcome_author(AuthorOf(details.intended_outcome()));
  action.set_success_measure(ClearText(details.success_measure()));
  action.set_success_measure_author(AuthorOf(details.success_measure()));
  *action.mutable_supporting_agencies() = details.supporting_agencies();
}

void AddEvidence(const events::v1::Evidence& fact, Action& action) {
  Action::Evidence& evidence = *action.add_evidence();
  evidence.set_number(fact.number());
  evidence.set_title(fact.title());
  evidence.set_uri(fact.uri());
  evidence.set_sha256(fact.sha256());
  if (fact.has_effective_date()) {
    *evidence.mutable_effective_date() = fact.effective_date();
  }
  evidence.set_note(ClearText(fact.note()));
}

void AddSources(
    const google::protobuf::RepeatedPtrField<events::v1::ActionSource>& sources,
    Action& action) {
  for (const events::v1::ActionSource& source : sources) {
    Action::Source& added = *action.add_sources();
    if (source.has_resource()) added.set_resource(source.resource());
    if (source.has_external_reference()) {
      added.set_external_reference(source.external_reference());
    }
  }
}

namespace {

void Apply(const EventContext& context,
           const events::v1::ExtensionRequested& fact, Action& action) {
  Action::Extension& pending = *action.mutable_pending_extension();
  *pending.mutable_proposed_due_date() = fact.proposed_due_date();
  *pending.mutable_current_due_date() = fact.current_due_date();
  pending.set_reason_code(
      SameValue<Action::ExtensionReason>(fact.reason_code()));
  pending.set_recovery_plan(ClearText(fact.recovery_plan()));
  pending.set_requester(context.actor());
  pending.set_retrospective(fact.retrospective());
  pending.set_revision(context.revision());
}

void Apply(const events::v1::ExtensionApproved& fact, Action& action) {
  *action.mutable_due()->mutable_date() = fact.due_date();
  action.set_times_re_dated(action.times_re_dated() + 1);
  action.set_approved_extensions(action.approved_extensions() + 1);
  action.clear_pending_extension();
}

void Apply(const events::v1::MilestoneSet& fact, Action& action) {
  auto& milestones = *action.mutable_milestones();
  if (fact.number() < 1 || fact.number() > milestones.size() + 1) return;
  if (fact.number() > milestones.size()) milestones.Add();
  v1::Milestone& milestone = milestones.at(fact.number() - 1);
  milestone.set_number(fact.number());
  milestone.set_title(fact.title());
  *milestone.mutable_due_date() = fact.due_date();
}

void Apply(const events::v1::MilestoneReached& fact, Action& action) {
  if (fact.number() < 1 || fact.number() > action.milestones_size()) return;
  v1::Milestone& milestone = *action.mutable_milestones(fact.number() - 1);
  *milestone.mutable_reached_on() = fact.reached_on();
  milestone.set_note(ClearText(fact.note()));
}

void Apply(const events::v1::EvidenceWithdrawn& fact, Action& action) {
  if (fact.number() < 1 || fact.number() > action.evidence_size()) return;
  Action::Evidence& evidence = *action.mutable_evidence(fact.number() - 1);
  evidence.set_withdrawn(true);
  evidence.set_withdrawal_reason(ClearText(fact.reason()));
}

void Apply(const EventContext& context,
           const events::v1::AssuranceRecorded& fact, Action& action) {
  v1::Assurance& assurance = *action.mutable_assurance();
  assurance.set_level(SameValue<v1::Assurance::Level>(fact.level()));
  assurance.set_statement(ClearText(fact.statement()));
  assurance.set_assurer(context.actor());
  assurance.set_assurer_agency(context.affiliation());
}

// What counts now that a report of progress does not.
void StandBack(const events::v1::EntryRetracted& fact, Action& action) {
  action.set_progress_count(action.progress_count() - 1);
  action.clear_latest_progress();
  if (fact.has_standing_progress()) {
    const events::v1::StandingProgress& standing = fact.standing_progress();
    Action::Progress& progress = *action.mutable_latest_progress();
    progress.set_narrative(ClearText(standing.narrative()));
    progress.set_own_view(SameValue<Action::OwnView>(standing.own_view()));
    *progress.mutable_occur_time() = standing.occur_time();
    progress.set_agency(standing.agency());
    progress.set_revision(standing.revision());
  }
  if (fact.has_accepted_again_since()) {
    action.set_state(Action::ACCEPTED);
    *action.mutable_state_occur_time() = fact.accepted_again_since();
  }
}

// The same of an assurance.
void StandBack(const events::v1::StandingAssurance* standing, Action& action) {
  action.clear_assurance();
  if (standing == nullptr) return;
  v1::Assurance& assurance = *action.mutable_assurance();
  assurance.set_level(SameValue<v1::Assurance::Level>(standing->level()));
  assurance.set_statement(ClearText(standing->statement()));
  assurance.set_assurer(standing->assurer());
  assurance.set_assurer_agency(standing->assurer_agency());
}

// And of the claim that a milestone was reached.
void StandBack(int milestone, Action& action) {
  if (milestone < 1 || milestone > action.milestones_size()) return;
  action.mutable_milestones(milestone - 1)->clear_reached_on();
  action.mutable_milestones(milestone - 1)->clear_note();
}

void Apply(const EventContext& context, const events::v1::EntryRetracted& fact,
           Action& action) {
  v1::RetractedEntry& entry = *action.add_retracted_entries();
  entry.set_revision(fact.revision());
  entry.set_kind(SameValue<v1::RetractedEntry::Kind>(fact.kind()));
  entry.set_author(fact.author());
  *entry.mutable_occur_time() = fact.entry_occur_time();
  entry.set_words(ClearText(fact.words()));
  entry.set_reason(ClearText(fact.reason()));
  entry.set_retractor(context.actor());
  *entry.mutable_retract_time() = context.record_time();
  switch (entry.kind()) {
    case v1::RetractedEntry::PROGRESS:
      return StandBack(fact, action);
    case v1::RetractedEntry::COMMENT:
      return action.set_comment_count(action.comment_count() - 1);
    case v1::RetractedEntry::MILESTONE:
      return StandBack(fact.milestone(), action);
    case v1::RetractedEntry::ASSURANCE:
      return StandBack(
          fact.has_standing_assurance() ? &fact.standing_assurance() : nullptr,
          action);
    default:
      return;
  }
}

void Apply(const EventContext& context, const events::v1::ActionImported& fact,
           Action& action) {
  if (action.state() == Action::STATE_UNSPECIFIED) {  // It makes the action.
    const events::v1::ImportedRow& row = fact.row();
    Describe(row.details(), action);
    AddSources(fact.sources(), action);
    action.set_lead_agency(row.lead_agency());
    action.set_owner_role(row.owner_role());
    action.set_priority(SameValue<Action::Priority>(fact.priority()));
    action.set_creator(context.actor());
    Enter(Action::DRAFT, context, action);
  }
  *action.mutable_imported() = ImportOf(context, fact);
}

void Apply(const EventContext& context,
           const events::v1::RatingOverridden& fact, Action& action) {
  v1::RatingOverride& given = *action.mutable_rating_override();
  given.set_colour(SameValue<v1::RatingOverride::Colour>(fact.colour()));
  given.set_reason(ClearText(fact.reason()));
  *given.mutable_end_date() = fact.end_date();
  *given.mutable_occur_time() = OccurTime(context);
  given.set_author(context.actor());
}

// Every review date that the action has moves.
void Apply(const events::v1::ActionReviewed& fact, Action& action) {
  if (action.state() == Action::NOT_IMPLEMENTED) {
    *action.mutable_non_implementation()->mutable_review_date() =
        fact.review_date();
    return;
  }
  if (action.has_block()) {
    *action.mutable_block()->mutable_review_date() = fact.review_date();
  }
  if (!action.due().has_date()) {
    *action.mutable_due()->mutable_review_date() = fact.review_date();
  }
}

}  // namespace

void EvolveRecord(const EventContext& context, const ActionFact& fact,
                  Action& action) {
  switch (fact.fact_case()) {
    case ActionFact::kActionReassigned:
      return action.set_owner_role(fact.action_reassigned().owner_role());
    case ActionFact::kDetailsAmended:
      return Describe(fact.details_amended().details(), action);
    case ActionFact::kEvidenceAdded:
      return AddEvidence(fact.evidence_added().evidence(), action);
    case ActionFact::kCommentAdded:
      return action.set_comment_count(action.comment_count() + 1);
    case ActionFact::kExtensionRequested:
      return Apply(context, fact.extension_requested(), action);
    case ActionFact::kExtensionApproved:
      return Apply(fact.extension_approved(), action);
    case ActionFact::kExtensionRejected:
    case ActionFact::kExtensionWithdrawn:
      return action.clear_pending_extension();
    case ActionFact::kEvidenceWithdrawn:
      return Apply(fact.evidence_withdrawn(), action);
    case ActionFact::kPriorityChanged:
      return action.set_priority(
          SameValue<Action::Priority>(fact.priority_changed().priority()));
    case ActionFact::kMilestoneSet:
      return Apply(fact.milestone_set(), action);
    case ActionFact::kMilestoneReached:
      return Apply(fact.milestone_reached(), action);
    case ActionFact::kAssuranceRecorded:
      return Apply(context, fact.assurance_recorded(), action);
    case ActionFact::kEntryRetracted:
      return Apply(context, fact.entry_retracted(), action);
    case ActionFact::kActionReviewed:
      return Apply(fact.action_reviewed(), action);
    case ActionFact::kActionImported:
      return Apply(context, fact.action_imported(), action);
    case ActionFact::kRatingOverridden:
      return Apply(context, fact.rating_overridden(), action);
    default:  // See Evolve().
      return;
  }
}

}  // namespace actionplan::resources
