// The audit trail: at which positions of the log something was done to a
// resource, by an actor, for an agency, of a kind, in a board; and what stands
// under what (trail_links.h).
//
//   key                        value
//   index value \0 window      one byte for each position, ascending
//   "u" above \0 below         for each time that the link began or ended, "+"
//                              or "-" and the position of the event that did it
//
// `index` is one letter. A window is 256 positions in a row, numbered from 0 in
// eight bytes; the byte is the place of the position in it. So a row is small,
// is only ever added to, and two indexes are intersected window by window. A
// position in a link has eight bytes. The trail of a resource with everything
// under it is the union of the windows of each resource under it: what joins
// later brings its whole history along, and nothing is written twice.
#ifndef ACTIONPLAN_PROJECTIONS_AUDIT_TRAIL_VIEW_H_
#define ACTIONPLAN_PROJECTIONS_AUDIT_TRAIL_VIEW_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "eventstore/event_store.h"
#include "projections/projection.h"
#include "projections/trail_cursor.h"

namespace actionplan::projections {

class AuditTrailProjection final : public Projection {
 public:
  static constexpr absl::string_view kName = "audit-trail";

  absl::string_view name() const override { return kName; }
  int version() const override { return 2; }
  absl::Status Apply(const events::v1::Event& event,
                     ViewWriter& rows) const override;
};

enum class TrailReach { kOnlyItself, kWithAllUnder };

// Only events for which everything that is not empty holds.
struct TrailFilter {
  std::string board;     // By resource name.
  std::string resource;  // By resource name.
  TrailReach reach = TrailReach::kWithAllUnder;
  // Any of them.
  std::vector<std::string> actors;
  std::vector<std::string> agencies;  // For which the actor acted, by name.
  std::vector<std::string> kinds;     // As projections::FactName() says it.
  // What stood under what at this position: so pages stay the same while links
  // come and go.
  eventstore::Position links_at = UINT64_MAX;
};

// Thread-safe. The reader outlives it.
class AuditTrailView {
 public:
  using Position = eventstore::Position;

  explicit AuditTrailView(const ViewReader& rows) : rows_(rows) {}

  // The positions of a range that pass the filter, until `visit` returns
  // false; none past what the view has applied. The cost grows with the rarest
  // of the conditions, not with the range; beside it stand one look-up for each
  // value of a condition, and two for each resource under the one asked for.
  absl::Status Scan(const TrailFilter& filter, eventstore::Range range,
                    TrailOrder order,
                    absl::FunctionRef<bool(Position position)> visit) const;

  // The resource and everything under it, each with the last of its positions
  // that count: the one at which the last link to it ended, or UINT64_MAX.
  absl::StatusOr<std::map<std::string, Position>> Reached(
      const std::string& resource, Position links_at) const;

 private:
  // One condition of a filter: a position passes when one of these has it.
  using Condition = std::vector<TrailCursor>;

  absl::StatusOr<std::vector<Condition>> ConditionsOf(const TrailFilter& filter,
                                                      Position last,
                                                      TrailOrder order) const;
  absl::StatusOr<std::vector<TrailCursor::Source>> SourcesOfResource(
      const TrailFilter& filter) const;

  const ViewReader& rows_;
};

// The first position of the log that was recorded at this time or later; one
// past `head` when there is none. `record_time` tells the time of a position
// from 1 to `head`; it is asked about log2(head) times.
absl::StatusOr<eventstore::Position> FirstRecordedAt(
    absl::Time time, eventstore::Position head,
    absl::FunctionRef<absl::StatusOr<absl::Time>(eventstore::Position)>
        record_time);

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_AUDIT_TRAIL_VIEW_H_
