// What is missing in the open actions of a board, or cannot be right.
#ifndef ACTIONPLAN_SERVICES_QUERIES_DATA_QUALITY_H_
#define ACTIONPLAN_SERVICES_QUERIES_DATA_QUALITY_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "actionplan/v1/data_quality.pb.h"
#include "services/queries/page.h"
#include "services/queries/plan_reading.h"

namespace actionplan::queries {

// Costs a pass over the board's actions and a look at each agency that leads
// one. `page` is given the position and the day of a first page; `last_key`
// where the next page goes on. Errors are those of PlanReading::Begin() and
// CheckExists().
absl::StatusOr<v1::ListDataQualityIssuesResponse> DataQualityIssues(
    const PlanSources& sources, const v1::ListDataQualityIssuesRequest& request,
    absl::Time now, Page& page, std::string& last_key);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_DATA_QUALITY_H_
