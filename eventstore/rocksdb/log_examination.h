// A log and its mark looked at from outside, whatever state they are in: for
// the log that nobody serves, and above all for the one that cannot be.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_EXAMINATION_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_EXAMINATION_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eventstore/rocksdb/log_verification.h"
#include "eventstore/rocksdb/mark.h"

namespace actionplan::eventstore {

struct LogExamination {
  LogVerification verification;  // The mark's problems included.
  std::optional<Mark> mark;      // The newest that can be read.
  bool lost_slot = false;        // Of the mark.

  bool HasOnly(LogProblemKind kind) const;
};

// Whether there is a log in the folder, or the mark of one beside it.
bool HasLog(const std::string& path);

// NOT_FOUND, NO_LOG.
absl::Status NoLog(const std::string& path);

// Changes no file, and keeps everybody else out meanwhile. Where the files
// cannot be opened as a log, as much of them is read as can be. A log that goes
// past its mark is whole.
//   FAILED_PRECONDITION  LOG_IN_USE
//   FAILED_PRECONDITION  LOG_FORMAT_OLDER: it never had what is checked here
//   NOT_FOUND            NO_LOG: neither a log nor a mark of one
//   CANCELLED            `progress` said so
absl::StatusOr<LogExamination> ExamineLog(const std::string& path,
                                          std::vector<KnownHead> known,
                                          VerificationProgress progress);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_EXAMINATION_H_
