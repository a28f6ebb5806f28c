// The audit trail, page by page.
#ifndef ACTIONPLAN_SERVICES_QUERIES_TRAIL_H_
#define ACTIONPLAN_SERVICES_QUERIES_TRAIL_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "actionplan/v1/audit_trail_service.pb.h"
#include "services/queries/page.h"
#include "services/queries/plan_reading.h"

namespace actionplan::queries {

// How many events a page reads where conditions that no index knows decide what
// is shown; the page ends there, full or not.
inline constexpr size_t kMostEventsRead = 5000;

// Costs as much as the entries it shows, read from the log one by one. Every
// page tells the trail as it was at the first page's position: `page` is given
// that position; `last_key` where the next page goes on. Errors are those of
// Resolve() in as_at.h, and NOT_FOUND for the board.
absl::StatusOr<v1::ListTrailEntriesResponse> Trail(
    const PlanSources& sources, const v1::ListTrailEntriesRequest& request,
    absl::Time now, Page& page, std::string& last_key);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_TRAIL_H_
