#include <algorithm>

#include "projections/resources/fold.h"
#include "projections/resources/resource.h"

namespace actionplan::resources {
namespace {

using events::v1::PlanFact;

void Apply(const events::v1::PlanCreated& created, v1::Plan& plan) {
  plan.set_title(created.title());
  plan.set_kind(SameValue<v1::Plan::Kind>(created.kind()));
  plan.set_agency(created.agency());
  plan.set_state(v1::Plan::DRAFT);
}

void Apply(const events::v1::PlanAgreed& agreed, v1::Plan& plan) {
  plan.set_state(v1::Plan::AGREED);
  plan.set_agreeing_meeting(agreed.meeting());
}

void Apply(const events::v1::ActionRemovedFromPlan& removed, v1::Plan& plan) {
  auto& actions = *plan.mutable_actions();
  actions.erase(std::remove(actions.begin(), actions.end(), removed.action()),
                actions.end());
}

}  // namespace

void Evolve(const events::v1::Event& event, v1::Plan& plan) {
  if (!IsOf(events::v1::Event::kPlan, event)) return;
  Stamp(event.context(), plan);
  const PlanFact& fact = event.plan();
  switch (fact.fact_case()) {
    case PlanFact::kPlanCreated:
      return Apply(fact.plan_created(), plan);
    case PlanFact::kPlanAgreed:
      return Apply(fact.plan_agreed(), plan);
    case PlanFact::kActionAddedToPlan:
      return plan.add_actions(fact.action_added_to_plan().action());
    case PlanFact::kActionRemovedFromPlan:
      return Apply(fact.action_removed_from_plan(), plan);
    case PlanFact::FACT_NOT_SET:
      return;
  }
}

}  // namespace actionplan::resources
