#include "eventstore/position_signal.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "eventstore/base/clock.h"

namespace actionplan::eventstore {

PositionSignal::~PositionSignal() {
  Waiting cancelled;
  {
    base::MutexLock lock(mutex_);
    cancelled = TakeAll();
  }
  for (auto& [key, callback] : cancelled) {
    callback(absl::CancelledError("the signal is gone"));
  }
}

void PositionSignal::Publish(Position position) {
  std::vector<Callback> ripe;
  {
    base::MutexLock lock(mutex_);
    if (position <= position_.load(std::memory_order_relaxed)) return;
    position_.store(position, std::memory_order_release);
    const auto end = waiting_.lower_bound({position + 1, 0});
    for (auto it = waiting_.begin(); it != end; ++it) {
      tickets_.erase(it->first.second);
      ripe.push_back(std::move(it->second));
    }
    waiting_.erase(waiting_.begin(), end);
    reached_.NotifyAll();
  }
  for (Callback& callback : ripe) callback(absl::OkStatus());
}

void PositionSignal::Fail(absl::Status reason) {
  Waiting failed;
  {
    base::MutexLock lock(mutex_);
    failure_ = reason;
    failed = TakeAll();
    reached_.NotifyAll();
  }
  for (auto& [key, callback] : failed) callback(reason);
}

void PositionSignal::Recover() {
  base::MutexLock lock(mutex_);
  failure_ = absl::OkStatus();
}

absl::Status PositionSignal::Wait(Position position,
                                  absl::Duration timeout) const {
  if (Get() >= position) return absl::OkStatus();
  const base::SystemClock clock;
  const absl::Duration end = clock.Monotonic() + timeout;
  base::MutexLock lock(mutex_);
  while (Get() < position) {
    if (!failure_.ok()) return failure_;
    const absl::Duration left = end - clock.Monotonic();
    if (left <= absl::ZeroDuration()) {
      return absl::DeadlineExceededError(
          absl::StrCat("position ", position, " was not reached in time"));
    }
    reached_.WaitFor(mutex_, left);
  }
  return absl::OkStatus();
}

PositionSignal::Ticket PositionSignal::WhenReached(Position position,
                                                   Callback callback) {
  absl::Status result;
  {
    base::MutexLock lock(mutex_);
    if (Get() < position) {
      if (failure_.ok()) {
        const Ticket ticket = next_ticket_++;
        waiting_.emplace(std::pair(position, ticket), std::move(callback));
        tickets_.emplace(ticket, position);
        return ticket;
      }
      result = failure_;
    }
  }
  callback(result);
  return 0;
}

void PositionSignal::Cancel(Ticket ticket) {
  Callback callback;
  {
    base::MutexLock lock(mutex_);
    const auto found = tickets_.find(ticket);
    if (found == tickets_.end()) return;
    const auto waiting = waiting_.find({found->second, ticket});
    callback = std::move(waiting->second);
    waiting_.erase(waiting);
    tickets_.erase(found);
  }
  callback(absl::CancelledError("the wait was cancelled"));
}

PositionSignal::Waiting PositionSignal::TakeAll() {
  tickets_.clear();
  return std::exchange(waiting_, {});
}

}  // namespace actionplan::eventstore
