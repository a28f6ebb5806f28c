// Keeps everybody else out of a folder: the same lock that an open log holds.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_LOCK_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_LOCK_H_

#include <rocksdb/env.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace actionplan::eventstore {

// Held until it is destroyed, or the process ends.
class LogLock {
 public:
  // FAILED_PRECONDITION (LOG_IN_USE) when somebody has it. A folder that this
  // process may not write needs no lock: then an empty one is returned.
  static absl::StatusOr<std::unique_ptr<LogLock>> Take(
      const std::string& folder);

  ~LogLock();
  LogLock(const LogLock&) = delete;
  LogLock& operator=(const LogLock&) = delete;

 private:
  explicit LogLock(rocksdb::FileLock* held) : held_(held) {}

  rocksdb::FileLock* const held_;
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_LOCK_H_
