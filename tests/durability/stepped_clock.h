// The clock of a scheduler that looks when a test says so, and no sooner: what
// it does with a clock that jumps can be repeated step by step.
//
// The scheduler reads the monotonic clock five times from one look to the next;
// at the fifth, where it would wait for a second to pass, it waits for the test
// instead.
#ifndef ACTIONPLAN_TESTS_DURABILITY_STEPPED_CLOCK_H_
#define ACTIONPLAN_TESTS_DURABILITY_STEPPED_CLOCK_H_

#include "absl/base/thread_annotations.h"
#include "absl/time/time.h"
#include "eventstore/base/clock.h"
#include "eventstore/base/mutex.h"
#include "tests/support/fake_clock.h"

namespace actionplan::durability {

// Thread-safe. Used by one scheduler from its construction on.
class SteppedClock final : public base::Clock {
 public:
  explicit SteppedClock(const support::FakeClock& clock) : clock_(clock) {}

  absl::Time Now() const override { return clock_.Now(); }

  absl::Duration Monotonic() const override {
    base::MutexLock lock(mutex_);
    if (--readings_ < 0) {
      waits_ = true;
      changed_.NotifyAll();
      while (readings_ < 0 && !open_) changed_.Wait(mutex_);
      waits_ = false;
    }
    if (!open_) last_ = clock_.Monotonic();
    return last_;
  }

  // Returns when the scheduler has started and waits.
  void AwaitStart() {
    base::MutexLock lock(mutex_);
    AwaitTheWait();
  }

  // Lets the scheduler look once, and returns when it has done what it found.
  // More than a minute passed since it looked last, or it would not look.
  void Look() {
    base::MutexLock lock(mutex_);
    AwaitTheWait();
    waits_ = false;
    readings_ = kReadingsOfALook;
    changed_.NotifyAll();
    AwaitTheWait();
  }

  // Stops the time and never makes the scheduler wait again, so that it can be
  // stopped and does not look once more.
  void Open() {
    base::MutexLock lock(mutex_);
    open_ = true;
    changed_.NotifyAll();
  }

 private:
  static constexpr int kReadingsOfAStart = 3;
  static constexpr int kReadingsOfALook = 4;

  void AwaitTheWait() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    while (!waits_) changed_.Wait(mutex_);
  }

  const support::FakeClock& clock_;
  mutable base::Mutex mutex_;
  mutable base::Condition changed_;
  mutable int readings_ ABSL_GUARDED_BY(mutex_) = kReadingsOfAStart;
  mutable bool waits_ ABSL_GUARDED_BY(mutex_) = false;
  mutable absl::Duration last_ ABSL_GUARDED_BY(mutex_);
  bool open_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace actionplan::durability

#endif  // ACTIONPLAN_TESTS_DURABILITY_STEPPED_CLOCK_H_
