#include "eventstore/rocksdb/log_status.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"

namespace actionplan::eventstore {
absl::Status LogDamaged(absl::string_view symptom) {
  return base::Error(
      {.code = absl::StatusCode::kDataLoss,
       .reason = "LOG_DAMAGED",
       .message = absl::StrCat("the log is not what was written: ", symptom,
                               "; restore it from a backup")});
}

absl::Status LogNotPermitted(absl::string_view path) {
  return base::Error(
      {.code = absl::StatusCode::kPermissionDenied,
       .reason = "LOG_NOT_PERMITTED",
       .message = absl::StrCat("the log folder ", path,
                               " cannot be written; change its owner")});
}

absl::Status FromRocksdb(const rocksdb::Status& status) {
  if (status.ok()) return absl::OkStatus();
  if (status.IsCorruption()) return LogDamaged(status.ToString());
  return base::Error({.code = absl::StatusCode::kUnavailable,
                      .reason = "LOG_NOT_AVAILABLE",
                      .message = status.ToString()});
}

absl::Status FromRocksdbOpening(const rocksdb::Status& status,
                                absl::string_view path) {
  if (status.ok()) return absl::OkStatus();
  const std::string text = status.ToString();
  if (status.IsCorruption()) return LogDamaged(text);
  if (absl::StrContains(text, "Permission denied") ||
      absl::StrContains(text, "Read-only file system")) {
    return LogNotPermitted(path);
  }
  // RocksDB gives no code for it: these are the words of its two messages,
  // for a lock that this process holds and for one that another does.
  if (absl::StrContains(text, "lock hold by current process") ||
      absl::StrContains(text, "While lock file")) {
    return base::Error(
        {.code = absl::StatusCode::kFailedPrecondition,
         .reason = "LOG_IN_USE",
         .message = absl::StrCat("the log folder ", path,
                                 " is in use by another server; stop it or "
                                 "choose another folder")});
  }
  return base::Error({.code = absl::StatusCode::kFailedPrecondition,
                      .reason = "LOG_NOT_OPENED",
                      .message = absl::StrCat("the log folder ", path,
                                              " cannot be opened: ", text)});
}

}  // namespace actionplan::eventstore
