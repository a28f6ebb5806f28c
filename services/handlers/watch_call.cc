#include "services/handlers/watch_call.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "projections/event_codec.h"
#include "projections/resources/instant.h"
#include "services/queries/query_errors.h"
#include "services/rpc/status.h"
#include "services/rpc/unary_call.h"

namespace actionplan::handlers {
namespace {

// A message is not made much larger; a reader takes up to 4 MiB.
constexpr size_t kMessageBytes = 64 * 1024;

absl::Status ReaderTooSlow(eventstore::Position position) {
  return base::Error(
      {.code = absl::StatusCode::kResourceExhausted,
       .reason = "READER_TOO_SLOW",
       .message = absl::StrCat("The events were not read in time. Resume after "
                               "position ",
                               position, "."),
       .metadata = {{"position", absl::StrCat(position)}}});
}

absl::Status ReaderGone() {
  return base::Error({.code = absl::StatusCode::kCancelled,
                      .reason = "READER_GONE",
                      .message = "The reader has ended the stream."});
}

absl::Status ServerStopping() {
  return base::Error({.code = absl::StatusCode::kUnavailable,
                      .reason = "SERVER_STOPPING",
                      .message = "The server is shutting down. Resume from "
                                 "the last position when it is back."});
}

struct WatchMessage {
  grpc::ByteBuffer bytes;
  eventstore::Position position;  // Reached when it has been written.
};

// Puts events into messages: one into each, or as many as were asked for.
class Packing {
 public:
  explicit Packing(int32_t events_each) : events_each_(events_each) {}

  // An event that cannot be read is not added.
  absl::Status Add(const eventstore::v1::Envelope& envelope) {
    if (events_each_ <= 1) {
      RETURN_IF_ERROR(
          projections::Decode(envelope, *response_.mutable_event()));
      position_ = envelope.position();
      Finish();
      return absl::OkStatus();
    }
    auto& events = *response_.mutable_events()->mutable_events();
    const absl::Status decoded = projections::Decode(envelope, *events.Add());
    if (!decoded.ok()) {
      events.RemoveLast();
      return decoded;
    }
    position_ = envelope.position();
    unfinished_bytes_ += envelope.payload().size();
    const bool is_full =
        events.size() >= events_each_ || unfinished_bytes_ >= kMessageBytes;
    if (is_full) Finish();
    return absl::OkStatus();
  }

  size_t bytes() const { return bytes_; }

  // Everything that was added.
  std::deque<WatchMessage> Take() {
    if (response_.events().events_size() > 0) Finish();
    return std::move(messages_);
  }

 private:
  void Finish() {
    messages_.push_back({rpc::Serialize(response_), position_});
    bytes_ += messages_.back().bytes.Length();
    unfinished_bytes_ = 0;
    // Keeps the memory of the events for the next ones.
    if (events_each_ > 1) response_.mutable_events()->mutable_events()->Clear();
  }

