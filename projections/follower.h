// One projection on its way through the log: which events its rows include,
// which changes wait to be written, and where it can go no further.
#ifndef ACTIONPLAN_PROJECTIONS_FOLLOWER_H_
#define ACTIONPLAN_PROJECTIONS_FOLLOWER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "actionplan/events/v1/event.pb.h"
#include "eventstore/event_store.h"
#include "projections/projection.h"
#include "projections/row_overlay.h"
#include "projections/view_store.h"

namespace actionplan::projections {

// Used by one thread.
class Follower {
 public:
  using Position = eventstore::Position;

  struct Start {
    const Projection& projection;
    std::shared_ptr<Generation> generation;
    Position position = 0;        // What the rows include; at 0 there are none.
    Position limit = UINT64_MAX;  // The last position it may reach.
  };

  explicit Follower(Start start);

  // Applies the event, unless the rows include it or it is past the limit. An
  // event that cannot be applied takes the follower back to what is written
  // and the limit to just before it; what lies between is then applied again,
  // without what the event had changed already.
  void Apply(const events::v1::Event& event);

  // No event from this position on can be applied.
  void StopBefore(Position position, absl::Status reason);

  const Projection& projection() const { return projection_; }
  const std::shared_ptr<Generation>& generation() const { return generation_; }
  Position position() const { return position_; }
  Position written() const { return written_; }
  bool unwritten() const { return position_ != written_; }
  Position limit() const { return limit_; }
  bool stopped() const { return position_ == limit_; }
  // Why an event could not be applied; OK while all could.
  const absl::Status& reason() const { return reason_; }
  // About how much memory its rows take.
  size_t bytes() const { return rows_.bytes(); }

  // What brings the written rows to the present position. Valid until the next
  // call of a method that is not const.
  ViewStore::Batch Changes(const eventstore::EventStore& log);

  // The changes were written. Parsed rows stay in memory for the next events.
  void MarkWritten();
  // The changes were written. No row stays in memory.
  void MarkWrittenAndForget();

 private:
  const Projection& projection_;
  const std::shared_ptr<Generation> generation_;
  RowOverlay rows_;
  Position position_;
  Position written_;
  Position limit_;
  absl::Status reason_;
};

// How far the rows of a projection are, and by which log and code. Without the
// hash of the event where the log cannot tell it: nobody trusts such rows.
v1::Checkpoint CheckpointOf(const Projection& projection,
                            const eventstore::EventStore& log,
                            eventstore::Position position);

// Reads the log once for all followers, each of which applies what it needs.
// What cannot be read stops those that need it.
void Feed(const eventstore::EventStore& log, eventstore::Range positions,
          absl::Span<Follower* const> followers);

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_FOLLOWER_H_
