#include "projections/action_plan_row.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "actionplan/v1/action.pb.h"
#include "eventstore/base/status.h"
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
  row.set_review_day(due.has_review_date() ? DayOf(due.review_date()) : 0);
}

void Start(Action::State state, const EventContext& context,
           ActionPlanRow& row) {
  row.set_state(state);
  row.set_started_seconds(resources::OccurTime(context).seconds());
}

// One for each fact that says more than a state, in the order of the facts.

void Apply(const events::v1::ActionProposed& fact, ActionPlanRow& row) {
  row.set_title(fact.details().title());
  row.set_lead_agency(fact.lead_agency());
  row.set_owner_role(fact.owner_role());
  row.set_priority(fact.priority());
  row.set_state(Action::DRAFT);
}

void Apply(const EventContext& context, const events::v1::ActionAssigned& fact,
           ActionPlanRow& row) {
  row.set_title(fact.details().title());
  row.set_lead_agency(fact.lead_agency());
  row.set_owner_role(fact.owner_role());
  row.set_priority(fact.priority());
  SetDue(fact.due(), row);
  row.clear_rejections();
  Start(Action::ASSIGNED, context, row);
}

void Apply(const EventContext& context, const events::v1::ActionAccepted& fact,
           ActionPlanRow& row) {
  if (fact.has_original_due_date() && row.original_due_day() == 0) {
    row.set_original_due_day(DayOf(fact.original_due_date()));
  }
  Start(Action::ACCEPTED, context, row);
}

void Apply(const EventContext& context, const events::v1::DeclineResolved& fact,
           ActionPlanRow& row) {
  if (fact.decision() == events::v1::CANCEL) {
    return row.set_state(Action::CANCELLED);
  }
  row.set_lead_agency(fact.lead_agency());
  row.set_owner_role(fact.owner_role());
  SetDue(fact.due(), row);
  row.clear_rejections();
  Start(Action::ASSIGNED, context, row);
}

void Apply(const EventContext& context,
           const events::v1::ProgressRecorded& fact, ActionPlanRow& row) {
  row.set_own_view(fact.own_view());
  row.set_latest_progress_seconds(resources::OccurTime(context).seconds());
  if (row.state() == Action::ACCEPTED) row.set_state(Action::IN_PROGRESS);
}

void Apply(const events::v1::ActionReopened& fact, ActionPlanRow& row) {
  if (!IsSameDue(fact.previous_due(), fact.due())) {
    row.set_times_re_dated(row.times_re_dated() + 1);
  }
  SetDue(fact.due(), row);
  row.clear_rejections();
  row.set_state(Action::IN_PROGRESS);
}

void Apply(const events::v1::ExtensionApproved& fact, ActionPlanRow& row) {
  row.set_due_day(DayOf(fact.due_date()));
  row.set_times_re_dated(row.times_re_dated() + 1);
  row.set_approved_extensions(row.approved_extensions() + 1);
  row.set_extension_pending(false);
}

// What counts now that a report of progress does not.
void Apply(const events::v1::EntryRetracted& fact, ActionPlanRow& row) {
  if (fact.kind() != events::v1::EntryRetracted::PROGRESS) return;
  const events::v1::StandingProgress& standing = fact.standing_progress();
  row.set_own_view(standing.own_view());
  row.set_latest_progress_seconds(standing.occur_time().seconds());
  if (fact.has_accepted_again_since()) row.set_state(Action::ACCEPTED);
}

