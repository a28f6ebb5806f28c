// The audit trail, page by page.
#ifndef ACTIONPLAN_SERVICES_QUERIES_TRAIL_H_
#define ACTIONPLAN_SERVICES_QUERIES_TRAIL_H_

#include <string>

#include "absl/status/statusor.h"
#include "actionplan/v1/audit_trail_service.pb.h"
#include "eventstore/event_store.h"
#include "projections/projector.h"
#include "services/queries/page.h"

namespace actionplan::queries {

// Costs as much as the entries it shows, read from the log one by one. Every
// page tells the trail as it was at the first page's position: `page` is given
// that position; `last_key` where the next page goes on.
absl::StatusOr<v1::ListTrailEntriesResponse> Trail(
    const eventstore::EventStore& log, const projections::Projector& projector,
    const v1::ListTrailEntriesRequest& request, Page& page,
    std::string& last_key);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_TRAIL_H_
