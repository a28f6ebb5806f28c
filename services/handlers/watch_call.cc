#include "services/handlers/watch_call.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "projections/resources/instant.h"
#include "services/handlers/event_packing.h"
#include "services/queries/query_errors.h"
#include "services/rpc/status.h"
#include "services/rpc/unary_call.h"

namespace actionplan::handlers {
namespace {

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

}  // namespace

// One stream. It writes what was read, while a reader's thread reads what comes
// next or it waits for the head to move.
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

  // Reads the next batch on a reader's thread, unless there is enough to write
  // or nothing to read.
  void Fill() {
    {
      base::MutexLock lock(mutex_);
      const bool is_full = unwritten_bytes_ >= watchers_.options_.batch_bytes;
      if (finished_ || reading_ || waiting_ || is_full) return;
      reading_ = true;
    }
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
      } else if (waiting_ && !writing_ &&
                 quiet > watchers_.options_.heartbeat) {
        Push(
            {Standing(&v1::WatchEventsResponse::mutable_heartbeat), position_});
        WriteNext();
      }
    }
    if (!slow.ok()) End(slow);
  }

  void OnWriteDone(bool ok) override {
    if (!ok) return End(ReaderGone());
    {
      base::MutexLock lock(mutex_);
      last_activity_ = watchers_.clock_.Monotonic();
      writing_ = false;
      written_ = unwritten_.front().position;
      unwritten_bytes_ -= unwritten_.front().bytes.Length();
      unwritten_.pop_front();
      WriteNext();
    }
    GoOn();
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
    EventPacking packing(request_.max_batch_size());
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
    Take(packing.Take(), position, position == head,
         read.ok() ? decoded : read);
  }

  // What stands before an event that cannot be read is written before the
  // stream ends with `failure`.
  void Take(std::deque<WatchMessage> batch, eventstore::Position position,
            bool at_head, const absl::Status& failure) {
    {
      base::MutexLock lock(mutex_);
      if (finished_) return;
      position_ = position;
      for (WatchMessage& message : batch) Push(std::move(message));
      if (failure.ok()) {
        reading_ = false;
        waiting_ = at_head;
        if (at_head && !std::exchange(caught_up_, true)) {
          Push({Standing(&v1::WatchEventsResponse::mutable_caught_up),
                position});
        }
      }
      failure_ = failure;
      WriteNext();
    }
    GoOn();
    if (failure.ok() && at_head) WaitForMore(position);
  }

  // After something was read or written.
  void GoOn() {
    absl::Status failure;
    {
      base::MutexLock lock(mutex_);
      if (unwritten_.empty()) failure = failure_;
    }
    failure.ok() ? Fill() : End(failure);
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

  void Push(WatchMessage message) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    unwritten_bytes_ += message.bytes.Length();
    unwritten_.push_back(std::move(message));
  }

  // The state is changed before StartWrite(), which may finish at once.
  void WriteNext() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (finished_ || writing_ || unwritten_.empty()) return;
    writing_ = true;
    last_activity_ = watchers_.clock_.Monotonic();
    StartWrite(&unwritten_.front().bytes);
  }

  Watchers& watchers_;
  const v1::WatchEventsRequest request_;
  const std::set<std::string> kinds_;
  base::Mutex mutex_;
  std::deque<WatchMessage> unwritten_ ABSL_GUARDED_BY(mutex_);
  size_t unwritten_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  eventstore::Position position_;  // Read up to here; by one Read() at a time.
  eventstore::Position written_ ABSL_GUARDED_BY(mutex_);
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool reading_ ABSL_GUARDED_BY(mutex_) = false;  // Stays after a failure.
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);  // Once all is written.
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
