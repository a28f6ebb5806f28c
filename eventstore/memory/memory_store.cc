#include "eventstore/memory/memory_store.h"

#include <algorithm>
#include <cstdint>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "eventstore/commit_group.h"
#include "eventstore/event_store_errors.h"

namespace actionplan::eventstore {
namespace {

std::string RandomLogId() {
  absl::BitGen random;
  const auto half = [&random] {
    return absl::Hex(absl::Uniform<uint64_t>(random), absl::kZeroPad16);
  };
  return absl::StrCat(half(), half());
}

// The part of `events`, numbered from 1, that is in `range`.
template <typename Event>
std::vector<Event> Slice(const std::vector<Event>& events, Range range) {
  const uint64_t first = std::max<uint64_t>(range.first, 1);
  const uint64_t last = std::min<uint64_t>(range.last, events.size());
  if (first > last) return {};
  return {events.begin() + static_cast<ptrdiff_t>(first - 1),
          events.begin() + static_cast<ptrdiff_t>(last)};
}

}  // namespace

MemoryStore::MemoryStore() : log_id_(RandomLogId()) {
  tree_head_ = {.root = hasher_.EmptyRoot()};
}

absl::Status MemoryStore::Write(const CommitGroup& group) {
  v1::Envelope envelope;
  {
    base::MutexLock lock(mutex_);
    for (const CommitGroup::Staged& staged : group.staged()) {
      const RequestIdentity& request = staged.append.request;
      std::vector<Event>& stream = streams_[staged.append.stream];
      for (size_t i = 0; i < staged.append.events.size(); ++i) {
        FillEnvelope(staged, i, envelope);
        auto event =
            std::make_shared<const std::string>(envelope.SerializeAsString());
        tiles_.Append(hasher_.Leaf(*event), hasher_);
        stream.push_back(event);
        events_.push_back(std::move(event));
      }
      requests_.emplace(RequestKey(request.actor, request.id),
                        Answered{request.content, staged.committed});
    }
    tree_head_ = {.size = tiles_.frontier().size(),
                  .root = tiles_.frontier().Root(hasher_)};
    last_record_time_ = group.record_time();
  }
  head_.Publish(group.next_position() - 1);
  return absl::OkStatus();
}

absl::Status MemoryStore::ReadStream(absl::string_view stream, Range revisions,
                                     EventVisitor visit) const {
  v1::Envelope envelope;
  for (const Event& event : EventsOf(stream, revisions)) {
    envelope.ParseFromString(*event);
    if (!visit(envelope)) break;
  }
  return absl::OkStatus();
}

absl::Status MemoryStore::ReadStored(Range positions,
                                     StoredVisitor visit) const {
  const Position head = head_.Get();
  if (positions.first > head + 1) {
    return PositionPastHead(positions.first, head);
  }
  positions.first = std::max<Position>(positions.first, 1);
  positions.last = std::min(positions.last, head);
  Position position = positions.first;
  for (const Event& event : EventsAt(positions)) {
    if (!visit(position++, *event)) break;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<Committed>> MemoryStore::FindRequest(
    const RequestIdentity& request) const {
  base::MutexLock lock(mutex_);
  const auto found = requests_.find(RequestKey(request.actor, request.id));
  if (found == requests_.end()) return std::nullopt;
  if (found->second.content != request.content) {
    return RequestIdReused(request);
  }
  Committed answer = found->second.committed;
  answer.repeated = true;
  return answer;
}

absl::StatusOr<Revision> MemoryStore::LastRevision(
    absl::string_view stream) const {
  base::MutexLock lock(mutex_);
  const auto found = streams_.find(stream);
  if (found == streams_.end()) return Revision{0};
  return Revision{found->second.size()};
}

absl::StatusOr<bool> MemoryStore::IsLastRevision(absl::string_view stream,
                                                 Revision revision) const {
  return LastRevision(stream).value() == revision;
}

TreeHead MemoryStore::tree_head() const {
  base::MutexLock lock(mutex_);
  return tree_head_;
}

absl::StatusOr<std::vector<MerkleHash>> MemoryStore::Read(const TileId& tile,
                                                          size_t count) const {
  base::MutexLock lock(mutex_);
  return tiles_.Read(tile, count);
}

absl::Time MemoryStore::LastRecordTime() const {
  base::MutexLock lock(mutex_);
  return last_record_time_;
}

std::vector<MemoryStore::Event> MemoryStore::EventsAt(Range positions) const {
  base::MutexLock lock(mutex_);
  return Slice(events_, positions);
}

std::vector<MemoryStore::Event> MemoryStore::EventsOf(absl::string_view stream,
                                                      Range revisions) const {
  base::MutexLock lock(mutex_);
  const auto found = streams_.find(stream);
  if (found == streams_.end()) return {};
  return Slice(found->second, revisions);
}

}  // namespace actionplan::eventstore
