// The small files that openings leave.
//
// What the write-ahead log holds is written to a new file of each family when
// the log is opened, however little it is. Such files of the indexes are merged
// with older ones before long, as their keys lie anywhere. Those of the events
// lie one behind the other, so RocksDB moves them down its levels as they are
// and never looks at them again: one more with each restart, each of them held
// open and read when the log is opened, until a process has more files open
// than it may.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_SMALL_FILES_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_SMALL_FILES_H_

#include <cstddef>
#include <cstdint>

#include "eventstore/rocksdb/log_database.h"

namespace actionplan::eventstore {

inline constexpr uint64_t kSmallFileBytes = 1 << 20;

// Fewer are left as they are: joining rewrites them.
inline constexpr size_t kSmallFilesJoined = 32;

// Makes one file of each row of so many small files of events; returns when it
// is done. What cannot be joined now stays as it is, and is logged: the log is
// whole either way, and the next opening finds the files again.
void JoinSmallFiles(const LogDatabase& log);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_SMALL_FILES_H_
