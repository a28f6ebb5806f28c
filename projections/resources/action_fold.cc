#include "projections/resources/action_record_fold.h"
#include "projections/resources/civil_date.h"
#include "projections/resources/fold.h"
#include "projections/resources/names.h"
#include "projections/resources/resource.h"

namespace actionplan::resources {
namespace {

using events::v1::ActionFact;
using events::v1::EventContext;
using v1::Action;

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
  action.clear_rating_override();
  ForgetRejections(action);
  Enter(Action::IN_PROGRESS, context, action);
}

void Apply(const EventContext& context, const events::v1::ActionCancelled& fact,
           Action& action) {
  action.set_state_reason(ClearText(fact.reason()));
  Enter(Action::CANCELLED, context, action);
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

void Unblock(const EventContext& context, Action& action) {
  action.clear_block();
  Enter(Action::IN_PROGRESS, context, action);
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
      return Unblock(context, action);
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
    case ActionFact::kRatingOverridden:
      return EvolveRecord(context, fact, action);
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
