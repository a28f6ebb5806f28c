// What the projector keeps of each view, and what wakes its thread. Only for
// projector.cc and projector_thread.cc.
#ifndef ACTIONPLAN_PROJECTIONS_PROJECTOR_VIEW_H_
#define ACTIONPLAN_PROJECTIONS_PROJECTOR_VIEW_H_

#include <atomic>
#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "eventstore/base/mutex.h"
#include "eventstore/position_signal.h"
#include "projections/follower.h"
#include "projections/projection.h"
#include "projections/projector.h"
#include "projections/view_store.h"

namespace actionplan::projections {

struct Projector::View {
  std::unique_ptr<Projection> projection;
  eventstore::PositionSignal applied;
  std::atomic<eventstore::Position> build_position = 0;

  // Of the projector's thread alone.
  std::unique_ptr<Follower> current;  // Answers; null until first built.
  std::unique_ptr<Follower> next;     // Built, and on its way to the head.

  mutable base::Mutex mutex;
  std::shared_ptr<Generation> rows ABSL_GUARDED_BY(mutex);
  absl::Status failure ABSL_GUARDED_BY(mutex);
  bool rebuilding ABSL_GUARDED_BY(mutex) = false;
};

// Shared with callbacks, which may still run when the projector is gone.
class Projector::Bell {
 public:
  void Ring() {
    base::MutexLock lock(mutex_);
    rung_ = true;
    rang_.NotifyOne();
  }

  void Await() {
    base::MutexLock lock(mutex_);
    while (!rung_) rang_.Wait(mutex_);
    rung_ = false;
  }

 private:
  base::Mutex mutex_;
  base::Condition rang_;
  bool rung_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_PROJECTOR_VIEW_H_
