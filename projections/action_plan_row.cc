#include "projections/action_plan_row.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "actionplan/v1/action.pb.h"
#include "eventstore/base/status.h"
#include "projections/action_plan_row_escalations.h"
#include "projections/resources/fold.h"
#include "projections/resources/names.h"

namespace actionplan::projections {
namespace {

using actionplan::v1::Action;
using events::v1::ActionFact;
using events::v1::EscalationFact;
using events::v1::Event;
using events::v1::EventContext;
using events::v1::PlanFact;
using v1::ActionPlanRow;

std::string SubjectKey(absl::string_view escalation) {
  return absl::StrCat("s", escalation);
}

int32_t DayOf(const google::type::Date& date) {
  const absl::CivilDay day(date.year(), date.month(), date.day());
  return static_cast<int32_t>(day - absl::CivilDay(1970, 1, 1));
}

bool IsSameDue(const events::v1::DueDate& one, const events::v1::DueDate& two) {
  return one.undated() == two.undated() &&
         DayOf(one.date()) == DayOf(two.date());
}

void SetDue(const events::v1::DueDate& due, ActionPlanRow& row) {
  row.set_due_day(due.has_date() ? DayOf(due.date()) : 0);
  row.set_undated(due.undated());
  row.set_review_day(due.has_review_date() ? DayOf(due.review_date()) : 0);
}

void Describe(const events::v1::ActionDetails& details, ActionPlanRow& row) {
  row.set_title(details.title());
  row.set_has_outcome(
      !resources::ClearText(details.intended_outcome()).empty());
  row.set_has_measure(!resources::ClearText(details.success_measure()).empty());
}

v1::Moment MomentOf(const EventContext& context) {
  v1::Moment moment;
  moment.set_occur_seconds(resources::OccurTime(context).seconds());
  moment.set_record_seconds(context.record_time().seconds());
  return moment;
}

void ForgetRejections(ActionPlanRow& row) {
  row.clear_rejections();
  row.clear_rejected();
}

void Enter(Action::State state, const EventContext& context,
           ActionPlanRow& row) {
  row.set_state(state);
  *row.mutable_entered() = MomentOf(context);
  *row.mutable_reported() = row.entered();
}

void Start(Action::State state, const EventContext& context,
           ActionPlanRow& row) {
  Enter(state, context, row);
  row.set_started_seconds(row.entered().occur_seconds());
}

void ForgetExtension(ActionPlanRow& row) {
  row.set_extension_pending(false);
  row.clear_pending_extension();
}

void ForgetBlock(ActionPlanRow& row) {
  row.clear_block_review_day();
  row.clear_blocked_by();
}

void Unblock(const EventContext& context, ActionPlanRow& row) {
  ForgetBlock(row);
  Enter(Action::IN_PROGRESS, context, row);
}

// What was pending or in the way does not matter any more.
void End(Action::State state, const EventContext& context, ActionPlanRow& row) {
  ForgetExtension(row);
  ForgetBlock(row);
  Enter(state, context, row);
}

template <typename Sources>
void AddSources(const Sources& sources, ActionPlanRow& row) {
  for (const events::v1::ActionSource& source : sources) {
    if (source.has_resource()) row.add_sources(source.resource());
    if (source.has_external_reference()) {
      row.set_outside_sources(row.outside_sources() + 1);
    }
  }
}

// One for each fact that says more than a state, in the order of the facts.

void Apply(const EventContext& context, const events::v1::ActionProposed& fact,
           ActionPlanRow& row) {
  Describe(fact.details(), row);
  AddSources(fact.sources(), row);
  row.set_lead_agency(fact.lead_agency());
  row.set_owner_role(fact.owner_role());
  row.set_priority(fact.priority());
  Enter(Action::DRAFT, context, row);
}

// Once the action is there, what a sheet claims changes nothing.
void Apply(const EventContext& context, const events::v1::ActionImported& fact,
           ActionPlanRow& row) {
  if (row.state() != Action::STATE_UNSPECIFIED) return;
  Describe(fact.row().details(), row);
  AddSources(fact.sources(), row);
  row.set_lead_agency(fact.row().lead_agency());
  row.set_owner_role(fact.row().owner_role());
  row.set_priority(fact.priority());
  Enter(Action::DRAFT, context, row);
}

void Apply(const EventContext& context, const events::v1::ActionAssigned& fact,
           ActionPlanRow& row) {
  Describe(fact.details(), row);
  row.set_assignments(row.assignments() + 1);
  row.set_lead_agency(fact.lead_agency());
  row.set_owner_role(fact.owner_role());
  row.set_priority(fact.priority());
  SetDue(fact.due(), row);
  ForgetRejections(row);
  Start(Action::ASSIGNED, context, row);
}

void Apply(const EventContext& context, const events::v1::ActionAccepted& fact,
           ActionPlanRow& row) {
  if (fact.has_original_due_date() && row.original_due_day() == 0) {
    row.set_original_due_day(DayOf(fact.original_due_date()));
  }
  row.set_acceptances(row.acceptances() + 1);
  Start(Action::ACCEPTED, context, row);
}

void Apply(const EventContext& context, const events::v1::DeclineResolved& fact,
           ActionPlanRow& row) {
  if (fact.decision() == events::v1::CANCEL) {
    return Enter(Action::CANCELLED, context, row);
  }
  row.set_assignments(row.assignments() + 1);
  row.set_lead_agency(fact.lead_agency());
  row.set_owner_role(fact.owner_role());
  SetDue(fact.due(), row);
  ForgetRejections(row);
  Start(Action::ASSIGNED, context, row);
}

void Apply(const EventContext& context,
           const events::v1::ProgressRecorded& fact, ActionPlanRow& row) {
  row.set_own_view(fact.own_view());
  row.set_latest_progress_seconds(resources::OccurTime(context).seconds());
  row.set_progress_reports(row.progress_reports() + 1);
  *row.mutable_reported() = MomentOf(context);
  if (row.state() == Action::ACCEPTED) {
    Enter(Action::IN_PROGRESS, context, row);
  }
}

void Apply(const EventContext& context,
           const events::v1::CompletionSubmitted& fact, ActionPlanRow& row) {
  row.set_completed_day(fact.has_completed_on() ? DayOf(fact.completed_on())
                                                : 0);
  row.set_evidence_added(row.evidence_added() + fact.evidence_size());
  Enter(Action::SUBMITTED, context, row);
}

void Reject(const EventContext& context, ActionPlanRow& row) {
  row.set_rejections(row.rejections() + 1);
  *row.mutable_rejected() = MomentOf(context);
  Enter(Action::IN_PROGRESS, context, row);
}

void ForgetGivenRating(ActionPlanRow& row) {
  row.clear_given_rating();
  row.clear_given_rating_seconds();
  row.clear_given_rating_last_day();
}

void Apply(const EventContext& context, const events::v1::ActionReopened& fact,
           ActionPlanRow& row) {
  if (!IsSameDue(fact.previous_due(), fact.due())) {
    row.set_times_re_dated(row.times_re_dated() + 1);
  }
  SetDue(fact.due(), row);
  ForgetRejections(row);
  ForgetGivenRating(row);
  Enter(Action::IN_PROGRESS, context, row);
}

void Apply(const EventContext& context,
           const events::v1::ExtensionRequested& fact, ActionPlanRow& row) {
  row.set_extension_pending(true);
  v1::PendingExtension& pending = *row.mutable_pending_extension();
  pending.set_requested_seconds(resources::OccurTime(context).seconds());
  pending.set_proposed_day(DayOf(fact.proposed_due_date()));
  pending.set_retrospective(fact.retrospective());
  pending.set_revision(context.revision());
  pending.set_recorded_seconds(context.record_time().seconds());
}

void Apply(const events::v1::ExtensionApproved& fact, ActionPlanRow& row) {
  row.set_due_day(DayOf(fact.due_date()));
  row.clear_undated();
  row.set_times_re_dated(row.times_re_dated() + 1);
  row.set_approved_extensions(row.approved_extensions() + 1);
  ForgetExtension(row);
}

void Apply(const EventContext& context, const events::v1::ActionBlocked& fact,
           ActionPlanRow& row) {
  ForgetBlock(row);
  if (fact.has_review_date()) {
    row.set_block_review_day(DayOf(fact.review_date()));
  }
  for (const events::v1::ActionBlocker& blocker : fact.blocked_by()) {
    if (blocker.has_action()) row.add_blocked_by(blocker.action());
  }
  Enter(Action::BLOCKED, context, row);
}

void Apply(const EventContext& context,
           const events::v1::ActionNotImplemented& fact, ActionPlanRow& row) {
  if (fact.has_review_date()) {
    row.set_non_implementation_review_day(DayOf(fact.review_date()));
  }
  End(Action::NOT_IMPLEMENTED, context, row);
}

void Apply(const events::v1::MilestoneSet& fact, ActionPlanRow& row) {
  auto& milestones = *row.mutable_milestones();
  if (fact.number() < 1 || fact.number() > milestones.size() + 1) return;
  if (fact.number() > milestones.size()) milestones.Add();
  milestones.at(fact.number() - 1).set_due_day(DayOf(fact.due_date()));
}

void Apply(const events::v1::MilestoneReached& fact, ActionPlanRow& row) {
  if (fact.number() < 1 || fact.number() > row.milestones_size()) return;
  row.mutable_milestones(fact.number() - 1)
      ->set_reached_day(DayOf(fact.reached_on()));
}

void StandBack(const EventContext& context,
               const events::v1::EntryRetracted& fact, ActionPlanRow& row) {
  const events::v1::StandingProgress& standing = fact.standing_progress();
  row.set_own_view(standing.own_view());
  row.set_latest_progress_seconds(standing.occur_time().seconds());
  row.set_progress_reports(row.progress_reports() - 1);
  if (fact.has_accepted_again_since()) {
    row.set_state(Action::ACCEPTED);
    row.mutable_entered()->set_occur_seconds(
        fact.accepted_again_since().seconds());
  }
  row.mutable_reported()->set_occur_seconds(
      std::max(row.latest_progress_seconds(), row.entered().occur_seconds()));
  row.mutable_reported()->set_record_seconds(context.record_time().seconds());
}

// What counts now that an entry does not.
void Apply(const EventContext& context, const events::v1::EntryRetracted& fact,
           ActionPlanRow& row) {
  if (fact.kind() == events::v1::EntryRetracted::PROGRESS) {
    return StandBack(context, fact, row);
  }
  if (fact.milestone() < 1 || fact.milestone() > row.milestones_size()) return;
  row.mutable_milestones(fact.milestone() - 1)->clear_reached_day();
}

void Apply(const events::v1::ActionReviewed& fact, ActionPlanRow& row) {
  const int32_t day = DayOf(fact.review_date());
  if (row.state() == Action::NOT_IMPLEMENTED) {
    return row.set_non_implementation_review_day(day);
  }
  if (row.state() == Action::BLOCKED) row.set_block_review_day(day);
  if (row.due_day() == 0) row.set_review_day(day);
}

void Apply(const EventContext& context,
           const events::v1::RatingOverridden& fact, ActionPlanRow& row) {
  row.set_given_rating(fact.colour());
  row.set_given_rating_seconds(resources::OccurTime(context).seconds());
  row.set_given_rating_last_day(DayOf(fact.end_date()));
}

void EvolveAction(const EventContext& context, const ActionFact& fact,
                  ActionPlanRow& row) {
  switch (fact.fact_case()) {
    case ActionFact::kActionProposed:
      return Apply(context, fact.action_proposed(), row);
    case ActionFact::kActionAssigned:
      return Apply(context, fact.action_assigned(), row);
    case ActionFact::kActionAccepted:
      return Apply(context, fact.action_accepted(), row);
    case ActionFact::kActionDeclined:
      return Enter(Action::DECLINED, context, row);
    case ActionFact::kDeclineResolved:
      return Apply(context, fact.decline_resolved(), row);
    case ActionFact::kProgressRecorded:
      return Apply(context, fact.progress_recorded(), row);
    case ActionFact::kCompletionSubmitted:
      return Apply(context, fact.completion_submitted(), row);
    case ActionFact::kCompletionRejected:
      return Reject(context, row);
    case ActionFact::kCompletionVerified:
      return End(Action::VERIFIED, context, row);
    case ActionFact::kActionSignedOff:
      return Enter(Action::CLOSED, context, row);
    case ActionFact::kActionReopened:
      return Apply(context, fact.action_reopened(), row);
    case ActionFact::kActionCancelled:
      return Enter(Action::CANCELLED, context, row);
    case ActionFact::kActionReassigned:
      return row.set_owner_role(fact.action_reassigned().owner_role());
    case ActionFact::kDetailsAmended:
      return Describe(fact.details_amended().details(), row);
    case ActionFact::kEvidenceAdded:
      return row.set_evidence_added(row.evidence_added() + 1);
    case ActionFact::kEvidenceWithdrawn:
      return row.set_evidence_withdrawn(row.evidence_withdrawn() + 1);
    case ActionFact::kExtensionRequested:
      return Apply(context, fact.extension_requested(), row);
    case ActionFact::kExtensionApproved:
      return Apply(fact.extension_approved(), row);
    case ActionFact::kExtensionRejected:
    case ActionFact::kExtensionWithdrawn:
      return ForgetExtension(row);
    case ActionFact::kActionBlocked:
      return Apply(context, fact.action_blocked(), row);
    case ActionFact::kActionUnblocked:
      return Unblock(context, row);
    case ActionFact::kActionSuperseded:
      return End(Action::SUPERSEDED, context, row);
    case ActionFact::kActionNotImplemented:
      return Apply(context, fact.action_not_implemented(), row);
    case ActionFact::kPriorityChanged:
      return row.set_priority(fact.priority_changed().priority());
    case ActionFact::kEntryRetracted:
      return Apply(context, fact.entry_retracted(), row);
    case ActionFact::kActionReviewed:
      return Apply(fact.action_reviewed(), row);
    case ActionFact::kActionImported:
      return Apply(context, fact.action_imported(), row);
    case ActionFact::kRatingOverridden:
      return Apply(context, fact.rating_overridden(), row);
    case ActionFact::kMilestoneSet:
      return Apply(fact.milestone_set(), row);
    case ActionFact::kMilestoneReached:
      return Apply(fact.milestone_reached(), row);
    case ActionFact::kCommentAdded:
    case ActionFact::kAssuranceRecorded:
    case ActionFact::FACT_NOT_SET:
      return;
  }
}

void EvolvePlan(const EventContext& context, const PlanFact& fact,
                ActionPlanRow& row) {
  auto& plans = *row.mutable_plans();
  if (fact.has_action_added_to_plan()) {
    row.add_plans(context.stream());
  } else if (fact.has_action_removed_from_plan()) {
    plans.erase(std::remove(plans.begin(), plans.end(), context.stream()),
                plans.end());
  }
}

// What decides whether and when an action is late, and whose it is.
std::tuple<bool, int32_t, int32_t, std::string> ClockOf(
    const ActionPlanRow& row) {
  return {ClockRuns(row), row.priority(), row.due_day(), row.lead_agency()};
}

// The subject of an escalation when it is an action, else "".
absl::StatusOr<std::string> EscalatedAction(const Event& event,
                                            ViewWriter& rows) {
  const std::string key = SubjectKey(event.context().stream());
  const EscalationFact& fact = event.escalation();
  std::string subject;
  if (fact.has_escalation_raised()) {
    subject = fact.escalation_raised().subject();
    if (!resources::IsName(resources::Kind::kAction, subject)) return "";
    rows.Put(key, subject);
    return subject;
  }
  RETURN_IF_ERROR(rows.Get(key, subject).status());
  if (fact.has_escalation_resolved()) rows.Delete(key);
  return subject;
}

bool ChangesRow(const ActionFact& fact) {
  switch (fact.fact_case()) {
    case ActionFact::kActionImported:
      return !fact.action_imported().has_previous_row();
    case ActionFact::kEntryRetracted:
      return fact.entry_retracted().kind() ==
                 events::v1::EntryRetracted::PROGRESS ||
             fact.entry_retracted().kind() ==
                 events::v1::EntryRetracted::MILESTONE;
    case ActionFact::kCommentAdded:
    case ActionFact::kAssuranceRecorded:
      return false;
    default:
      return true;
  }
}

// The action whose row the event changes, "" when it changes none.
absl::StatusOr<std::string> ChangedAction(const Event& event,
                                          ViewWriter& rows) {
  switch (event.fact_case()) {
    case Event::kAction:
      return ChangesRow(event.action()) ? event.context().stream() : "";
    case Event::kPlan:
      if (event.plan().has_action_added_to_plan()) {
        return event.plan().action_added_to_plan().action();
      }
      return event.plan().action_removed_from_plan().action();
    case Event::kEscalation:
      return EscalatedAction(event, rows);
    default:
      return "";
  }
}

}  // namespace

std::string ActionPlanKey(absl::string_view action) {
  return absl::StrCat("a", action);
}

absl::StatusOr<ActionPlanRow*> EditActionPlanRow(const Event& event,
                                                 ViewWriter& rows) {
  ASSIGN_OR_RETURN(const std::string action, ChangedAction(event, rows));
  if (action.empty()) return nullptr;
  ASSIGN_OR_RETURN(ActionPlanRow * row,
                   rows.Edit<ActionPlanRow>(ActionPlanKey(action)));
  if (row->action().empty()) row->set_action(action);
  return row;
}

void Evolve(const Event& event, ActionPlanRow& row) {
  const EventContext& context = event.context();
  if (event.has_action()) {
    const auto before = ClockOf(row);
    EvolveAction(context, event.action(), row);
    if (ClockOf(row) != before) {
      row.set_clock_changed_seconds(context.record_time().seconds());
    }
  }
  if (event.has_plan()) EvolvePlan(context, event.plan(), row);
  if (event.has_escalation()) {
    EvolveEscalation(context, event.escalation(), row);
  }
}

bool ClockRuns(const ActionPlanRow& row) {
  switch (static_cast<Action::State>(row.state())) {
    case Action::ASSIGNED:
    case Action::ACCEPTED:
    case Action::IN_PROGRESS:
    case Action::BLOCKED:
    case Action::DECLINED:
      return true;
    default:
      return false;
  }
}

}  // namespace actionplan::projections
