#include "services/queries/trail.h"

#include <algorithm>
#include <memory>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "projections/audit_trail_view.h"
#include "projections/event_codec.h"
#include "projections/resource_view.h"
#include "projections/resources/instant.h"
#include "services/queries/as_at.h"
#include "services/queries/trail_teller.h"
#include "services/queries/view_access.h"

namespace actionplan::queries {
namespace {

using eventstore::Position;
using eventstore::Range;

absl::StatusOr<events::v1::Event> EventAt(const eventstore::EventStore& log,
                                          Position position) {
  events::v1::Event event;
  absl::Status decoded;
  RETURN_IF_ERROR(log.ReadLog({.first = position, .last = position},
                              [&](const eventstore::v1::Envelope& envelope) {
                                decoded = projections::Decode(envelope, event);
                                return false;
                              }));
  RETURN_IF_ERROR(decoded);
  return event;
}

// The positions that were recorded between the request's times, as at the
// instant that it asks for.
absl::StatusOr<Range> TimeRange(const eventstore::EventStore& log,
                                const v1::ListTrailEntriesRequest& request,
                                Position head) {
  Range range{.first = 1, .last = head};
  if (request.has_start_time()) {
    ASSIGN_OR_RETURN(
        range.first,
        FirstRecordedAt(resources::ToTime(request.start_time()), log, head));
  }
  if (request.has_end_time()) {
    ASSIGN_OR_RETURN(
        const Position end,
        FirstRecordedAt(resources::ToTime(request.end_time()), log, head));
    range.last = end - 1;
  }
  return range;
}

// The last position of the trail as at the instant that the request asks for,
// which the response is told.
absl::StatusOr<Position> LastPosition(
    const PlanSources& sources, const v1::ListTrailEntriesRequest& request,
    absl::Time now, Position head, v1::ListTrailEntriesResponse& response) {
  if (!request.has_as_at()) return head;
  ASSIGN_OR_RETURN(
      const auto resources,
      sources.projector.Read(projections::ResourceProjection::kName));
  ASSIGN_OR_RETURN(*response.mutable_as_at(),
                   Resolve(request.as_at(), *resources, now));
  ASSIGN_OR_RETURN(const projections::Past past,
                   PastOf(response.as_at(), sources.log, head));
  return past.position;
}

// Leaves out what earlier pages showed: keys of this list are positions.
void GoOnAfter(const std::string& key, projections::TrailOrder order,
               Range& range) {
  Position shown = 0;
  if (!absl::SimpleAtoi(key, &shown)) return;
  if (order == projections::TrailOrder::kOldestFirst) {
    range.first = std::max(range.first, shown + 1);
  } else {
    range.last = std::min(range.last, shown - 1);
  }
}

absl::Status Tell(const eventstore::EventStore& log, Position position,
                  TrailTeller& teller, v1::ListTrailEntriesResponse& response) {
  ASSIGN_OR_RETURN(const events::v1::Event event, EventAt(log, position));
  ASSIGN_OR_RETURN(*response.add_entries(), teller.Tell(event));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::ListTrailEntriesResponse> Trail(
    const PlanSources& sources, const v1::ListTrailEntriesRequest& request,
    absl::Time now, Page& page, std::string& last_key) {
  ASSIGN_OR_RETURN(
      const std::unique_ptr<projections::ViewReader> rows,
      sources.projector.Read(projections::AuditTrailProjection::kName));
  ASSIGN_OR_RETURN(
      const std::unique_ptr<projections::ViewReader> resources,
      sources.projector.Read(projections::ResourceProjection::kName));
  v1::ListTrailEntriesResponse response;
  if (page.position == 0) page.position = rows->position();
  ASSIGN_OR_RETURN(page.position, LastPosition(sources, request, now,
                                               page.position, response));
  const bool all_boards = request.parent() == "boards/-";
  if (!all_boards) {
    RETURN_IF_ERROR(
        GetResource<v1::Board>(sources.projector, request.parent()).status());
  }
  const projections::TrailOrder order =
      request.order_by() == "position" ? projections::TrailOrder::kOldestFirst
                                       : projections::TrailOrder::kNewestFirst;
  ASSIGN_OR_RETURN(Range range,
                   TimeRange(sources.log, request, page.position));
  GoOnAfter(page.after_key, order, range);

  response.set_position(static_cast<int64_t>(page.position));
  PageFiller filler(page.size);
  TrailTeller teller(*resources);
  absl::Status read;
  const projections::TrailFilter filter{
      .board = all_boards ? "" : request.parent(),
      .resource = request.resource(),
      .actor = request.actor(),
      .agency = request.agency(),
      .kind = request.kind()};
  RETURN_IF_ERROR(projections::AuditTrailView(*rows).Scan(
      filter, range, order, [&](Position position) {
        if (!filler.Take(absl::StrCat(position))) return false;
        read = Tell(sources.log, position, teller, response);
        return read.ok();
      }));
  RETURN_IF_ERROR(read);
  last_key = filler.last_key();
  return response;
}

}  // namespace actionplan::queries
