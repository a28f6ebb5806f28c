#include "services/domain/action_milestones.h"

#include "absl/status/status.h"
#include "eventstore/base/status.h"
#include "projections/resources/civil_date.h"
#include "services/domain/action_dates.h"
#include "services/domain/action_permissions.h"
#include "services/domain/action_record_errors.h"
#include "services/domain/action_transitions.h"
#include "services/domain/resource_errors.h"

namespace actionplan::domain {
namespace {

using events::v1::ActionFact;

// The milestone of this number, which has not been reached.
absl::StatusOr<const v1::Milestone*> FindUnreached(const v1::Action& state,
                                                   int number) {
  if (number < 1 || number > state.milestones_size()) {
    return MilestoneUnknown(state, number);
  }
  const v1::Milestone& milestone = state.milestones(number - 1);
  if (milestone.has_reached_on()) return MilestoneAlreadyReached(state, number);
  return &milestone;
}

bool IsSame(const v1::Milestone& milestone,
            const v1::SetMilestoneRequest& command) {
  return milestone.title() == command.title() &&
         resources::IsSameDate(milestone.due_date(), command.due_date());
}

}  // namespace

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::SetMilestoneRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kSetMilestone, state, now));
  RETURN_IF_ERROR(CheckMaySetMilestone(state, now.caller));
  RETURN_IF_ERROR(CheckDueDate("due_date", command.due_date(), now).status());
  ActionFact fact;
  events::v1::MilestoneSet& set = *fact.mutable_milestone_set();
  set.set_number(state.milestones_size() + 1);
  if (command.number() != 0) {
    ASSIGN_OR_RETURN(const v1::Milestone* const before,
                     FindUnreached(state, command.number()));
    if (IsSame(*before, command)) return NothingToChange(state.name());
    set.set_number(command.number());
    set.set_previous_title(before->title());
    *set.mutable_previous_due_date() = before->due_date();
  } else if (state.milestones_size() >= kMaxMilestones) {
    return MilestoneLimitReached(state.name(), kMaxMilestones);
  }
  set.set_title(command.title());
  *set.mutable_due_date() = command.due_date();
  return Just(std::move(fact));
}

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::ReachMilestoneRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kReachMilestone, state, now));
  RETURN_IF_ERROR(
      CheckInvolvedAgency(ActionCommand::kReachMilestone, state, now.caller));
  ASSIGN_OR_RETURN(const v1::Milestone* const milestone,
                   FindUnreached(state, command.number()));
  ASSIGN_OR_RETURN(const absl::CivilDay reached_on,
                   resources::FromDate(command.reached_on()));
  if (reached_on > now.occurred_on) {
    return MilestoneReachedInFuture(reached_on, now.occurred_on);
  }
  ActionFact fact;
  events::v1::MilestoneReached& reached = *fact.mutable_milestone_reached();
  reached.set_number(command.number());
  reached.set_title(milestone->title());
  *reached.mutable_reached_on() = command.reached_on();
  if (!command.note().empty()) {
    *reached.mutable_note() = Written(command.note(), now);
  }
  return Just(std::move(fact));
}

}  // namespace actionplan::domain
