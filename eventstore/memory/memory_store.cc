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

MemoryStore::MemoryStore() : log_id_(RandomLogId()) {}

absl::Status MemoryStore::Write(const CommitGroup& group) {
  {
    base::MutexLock lock(mutex_);
    for (const CommitGroup::Staged& staged : group.staged()) {
      const RequestIdentity& request = staged.append.request;
      std::vector<Event>& stream = streams_[staged.append.stream];
      for (size_t i = 0; i < staged.append.events.size(); ++i) {
        auto envelope = std::make_shared<v1::Envelope>();
        FillEnvelope(staged, i, *envelope);
        stream.push_back(envelope);
        events_.push_back(std::move(envelope));
      }
      requests_.emplace(RequestKey(request.actor, request.id),
                        Answered{request.content, staged.committed});
    }
    last_record_time_ = group.record_time();
  }
  head_.Publish(group.next_position() - 1);
  return absl::OkStatus();
}

absl::Status MemoryStore::ReadStream(absl::string_view stream, Range revisions,
                                     EventVisitor visit) const {
  for (const Event& event : EventsOf(stream, revisions)) {
    if (!visit(*event)) break;
  }
  return absl::OkStatus();
}

absl::Status MemoryStore::ReadLog(Range positions, EventVisitor visit) const {
  const Position head = head_.Get();
  if (positions.first > head + 1) {
    return PositionPastHead(positions.first, head);
  }
  positions.last = std::min(positions.last, head);
  for (const Event& event : EventsAt(positions)) {
    if (!visit(*event)) break;
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
