// The one writer of a log: takes transactions in order, lets each decide what
// to append, commits them in groups with one sync, and completes them.
//
// Deciding is serial, so a transaction sees everything that those before it
// decided, and there are no conflicts to retry.
#ifndef ACTIONPLAN_EVENTSTORE_SEQUENCER_H_
#define ACTIONPLAN_EVENTSTORE_SEQUENCER_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "eventstore/base/clock.h"
#include "eventstore/base/mutex.h"
#include "eventstore/event_store.h"

namespace actionplan::eventstore {

// Where a transaction's events will stand if it appends any. Exact, because
// nobody else writes.
struct Upcoming {
  Position first_position;
  absl::Time record_time;
};

// One request on its way into the log. Both calls come from the sequencer's
// thread, except that Complete() runs on the submitting thread when the queue
// is full or closed.
class Transaction {
 public:
  virtual ~Transaction() = default;

  // Looked up before Prepare(): a request that was committed is completed with
  // what it wrote then, without being decided again.
  virtual const RequestIdentity& request() const = 0;

  // When it has passed before sequencing, the transaction is completed with
  // DEADLINE_EXCEEDED and nothing is written.
  virtual absl::Time deadline() const = 0;

  // What to append, or why not. An append that passes CheckAppend() and
  // expects the revision that earlier transactions left will be committed:
  // anything it is based on may be updated at once. An error completes the
  // transaction and leaves no trace.
  virtual absl::StatusOr<Append> Prepare(const Upcoming& upcoming) = 0;

  // Called exactly once, after the sync.
  virtual void Complete(absl::StatusOr<Committed> result) = 0;
};

// Thread-safe.
class Sequencer {
 public:
  struct Options {
    size_t queue_limit = 8192;  // Waiting transactions.
    size_t group_events = 256;  // A group is cut at either limit.
    size_t group_bytes = 1 << 20;
    absl::Duration gather = absl::Microseconds(100);
    // Called instead of returning when the log cannot be written any more; the
    // default ends the process, because what is on disk is not known.
    std::function<void(const absl::Status&)> on_write_failure;
  };

  Sequencer(EventStore& store, const base::Clock& clock, Options options);
  ~Sequencer();

  // Queues the transaction. When the queue is full it is completed with
  // RESOURCE_EXHAUSTED and a retry delay, when Drain() was called with
  // UNAVAILABLE.
  void Submit(std::unique_ptr<Transaction> transaction);

  // Takes no more transactions, completes those it has and ends the thread.
  void Drain();

 private:
  using Group = std::vector<std::unique_ptr<Transaction>>;

  void Run();
  Group Gather();
  void CommitGroup(Group group);

  EventStore& store_;
  const base::Clock& clock_;
  const Options options_;
  base::Mutex mutex_;
  base::Condition arrived_;
  std::deque<std::unique_ptr<Transaction>> queue_ ABSL_GUARDED_BY(mutex_);
  bool draining_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;  // Last: it starts when everything else is there.
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_SEQUENCER_H_
