#include "tests/eventstore/rocksdb/log_under_test.h"

#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "eventstore/base/logging.h"

namespace actionplan::eventstore {

RocksdbLogUnderTest::RocksdbLogUnderTest(LogMemory memory)
    : memory_(memory), path_(folder_.Path("log-0")), store_(Open()) {}

void RocksdbLogUnderTest::Crash() {
  CopyForCrash();
  CrashToCopy();
}

void RocksdbLogUnderTest::CopyForCrash() {
  copy_ = folder_.Path(absl::StrCat("log-", ++crashes_));
  std::filesystem::copy(path_, copy_, std::filesystem::copy_options::recursive);
}

void RocksdbLogUnderTest::CrashToCopy() {
  store_.reset();
  std::filesystem::remove_all(std::exchange(path_, copy_));
  store_ = Open();
}

void RocksdbLogUnderTest::Reopen() {
  store_.reset();
  store_ = Open();
}

std::unique_ptr<LogStore> RocksdbLogUnderTest::Open() const {
  auto store = LogStore::Open({.path = path_, .memory = memory_});
  if (!store.ok()) {
    base::Fatal("no log to test", {{"cause", store.status().ToString()}});
  }
  return *std::move(store);
}

}  // namespace actionplan::eventstore
