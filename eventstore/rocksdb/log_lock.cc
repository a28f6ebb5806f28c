#include "eventstore/rocksdb/log_lock.h"

#include "absl/status/status.h"
#include "eventstore/rocksdb/log_status.h"

namespace actionplan::eventstore {

absl::StatusOr<std::unique_ptr<LogLock>> LogLock::Take(
    const std::string& folder) {
  rocksdb::FileLock* held = nullptr;
  const absl::Status taken = FromRocksdbOpening(
      rocksdb::Env::Default()->LockFile(folder + "/LOCK", &held), folder);
  if (taken.ok()) return std::unique_ptr<LogLock>(new LogLock(held));
  if (absl::IsPermissionDenied(taken)) return std::unique_ptr<LogLock>();
  return taken;
}

LogLock::~LogLock() { rocksdb::Env::Default()->UnlockFile(held_); }

}  // namespace actionplan::eventstore
