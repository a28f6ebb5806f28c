// What can be done about a log that is refused, short of restoring a backup.
// Nothing is done unasked, and no acknowledged event is given up in silence.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_RECOVERY_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_RECOVERY_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "eventstore/rocksdb/log_examination.h"
#include "eventstore/rocksdb/mark.h"

namespace actionplan::eventstore {

enum class Remedy {
  kNone,         // Nothing is wrong.
  kRewriteMark,  // The log is whole, and a slot of its mark is lost.
  kRebuild,      // The first events are good: RebuildLog() can save them.
  kRestore,      // Only a backup helps.
};

Remedy RemedyOf(const LogExamination& examination);

// Writes both slots of the mark anew for a log whose remedy that is.
// FAILED_PRECONDITION (NOT_RECOVERABLE) when it is not.
absl::StatusOr<Mark> RewriteMark(const std::string& path,
                                 const LogExamination& examination);

struct RebuildRequest {
  std::string from;  // The folder of the log; it is not changed.
  std::string to;    // Another one: absent or empty.
  Position accept_loss_after = 0;
};

// Makes a log of the first events, as they are stored, with the same id: its
// indexes and its tree are made again, and a new epoch begins. The digest of a
// request that its index has lost is lost: repeating that request is refused as
// if its content were another. Where it fails or ends half way there is no mark
// beside `to`, and so no log.
//   FAILED_PRECONDITION  NOT_RECOVERABLE: the position is past the last good
//                        one, or nothing says which log it is
//   FAILED_PRECONDITION  FOLDER_NOT_EMPTY
absl::StatusOr<Mark> RebuildLog(const RebuildRequest& request,
                                const LogExamination& examination,
                                VerificationProgress progress);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_RECOVERY_H_
