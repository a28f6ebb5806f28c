// What every event store promises, as one suite that runs against each of
// them: for every sequence of commits, what is answered and what the log holds
// afterwards.
//
// A test program links actionplan_event_store_contract and names its store:
//
//   INSTANTIATE_TEST_SUITE_P(MemoryStore, EventStoreContract,
//                            testing::Values(LogKind{"memory", MakeLog}));
#ifndef ACTIONPLAN_TESTS_CONTRACTS_EVENT_STORE_CONTRACT_H_
#define ACTIONPLAN_TESTS_CONTRACTS_EVENT_STORE_CONTRACT_H_

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "eventstore/event_store.h"
#include "gtest/gtest.h"
#include "tests/contracts/wish.h"

namespace actionplan::eventstore {

// A log of a kind, empty at first.
class LogUnderTest {
 public:
  virtual ~LogUnderTest() = default;

  virtual EventStore& store() = 0;

  // Ends the store as a crash would and opens what is left of it. A store that
  // keeps nothing goes on as it is: what was acknowledged is there either way.
  virtual void Crash() = 0;
};

// What the tests are named after, and how one is made.
struct LogKind {
  std::string name;
  std::function<std::unique_ptr<LogUnderTest>()> make;
};
inline void PrintTo(const LogKind& kind, std::ostream* out) {
  *out << kind.name;
}

class EventStoreContract : public testing::TestWithParam<LogKind> {
 protected:
  static absl::Time Noon() { return absl::FromUnixSeconds(1'800'000'000); }

  EventStoreContract() : log_(GetParam().make()) {}

  EventStore& store() { return log_->store(); }
  void Crash() { log_->Crash(); }

  // Commits one append in a group of its own.
  absl::StatusOr<Committed> Commit(const Append& append,
                                   absl::Time record_time = Noon());
  absl::StatusOr<Committed> Commit(const Wish& wish,
                                   absl::Time record_time = Noon());

  // Commits one group. A failure of the whole group fails the test.
  std::vector<absl::StatusOr<Committed>> CommitGroupOf(
      const std::vector<Wish>& wishes);

  // Commits positions 1 to 6: boards/1 at the odd ones, boards/2 at the even.
  void CommitTwoStreams();

  std::vector<std::string> WholeLog() { return ReadWholeLog(store()); }

 private:
  const std::unique_ptr<LogUnderTest> log_;
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_TESTS_CONTRACTS_EVENT_STORE_CONTRACT_H_
