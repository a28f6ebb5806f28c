#include "eventstore/rocksdb/log_examination.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "eventstore/rocksdb/log_lock.h"
#include "eventstore/rocksdb/log_opening.h"
#include "eventstore/rocksdb/mark_errors.h"
#include "eventstore/rocksdb/mark_file.h"
#include "eventstore/rocksdb/system_disk.h"

namespace actionplan::eventstore {
namespace {

using Kind = LogProblemKind;

absl::Status FormatOlder(const std::string& path) {
  return base::Error(
      {.code = absl::StatusCode::kFailedPrecondition,
       .reason = "LOG_FORMAT_OLDER",
       .message = absl::StrCat("the log in ", path,
                               " was written by a program that kept neither "
                               "tree nor mark; start the server on it once")});
}

std::vector<LogProblem> InOrder(std::vector<LogProblem> problems) {
  std::stable_sort(problems.begin(), problems.end(),
                   [](const LogProblem& left, const LogProblem& right) {
                     return left.kind < right.kind;
                   });
  return problems;
}

LogProblem ProblemOf(Kind kind, absl::string_view what) {
  return {.kind = kind, .count = 1, .what = std::string(what)};
}

// Reads the mark. What is wrong with it is told once the log is known.
absl::Status ReadMark(const std::string& path, LogExamination& examination) {
  SystemDisk disk;
  const auto mark = MarkFile::Open(disk, path);
  if (absl::IsNotFound(mark.status())) {
    return absl::NotFoundError(absl::StrCat("there is no mark ", path));
  }
  RETURN_IF_ERROR(mark.status());
  examination.mark = (*mark)->newest();
  examination.lost_slot = (*mark)->lost_slot();
  return absl::OkStatus();
}

void CompareMark(const std::string& path, const absl::Status& read,
                 LogExamination& examination) {
  LogVerification& verification = examination.verification;
  if (!read.ok()) {
    verification.problems.push_back(
        ProblemOf(Kind::kMarkUnusable, read.message()));
    return;
  }
  const Mark& mark = *examination.mark;
  if (mark.log_id != verification.log_id || mark.epoch != verification.epoch) {
    const Mark log = {.log_id = verification.log_id,
                      .epoch = verification.epoch};
    verification.problems.push_back(ProblemOf(
        Kind::kMarkDisagrees, MarkOfAnotherLog(path, mark, log).message()));
  } else if (examination.lost_slot &&
             mark.tree_size >= verification.head.size) {
    verification.problems.push_back(ProblemOf(
        Kind::kMarkUnusable,
        "one of the mark's slots is not whole, and the log does not go past "
        "the other"));
  }
}

// As the server opens it, and otherwise as far as it goes.
absl::StatusOr<std::unique_ptr<LogDatabase>> OpenAnyhow(
    const std::string& path, LogExamination& examination) {
  absl::StatusOr<std::unique_ptr<LogDatabase>> log =
      LogDatabase::OpenReadOnly({.path = path});
  if (log.ok()) return log;
  examination.verification.problems.push_back(
      ProblemOf(Kind::kNotOpened, log.status().message()));
  return LogDatabase::OpenReadOnly(
      {.path = path, .damage = LogDatabase::Damage::kReadUpTo});
}

}  // namespace

bool HasLog(const std::string& path) {
  return std::filesystem::exists(path) ||
         std::filesystem::exists(MarkPath(path));
}

absl::Status NoLog(const std::string& path) {
  return base::Error(
      {.code = absl::StatusCode::kNotFound,
       .reason = "NO_LOG",
       .message = absl::StrCat("there is no log in ", path,
                               "; name the folder that --data of the server "
                               "names"),
       .metadata = {{"path", path}}});
}

bool LogExamination::HasOnly(LogProblemKind kind) const {
  return verification.problems.size() == 1 &&
         verification.problems.front().kind == kind;
}

absl::StatusOr<LogExamination> ExamineLog(const std::string& path,
                                          std::vector<KnownHead> known,
                                          VerificationProgress progress) {
  LogExamination examination;
  const std::string mark_path = MarkPath(path);
  if (!HasLog(path)) return NoLog(path);
  std::unique_ptr<LogLock> lock;
  if (std::filesystem::exists(path)) {
    ASSIGN_OR_RETURN(lock, LogLock::Take(path));
  }
  const absl::Status mark = ReadMark(mark_path, examination);
  if (examination.mark.has_value()) {
    known.push_back(
        {.kind = Kind::kMarkDisagrees,
         .source = "its mark",
         .head = {examination.mark->tree_size, examination.mark->root}});
  }
  const auto log = OpenAnyhow(path, examination);
  if (!log.ok()) return examination;
  if ((*log)->meta().format_version == kLogFormatWithoutMark) {
    return FormatOlder(path);
  }
  std::vector<LogProblem> opening = examination.verification.problems;
  ASSIGN_OR_RETURN(examination.verification, VerifyLog(**log, known, progress));
  CompareMark(mark_path, mark, examination);
  std::vector<LogProblem>& problems = examination.verification.problems;
  problems.insert(problems.end(), opening.begin(), opening.end());
  problems = InOrder(std::move(problems));
  return examination;
}

}  // namespace actionplan::eventstore
