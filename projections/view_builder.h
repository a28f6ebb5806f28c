// Builds views from the start of the log, in bulk, on threads of its own, so
// that the views that answer are not held up.
#ifndef ACTIONPLAN_PROJECTIONS_VIEW_BUILDER_H_
#define ACTIONPLAN_PROJECTIONS_VIEW_BUILDER_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "eventstore/base/mutex.h"
#include "eventstore/event_store.h"
#include "projections/follower.h"
#include "projections/view_store.h"

namespace actionplan::projections {

// A view to build.
struct BuildOrder {
  const Projection* projection;
  std::atomic<eventstore::Position>* progress;  // Moves as the rows do.
  // The last position to build up to, when what follows cannot be applied.
  eventstore::Position limit = UINT64_MAX;
};

// What became of an order: a complete generation and how far it goes, or why
// there is none.
struct Built {
  const Projection* projection;
  std::shared_ptr<Generation> generation;
  eventstore::Position position = 0;
  absl::Status failure;
};

// Thread-safe. What orders point to outlives it.
class ViewBuilder {
 public:
  struct Options {
    // How much memory the rows of one view may take before they are loaded.
    size_t bytes_per_view = size_t{96} << 20;
    // Events between two looks at that, and at whether to stop.
    uint64_t slice_events = 4096;
  };

  // `done` runs on either thread of the builder, once for each order that
  // Stop() did not cut off: when the generation includes everything that was in
  // the log a moment before, or at the event before one that cannot be applied.
  ViewBuilder(const eventstore::EventStore& log, ViewStore& views,
              Options options, std::function<void(Built)> done);
  ~ViewBuilder();

  // Orders that wait at the same time are shared out to the threads that are
  // idle, each of which builds its part in one pass through the log.
  void Submit(const std::vector<BuildOrder>& orders);

  // Drops what is not complete and ends the threads.
  void Stop();

 private:
  struct Site;  // An order and the follower that builds it.
  using Sites = std::vector<std::unique_ptr<Site>>;

  void Run();
  // This thread's part of what waits; none when it is to end.
  std::vector<BuildOrder> NextOrders();
  void Build(std::vector<BuildOrder> orders);
  Sites Prepare(const std::vector<BuildOrder>& orders);
  // Whether the site needs nothing more; `head` is what it has to include.
  bool Settle(Site& site, eventstore::Position head);
  absl::Status Load(Follower& follower);
  absl::Status Finish(Follower& follower);

  const eventstore::EventStore& log_;
  ViewStore& views_;
  const Options options_;
  const std::function<void(Built)> done_;
  base::Mutex mutex_;
  base::Condition submitted_;
  std::deque<BuildOrder> orders_ ABSL_GUARDED_BY(mutex_);
  size_t busy_ ABSL_GUARDED_BY(mutex_) = 0;  // Threads that build.
  std::atomic<bool> stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_VIEW_BUILDER_H_