  const int32_t events_each_;
  v1::WatchEventsResponse response_;
  eventstore::Position position_ = 0;
  size_t unfinished_bytes_ = 0;
  size_t bytes_ = 0;
  std::deque<WatchMessage> messages_;
};

}  // namespace

// One stream. Either it fills its batch on a reader's thread, or it writes, or
// it waits for the head to move.
class WatchCall final : public grpc::ServerWriteReactor<grpc::ByteBuffer>,
                        public std::enable_shared_from_this<WatchCall> {
 public:
  WatchCall(Watchers& watchers, v1::WatchEventsRequest request)
      : watchers_(watchers),
        request_(std::move(request)),
        kinds_(request_.kinds().begin(), request_.kinds().end()),
        position_(static_cast<uint64_t>(request_.after_position())),
        written_(position_),
        last_activity_(watchers.clock_.Monotonic()) {}

  // Reads the next batch on a reader's thread.
  void Fill() {
    const bool posted =
        watchers_.readers_.Post([self = shared_from_this()] { self->Read(); });
    if (!posted) End(queries::TooManyReads());
  }

  void End(const absl::Status& status) {
    eventstore::PositionSignal::Ticket ticket;
    {
      base::MutexLock lock(mutex_);
      if (finished_) return;
      finished_ = true;
      ticket = std::exchange(ticket_, 0);
    }
    if (ticket != 0) watchers_.log_.head().Cancel(ticket);
    Finish(rpc::ToGrpc(status));
  }

  // Called every second or so.
  void Tick() {
    absl::Status slow;
    {
      base::MutexLock lock(mutex_);
      const absl::Duration quiet =
          watchers_.clock_.Monotonic() - last_activity_;
      if (finished_) return;
      if (writing_ && quiet > watchers_.options_.slow_after) {
        slow = ReaderTooSlow(written_);
      } else if (waiting_ && quiet > watchers_.options_.heartbeat) {
        Push(Standing(&v1::WatchEventsResponse::mutable_heartbeat), position_);
        WriteNext();
      }
    }
    if (!slow.ok()) End(slow);
  }

  void OnWriteDone(bool ok) override {
    if (!ok) return End(ReaderGone());
    bool fill = false;
    {
      base::MutexLock lock(mutex_);
      last_activity_ = watchers_.clock_.Monotonic();
      writing_ = false;
      written_ = batch_.front().position;
      batch_.pop_front();
      WriteNext();
      fill = !writing_ && !waiting_ && !finished_;
    }
    if (fill) Fill();
  }

  void OnCancel() override { End(ReaderGone()); }
  void OnDone() override { watchers_.Remove(this); }

 private:
  bool Matches(const eventstore::v1::Envelope& envelope) const {
    return absl::StartsWith(envelope.stream(), request_.resource_prefix()) &&
           (kinds_.empty() || kinds_.contains(envelope.type()));
  }

  // On a reader's thread. Only one is under way at a time.
  void Read() {
    const eventstore::Position head = watchers_.log_.head().Get();
    eventstore::Position position = position_;
    Packing packing(request_.max_batch_size());
    absl::Status decoded;
    size_t scanned = 0;
    const absl::Status read = watchers_.log_.ReadLog(
        {.first = position + 1, .last = head},
        [&](const eventstore::v1::Envelope& envelope) {
          if (Matches(envelope)) {
            decoded = packing.Add(envelope);
            if (!decoded.ok()) return false;
          }
          position = envelope.position();
          return packing.bytes() < watchers_.options_.batch_bytes &&
                 ++scanned < watchers_.options_.batch_scanned;
        });
    std::deque<WatchMessage> batch = packing.Take();
    // What stands before an event that cannot be read is sent; the next batch
    // then begins with that event.
    if (batch.empty()) {
      if (!read.ok()) return End(read);
      if (!decoded.ok()) return End(decoded);
    }
    Take(std::move(batch), position, position == head);
  }

  void Take(std::deque<WatchMessage> batch, eventstore::Position position,
            bool at_head) {
    bool fill = false;
    {
      base::MutexLock lock(mutex_);
      if (finished_) return;
      position_ = position;
      for (WatchMessage& message : batch) batch_.push_back(std::move(message));
      if (at_head && !caught_up_) {
        caught_up_ = true;
        Push(Standing(&v1::WatchEventsResponse::mutable_caught_up), position);
      }
      WriteNext();
      waiting_ = at_head;
      fill = !at_head && !writing_;
    }
    if (fill) Fill();
    if (at_head) WaitForMore(position);
  }

  void WaitForMore(eventstore::Position position) {
    const eventstore::PositionSignal::Ticket ticket =
        watchers_.log_.head().WhenReached(
            position + 1,
            [self = shared_from_this()](const absl::Status& reached) {
              if (!reached.ok()) return self->End(reached);
              {
                base::MutexLock lock(self->mutex_);
                self->ticket_ = 0;
                self->waiting_ = false;
                // A write under way fills when it is done.
                if (self->finished_ || self->writing_) return;
              }
              self->Fill();
            });
    {
      base::MutexLock lock(mutex_);
      if (waiting_ && !finished_ && position_ == position) {
        ticket_ = ticket;
        return;
      }
    }
    // The stream ended or went on while the wait began.
    watchers_.log_.head().Cancel(ticket);
  }

  // CaughtUp or Heartbeat at the present position.
  grpc::ByteBuffer Standing(v1::WatchEventsResponse::Progress* (
      v1::WatchEventsResponse::*progress)()) const {
    v1::WatchEventsResponse response;
    v1::WatchEventsResponse::Progress& standing = *(response.*progress)();
    standing.set_position(static_cast<int64_t>(position_));
    *standing.mutable_time() = resources::ToTimestamp(watchers_.clock_.Now());
    return rpc::Serialize(response);
  }

  void Push(grpc::ByteBuffer bytes, eventstore::Position position)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    batch_.push_back({std::move(bytes), position});
  }

