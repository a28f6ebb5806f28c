// Whether the time of day can be believed: it can when it has gone with the
// monotonic clock for a while.
#ifndef ACTIONPLAN_SERVICES_ESCALATION_SETTLED_CLOCK_H_
#define ACTIONPLAN_SERVICES_ESCALATION_SETTLED_CLOCK_H_

#include "absl/time/time.h"
#include "eventstore/base/clock.h"

namespace actionplan::escalation {

// Used by one thread.
class SettledClock {
 public:
  // How long the two clocks have to agree, and how closely from one look to
  // the next.
  static constexpr absl::Duration kSettlesIn = absl::Minutes(10);
  static constexpr absl::Duration kTolerance = absl::Seconds(2);

  // `known` is a time that is past for sure, such as that of the last event.
  SettledClock(const base::Clock& clock, absl::Time known)
      : clock_(clock),
        believed_(known),
        last_now_(clock.Now()),
        last_monotonic_(clock.Monotonic()),
        agreed_since_(last_monotonic_) {}

  // Looks at both clocks. Returns the latest time that can be believed: now,
  // when the clocks have agreed long enough, else what was believed before.
  // Never goes back.
  absl::Time Look() {
    const absl::Time now = clock_.Now();
    const absl::Duration monotonic = clock_.Monotonic();
    const absl::Duration apart =
        (now - last_now_) - (monotonic - last_monotonic_);
    if (absl::AbsDuration(apart) > kTolerance) agreed_since_ = monotonic;
    last_now_ = now;
    last_monotonic_ = monotonic;
    if (monotonic - agreed_since_ >= kSettlesIn && now > believed_) {
      believed_ = now;
    }
    return believed_;
  }

 private:
  const base::Clock& clock_;
  absl::Time believed_;
  absl::Time last_now_;
  absl::Duration last_monotonic_;
  absl::Duration agreed_since_;
};

}  // namespace actionplan::escalation

#endif  // ACTIONPLAN_SERVICES_ESCALATION_SETTLED_CLOCK_H_
