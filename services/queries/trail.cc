#include "services/queries/trail.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "projections/audit_trail_view.h"
#include "projections/event_codec.h"
#include "projections/resource_view.h"
#include "projections/resources/instant.h"
#include "services/queries/as_at.h"
#include "services/queries/trail_matcher.h"
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
  // Nothing is recorded before it happened.
  absl::Time start = absl::InfinitePast();
  if (request.has_start_time()) {
    start = resources::ToTime(request.start_time());
  }
  if (request.has_occur_start_time()) {
    start = std::max(start, resources::ToTime(request.occur_start_time()));
  }
  if (start != absl::InfinitePast()) {
    ASSIGN_OR_RETURN(range.first, FirstRecordedAt(start, log, head));
  }
  if (request.has_end_time()) {
    ASSIGN_OR_RETURN(
        const Position end,
        FirstRecordedAt(resources::ToTime(request.end_time()), log, head));
    range.last = end - 1;
  }
  return range;
}

// What the trail takes in as at the instant that the request asks for, which
// `as_at` is told.
absl::StatusOr<projections::Past> PastAsked(
    const PlanSources& sources, const v1::ListTrailEntriesRequest& request,
    absl::Time now, Position head, v1::AsAt& as_at) {
  if (!request.has_as_at()) return projections::Past{.position = head};
  ASSIGN_OR_RETURN(
      const auto resources,
      sources.projector.Read(projections::ResourceProjection::kName));
  ASSIGN_OR_RETURN(as_at, Resolve(request.as_at(), *resources, now));
  return PastOf(as_at, sources.log, head);
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

// A list, or the one value that stands for it.
std::vector<std::string> AnyOf(
    const google::protobuf::RepeatedPtrField<std::string>& values,
    const std::string& value) {
  std::vector<std::string> any(values.begin(), values.end());
  if (!value.empty()) any.push_back(value);
  return any;
}

projections::TrailFilter FilterOf(const v1::ListTrailEntriesRequest& request,
                                  Position position) {
  const bool all_boards = request.parent() == "boards/-";
  return {.board = all_boards ? "" : request.parent(),
          .resource = request.resource(),
          .reach = request.only_itself()
                       ? projections::TrailReach::kOnlyItself
                       : projections::TrailReach::kWithAllUnder,
          .actors = AnyOf(request.actors(), request.actor()),
          .agencies = AnyOf(request.agencies(), request.agency()),
          .kinds = AnyOf(request.kinds(), request.kind()),
          .links_at = position};
}

// Fills a page, position by position.
class PageOfTrail {
 public:
  PageOfTrail(const eventstore::EventStore& log,
              const projections::ViewReader& resources,
              const v1::ListTrailEntriesRequest& request,
              const projections::Past& past, absl::Time known, size_t size)
      : log_(log),
        teller_(resources, known),
        matcher_(request, past),
        size_(size) {}

  // Whether to go on.
  bool Take(Position position) {
    if (IsFull()) {
      more_ = true;
      return false;
    }
    reached_ = position;
    ++read_;
    status_ = Show(position);
    return status_.ok();
  }

  // OK, or why an event could not be read.
  const absl::Status& status() const { return status_; }

  // The last position that was looked at; 0 when there are no later ones.
  Position reached() const { return more_ ? reached_ : 0; }

  v1::ListTrailEntriesResponse& response() { return response_; }

 private:
  bool IsFull() const {
    return response_.entries_size() == static_cast<int>(size_) ||
           (!matcher_.PassesAll() && read_ == kMostEventsRead);
  }

  absl::Status Show(Position position) {
    ASSIGN_OR_RETURN(const events::v1::Event event, EventAt(log_, position));
    if (!matcher_.Passes(event)) return absl::OkStatus();
    ASSIGN_OR_RETURN(*response_.add_entries(), teller_.Tell(event));
    return absl::OkStatus();
  }

  const eventstore::EventStore& log_;
  TrailTeller teller_;
  const TrailMatcher matcher_;
  const size_t size_;
  size_t read_ = 0;
  bool more_ = false;
  Position reached_ = 0;
  absl::Status status_;
  v1::ListTrailEntriesResponse response_;
};

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
  if (page.position == 0) page.position = rows->position();
  v1::AsAt as_at;
  ASSIGN_OR_RETURN(const projections::Past past,
                   PastAsked(sources, request, now, page.position, as_at));
  page.position = past.position;
  if (request.parent() != "boards/-") {
    RETURN_IF_ERROR(
        GetResource<v1::Board>(sources.projector, request.parent()).status());
  }
  const projections::TrailOrder order =
      request.order_by() == "position" ? projections::TrailOrder::kOldestFirst
                                       : projections::TrailOrder::kNewestFirst;
  ASSIGN_OR_RETURN(Range range, TimeRange(sources.log, request, page.position));
  GoOnAfter(page.after_key, order, range);

  const absl::Time known = as_at.has_record_time()
                               ? resources::ToTime(as_at.record_time())
                               : absl::InfiniteFuture();
  PageOfTrail shown(sources.log, *resources, request, past, known, page.size);
  RETURN_IF_ERROR(projections::AuditTrailView(*rows).Scan(
      FilterOf(request, page.position), range, order,
      [&](Position position) { return shown.Take(position); }));
  RETURN_IF_ERROR(shown.status());
  last_key = shown.reached() == 0 ? "" : absl::StrCat(shown.reached());
  shown.response().set_position(static_cast<int64_t>(page.position));
  shown.response().set_reached_position(static_cast<int64_t>(shown.reached()));
  if (request.has_as_at()) *shown.response().mutable_as_at() = as_at;
  return std::move(shown.response());
}

}  // namespace actionplan::queries
