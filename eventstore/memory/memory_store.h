// A log that lives in memory: for tests, and as the plain reading of what
// event_store.h promises. Nothing outlives the object.
#ifndef ACTIONPLAN_EVENTSTORE_MEMORY_MEMORY_STORE_H_
#define ACTIONPLAN_EVENTSTORE_MEMORY_MEMORY_STORE_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "actionplan/eventstore/v1/envelope.pb.h"
#include "eventstore/base/mutex.h"
#include "eventstore/event_store.h"
#include "eventstore/merkle/memory_tiles.h"
#include "eventstore/position_signal.h"

namespace actionplan::eventstore {

// Threads as EventStore says. Visitors may call the store.
class MemoryStore : public EventStore, private TileReader {
 public:
  MemoryStore();

  absl::Status Write(const CommitGroup& group) override;
  absl::Status ReadStream(absl::string_view stream, Range revisions,
                          EventVisitor visit) const override;
  absl::Status ReadStored(Range positions, StoredVisitor visit) const override;
  absl::StatusOr<std::optional<Committed>> FindRequest(
      const RequestIdentity& request) const override;
  absl::StatusOr<Revision> LastRevision(
      absl::string_view stream) const override;
  absl::StatusOr<bool> IsLastRevision(absl::string_view stream,
                                      Revision revision) const override;
  PositionSignal& head() const override { return head_; }
  TreeHead tree_head() const override;
  const TileReader& tiles() const override { return *this; }
  absl::Time LastRecordTime() const override;
  std::string LogId() const override { return log_id_; }

 private:
  using Event = std::shared_ptr<const std::string>;  // Serialised.
  using RequestKey = std::pair<std::string, std::string>;

  struct Answered {
    std::string content;
    Committed committed;
  };

  absl::StatusOr<std::vector<MerkleHash>> Read(const TileId& tile,
                                               size_t count) const override;

  // A copy, so that a visitor runs with no lock held.
  std::vector<Event> EventsAt(Range positions) const;
  std::vector<Event> EventsOf(absl::string_view stream, Range revisions) const;

  const std::string log_id_;
  mutable PositionSignal head_;
  mutable base::Mutex mutex_;
  std::vector<Event> events_ ABSL_GUARDED_BY(mutex_);  // Position 1 first.
  absl::flat_hash_map<std::string, std::vector<Event>> streams_
      ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<RequestKey, Answered> requests_ ABSL_GUARDED_BY(mutex_);
  MemoryTiles tiles_ ABSL_GUARDED_BY(mutex_);
  TreeHead tree_head_ ABSL_GUARDED_BY(mutex_);
  TreeHasher hasher_;  // The writing thread's own.
  absl::Time last_record_time_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_MEMORY_MEMORY_STORE_H_
