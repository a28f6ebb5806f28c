// What is wrong with a mark or with the log under it, each spelled once, with
// what an operator does next. Metadata: `path` of the mark, and the values the
// sentence names.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_MARK_ERRORS_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_MARK_ERRORS_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "eventstore/position_signal.h"
#include "eventstore/rocksdb/mark.h"

namespace actionplan::eventstore {

// DATA_LOSS, MARK_MISSING: the log has events and its mark is gone, so nobody
// can say whether it still has them all.
absl::Status MarkMissing(const std::string& path, Position head);

// DATA_LOSS, MARK_DAMAGED: the file is not what was written, in a way that a
// write cut short does not explain.
absl::Status MarkDamaged(const std::string& path, absl::string_view symptom);

// FAILED_PRECONDITION, MARK_FORMAT_NEWER.
absl::Status MarkFormatNewer(const std::string& path, uint64_t version);

// DATA_LOSS, MARK_OF_ANOTHER_LOG: the mark's log id or epoch is not the log's.
absl::Status MarkOfAnotherLog(const std::string& path, const Mark& mark,
                              const Mark& log);

// DATA_LOSS, LOG_SHORTER_THAN_MARK: the log has lost events that had been
// acknowledged.
absl::Status LogShorterThanMark(const std::string& path, const Mark& mark,
                                Position head);

// DATA_LOSS, LOG_DIFFERS_FROM_MARK: the log had another history when the mark
// was written.
absl::Status LogDiffersFromMark(const std::string& path, const Mark& mark);

// DATA_LOSS, LOG_MISSING: the mark beside it is there and the log is not.
// `path` is that of the log.
absl::Status LogMissing(const std::string& path);

// UNAVAILABLE, MARK_NOT_WRITTEN: which mark is on disk is not known.
absl::Status MarkNotWritten(const absl::Status& cause);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_MARK_ERRORS_H_
