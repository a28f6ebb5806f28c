// A log on disk that tests can crash.
#ifndef ACTIONPLAN_TESTS_EVENTSTORE_ROCKSDB_LOG_UNDER_TEST_H_
#define ACTIONPLAN_TESTS_EVENTSTORE_ROCKSDB_LOG_UNDER_TEST_H_

#include <memory>
#include <string>

#include "eventstore/rocksdb/log_store.h"
#include "tests/contracts/event_store_contract.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::eventstore {

class RocksdbLogUnderTest final : public LogUnderTest {
 public:
  explicit RocksdbLogUnderTest(LogMemory memory = {});

  EventStore& store() override { return *store_; }

  // Opens a copy of the files as they are while the store still runs: what a
  // process that is killed leaves behind. Waits for an instant in which RocksDB
  // changes no file behind the test's back, because a copy takes time and a
  // crash does not.
  void Crash() override;

  // The two halves of Crash(), without that wait: in between, other threads may
  // use the store, as long as they write less than it flushes.
  void CopyForCrash();
  void CrashToCopy();

  // Closes the store and opens the same files.
  void Reopen();

 private:
  std::unique_ptr<LogStore> Open() const;

  const LogMemory memory_;
  const support::TemporaryFolder folder_;
  int crashes_ = 0;
  std::string path_;
  std::string copy_;
  std::unique_ptr<LogStore> store_;
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_TESTS_EVENTSTORE_ROCKSDB_LOG_UNDER_TEST_H_
