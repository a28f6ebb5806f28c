// The folder that a log lives in.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_FOLDER_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_FOLDER_H_

#include <string>

#include "absl/status/status.h"

namespace actionplan::eventstore {

// Makes the folder and those above it that are not there, and syncs each new
// name: or a power cut could take the folder away with everything that was
// synced inside it. PERMISSION_DENIED (LOG_NOT_PERMITTED), else
// FAILED_PRECONDITION (LOG_NOT_OPENED).
absl::Status MakeLogFolder(const std::string& path);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_FOLDER_H_