  // The state is changed before StartWrite(), which may finish at once.
  void WriteNext() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (finished_ || writing_ || batch_.empty()) return;
    writing_ = true;
    last_activity_ = watchers_.clock_.Monotonic();
    StartWrite(&batch_.front().bytes);
  }

  Watchers& watchers_;
  const v1::WatchEventsRequest request_;
  const std::set<std::string> kinds_;
  base::Mutex mutex_;
  std::deque<WatchMessage> batch_ ABSL_GUARDED_BY(mutex_);
  eventstore::Position position_;  // Read up to here; by one Read() at a time.
  eventstore::Position written_ ABSL_GUARDED_BY(mutex_);
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool waiting_ ABSL_GUARDED_BY(mutex_) = false;  // For the head to move.
  bool caught_up_ ABSL_GUARDED_BY(mutex_) = false;
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  eventstore::PositionSignal::Ticket ticket_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Duration last_activity_ ABSL_GUARDED_BY(mutex_);
};

Watchers::Watchers(const eventstore::EventStore& log, base::ThreadPool& readers,
                   const base::Clock& clock, Options options)
    : log_(log),
      readers_(readers),
      clock_(clock),
      options_(options),
      thread_([this] { Run(); }) {}

Watchers::~Watchers() { Stop(); }

grpc::ServerWriteReactor<grpc::ByteBuffer>* Watchers::Start(
    v1::WatchEventsRequest request) {
  auto call = std::make_shared<WatchCall>(*this, std::move(request));
  bool stopping;
  {
    base::MutexLock lock(mutex_);
    calls_.insert(call);
    stopping = stopping_;
  }
  stopping ? call->End(ServerStopping()) : call->Fill();
  return call.get();
}

void Watchers::Remove(WatchCall* call) {
  std::shared_ptr<WatchCall> last;  // Destroyed after the lock is released.
  base::MutexLock lock(mutex_);
  const auto found = calls_.find(call->shared_from_this());
  if (found == calls_.end()) return;
  last = *found;
  calls_.erase(found);
}

void Watchers::Run() {
  while (true) {
    std::set<std::shared_ptr<WatchCall>> calls;
    {
      base::MutexLock lock(mutex_);
      if (!stopping_) changed_.WaitFor(mutex_, absl::Seconds(1));
      if (stopping_) return;
      calls = calls_;
    }
    for (const std::shared_ptr<WatchCall>& call : calls) call->Tick();
  }
}

void Watchers::Stop() {
  std::set<std::shared_ptr<WatchCall>> calls;
  {
    base::MutexLock lock(mutex_);
    stopping_ = true;
    calls = calls_;
    changed_.NotifyAll();
  }
  for (const std::shared_ptr<WatchCall>& call : calls) {
    call->End(ServerStopping());
  }
  if (thread_.joinable()) thread_.join();
}

}  // namespace actionplan::handlers
