// The one writer of a log: takes transactions in order, lets each decide what
// to append, commits them in groups with one sync, and completes them.
//
// Deciding is serial, so a transaction sees everything that those before it
// decided, and there are no conflicts to retry.
//
// For each transaction of a group, in order: a passed deadline ends it; its
// request id is looked up, in this group and then in the store; a log that may
// not grow refuses it; Prepare() decides; what it returns is checked against
// the store and the group and staged at once (commit_group.h), before the next
// one is looked at. So a refusal is one transaction's answer and shifts
// nobody's position. Then one Write(), then every Complete(), refusals too:
// they may rest on what was only staged.
//
// A transaction that arrives alone is committed at once. When more were in
// flight as the last group ended, their successors are waited for, until as
// many have arrived or `gather` has passed: fewer syncs, and a client that
// repeats its call is in the next group instead of the one after it.
#ifndef ACTIONPLAN_EVENTSTORE_SEQUENCER_H_
#define ACTIONPLAN_EVENTSTORE_SEQUENCER_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
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

// One request on its way into the log. Calls come from the sequencer's thread,
// except that Complete() runs on the submitting thread when the queue is full
// or closed.
class Transaction {
 public:
  virtual ~Transaction() = default;

  // Looked up before Prepare(): a request that was committed is completed with
  // what it wrote then, without being decided again.
  virtual const RequestIdentity& request() const = 0;

  // When it has passed before sequencing, the transaction is completed with
  // DEADLINE_EXCEEDED and nothing is written.
  virtual absl::Time deadline() const = 0;

  // What to append, or why not. The append's request is filled in from
  // request(). An append that passes CheckAppend() and expects the revision
  // that earlier transactions left will be committed: anything it is based on
  // may be updated at once. An append without events appends nothing: the
  // transaction is completed with a count of 0 when the group is on disk, and
  // its request is not remembered. An error completes the transaction and
  // leaves no trace.
  virtual absl::StatusOr<Append> Prepare(const Upcoming& upcoming) = 0;

  // Called exactly once, after the sync. An error after Prepare() returned an
  // append means that nothing of it was committed: what was updated in advance
  // has to be forgotten. UNAVAILABLE with the reason LOG_NOT_WRITABLE means
  // that it is not known whether it was.
  virtual void Complete(absl::StatusOr<Committed> result) = 0;
};

// Thread-safe. Complete() must not call Drain() or destroy the sequencer.
class Sequencer {
 public:
  struct Options {
    size_t queue_limit = 8192;  // Waiting transactions.
    // A group takes no further transaction once it has reached either; the
    // last one taken may go past them by its own size.
    size_t group_events = 256;
    size_t group_bytes = 1 << 20;
    absl::Duration gather = absl::Microseconds(100);
    // Called instead of acknowledging when the log cannot be written any more;
    // the default ends the process, because what is on disk is not known. When
    // it returns, the whole group is completed with UNAVAILABLE.
    std::function<void(const absl::Status&)> on_write_failure;
    // Whether the log may grow; it always may by default. Asked once for each
    // group, before anything of it is staged. Its error completes every
    // transaction of the group that would have been prepared: a repeated
    // request is still answered with what it wrote, and a request that would
    // have been refused hears of the storage first.
    std::function<absl::Status()> may_write;
  };

  // Both must outlive the sequencer, and nobody else may write to the store.
  Sequencer(EventStore& store, const base::Clock& clock, Options options);

  // Drains.
  ~Sequencer();

  // Queues the transaction. When the queue is full it is completed with
  // RESOURCE_EXHAUSTED and a retry delay, after Drain() with UNAVAILABLE.
  void Submit(std::unique_ptr<Transaction> transaction);

  // Takes no more transactions, completes those it has and ends the thread.
  // Returns when that is done; calling it again does nothing.
  void Drain();

 private:
  using Transactions = std::vector<std::unique_ptr<Transaction>>;

  void Run();

  // The oldest waiting transactions, at most as many as a group may hold; none
  // when the queue is drained.
  Transactions Take();

  // Commits the first of them, as many as fit one group, and returns how many.
  size_t CommitFirst(Transactions& transactions);

  // Gives back those from `first` on, to be taken next.
  void PutBack(Transactions& transactions, size_t first);

  EventStore& store_;
  const base::Clock& clock_;
  const Options options_;
  base::Mutex mutex_;
  base::Condition arrived_;
  std::deque<std::unique_ptr<Transaction>> queue_ ABSL_GUARDED_BY(mutex_);
  // Submit() wakes the thread when this many wait.
  size_t wake_at_ ABSL_GUARDED_BY(mutex_) = 1;
  // Submitted and not completed, when the last group was about to complete.
  size_t in_flight_ ABSL_GUARDED_BY(mutex_) = 0;
  bool draining_ ABSL_GUARDED_BY(mutex_) = false;
  std::once_flag joined_;
  std::thread thread_;  // Last: it starts when everything else is there.
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_SEQUENCER_H_
