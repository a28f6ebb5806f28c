// What has to hold before a log is served: the files of a log, found, put in
// order and checked against the mark that says how far they had come.
//
// A log is a folder and, beside it, its mark (mark_file.h). What is found, and
// what is made of it:
//
//   folder     mark      made of it
//   none       none      a new log
//   none       there     LOG_MISSING
//   no events  none      a mark is made: the log was being made
//   events     none      MARK_MISSING
//   there      there     the mark must be of this log and epoch
//                        (MARK_OF_ANOTHER_LOG), the log at least as long
//                        (LOG_SHORTER_THAN_MARK), and its tree at the mark's
//                        size must have the mark's root
//                        (LOG_DIFFERS_FROM_MARK). A log that goes past its mark
//                        was written and not acknowledged: whole groups, which
//                        are kept, and the mark catches up.
//   there      a slot    MARK_DAMAGED unless the log goes past the other slot:
//              is lost   only then can a write that was cut short explain it
//
// RocksDB keeps what was written lately in one write-ahead log for all
// families, and opens without complaint when that one is gone and a later one
// is not. So every family must have as many keys as the log has events or
// requests (LOG_DAMAGED): none of them can lose a part and not be noticed.
//
// A log of format version 1 had neither mark nor tree: both are made once.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_OPENING_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_OPENING_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "eventstore/rocksdb/disk.h"
#include "eventstore/rocksdb/log_database.h"
#include "eventstore/rocksdb/log_tree.h"
#include "eventstore/rocksdb/mark_file.h"

namespace actionplan::eventstore {

struct LogFiles {
  std::string path;  // A folder; it is made when it is not there.
  LogMemory memory = {};
  // Where the files are: the machine's own disk when null. Both outlive the
  // log.
  Disk* disk = nullptr;
  rocksdb::Env* environment = nullptr;
};

// The file beside the folder.
std::string MarkPath(absl::string_view log_path);

struct OpenedLog {
  std::unique_ptr<LogDatabase> log;
  std::unique_ptr<LogTree> tree;
  std::unique_ptr<MarkFile> mark;
  absl::Time last_record_time = absl::InfinitePast();
  uint64_t requests = 0;  // How many were recorded.
};

// Errors as above, all DATA_LOSS; those of LogDatabase::Open() and MarkFile;
// and DATA_LOSS when one of the newest events, tiles or both are damaged. The
// rest of the log is checked as it is read. When all is well, small files are
// joined (small_files.h).
absl::StatusOr<OpenedLog> OpenLog(const LogFiles& files);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_OPENING_H_
