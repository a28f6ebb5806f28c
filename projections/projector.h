// Follows the log and keeps every view up to date: read, apply, checkpoint, in
// one atomic write for each batch.
//
// One thread does that. A view that has to be built anew is loaded in bulk on
// a second one (view_builder.h), then fed the rest when the views that answer
// have none to apply, and takes over when it has caught up.
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
#include "absl/time/time.h"
#include "eventstore/base/clock.h"
#include "eventstore/base/mutex.h"
#include "eventstore/event_store.h"
#include "eventstore/position_signal.h"
#include "projections/follower.h"
#include "projections/projection.h"
#include "projections/view_builder.h"
#include "projections/view_store.h"

namespace actionplan::projections {

// Where one projection stands, for operators.
struct ProjectionStanding {
  std::string name;
  int version = 0;
  uint64_t position = 0;
  uint64_t lag_events = 0;
  absl::Duration lag;    // Age of the oldest event not yet applied, never < 0.
  absl::Status failure;  // Why it stopped; OK while it follows the log.
  bool rebuilding = false;
  uint64_t rebuild_position = 0;  // 0 unless rebuilding.
};

// Thread-safe.
class Projector {
 public:
  // Opens a view for each projection and starts following the log. A view of
  // another log, of another version or ahead of the log is not trusted: it is
  // dropped and built anew, and until that is done it has no rows and stands
  // at position 0. What the arguments refer to outlives the projector.
  static absl::StatusOr<std::unique_ptr<Projector>> Start(
      const eventstore::EventStore& log, ViewStore& views,
      std::vector<std::unique_ptr<Projection>> projections,
      const base::Clock& clock);
  ~Projector();

  // How far the view has come. A wait on it ends with INTERNAL
  // (PROJECTION_STOPPED) when an event could not be applied, and with
  // UNAVAILABLE after Stop(). NOT_FOUND for a name that is no projection's.
  absl::StatusOr<eventstore::PositionSignal*> Applied(
      absl::string_view projection) const;

  // The rows as they are now: at least up to the position that Applied()
  // told before the call. NOT_FOUND as above.
  absl::StatusOr<std::unique_ptr<ViewReader>> Read(
      absl::string_view projection) const;

  // In the order of the projections.
  std::vector<ProjectionStanding> Standings() const;

  // Begins to build the view anew; the present one answers meanwhile, also
  // when it has stopped. ALREADY_EXISTS while a rebuild of it is running.
  absl::Status Rebuild(absl::string_view projection);

  // Stops following and ends the threads. Views keep their checkpoints and can
  // still be read.
  void Stop();

 private:
  struct View;  // One projection, its rows and how far they have come.
  class Bell;   // Wakes the thread.

  enum class Progress { kNone, kSome, kFull };

  Projector(const eventstore::EventStore& log, ViewStore& views,
            std::vector<std::unique_ptr<Projection>> projections,
            const base::Clock& clock);
  absl::Status OpenViews();
  absl::StatusOr<BuildOrder> OrderOf(View& view);
  bool IsTrusted(const Projection& projection,
                 const v1::Checkpoint& checkpoint) const;
  absl::StatusOr<View*> Find(absl::string_view projection) const;
  ProjectionStanding StandingOf(const View& view) const;

  // In projector_thread.cc.
  void Run();
  void AdoptBuilt();
  Progress Follow();
  Progress CatchUp();
  Progress Advance(const std::vector<Follower*>& followers);
  void Write(const std::vector<Follower*>& followers);
  void Publish(View& view);
  bool IsThrough(const View& view) const;
  void GiveUp(View& view);
  void TakeOver(View& view);
  void Show(View& view, std::unique_ptr<Follower> follower);
  void Drop(Generation& generation);
  void WaitForWork();

  const eventstore::EventStore& log_;
  ViewStore& view_store_;
  const base::Clock& clock_;
  std::vector<std::unique_ptr<View>> views_;
  const std::shared_ptr<Bell> bell_;
  mutable base::Mutex mutex_;
  std::vector<Built> built_ ABSL_GUARDED_BY(mutex_);
  std::atomic<bool> stopping_ = false;
  std::unique_ptr<ViewBuilder> builder_;
  std::thread thread_;  // Last: it starts when everything else is there.
};

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_PROJECTOR_H_
