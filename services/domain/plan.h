// What can be decided about a plan. All of it is for the board's office; errors
// are those of preconditions.h, references.h and plan_errors.h.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_PLAN_H_
#define ACTIONPLAN_SERVICES_DOMAIN_PLAN_H_

#include <string>
#include <vector>

#include "actionplan/events/v1/plan_facts.pb.h"
#include "actionplan/v1/plan.pb.h"
#include "actionplan/v1/plan_service.pb.h"
#include "services/domain/decide.h"

namespace actionplan::domain {

// A plan holds at most this many actions, so that reading one stays cheap.
inline constexpr int kMaxPlanActions = 2000;

// A SINGLE_AGENCY plan has an active agency, any other has none.
Facts<events::v1::PlanFact> Decide(const v1::Plan& state,
                                   const v1::CreatePlanRequest& command,
                                   const Circumstances& now);
std::vector<std::string> RelatedNames(const v1::CreatePlanRequest& command);

// DRAFT to AGREED.
Facts<events::v1::PlanFact> Decide(const v1::Plan& state,
                                   const v1::AgreePlanRequest& command,
                                   const Circumstances& now);
std::vector<std::string> RelatedNames(const v1::AgreePlanRequest& command);

// In both states: a plan lives on after it was agreed.
Facts<events::v1::PlanFact> Decide(const v1::Plan& state,
                                   const v1::AddActionRequest& command,
                                   const Circumstances& now);
std::vector<std::string> RelatedNames(const v1::AddActionRequest& command);
Facts<events::v1::PlanFact> Decide(const v1::Plan& state,
                                   const v1::RemoveActionRequest& command,
                                   const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_PLAN_H_
