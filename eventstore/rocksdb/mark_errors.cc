#include "eventstore/rocksdb/mark_errors.h"

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"

namespace actionplan::eventstore {
namespace {

constexpr absl::string_view kRestore =
    "keep the folder as it is for an inquiry and restore a backup into another "
    "one";

std::string Name(const Mark& mark) {
  return absl::StrCat(mark.log_id, " of epoch ", mark.epoch);
}

}  // namespace

absl::Status MarkMissing(const std::string& path, Position head) {
  return base::Error(
      {.code = absl::StatusCode::kDataLoss,
       .reason = "MARK_MISSING",
       .message = absl::StrCat(
           "the log ends at position ", head, " and its mark ", path,
           " is gone, so it is not known whether that is all; put "
           "the mark back, or ",
           kRestore),
       .metadata = {{"path", path}, {"log_head", absl::StrCat(head)}}});
}

absl::Status MarkDamaged(const std::string& path, absl::string_view symptom) {
  return base::Error(
      {.code = absl::StatusCode::kDataLoss,
       .reason = "MARK_DAMAGED",
       .message = absl::StrCat("the mark ", path, " is not what was written: ",
                               symptom, "; check the disk, then ", kRestore),
       .metadata = {{"path", path}}});
}

absl::Status MarkFormatNewer(const std::string& path, uint64_t version) {
  return base::Error(
      {.code = absl::StatusCode::kFailedPrecondition,
       .reason = "MARK_FORMAT_NEWER",
       .message = absl::StrCat("the mark ", path,
                               " was written by a newer program (format "
                               "version ",
                               version, "); this one knows ",
                               kMarkFormatVersion, ", use a newer one"),
       .metadata = {{"path", path}}});
}

absl::Status MarkOfAnotherLog(const std::string& path, const Mark& mark,
                              const Mark& log) {
  return base::Error(
      {.code = absl::StatusCode::kDataLoss,
       .reason = "MARK_OF_ANOTHER_LOG",
       .message = absl::StrCat(
           "the mark ", path, " belongs to log ", Name(mark),
           " and the folder holds log ", Name(log),
           "; put the log and the mark together that belong together"),
       .metadata = {{"path", path},
                    {"mark_log_id", mark.log_id},
                    {"mark_epoch", absl::StrCat(mark.epoch)},
                    {"log_id", log.log_id},
                    {"log_epoch", absl::StrCat(log.epoch)}}});
}

absl::Status LogShorterThanMark(const std::string& path, const Mark& mark,
                                Position head) {
  return base::Error(
      {.code = absl::StatusCode::kDataLoss,
       .reason = "LOG_SHORTER_THAN_MARK",
       .message = absl::StrCat("the log ends at position ", head,
                               " and its mark ", path, " at position ",
                               mark.tree_size, ": ", mark.tree_size - head,
                               " acknowledged events are gone; ", kRestore),
       .metadata = {{"path", path},
                    {"log_head", absl::StrCat(head)},
                    {"mark_head", absl::StrCat(mark.tree_size)}}});
}

absl::Status LogDiffersFromMark(const std::string& path, const Mark& mark) {
  return base::Error(
      {.code = absl::StatusCode::kDataLoss,
       .reason = "LOG_DIFFERS_FROM_MARK",
       .message = absl::StrCat("the first ", mark.tree_size,
                               " events of the log are not those that "
                               "its mark ",
                               path,
                               " was written for: somebody changed the log, or "
                               "put another in its place; ",
                               kRestore),
       .metadata = {{"path", path},
                    {"mark_head", absl::StrCat(mark.tree_size)}}});
}

absl::Status LogMissing(const std::string& path) {
  return base::Error(
      {.code = absl::StatusCode::kDataLoss,
       .reason = "LOG_MISSING",
       .message = absl::StrCat("there is no log in ", path,
                               ", but the mark beside it says that there was "
                               "one; put the log back, or restore a backup "
                               "into another folder"),
       .metadata = {{"path", path}}});
}

absl::Status MarkNotWritten(const absl::Status& cause) {
  return base::Error(
      {.code = absl::StatusCode::kUnavailable,
       .reason = "MARK_NOT_WRITTEN",
       .message = absl::StrCat(
           "the mark of the log was not written: ", cause.message(),
           "; see to the disk and start again")});
}

}  // namespace actionplan::eventstore
