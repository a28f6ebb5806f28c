#include "services/domain/plan.h"

#include <algorithm>

#include "eventstore/base/status.h"
#include "projections/resources/fold.h"
#include "services/domain/plan_errors.h"
#include "services/domain/preconditions.h"

namespace actionplan::domain {
namespace {

using events::v1::PlanFact;

absl::Status CheckAgency(const v1::Plan& plan, const Circumstances& now) {
  if (plan.kind() != v1::Plan::SINGLE_AGENCY) {
    return plan.agency().empty()
               ? absl::OkStatus()
               : PlanAgencyForbidden(v1::Plan::Kind_Name(plan.kind()));
  }
  if (plan.agency().empty()) return PlanAgencyNeeded();
  return CheckActiveAgency(plan.agency(), now);
}

bool Holds(const v1::Plan& plan, absl::string_view action) {
  return std::find(plan.actions().begin(), plan.actions().end(), action) !=
         plan.actions().end();
}

}  // namespace

Facts<PlanFact> Decide(const v1::Plan& state,
                       const v1::CreatePlanRequest& command,
                       const Circumstances& now) {
  RETURN_IF_ERROR(CheckBoardOffice("create plans", now));
  RETURN_IF_ERROR(CheckNew(state, now));
  const v1::Plan& plan = command.plan();
  RETURN_IF_ERROR(CheckAgency(plan, now));
  PlanFact fact;
  auto& created = *fact.mutable_plan_created();
  created.set_title(plan.title());
  created.set_kind(resources::SameValue<events::v1::PlanKind>(plan.kind()));
  created.set_agency(plan.agency());
  return Just(std::move(fact));
}

std::vector<std::string> RelatedNames(const v1::CreatePlanRequest& command) {
  return {command.plan().agency()};
}

Facts<PlanFact> Decide(const v1::Plan& state,
                       const v1::AgreePlanRequest& command,
                       const Circumstances& now) {
  RETURN_IF_ERROR(CheckBoardOffice("agree plans", now));
  RETURN_IF_ERROR(CheckChange(state, now));
  if (state.state() != v1::Plan::DRAFT) {
    return StateForbids({.name = state.name(),
                         .state = v1::Plan::State_Name(state.state()),
                         .verb = "agreed",
                         .states = {"DRAFT"}});
  }
  RETURN_IF_ERROR(FindReference<v1::Meeting>(command.meeting(), now).status());
  PlanFact fact;
  fact.mutable_plan_agreed()->set_meeting(command.meeting());
  return Just(std::move(fact));
}

std::vector<std::string> RelatedNames(const v1::AgreePlanRequest& command) {
  return {command.meeting()};
}

Facts<PlanFact> Decide(const v1::Plan& state,
                       const v1::AddActionRequest& command,
                       const Circumstances& now) {
  RETURN_IF_ERROR(CheckBoardOffice("add actions to plans", now));
  RETURN_IF_ERROR(CheckChange(state, now));
  RETURN_IF_ERROR(FindReference<v1::Action>(command.action(), now).status());
  if (Holds(state, command.action())) {
    return ActionAlreadyInPlan(command.action(), state.name());
  }
  if (state.actions_size() >= kMaxPlanActions) {
    return PlanFull(state.name(), kMaxPlanActions);
  }
  PlanFact fact;
  fact.mutable_action_added_to_plan()->set_action(command.action());
  return Just(std::move(fact));
}

std::vector<std::string> RelatedNames(const v1::AddActionRequest& command) {
  return {command.action()};
}

Facts<PlanFact> Decide(const v1::Plan& state,
                       const v1::RemoveActionRequest& command,
                       const Circumstances& now) {
  RETURN_IF_ERROR(CheckBoardOffice("remove actions from plans", now));
  RETURN_IF_ERROR(CheckChange(state, now));
  if (!Holds(state, command.action())) {
    return ActionNotInPlan(command.action(), state.name());
  }
  PlanFact fact;
  auto& removed = *fact.mutable_action_removed_from_plan();
  removed.set_action(command.action());
  *removed.mutable_reason() = Written(command.reason(), now);
  return Just(std::move(fact));
}

}  // namespace actionplan::domain
