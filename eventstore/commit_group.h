// One group of appends on its way into the log: decided append by append,
// against what is stored and what was staged before it, and then written as a
// whole by EventStore::Write().
//
// Everything that two stores could disagree about is decided here: positions,
// revisions, repeats, record times. A store looks up and writes.
//
// Not thread-safe: it belongs to the thread that writes. Nothing else may be
// written to the store during its life.
#ifndef ACTIONPLAN_EVENTSTORE_COMMIT_GROUP_H_
#define ACTIONPLAN_EVENTSTORE_COMMIT_GROUP_H_

#include <cstddef>
#include <deque>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "actionplan/eventstore/v1/envelope.pb.h"
#include "eventstore/event_store.h"

namespace actionplan::eventstore {

class CommitGroup {
 public:
  struct Staged {
    Append append;
    Committed committed;  // Where the append will stand.
  };

  // `now` is rounded down to a nanosecond and raised to the store's last
  // record_time.
  CommitGroup(const EventStore& store, absl::Time now);
  CommitGroup(const CommitGroup&) = delete;
  CommitGroup& operator=(const CommitGroup&) = delete;

  // What a request with this identity wrote, earlier in this group or in the
  // store; empty when there is none. ALREADY_EXISTS when its content was
  // another, INVALID_ARGUMENT when the identity is not one.
  absl::StatusOr<std::optional<Committed>> Find(
      const RequestIdentity& request) const;

  // Adds an append whose request Find() does not know, or says why not. What
  // is refused leaves no trace.
  absl::StatusOr<Committed> Stage(Append append);

  // Find(), then Stage() when there is nothing to be found.
  absl::StatusOr<Committed> FindOrStage(Append append);

  // Where the first event of the next append will stand.
  Position next_position() const { return next_position_; }

  // The record_time of every event in the group.
  absl::Time record_time() const { return record_time_; }

  // In the order of their positions.
  const std::deque<Staged>& staged() const { return staged_; }

  size_t events() const { return events_; }  // Staged so far.
  size_t bytes() const { return bytes_; }    // Of their payloads.

 private:
  using RequestKey = std::pair<absl::string_view, absl::string_view>;

  absl::Status CheckPlace(const Append& append) const;
  absl::Status CheckRevision(const Append& append) const;

  const EventStore& store_;
  const absl::Time record_time_;
  Position next_position_;
  size_t events_ = 0;
  size_t bytes_ = 0;
  std::deque<Staged> staged_;  // Never moves: the maps' keys point into it.
  absl::flat_hash_map<absl::string_view, Revision> revisions_;
  absl::flat_hash_map<RequestKey, const Staged*> requests_;
};

// Makes `envelope` the event at `index` of the append, as it is to be stored.
// Reusing one envelope saves its allocations.
void FillEnvelope(const CommitGroup::Staged& staged, size_t index,
                  v1::Envelope& envelope);

// The instant a stored record_time or occur_time names.
absl::Time TimeOf(const google::protobuf::Timestamp& timestamp);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_COMMIT_GROUP_H_
