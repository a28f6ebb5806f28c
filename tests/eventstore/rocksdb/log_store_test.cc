#include "eventstore/rocksdb/log_store.h"

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "eventstore/base/clock.h"
#include "eventstore/sequencer.h"
#include "gtest/gtest.h"
#include "tests/contracts/event_store_contract.h"
#include "tests/eventstore/rocksdb/log_under_test.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
namespace {

INSTANTIATE_TEST_SUITE_P(LogStore, EventStoreContract,
                         testing::Values(LogKind{
                             "rocksdb", [] {
                               return std::make_unique<RocksdbLogUnderTest>();
                             }}));

// Appends to one stream, and counts when it is told that it is on disk.
class CountedAppend final : public Transaction {
 public:
  CountedAppend(Append append, std::atomic<Revision>& acknowledged)
      : append_(std::move(append)), acknowledged_(acknowledged) {}

  const RequestIdentity& request() const override { return append_.request; }
  absl::Time deadline() const override { return absl::InfiniteFuture(); }
  absl::StatusOr<Append> Prepare(const Upcoming&) override { return append_; }
  void Complete(absl::StatusOr<Committed> result) override {
    EXPECT_OK(result);
    ++acknowledged_;
  }

 private:
  const Append append_;
  std::atomic<Revision>& acknowledged_;
};

TEST(LogStoreTest, WhatIsAcknowledgedToManyThreadsOutlivesACrashAmidTheirWork) {
  constexpr int kThreads = 4;
  constexpr Revision kAppends = 100;
  RocksdbLogUnderTest log;
  const base::SystemClock clock;
  std::vector<std::atomic<Revision>> acknowledged(kThreads);
  std::vector<Revision> before_the_crash;
  {
    Sequencer sequencer(log.store(), clock, {});
    std::vector<std::thread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&, thread] {
        for (Revision revision = 0; revision < kAppends; ++revision) {
          Append append =
              AppendFor({.request_id = absl::StrCat(thread, "-", revision),
                         .stream = absl::StrCat("streams/", thread),
                         .expected = revision});
          sequencer.Submit(std::make_unique<CountedAppend>(
              std::move(append), acknowledged[thread]));
        }
      });
    }
    EXPECT_OK(log.store().head().Wait(kAppends, absl::Seconds(60)));
    for (const auto& count : acknowledged) before_the_crash.push_back(count);
    log.CopyForCrash();
    for (std::thread& thread : threads) thread.join();
  }
  log.CrashToCopy();
  for (int thread = 0; thread < kThreads; ++thread) {
    const std::string stream = absl::StrCat("streams/", thread);
    EXPECT_GE(ReadWholeStream(log.store(), stream).size(),
              before_the_crash[thread]);
  }
  EXPECT_EQ(ReadWholeLog(log.store()).size(), log.store().head().Get());
}

}  // namespace
}  // namespace actionplan::eventstore