void EvolveAction(const EventContext& context, const ActionFact& fact,
                  ActionPlanRow& row) {
  switch (fact.fact_case()) {
    case ActionFact::kActionProposed:
      return Apply(fact.action_proposed(), row);
    case ActionFact::kActionAssigned:
      return Apply(context, fact.action_assigned(), row);
    case ActionFact::kActionAccepted:
      return Apply(context, fact.action_accepted(), row);
    case ActionFact::kActionDeclined:
      return row.set_state(Action::DECLINED);
    case ActionFact::kDeclineResolved:
      return Apply(context, fact.decline_resolved(), row);
    case ActionFact::kProgressRecorded:
      return Apply(context, fact.progress_recorded(), row);
    case ActionFact::kCompletionSubmitted:
      return row.set_state(Action::SUBMITTED);
    case ActionFact::kCompletionRejected:
      row.set_rejections(row.rejections() + 1);
      return row.set_state(Action::IN_PROGRESS);
    case ActionFact::kCompletionVerified:
      row.set_extension_pending(false);
      return row.set_state(Action::VERIFIED);
    case ActionFact::kActionSignedOff:
      return row.set_state(Action::CLOSED);
    case ActionFact::kActionReopened:
      return Apply(fact.action_reopened(), row);
    case ActionFact::kActionCancelled:
      return row.set_state(Action::CANCELLED);
    case ActionFact::kActionReassigned:
      return row.set_owner_role(fact.action_reassigned().owner_role());
    case ActionFact::kDetailsAmended:
      return row.set_title(fact.details_amended().details().title());
    case ActionFact::kExtensionRequested:
      return row.set_extension_pending(true);
    case ActionFact::kExtensionApproved:
      return Apply(fact.extension_approved(), row);
    case ActionFact::kExtensionRejected:
    case ActionFact::kExtensionWithdrawn:
      return row.set_extension_pending(false);
    case ActionFact::kActionBlocked:
      return row.set_state(Action::BLOCKED);
    case ActionFact::kActionUnblocked:
      return row.set_state(Action::IN_PROGRESS);
    case ActionFact::kActionSuperseded:
      row.set_extension_pending(false);
      return row.set_state(Action::SUPERSEDED);
    case ActionFact::kActionNotImplemented:
      row.set_extension_pending(false);
      return row.set_state(Action::NOT_IMPLEMENTED);
    case ActionFact::kPriorityChanged:
      return row.set_priority(fact.priority_changed().priority());
    case ActionFact::kEntryRetracted:
      return Apply(fact.entry_retracted(), row);
    case ActionFact::kEvidenceAdded:
    case ActionFact::kEvidenceWithdrawn:
    case ActionFact::kCommentAdded:
    case ActionFact::kMilestoneSet:
    case ActionFact::kMilestoneReached:
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

void Raise(const EventContext& context,
           const events::v1::EscalationRaised& fact, ActionPlanRow& row) {
  v1::OpenEscalation& open = *row.add_open_escalations();
  open.set_escalation(context.stream());
  open.set_level(fact.level());
  open.set_family(fact.family());
  auto& episodes = *row.mutable_episodes_by_family();
  while (episodes.size() < fact.family()) episodes.Add(0);
  if (fact.family() > 0) ++episodes.at(fact.family() - 1);
}

void EvolveEscalation(const EventContext& context, const EscalationFact& fact,
                      ActionPlanRow& row) {
  auto& open = *row.mutable_open_escalations();
  const auto found =
      std::find_if(open.begin(), open.end(), [&](const auto& escalation) {
        return escalation.escalation() == context.stream();
      });
  switch (fact.fact_case()) {
    case EscalationFact::kEscalationRaised:
      return Raise(context, fact.escalation_raised(), row);
    case EscalationFact::kEscalationPaused:
      if (found != open.end()) found->set_paused(true);
      return;
    case EscalationFact::kEscalationResumed:
      if (found != open.end()) found->set_paused(false);
      return;
    case EscalationFact::kEscalationResolved:
      if (found != open.end()) open.erase(found);
      return;
    case EscalationFact::kEscalationAcknowledged:
    case EscalationFact::FACT_NOT_SET:
      return;
  }
}

// What decides whether and when an action is late.
std::tuple<int32_t, int32_t, int32_t> ClockOf(const ActionPlanRow& row) {
  return {row.state(), row.priority(), row.due_day()};
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
    case ActionFact::kEntryRetracted:
      return fact.entry_retracted().kind() ==
             events::v1::EntryRetracted::PROGRESS;
    case ActionFact::kEvidenceAdded:
    case ActionFact::kEvidenceWithdrawn:
    case ActionFact::kCommentAdded:
    case ActionFact::kMilestoneSet:
    case ActionFact::kMilestoneReached:
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
