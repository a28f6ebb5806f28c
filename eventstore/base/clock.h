// The only place that reads the machine's clocks. Everything else is handed a
// Clock, so that a test decides what time it is.
#ifndef ACTIONPLAN_EVENTSTORE_BASE_CLOCK_H_
#define ACTIONPLAN_EVENTSTORE_BASE_CLOCK_H_

#include "absl/time/time.h"

namespace actionplan::base {

// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;

  // The time of day. It may jump, in either direction.
  virtual absl::Time Now() const = 0;

  // Time since an unnamed start. It never goes backwards and never jumps.
  virtual absl::Duration Monotonic() const = 0;
};

// The machine's own clocks.
class SystemClock final : public Clock {
 public:
  absl::Time Now() const override;
  absl::Duration Monotonic() const override;
};

}  // namespace actionplan::base

#endif  // ACTIONPLAN_EVENTSTORE_BASE_CLOCK_H_
