#include "eventstore/rocksdb/log_store.h"

#include <memory>

#include "gtest/gtest.h"
#include "tests/contracts/event_store_contract.h"
#include "tests/eventstore/rocksdb/log_under_test.h"

namespace actionplan::eventstore {
namespace {

INSTANTIATE_TEST_SUITE_P(LogStore, EventStoreContract, testing::Values([] {
                           return std::make_unique<RocksdbLogUnderTest>();
                         }));

}  // namespace
}  // namespace actionplan::eventstore
