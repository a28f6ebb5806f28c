// Where a plan stands on a day: counts by state, rating and agency.
#ifndef ACTIONPLAN_SERVICES_QUERIES_PLAN_STATUS_H_
#define ACTIONPLAN_SERVICES_QUERIES_PLAN_STATUS_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "projections/projector.h"

namespace actionplan::queries {

// Costs a pass over the board's actions. NOT_FOUND when the board, or the plan
// or agency it is narrowed to, does not exist.
absl::StatusOr<v1::ActionPlanStatus> PlanStatus(
    const projections::Projector& projector,
    const v1::GetActionPlanStatusRequest& request, absl::Time now);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_PLAN_STATUS_H_
