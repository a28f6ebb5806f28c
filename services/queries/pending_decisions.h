// The decisions that somebody waits for, the longest waiting first.
#ifndef ACTIONPLAN_SERVICES_QUERIES_PENDING_DECISIONS_H_
#define ACTIONPLAN_SERVICES_QUERIES_PENDING_DECISIONS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "actionplan/v1/pending_decision.pb.h"
#include "services/queries/page.h"
#include "services/queries/plan_reading.h"

namespace actionplan::queries {

// Costs a pass over the board's actions. `page` is given the position and the
// day of a first page; `last_key` where the next page goes on. Errors are those
// of PlanReading::Begin() and CheckExists().
absl::StatusOr<v1::ListPendingDecisionsResponse> PendingDecisions(
    const PlanSources& sources, const v1::ListPendingDecisionsRequest& request,
    absl::Time now, Page& page, std::string& last_key);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_PENDING_DECISIONS_H_
