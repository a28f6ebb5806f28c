#include "eventstore/memory/memory_store.h"

#include <memory>

#include "gtest/gtest.h"
#include "tests/contracts/event_store_contract.h"

namespace actionplan::eventstore {
namespace {

class MemoryLog final : public LogUnderTest {
 public:
  EventStore& store() override { return store_; }
  void Crash() override {}

 private:
  MemoryStore store_;
};

INSTANTIATE_TEST_SUITE_P(MemoryStore, EventStoreContract,
                         testing::Values(LogKind{
                             "memory",
                             [] { return std::make_unique<MemoryLog>(); }}));

TEST(MemoryStoreTest, TwoLogsHaveTwoIds) {
  EXPECT_NE(MemoryStore().LogId(), MemoryStore().LogId());
}

}  // namespace
}  // namespace actionplan::eventstore
