// Where a plan stands on a day: counts by state, rating and agency.
#ifndef ACTIONPLAN_SERVICES_QUERIES_PLAN_STATUS_H_
#define ACTIONPLAN_SERVICES_QUERIES_PLAN_STATUS_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "services/queries/plan_reading.h"

namespace actionplan::queries {

// Costs a pass over the board's actions. Errors are those of PlanReading, also
// NOT_FOUND for the plan or agency that it is narrowed to.
absl::StatusOr<v1::ActionPlanStatus> PlanStatus(
    const PlanSources& sources, const v1::GetActionPlanStatusRequest& request,
    absl::Time now);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_PLAN_STATUS_H_
