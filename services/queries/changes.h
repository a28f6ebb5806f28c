// What changed in a plan between two moments, action by action.
#ifndef ACTIONPLAN_SERVICES_QUERIES_CHANGES_H_
#define ACTIONPLAN_SERVICES_QUERIES_CHANGES_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "actionplan/v1/plan_change.pb.h"
#include "services/queries/page.h"
#include "services/queries/plan_reading.h"

namespace actionplan::queries {

// Costs a pass over the board's actions at each of the moments. `page` is given
// the position and the day of a first page; every later page ends where that
// one did. `last_key` is where the next page goes on. Errors are those of
// PlanReading::Begin() and CheckExists(), and INVALID_ARGUMENT
// (SINCE_NOT_BEFORE_UNTIL).
absl::StatusOr<v1::ListChangesResponse> Changes(
    const PlanSources& sources, const v1::ListChangesRequest& request,
    absl::Time now, Page& page, std::string& last_key);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_CHANGES_H_
