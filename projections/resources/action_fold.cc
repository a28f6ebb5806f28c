#include "projections/resources/action_import_fold.h"
#include "projections/resources/civil_date.h"
#include "projections/resources/fold.h"
#include "projections/resources/names.h"
#include "projections/resources/resource.h"

namespace actionplan::resources {
namespace {

using events::v1::ActionFact;
using events::v1::EventContext;
using v1::Action;

void Enter(Action::State state, const EventContext& context, Action& action) {
  action.set_state(state);
  *action.mutable_state_occur_time() = OccurTime(context);
}

v1::DueDate Due(const events::v1::DueDate& fact) {
  v1::DueDate due;
  switch (fact.due_case()) {
    case events::v1::DueDate::kDate:
      *due.mutable_date() = fact.date();
      break;
    case events::v1::DueDate::kUndated:
      due.set_undated(SameValue<v1::DueDate::Undated>(fact.undated()));
      break;
    case events::v1::DueDate::DUE_NOT_SET:
      break;
  }
  if (fact.has_review_date()) *due.mutable_review_date() = fact.review_date();
  return due;
}

bool IsSameDue(const events::v1::DueDate& one, const events::v1::DueDate& two) {
  return one.undated() == two.undated() && IsSameDate(one.date(), two.date());
}

std::string AuthorOf(const events::v1::PersonalText& text) {
  return PrincipalOf(text.subject());
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

void ForgetRejections(Action& action) {
  action.clear_rejections();
  action.clear_rejection_reason();
  action.clear_rejection_time();
}

// One for each fact, in the order of the facts.

void Apply(const EventContext& context, const events::v1::ActionProposed& fact,
           Action& action) {
  Describe(fact.details(), action);
  AddSources(fact.sources(), action);
  action.set_lead_agency(fact.lead_agency());
  action.set_owner_role(fact.owner_role());
  action.set_priority(SameValue<Action::Priority>(fact.priority()));
  action.set_creator(context.actor());
  Enter(Action::DRAFT, context, action);
}

void Apply(const EventContext& context, const events::v1::ActionAssigned& fact,
           Action& action) {
  action.set_lead_agency(fact.lead_agency());
  action.set_owner_role(fact.owner_role());
  action.set_priority(SameValue<Action::Priority>(fact.priority()));
  *action.mutable_due() = Due(fact.due());
  Describe(fact.details(), action);
  ForgetRejections(action);
  // A second assignment starts the wait for an answer anew.
  Enter(Action::ASSIGNED, context, action);
}

void Apply(const EventContext& context, const events::v1::ActionAccepted& fact,
           Action& action) {
  if (fact.has_original_due_date() && !action.has_original_due_date()) {
    *action.mutable_original_due_date() = fact.original_due_date();
  }
  if (action.has_imported()) {
    action.mutable_imported()->set_standing(
        v1::ActionImport::CONFIRMED_BY_LEAD_AGENCY);
  }
  Enter(Action::ACCEPTED, context, action);
}

void Apply(const EventContext& context, const events::v1::ActionDeclined& fact,
           Action& action) {
  Action::Decline& decline = *action.mutable_decline();
  decline.set_reason(ClearText(fact.reason()));
  decline.set_counter_proposal(ClearText(fact.counter_proposal()));
  Enter(Action::DECLINED, context, action);
}

void Apply(const EventContext& context, const events::v1::DeclineResolved& fact,
           Action& action) {
  if (fact.decision() == events::v1::CANCEL) {
    action.set_state_reason(ClearText(fact.reason()));
    return Enter(Action::CANCELLED, context, action);
  }
  action.set_lead_agency(fact.lead_agency());
  action.set_owner_role(fact.owner_role());
  *action.mutable_due() = Due(fact.due());
  ForgetRejections(action);
  Enter(Action::ASSIGNED, context, action);
}

void Apply(const EventContext& context,
           const events::v1::ProgressRecorded& fact, Action& action) {
  Action::Progress& progress = *action.mutable_latest_progress();
  progress.set_narrative(ClearText(fact.narrative()));
  progress.set_own_view(SameValue<Action::OwnView>(fact.own_view()));
  *progress.mutable_occur_time() = OccurTime(context);
  progress.set_agency(context.affiliation());
  progress.set_revision(context.revision());
  action.set_progress_count(action.progress_count() + 1);
  if (action.state() == Action::ACCEPTED) {
    Enter(Action::IN_PROGRESS, context, action);
  }
}

void Apply(const EventContext& context,
           const events::v1::CompletionSubmitted& fact, Action& action) {
  Action::Completion& completion = *action.mutable_completion();
  *completion.mutable_completed_on() = fact.completed_on();
  completion.set_outcome_statement(ClearText(fact.outcome_statement()));
  completion.set_submitter(context.actor());
  completion.set_submitter_agency(context.affiliation());
  for (const events::v1::Evidence& evidence : fact.evidence()) {
    AddEvidence(evidence, action);
  }
  Enter(Action::SUBMITTED, context, action);
}

void Apply(const EventContext& context,
           const events::v1::CompletionRejected& fact, Action& action) {
  action.set_rejections(action.rejections() + 1);
  action.set_rejection_reason(ClearText(fact.reason()));
  *action.mutable_rejection_time() = OccurTime(context);
  Enter(Action::IN_PROGRESS, context, action);
}

void Apply(const EventContext& context,
           const events::v1::CompletionVerified& fact, Action& action) {
  Action::Verification& verification = *action.mutable_verification();
  verification.set_method(SameValue<Action::Method>(fact.method()));
  verification.set_result(ClearText(fact.result()));
  verification.set_verifier(context.actor());
  verification.set_verifier_agency(context.affiliation());
  // What is done needs no more time.
  action.clear_pending_extension();
  Enter(Action::VERIFIED, context, action);
}

void Apply(const EventContext& context, const events::v1::ActionSignedOff& fact,
           Action& action) {
  action.set_sign_off_meeting(fact.meeting());
  Enter(Action::CLOSED, context, action);
}

void Apply(const EventContext& context, const events::v1::ActionReopened& fact,
           Action& action) {
  if (!IsSameDue(fact.previous_due(), fact.due())) {
    action.set_times_re_dated(action.times_re_dated() + 1);
  }
  *action.mutable_due() = Due(fact.due());
  action.set_state_reason(ClearText(fact.reason()));
  action.clear_verification();
  action.clear_sign_off_meeting();
  ForgetRejections(action);
  Enter(Action::IN_PROGRESS, context, action);
}

void Apply(const EventContext& context, const events::v1::ActionCancelled& fact,
           Action& action) {
  action.set_state_reason(ClearText(fact.reason()));
  Enter(Action::CANCELLED, context, action);
}

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

void Apply(const EventContext& context, const events::v1::ActionBlocked& fact,
           Action& action) {
  Action::Block& block = *action.mutable_block();
  block.set_cause(ClearText(fact.cause()));
  block.clear_blocked_by();
  for (const events::v1::ActionBlocker& blocker : fact.blocked_by()) {
    Action::Blocker& added = *block.add_blocked_by();
    if (blocker.has_action()) added.set_action(blocker.action());
    if (blocker.has_external_reference()) {
      added.set_external_reference(blocker.external_reference());
    }
  }
  *block.mutable_review_date() = fact.review_date();
  Enter(Action::BLOCKED, context, action);
}

void Apply(const events::v1::MilestoneSet& fact, Action& action) {
  auto& milestones = *action.mutable_milestones();
  while (milestones.size() < fact.number()) milestones.Add();
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

// What was pending or in the way does not matter any more.
void End(Action::State state, const EventContext& context, Action& action) {
  action.clear_pending_extension();
  action.clear_block();
  Enter(state, context, action);
}

void Apply(const EventContext& context,
           const events::v1::ActionSuperseded& fact, Action& action) {
  action.set_replacement(fact.replacement());
  action.set_state_reason(ClearText(fact.reason()));
  End(Action::SUPERSEDED, context, action);
}

void Apply(const EventContext& context,
           const events::v1::ActionNotImplemented& fact, Action& action) {
  Action::NonImplementation& decision = *action.mutable_non_implementation();
  decision.set_published_reason(ClearText(fact.published_reason()));
  decision.set_risk_accepted(ClearText(fact.risk_accepted()));
  *decision.mutable_review_date() = fact.review_date();
  End(Action::NOT_IMPLEMENTED, context, action);
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

// Whether the fact says something about the action without changing it: a
// remark or its retraction, or what a sheet claims of an action that is there.
bool ChangesNothing(const ActionFact& fact, const Action& action) {
  return fact.has_comment_added() ||
         fact.entry_retracted().kind() == events::v1::EntryRetracted::COMMENT ||
         (fact.has_action_imported() && !action.name().empty());
}

// What is entered after a fact that changes nothing may have happened before
// it.
void StampFact(const EventContext& context, const ActionFact& fact,
               Action& action) {
  const bool changes = !ChangesNothing(fact, action);
  const google::protobuf::Timestamp last_change = action.last_occur_time();
  Stamp(context, action);
  if (!changes) *action.mutable_last_occur_time() = last_change;
}

// What happens beside the states.
void EvolveBeside(const EventContext& context, const ActionFact& fact,
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
    default:  // See Evolve().
      return;
  }
}

void Follow(const EventContext& context, const ActionFact& fact,
            Action& action) {
  switch (fact.fact_case()) {
    case ActionFact::kActionProposed:
      return Apply(context, fact.action_proposed(), action);
    case ActionFact::kActionAssigned:
      return Apply(context, fact.action_assigned(), action);
    case ActionFact::kActionAccepted:
      return Apply(context, fact.action_accepted(), action);
    case ActionFact::kActionDeclined:
      return Apply(context, fact.action_declined(), action);
    case ActionFact::kDeclineResolved:
      return Apply(context, fact.decline_resolved(), action);
    case ActionFact::kProgressRecorded:
      return Apply(context, fact.progress_recorded(), action);
    case ActionFact::kCompletionSubmitted:
      return Apply(context, fact.completion_submitted(), action);
    case ActionFact::kCompletionRejected:
      return Apply(context, fact.completion_rejected(), action);
    case ActionFact::kCompletionVerified:
      return Apply(context, fact.completion_verified(), action);
    case ActionFact::kActionSignedOff:
      return Apply(context, fact.action_signed_off(), action);
    case ActionFact::kActionReopened:
      return Apply(context, fact.action_reopened(), action);
    case ActionFact::kActionCancelled:
      return Apply(context, fact.action_cancelled(), action);
    case ActionFact::kActionBlocked:
      return Apply(context, fact.action_blocked(), action);
    case ActionFact::kActionUnblocked:
      action.clear_block();
      return Enter(Action::IN_PROGRESS, context, action);
    case ActionFact::kActionSuperseded:
      return Apply(context, fact.action_superseded(), action);
    case ActionFact::kActionNotImplemented:
      return Apply(context, fact.action_not_implemented(), action);
    case ActionFact::kActionReassigned:
    case ActionFact::kDetailsAmended:
    case ActionFact::kEvidenceAdded:
    case ActionFact::kCommentAdded:
    case ActionFact::kExtensionRequested:
    case ActionFact::kExtensionApproved:
    case ActionFact::kExtensionRejected:
    case ActionFact::kExtensionWithdrawn:
    case ActionFact::kEvidenceWithdrawn:
    case ActionFact::kPriorityChanged:
    case ActionFact::kMilestoneSet:
    case ActionFact::kMilestoneReached:
    case ActionFact::kAssuranceRecorded:
    case ActionFact::kEntryRetracted:
    case ActionFact::kActionReviewed:
    case ActionFact::kActionImported:
      return EvolveBeside(context, fact, action);
    case ActionFact::FACT_NOT_SET:
      return;
  }
}

}  // namespace

void Evolve(const events::v1::Event& event, Action& action) {
  if (!IsOf(events::v1::Event::kAction, event)) return;
  StampFact(event.context(), event.action(), action);
  Follow(event.context(), event.action(), action);
}

}  // namespace actionplan::resources
