// Every episode of escalation of one action, with its response times.
#ifndef ACTIONPLAN_SERVICES_QUERIES_ESCALATION_HISTORY_H_
#define ACTIONPLAN_SERVICES_QUERIES_ESCALATION_HISTORY_H_

#include "absl/status/statusor.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "projections/projector.h"

namespace actionplan::queries {

// NOT_FOUND when the action does not exist.
absl::StatusOr<v1::EscalationHistory> EscalationHistoryOf(
    const projections::Projector& projector,
    const v1::GetEscalationHistoryRequest& request);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_ESCALATION_HISTORY_H_
