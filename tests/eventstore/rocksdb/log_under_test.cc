#include "tests/eventstore/rocksdb/log_under_test.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "eventstore/base/logging.h"

namespace actionplan::eventstore {
namespace {

namespace fs = std::filesystem;

using Sizes = std::map<std::string, uintmax_t>;

// Whatever RocksDB does, it writes down in a file or removes one.
Sizes SizesIn(const std::string& folder) {
  Sizes sizes;
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::error_code gone;
    sizes[entry.path().filename().string()] = entry.file_size(gone);
  }
  return sizes;
}

// Returns whether every file was still there to be copied. The mark goes first:
// a copy takes time and a crash does not, and the log is never behind its mark.
bool Copy(const std::string& from, const std::string& to) {
  std::error_code error;
  fs::remove_all(to);
  fs::copy(MarkPath(from), MarkPath(to), fs::copy_options::overwrite_existing);
  fs::copy(from, to, fs::copy_options::recursive, error);
  return !error;
}

}  // namespace

RocksdbLogUnderTest::RocksdbLogUnderTest(LogMemory memory)
    : memory_(memory), path_(folder_.Path("log-0")), store_(Open()) {}

void RocksdbLogUnderTest::Crash() {
  copy_ = folder_.Path(absl::StrCat("log-", ++crashes_));
  for (Sizes before = SizesIn(path_);; before = SizesIn(path_)) {
    if (Copy(path_, copy_) && SizesIn(path_) == before) break;
  }
  CrashToCopy();
}

void RocksdbLogUnderTest::CopyForCrash() {
  copy_ = folder_.Path(absl::StrCat("log-", ++crashes_));
  if (!Copy(path_, copy_)) base::Fatal("a file was gone", {{"path", path_}});
}

void RocksdbLogUnderTest::CrashToCopy() {
  store_.reset();
  fs::remove(MarkPath(path_));
  fs::remove_all(std::exchange(path_, copy_));
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
