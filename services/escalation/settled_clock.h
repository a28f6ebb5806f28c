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
        last_(ReadBoth(clock)),
        agreed_since_(last_.monotonic) {}

  // The same for a log that has begun meanwhile: counts only as long as nothing
  // is believed.
  void Know(absl::Time known) {
    if (believed_ == absl::InfinitePast()) believed_ = known;
  }

  // Looks at both clocks. Returns the latest time that can be believed: now,
  // when the clocks have agreed long enough, else what was believed before.
  // Never goes back.
  absl::Time Look() {
    const Reading reading = ReadBoth(clock_);
    const absl::Duration apart =
        (reading.now - last_.now) - (reading.monotonic - last_.monotonic);
    if (absl::AbsDuration(apart) > kTolerance) {
      agreed_since_ = reading.monotonic;
    }
    last_ = reading;
    if (reading.monotonic - agreed_since_ >= kSettlesIn &&
        reading.now > believed_) {
      believed_ = reading.now;
    }
    return believed_;
  }

 private:
  struct Reading {
    absl::Time now;
    absl::Duration monotonic;
  };

  // Both clocks at one moment: a machine that stood still between the two
  // readings is no jump of the time of day.
  static Reading ReadBoth(const base::Clock& clock) {
    Reading reading;
    do {
      reading.monotonic = clock.Monotonic();
      reading.now = clock.Now();
    } while (clock.Monotonic() - reading.monotonic > kTolerance);
    return reading;
  }

  const base::Clock& clock_;
  absl::Time believed_;
  Reading last_;
  absl::Duration agreed_since_;
};

}  // namespace actionplan::escalation

#endif  // ACTIONPLAN_SERVICES_ESCALATION_SETTLED_CLOCK_H_
