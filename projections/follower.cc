#include "projections/follower.h"

#include <utility>

#include "projections/event_codec.h"

namespace actionplan::projections {

Follower::Follower(Start start)
    : projection_(start.projection),
      generation_(std::move(start.generation)),
      rows_(start.position == 0 ? nullptr : generation_.get()),
      position_(start.position),
      written_(start.position),
      limit_(start.limit) {}

void Follower::Apply(const events::v1::Event& event) {
  const auto position = static_cast<Position>(event.context().position());
  if (position <= position_ || position > limit_) return;
  absl::Status applied = projection_.Apply(event, rows_);
  if (applied.ok()) {
    position_ = position;
  } else {
    StopBefore(position, std::move(applied));
  }
}

void Follower::StopBefore(Position position, absl::Status reason) {
  if (position > limit_) return;
  limit_ = position - 1;
  reason_ = std::move(reason);
  rows_.Clear(written_ == 0 ? nullptr : generation_.get());
  position_ = written_;
}

ViewStore::Batch Follower::Changes(const eventstore::EventStore& log) {
  return {.generation = generation_,
          .changes = rows_.Changes(),
          .checkpoint = CheckpointOf(projection_, log, position_)};
}

void Follower::MarkWritten() {
  written_ = position_;
  rows_.MarkWritten(*generation_);
}

void Follower::MarkWrittenAndForget() {
  written_ = position_;
  rows_.Clear(generation_.get());
}

v1::Checkpoint CheckpointOf(const Projection& projection,
                            const eventstore::EventStore& log,
                            eventstore::Position position) {
  v1::Checkpoint checkpoint;
  checkpoint.set_log_id(log.LogId());
  checkpoint.set_position(position);
  checkpoint.set_version(projection.version());
  const auto leaf_hash = eventstore::LeafHashAt(log, position);
  if (leaf_hash.ok()) {
    checkpoint.set_leaf_hash(leaf_hash->data(), leaf_hash->size());
  }
  return checkpoint;
}

void Feed(const eventstore::EventStore& log, eventstore::Range positions,
          absl::Span<Follower* const> followers) {
  events::v1::Event event;
  eventstore::Position next = positions.first;
  absl::Status decoded;
  absl::Status read =
      log.ReadLog(positions, [&](const eventstore::v1::Envelope& envelope) {
        decoded = Decode(envelope, event);
        if (!decoded.ok()) return false;
        for (Follower* follower : followers) follower->Apply(event);
        next = envelope.position() + 1;
        return true;
      });
  if (read.ok()) read = decoded;
  if (read.ok()) return;
  for (Follower* follower : followers) {
    if (follower->position() < next) follower->StopBefore(next, read);
  }
}

}  // namespace actionplan::projections
