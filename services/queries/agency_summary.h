// How each agency of a board keeps its dates and answers escalations.
#ifndef ACTIONPLAN_SERVICES_QUERIES_AGENCY_SUMMARY_H_
#define ACTIONPLAN_SERVICES_QUERIES_AGENCY_SUMMARY_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "actionplan/v1/agency_summary.pb.h"
#include "services/queries/plan_reading.h"

namespace actionplan::queries {

// Costs a pass over the board's actions. Errors are those of
// PlanReading::Begin(), and NOT_FOUND when the plan it is narrowed to does not
// exist.
absl::StatusOr<v1::SummarizeAgenciesResponse> SummarizeAgencies(
    const PlanSources& sources, const v1::SummarizeAgenciesRequest& request,
    absl::Time now);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_AGENCY_SUMMARY_H_
