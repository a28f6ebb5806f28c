// A sequencer over a store that tells what it was asked to write, and
// transactions that a test can hold up and whose answers it can wait for.
#ifndef ACTIONPLAN_TESTS_EVENTSTORE_SEQUENCER_FIXTURE_H_
#define ACTIONPLAN_TESTS_EVENTSTORE_SEQUENCER_FIXTURE_H_

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "eventstore/memory/memory_store.h"
#include "eventstore/sequencer.h"
#include "gtest/gtest.h"
#include "tests/contracts/wish.h"
#include "tests/support/fake_clock.h"

namespace actionplan::eventstore {

// The memory store, which can be told to fail like a disk.
class ObservedStore final : public MemoryStore {
 public:
  absl::Status Write(const CommitGroup& group) override;

  // Before each write; it may be called from the sequencer's thread only.
  std::function<void()> on_write = [] {};
  std::atomic<bool> fails = false;

  // How many events each group had. To be read when nothing is in flight.
  const std::vector<size_t>& groups() const { return groups_; }

 private:
  std::vector<size_t> groups_;
};

// What became of one transaction.
struct Outcome {
  std::promise<absl::StatusOr<Committed>> promise;
  std::future<absl::StatusOr<Committed>> answer = promise.get_future();
  std::optional<Upcoming> upcoming;  // Of its last Prepare().
  int prepared = 0;
};

struct Plan {
  absl::StatusOr<Append> append;
  RequestIdentity request;
  absl::Time deadline = absl::InfiniteFuture();
  std::function<void()> on_prepare = [] {};
  std::function<void()> on_complete = [] {};
};

class SequencerTest : public testing::Test {
 protected:
  SequencerTest() { Start({}); }

  // Replaces the sequencer; the store and its log stay.
  void Start(Sequencer::Options options);

  // Submits and returns at once.
  std::shared_ptr<Outcome> Submit(Plan plan);
  std::shared_ptr<Outcome> Submit(const Wish& wish);

  // Holds up the sequencer in the Prepare() of one transaction, so that those
  // submitted meanwhile stand in its queue. Returns once it is held.
  void HoldUp();
  void Release();

  ObservedStore store_;
  support::FakeClock clock_;
  std::unique_ptr<Sequencer> sequencer_;

 private:
  std::promise<void> release_;
  std::shared_ptr<Outcome> held_;
  int holds_ = 0;
};

Plan PlanFor(const Wish& wish);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_TESTS_EVENTSTORE_SEQUENCER_FIXTURE_H_
