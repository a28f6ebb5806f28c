// A backup put back to work, or tried.
//
// What is restored is read from the first event to the last before it is put in
// place, so every restore is also a test of the backup. A restored log keeps
// its id. It keeps its epoch too, as long as nothing is given up: where the
// mark of the log it replaces is still there and says that the log had come
// further, going back is refused unless the caller names the position after
// which events are given up; then a new epoch begins, in the log and in its
// mark, and no mark of before fits the log again.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_RESTORE_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_RESTORE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "eventstore/rocksdb/log_backup.h"
#include "eventstore/rocksdb/log_verification.h"

namespace actionplan::eventstore {

struct RestoreRequest {
  std::string backups;      // The folder.
  BackupNumber number = 0;  // The newest usable one when 0.
  std::string log;          // The folder of the log: absent or empty.
  std::optional<Position> accept_loss_after;
  std::vector<KnownHead> known;  // From signed checkpoints.
};

struct RestoredLog {
  LogBackup backup;
  LogVerification verification;
  uint64_t epoch = 0;
  bool in_place = false;  // Only when there is no problem.
  bool had_mark = false;  // The mark of the log that it replaces was there.
};

// Copies into a folder beside the log's and verifies; then writes the mark, and
// then gives the folder its name: after a crash there is no log, or the whole.
//   FAILED_PRECONDITION  FOLDER_NOT_EMPTY
//   FAILED_PRECONDITION  MARK_NEWER: the mark in place knows of more than the
//                        backup has, or of a later epoch; metadata: backup_head
//   FAILED_PRECONDITION  LOSS_NOT_ACCEPTED: accept_loss_after is not the
//                        backup's last position
//   DATA_LOSS            MARK_OF_ANOTHER_LOG, MARK_DAMAGED: of the mark in
//   place
// and those of FindBackup(), CopyBackup() and Disk.
absl::StatusOr<RestoredLog> RestoreLog(const RestoreRequest& request,
                                       VerificationProgress progress);

// Only tries: nothing is left of it. The folder must be absent or empty.
absl::StatusOr<RestoredLog> TryRestore(const RestoreRequest& request,
                                       VerificationProgress progress);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_RESTORE_H_
