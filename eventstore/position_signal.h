// A position that only grows, and that threads and callbacks wait for: the
// head of the log, or how far a view has come.
//
// Thread-safe. Callbacks run on the thread that publishes, expires or cancels,
// with no lock held; they must be short and never wait.
#ifndef ACTIONPLAN_EVENTSTORE_POSITION_SIGNAL_H_
#define ACTIONPLAN_EVENTSTORE_POSITION_SIGNAL_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "eventstore/base/mutex.h"

namespace actionplan::eventstore {

using Position = uint64_t;

class PositionSignal {
 public:
  using Callback = std::function<void(absl::Status)>;
  using Ticket = uint64_t;  // Names one waiting callback; 0 names none.

  explicit PositionSignal(Position start = 0) : position_(start) {}

  // Callbacks that still wait run with CANCELLED. No thread may be waiting.
  ~PositionSignal();

  PositionSignal(const PositionSignal&) = delete;
  PositionSignal& operator=(const PositionSignal&) = delete;

  Position Get() const { return position_.load(std::memory_order_acquire); }

  // Moves the position forward and runs every callback it satisfies. A lower
  // position than the present one is ignored.
  void Publish(Position position);

  // From now on every wait, present and future, that the position has not
  // reached ends with `reason`. Publish() goes on working.
  void Fail(absl::Status reason);

  // Undoes Fail().
  void Recover();

  // Blocks until the position is reached, OK; until `timeout` has passed,
  // DEADLINE_EXCEEDED; or until Fail(), its reason.
  absl::Status Wait(Position position, absl::Duration timeout) const;

  // Runs `callback` once: with OK when the position is reached, with the reason
  // of Fail(), or with CANCELLED by Cancel(). Where there is nothing to wait
  // for it runs at once on this thread, and 0 is returned.
  Ticket WhenReached(Position position, Callback callback);

  // Runs the callback now with CANCELLED, unless it already ran.
  void Cancel(Ticket ticket);

 private:
  using Waiting = std::map<std::pair<Position, Ticket>, Callback>;

  // Ends every wait for a callback and hands the callbacks over.
  Waiting TakeAll() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable base::Mutex mutex_;
  mutable base::Condition reached_;
  std::atomic<Position> position_;
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);
  Ticket next_ticket_ ABSL_GUARDED_BY(mutex_) = 1;
  // By position, then ticket, so that Publish() finds the ripe ones first.
  Waiting waiting_ ABSL_GUARDED_BY(mutex_);
  std::map<Ticket, Position> tickets_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_POSITION_SIGNAL_H_
