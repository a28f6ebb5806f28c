// A clock that stands still until a test moves it.
#ifndef ACTIONPLAN_TESTS_SUPPORT_FAKE_CLOCK_H_
#define ACTIONPLAN_TESTS_SUPPORT_FAKE_CLOCK_H_

#include "absl/base/thread_annotations.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "eventstore/base/clock.h"
#include "eventstore/base/mutex.h"

namespace actionplan::support {

// Thread-safe.
class FakeClock final : public base::Clock {
 public:
  // A Monday morning, so that a test which adds a few days stays in one week.
  static absl::Time DefaultStart() {
    return absl::FromCivil(absl::CivilHour(2026, 3, 2, 9), absl::UTCTimeZone());
  }

  explicit FakeClock(absl::Time start = DefaultStart()) : now_(start) {}

  absl::Time Now() const override {
    base::MutexLock lock(mutex_);
    return now_;
  }

  absl::Duration Monotonic() const override {
    base::MutexLock lock(mutex_);
    return monotonic_;
  }

  // Lets time pass: both clocks move.
  void Advance(absl::Duration duration) {
    base::MutexLock lock(mutex_);
    now_ += duration;
    monotonic_ += duration;
  }

  // Sets the time of day, forwards or backwards, as an operator would.
  void JumpTo(absl::Time now) {
    base::MutexLock lock(mutex_);
    now_ = now;
  }

 private:
  mutable base::Mutex mutex_;
  absl::Time now_ ABSL_GUARDED_BY(mutex_);
  absl::Duration monotonic_ ABSL_GUARDED_BY(mutex_) = absl::ZeroDuration();
};

}  // namespace actionplan::support

#endif  // ACTIONPLAN_TESTS_SUPPORT_FAKE_CLOCK_H_
