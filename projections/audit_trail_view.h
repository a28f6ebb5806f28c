// The audit trail: at which positions of the log something was done to a
// resource, by an actor, for an agency, of a kind, in a board.
//
//   key                        value
//   index value \0 window      one byte for each position, ascending
//
// `index` is one letter. A window is 256 positions in a row, numbered from 0 in
// eight bytes; the byte is the place of the position in it. So a row is small,
// is only ever added to, and two indexes are intersected window by window.
#ifndef ACTIONPLAN_PROJECTIONS_AUDIT_TRAIL_VIEW_H_
#define ACTIONPLAN_PROJECTIONS_AUDIT_TRAIL_VIEW_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "eventstore/event_store.h"
#include "projections/projection.h"

namespace actionplan::projections {

class AuditTrailProjection final : public Projection {
 public:
  static constexpr absl::string_view kName = "audit-trail";

  absl::string_view name() const override { return kName; }
  int version() const override { return 1; }
  absl::Status Apply(const events::v1::Event& event,
                     ViewWriter& rows) const override;
};

// Only events for which everything that is not empty holds.
struct TrailFilter {
  std::string board;     // By resource name.
  std::string resource;  // By resource name.
  std::string actor;
  std::string agency;  // For which the actor acted, by resource name.
  std::string kind;    // As projections::FactName() says it.
};

enum class TrailOrder { kOldestFirst, kNewestFirst };

// Thread-safe. The reader outlives it.
class AuditTrailView {
 public:
  using Position = eventstore::Position;

  explicit AuditTrailView(const ViewReader& rows) : rows_(rows) {}

  // The positions of a range that pass the filter, until `visit` returns
  // false; none past what the view has applied. The cost grows with the
  // rarest of the conditions, not with the range.
  absl::Status Scan(const TrailFilter& filter, eventstore::Range range,
                    TrailOrder order,
                    absl::FunctionRef<bool(Position position)> visit) const;

 private:
  struct Window;

  absl::Status ScanWindows(
      absl::string_view prefix, uint64_t number, TrailOrder order,
      absl::FunctionRef<bool(const Window& window)> visit) const;
  absl::StatusOr<Window> Seek(absl::string_view prefix, uint64_t number,
                              TrailOrder order) const;
  absl::StatusOr<Window> SeekAll(const std::vector<std::string>& prefixes,
                                 uint64_t number, TrailOrder order) const;

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
