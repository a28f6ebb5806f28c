// Long work that many calls may ask for and that is done once at a time.
#ifndef ACTIONPLAN_SERVICES_HANDLERS_JOINED_WORK_H_
#define ACTIONPLAN_SERVICES_HANDLERS_JOINED_WORK_H_

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "eventstore/base/mutex.h"

namespace actionplan::handlers {

// A caller waits until the work is done or its own time is nearly over; then it
// is told how far the work is, and the work goes on. What came of it is kept
// until somebody was told. Thread-safe; callbacks run with no lock held.
template <typename Answer>
class JoinedWork {
 public:
  using Done = std::function<void(absl::StatusOr<Answer>)>;

  // `begun` is what is told before the work has told anything itself. Returns
  // whether the work has to be begun.
  [[nodiscard]] bool Join(absl::Time deadline, const Answer& begun, Done done) {
    std::optional<absl::StatusOr<Answer>> untold;
    {
      base::MutexLock lock(mutex_);
      untold.swap(untold_);
      if (!untold.has_value()) {
        waiting_.push_back({deadline - kMargin, std::move(done)});
        if (running_) return false;
        running_ = true;
        so_far_ = begun;
        return true;
      }
    }
    done(*std::move(untold));
    return false;
  }

  // How far the work is. Calls whose time is over are told.
  void Report(absl::Time now, const Answer& so_far) {
    std::vector<Waiting> over;
    {
      base::MutexLock lock(mutex_);
      so_far_ = so_far;
      over = TakeOver(now);
    }
    for (Waiting& waiting : over) waiting.done(so_far);
  }

  // What came of the work.
  void Finish(absl::Time now, const absl::StatusOr<Answer>& result) {
    std::vector<Waiting> over;
    std::vector<Waiting> rest;
    Answer so_far;
    {
      base::MutexLock lock(mutex_);
      running_ = false;
      over = TakeOver(now);
      rest.swap(waiting_);
      so_far = so_far_;
      if (rest.empty()) untold_ = result;
    }
    for (Waiting& waiting : over) waiting.done(so_far);
    for (Waiting& waiting : rest) waiting.done(result);
  }

 private:
  // So that an answer reaches a caller before it gives up.
  static constexpr absl::Duration kMargin = absl::Seconds(1);

  struct Waiting {
    absl::Time until;
    Done done;
  };

  std::vector<Waiting> TakeOver(absl::Time now)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    std::vector<Waiting> over;
    std::vector<Waiting> rest;
    for (Waiting& waiting : waiting_) {
      (waiting.until <= now ? over : rest).push_back(std::move(waiting));
    }
    waiting_ = std::move(rest);
    return over;
  }

  base::Mutex mutex_;
  bool running_ ABSL_GUARDED_BY(mutex_) = false;
  Answer so_far_ ABSL_GUARDED_BY(mutex_);
  std::vector<Waiting> waiting_ ABSL_GUARDED_BY(mutex_);
  std::optional<absl::StatusOr<Answer>> untold_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace actionplan::handlers

#endif  // ACTIONPLAN_SERVICES_HANDLERS_JOINED_WORK_H_
