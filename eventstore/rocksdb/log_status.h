// RocksDB's errors in our words.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_STATUS_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_STATUS_H_

#include <rocksdb/status.h>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace actionplan::eventstore {

// DATA_LOSS, LOG_DAMAGED: the log is not what was written.
absl::Status LogDamaged(absl::string_view symptom);

// PERMISSION_DENIED, LOG_NOT_PERMITTED.
absl::Status LogNotPermitted(absl::string_view path);

// An error met while the log was in use: DATA_LOSS (LOG_DAMAGED) for bytes
// that are not what was written, else UNAVAILABLE (LOG_NOT_AVAILABLE).
absl::Status FromRocksdb(const rocksdb::Status& status);

// An error met while the log in `path` was being opened: FAILED_PRECONDITION
// (LOG_IN_USE) when somebody else has it, PERMISSION_DENIED
// (LOG_NOT_PERMITTED), DATA_LOSS (LOG_DAMAGED), else FAILED_PRECONDITION
// (LOG_NOT_OPENED).
absl::Status FromRocksdbOpening(const rocksdb::Status& status,
                                absl::string_view path);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_STATUS_H_
