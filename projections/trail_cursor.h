// Reading one row of windows of the audit trail, a stretch at a time.
#ifndef ACTIONPLAN_PROJECTIONS_TRAIL_CURSOR_H_
#define ACTIONPLAN_PROJECTIONS_TRAIL_CURSOR_H_

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eventstore/event_store.h"
#include "projections/projection.h"

namespace actionplan::projections {

// How many positions in a row a window has.
inline constexpr uint64_t kWindowSize = 256;

// The positions number * kWindowSize + i for which places[i] is set.
struct TrailWindow {
  uint64_t number = 0;
  std::bitset<kWindowSize> places;
};

enum class TrailOrder { kOldestFirst, kNewestFirst };

// The windows of one value of an index, as audit_trail_view.h lays them out.
// Used by one thread.
class TrailCursor {
 public:
  struct Source {
    std::string prefix;  // What the keys of its windows begin with.
    eventstore::Position last = UINT64_MAX;  // Later positions are passed over.
  };

  // `rows` outlives it.
  TrailCursor(const ViewReader& rows, Source source, TrailOrder order)
      : rows_(&rows), source_(std::move(source)), order_(order) {}

  // The first window from `number` on, in this order, that has a position;
  // empty when there is none. From call to call `number` only goes on.
  absl::StatusOr<std::optional<TrailWindow>> Seek(uint64_t number);

 private:
  bool IsBefore(uint64_t one, uint64_t other) const {
    return order_ == TrailOrder::kOldestFirst ? one < other : one > other;
  }
  absl::Status Read(uint64_t number);

  const ViewReader* rows_;
  Source source_;
  TrailOrder order_;
  // Read ahead, so that a walk through many windows begins few scans.
  std::vector<TrailWindow> ahead_;
  size_t next_ = 0;
  size_t stretch_ = 32;
  bool at_end_ = false;
};

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_TRAIL_CURSOR_H_
