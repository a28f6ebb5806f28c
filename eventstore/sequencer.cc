#include "eventstore/sequencer.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "eventstore/base/logging.h"
#include "eventstore/base/status.h"
#include "eventstore/commit_group.h"

namespace actionplan::eventstore {
namespace {

// Long enough for a full queue to empty.
constexpr absl::Duration kRetryDelay = absl::Milliseconds(200);

absl::Status QueueFull() {
  return base::WithRetryDelay(
      base::Error({.code = absl::StatusCode::kResourceExhausted,
                   .reason = "QUEUE_FULL",
                   .message = "too many requests are waiting to be recorded; "
                              "try again with the same request id"}),
      kRetryDelay);
}

absl::Status ShuttingDown() {
  return base::Error({.code = absl::StatusCode::kUnavailable,
                      .reason = "SHUTTING_DOWN",
                      .message = "the log takes no more requests; try again "
                                 "with the same request id"});
}

absl::Status DeadlinePassed() {
  return base::Error({.code = absl::StatusCode::kDeadlineExceeded,
                      .reason = "DEADLINE_PASSED",
                      .message = "the deadline passed before the request was "
                                 "looked at; nothing was recorded"});
}

absl::Status NotWritable(const absl::Status& cause) {
  return base::Error(
      {.code = absl::StatusCode::kUnavailable,
       .reason = "LOG_NOT_WRITABLE",
       .message = absl::StrCat("it is not known whether the request was "
                               "recorded; repeat it with the same request id: ",
                               cause.message())});
}

void StopTheProcess(const absl::Status& failure) {
  base::Fatal("the log cannot be written", {{"cause", failure.ToString()}});
}

Sequencer::Options WithDefaults(Sequencer::Options options) {
  if (!options.on_write_failure) options.on_write_failure = StopTheProcess;
  if (!options.may_write) options.may_write = absl::OkStatus;
  return options;
}

// What the transaction is to be answered once the group is on disk.
absl::StatusOr<Committed> Sequence(Transaction& transaction, absl::Time now,
                                   const absl::Status& may_write,
                                   CommitGroup& group) {
  if (transaction.deadline() <= now) return DeadlinePassed();
  ASSIGN_OR_RETURN(const std::optional<Committed> found,
                   group.Find(transaction.request()));
  if (found.has_value()) return *found;
  RETURN_IF_ERROR(may_write);
  ASSIGN_OR_RETURN(Append append,
                   transaction.Prepare({.first_position = group.next_position(),
                                        .record_time = group.record_time()}));
  if (append.events.empty())
    return Committed{.record_time = group.record_time()};
  append.request = transaction.request();
  return group.Stage(std::move(append));
}

}  // namespace

Sequencer::Sequencer(EventStore& store, const base::Clock& clock,
                     Options options)
    : store_(store),
      clock_(clock),
      options_(WithDefaults(std::move(options))),
      thread_([this] { Run(); }) {}

Sequencer::~Sequencer() { Drain(); }

void Sequencer::Submit(std::unique_ptr<Transaction> transaction) {
  absl::Status refusal;
  {
    base::MutexLock lock(mutex_);
    if (draining_) {
      refusal = ShuttingDown();
    } else if (queue_.size() >= options_.queue_limit) {
      refusal = QueueFull();
    } else {
      queue_.push_back(std::move(transaction));
      if (queue_.size() == wake_at_) arrived_.NotifyOne();
      return;
    }
  }
  transaction->Complete(std::move(refusal));
}

void Sequencer::Drain() {
  {
    base::MutexLock lock(mutex_);
    draining_ = true;
    arrived_.NotifyOne();
  }
  std::call_once(joined_, [this] { thread_.join(); });
}

void Sequencer::Run() {
  for (Transactions taken = Take(); !taken.empty(); taken = Take()) {
    const size_t committed = CommitFirst(taken);
    PutBack(taken, committed);
  }
}

Sequencer::Transactions Sequencer::Take() {
  base::MutexLock lock(mutex_);
  wake_at_ = 1;
  while (queue_.empty() && !draining_) arrived_.Wait(mutex_);
  const size_t awaited =
      std::min({in_flight_, options_.group_events, options_.queue_limit});
  if (queue_.size() < awaited && !draining_) {
    // One wait and no loop: waking early only makes the group smaller.
    wake_at_ = awaited;
    arrived_.WaitFor(mutex_, options_.gather);
  }
  const size_t count = std::min(queue_.size(), options_.group_events);
  const auto end = queue_.begin() + static_cast<ptrdiff_t>(count);
  Transactions taken(std::make_move_iterator(queue_.begin()),
                     std::make_move_iterator(end));
  queue_.erase(queue_.begin(), end);
  return taken;
}

size_t Sequencer::CommitFirst(Transactions& transactions) {
  const absl::Time now = clock_.Now();
  const absl::Status may_write = options_.may_write();
  CommitGroup group(store_, now);
  std::vector<absl::StatusOr<Committed>> answers;
  for (const auto& transaction : transactions) {
    if (group.events() >= options_.group_events) break;
    if (group.bytes() >= options_.group_bytes) break;
    answers.push_back(Sequence(*transaction, now, may_write, group));
  }
  const absl::Status written =
      group.events() > 0 ? store_.Write(group) : absl::OkStatus();
  if (!written.ok()) {
    options_.on_write_failure(written);
    answers.assign(answers.size(), NotWritable(written));
  }
  {
    base::MutexLock lock(mutex_);
    in_flight_ = transactions.size() + queue_.size();
  }
  for (size_t i = 0; i < answers.size(); ++i) {
    transactions[i]->Complete(std::move(answers[i]));
  }
  return answers.size();
}

void Sequencer::PutBack(Transactions& transactions, size_t first) {
  const auto rest = transactions.begin() + static_cast<ptrdiff_t>(first);
  if (rest == transactions.end()) return;
  base::MutexLock lock(mutex_);
  queue_.insert(queue_.begin(), std::make_move_iterator(rest),
                std::make_move_iterator(transactions.end()));
}

}  // namespace actionplan::eventstore
