// Tails the log and keeps every view up to date: tail, apply, checkpoint, in
// one atomic write for each batch.
//
// One thread does all of it. A rebuild is one more view that lags behind: it is
// fed batches when the views that answer have none to apply, and takes over
// when it has caught up.
#ifndef ACTIONPLAN_PROJECTIONS_PROJECTOR_H_
#define ACTIONPLAN_PROJECTIONS_PROJECTOR_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "eventstore/base/clock.h"
#include "eventstore/base/mutex.h"
#include "eventstore/event_store.h"
#include "eventstore/position_signal.h"
#include "projections/projection.h"
#include "projections/view_store.h"

namespace actionplan::projections {

// Where one projection stands, for operators.
struct ProjectionStanding {
  std::string name;
  int version = 0;
  uint64_t position = 0;
  uint64_t lag_events = 0;
  absl::Duration lag;         // Age of the oldest event not yet applied.
  absl::Status failure;       // Why it stopped; OK while it follows the log.
  bool rebuilding = false;
  uint64_t rebuild_position = 0;  // 0 unless rebuilding.
};

// Thread-safe.
class Projector {
 public:
  // Opens a view for each projection and starts following the log. A view of
  // another log, of another version or ahead of the log is built anew.
  static absl::StatusOr<std::unique_ptr<Projector>> Start(
      const eventstore::EventStore& log, ViewStore& views,
      std::vector<std::unique_ptr<Projection>> projections,
      const base::Clock& clock);
  ~Projector();

  // How far the view has come; a wait on it ends with the reason when the
  // projection has stopped. NOT_FOUND for a name that is no projection's.
  absl::StatusOr<eventstore::PositionSignal*> Applied(
      absl::string_view projection) const;

  // The rows as they are now.
  absl::StatusOr<std::unique_ptr<ViewReader>> Read(
      absl::string_view projection) const;

  std::vector<ProjectionStanding> Standings() const;

  // Begins to build the view anew; the present one answers meanwhile, also
  // when it has stopped. ALREADY_EXISTS while a rebuild of it is running.
  absl::Status Rebuild(absl::string_view projection);

  // Stops following and ends the thread. Views keep their checkpoints.
  void Stop();

 private:
  struct View;  // One projection, its rows and how far they have come.

  Projector(const eventstore::EventStore& log, ViewStore& views,
            const base::Clock& clock);
  void Run();

  const eventstore::EventStore& log_;
  ViewStore& view_store_;
  const base::Clock& clock_;
  std::vector<std::unique_ptr<View>> views_;
  mutable base::Mutex mutex_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;  // Last: it starts when everything else is there.
};

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_PROJECTOR_H_
