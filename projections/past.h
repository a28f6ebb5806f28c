// Which facts an answer about the past takes in, and in which order.
#ifndef ACTIONPLAN_PROJECTIONS_PAST_H_
#define ACTIONPLAN_PROJECTIONS_PAST_H_

#include <limits>

#include "absl/time/time.h"
#include "eventstore/position_signal.h"

namespace actionplan::projections {

// A fact counts when it was recorded at `position` or before it, and happened
// at `occurred_by` or before it. Nothing is recorded before it has happened, so
// that all that was recorded by an instant has occurred by it too.
struct Past {
  enum class Order {
    // By position: what was known. A fact that was retracted later counts.
    kRecorded,
    // By the time of occurrence, and those of one time by position: what was
    // true. A fact whose retraction was recorded by `position` never was.
    kOccurred,
  };

  eventstore::Position position =
      std::numeric_limits<eventstore::Position>::max();
  absl::Time occurred_by = absl::InfiniteFuture();
  Order order = Order::kRecorded;
};

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_PAST_H_
