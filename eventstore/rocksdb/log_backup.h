// A folder of backups of one log.
//
// A backup is taken while the log is open and written to. It holds the log as
// it was acknowledged at one moment, and nothing of what lies beside it: not
// the views, which are made again, and no keys, which are kept apart. Files
// that do not change are shared between backups, so a second one costs what is
// new. Beside RocksDB's own files there is for each backup a mark (mark_file.h)
// that says what it holds; a backup without one was never finished.
//
//   LOCK  meta/  private/  shared_checksum/  1.mark  2.mark  …
//
// What a backup is worth is known once it has been restored elsewhere and
// verified: log_restore.h.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_BACKUP_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_BACKUP_H_

#include <rocksdb/utilities/backup_engine.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "eventstore/rocksdb/log_lock.h"
#include "eventstore/rocksdb/log_store.h"
#include "eventstore/rocksdb/mark.h"

namespace actionplan::eventstore {

using BackupNumber = uint32_t;  // From 1; 0 means none.

struct LogBackup {
  BackupNumber number = 0;
  absl::Time create_time;
  uint64_t bytes = 0;   // Of its files, shared ones included.
  Mark mark;            // What it holds.
  absl::Status usable;  // Why it must not be restored.
};

// Bytes that were copied, of about as many.
struct CopyProgress {
  uint64_t done = 0;
  uint64_t total = 0;
};

// Called from other threads; returns whether to go on.
using CopyWatcher = std::function<bool(const CopyProgress&)>;

// Thread-safe; one backup is made at a time.
class LogBackups {
 public:
  // Makes the folder when it is not there. FAILED_PRECONDITION
  // (BACKUPS_IN_USE) while somebody else makes a backup in it; else as
  // MakeLogFolder().
  static absl::StatusOr<std::unique_ptr<LogBackups>> Open(
      const std::string& folder);

  // The same for a folder that only is to be read; it may not be written to
  // meanwhile. NOT_FOUND (NO_BACKUPS).
  static absl::StatusOr<std::vector<LogBackup>> List(const std::string& folder);

  // Takes a backup, synced, and reads it again: every file against its
  // checksum, and its tree against the log's. An event that is in it was
  // acknowledged. Every error leaves the earlier backups as they were and none
  // of this one.
  //   FAILED_PRECONDITION  BACKUPS_OF_ANOTHER_LOG: a folder is for one log
  //   DATA_LOSS            BACKUP_DIFFERS: what was read again is not the log
  //   RESOURCE_EXHAUSTED   BACKUP_DISK_FULL
  //   UNAVAILABLE          BACKUP_NOT_MADE: anything else, and being stopped
  absl::StatusOr<LogBackup> Create(const LogStore& log,
                                   const CopyWatcher& watcher);

 private:
  LogBackups(std::string folder, std::unique_ptr<LogLock> lock)
      : folder_(std::move(folder)), lock_(std::move(lock)) {}

  absl::Status CheckSameLog(const LogStore& log) const;
  absl::Status Finish(const LogStore& log, LogBackup& backup);

  const std::string folder_;
  const std::unique_ptr<LogLock> lock_;
  std::unique_ptr<rocksdb::BackupEngine> engine_;
};

// NOT_FOUND, BACKUP_NOT_FOUND.
absl::Status BackupNotFound(const std::string& folder, BackupNumber number);

// Reads the files of a backup in place, or of the newest usable one when
// `number` is 0. NOT_FOUND as above; DATA_LOSS (BACKUP_DAMAGED) when it is not
// usable.
absl::StatusOr<LogBackup> FindBackup(const std::string& folder,
                                     BackupNumber number);

// Writes the log of a backup into `to`, a folder, and checks every file against
// its checksum. DATA_LOSS (BACKUP_DAMAGED) when one is not what was written;
// `to` is then not to be used.
absl::Status CopyBackup(const std::string& folder, BackupNumber number,
                        const std::string& to);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_BACKUP_H_
