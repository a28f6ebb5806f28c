// Every episode of escalation of one action, with its response times.
#ifndef ACTIONPLAN_SERVICES_QUERIES_ESCALATION_HISTORY_H_
#define ACTIONPLAN_SERVICES_QUERIES_ESCALATION_HISTORY_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "services/queries/plan_reading.h"

namespace actionplan::queries {

// Errors are those of PlanReading; NOT_FOUND also for the action.
absl::StatusOr<v1::EscalationHistory> EscalationHistoryOf(
    const PlanSources& sources, const v1::GetEscalationHistoryRequest& request,
    absl::Time now);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_ESCALATION_HISTORY_H_
