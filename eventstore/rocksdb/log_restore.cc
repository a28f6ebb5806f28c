#include "eventstore/rocksdb/log_restore.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "eventstore/base/status.h"
#include "eventstore/rocksdb/log_folder.h"
#include "eventstore/rocksdb/mark_errors.h"
#include "eventstore/rocksdb/mark_file.h"
#include "eventstore/rocksdb/system_disk.h"

namespace actionplan::eventstore {
namespace {

namespace fs = std::filesystem;

absl::Status FolderNotEmpty(const std::string& path) {
  return base::Error(
      {.code = absl::StatusCode::kFailedPrecondition,
       .reason = "FOLDER_NOT_EMPTY",
       .message = absl::StrCat("there is something in ", path,
                               "; restore into an empty folder, and keep what "
                               "is there for an inquiry")});
}

absl::Status MarkNewer(const std::string& path, const Mark& mark,
                       const Mark& backup) {
  const std::string head = absl::StrCat(backup.tree_size);
  return base::Error(
      {.code = absl::StatusCode::kFailedPrecondition,
       .reason = "MARK_NEWER",
       .message = absl::StrCat(
           "the mark ", path, " says that the log had come to position ",
           mark.tree_size, " of epoch ", mark.epoch,
           " and the backup is another history or ends at position ", head,
           " of epoch ", backup.epoch,
           ": restoring it gives up what was acknowledged after that. Use a "
           "later backup; or, when there is none, accept the loss with "
           "--accept-loss-after=",
           head),
       .metadata = {{"path", path},
                    {"mark_head", absl::StrCat(mark.tree_size)},
                    {"backup_head", head}}});
}

absl::Status LossNotAccepted(Position accepted, Position head) {
  return base::Error(
      {.code = absl::StatusCode::kFailedPrecondition,
       .reason = "LOSS_NOT_ACCEPTED",
       .message = absl::StrCat("the loss after position ", accepted,
                               " was accepted and the backup ends at position ",
                               head, "; name that one, or another backup"),
       .metadata = {{"backup_head", absl::StrCat(head)}}});
}

// Removes a folder that was made on the way, unless it was kept.
class Scratch {
 public:
  explicit Scratch(std::string path) : path_(std::move(path)) { Remove(); }
  ~Scratch() { Remove(); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  const std::string& path() const { return path_; }

 private:
  void Remove() const {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }

  const std::string path_;
};

std::string Trimmed(absl::string_view path) {
  while (path.size() > 1 && absl::ConsumeSuffix(&path, "/")) {
  }
  return std::string(path);
}

// A copy of the backup in the scratch folder, read to its end.
absl::StatusOr<RestoredLog> CopyAndVerify(const RestoreRequest& request,
                                          LogBackup backup,
                                          const std::string& copy,
                                          VerificationProgress progress) {
  RestoredLog restored = {.backup = std::move(backup)};
  const LogBackup& found = restored.backup;
  RETURN_IF_ERROR(MakeLogFolder(copy));
  RETURN_IF_ERROR(CopyBackup(request.backups, found.number, copy));
  std::vector<KnownHead> known = request.known;
  known.push_back({.kind = LogProblemKind::kMarkDisagrees,
                   .source = "the backup's mark",
                   .head = {found.mark.tree_size, found.mark.root}});
  ASSIGN_OR_RETURN(const auto log, LogDatabase::OpenReadOnly({.path = copy}));
  ASSIGN_OR_RETURN(restored.verification, VerifyLog(*log, known, progress));
  restored.epoch = log->meta().epoch;
  return restored;
}

absl::StatusOr<std::optional<Mark>> MarkInPlace(Disk& disk,
                                                const std::string& path,
                                                const Mark& backup) {
  ASSIGN_OR_RETURN(const bool exists, disk.Exists(path));
  if (!exists) return std::nullopt;
  ASSIGN_OR_RETURN(const auto mark, MarkFile::Open(disk, path));
  // The slot that was lost may have been the newer one.
  if (mark->lost_slot()) return MarkDamaged(path, "one slot is not whole");
  if (mark->newest().log_id != backup.log_id) {
    return MarkOfAnotherLog(path, mark->newest(), backup);
  }
  return mark->newest();
}

// Whether everything that the mark knows of is in the backup. The same size
// must be the same tree; a smaller one is looked up by VerifyLog().
bool Covers(const Mark& backup, const Mark& mark) {
  if (mark.epoch != backup.epoch || mark.tree_size > backup.tree_size) {
    return false;
  }
  return mark.tree_size < backup.tree_size || mark.root == backup.root;
}

absl::Status CheckEmpty(const std::string& folder) {
  std::error_code error;
  if (!fs::exists(folder, error) || fs::is_empty(folder, error)) {
    return absl::OkStatus();
  }
  return FolderNotEmpty(folder);
}

absl::Status PutInPlace(Disk& disk, const std::string& copy,
                        const std::string& log, const Mark& mark) {
  RETURN_IF_ERROR(MarkFile::Create(disk, MarkPath(log), mark).status());
  std::error_code error;
  fs::rename(copy, log, error);
  if (error) return FolderNotEmpty(log);
  const std::string parent = fs::path(log).parent_path().string();
  return disk.SyncFolder(parent.empty() ? "." : parent);
}

absl::Status BeginEpoch(const std::string& path, uint64_t epoch) {
  ASSIGN_OR_RETURN(
      const auto log,
      LogDatabase::Open({.path = path, .if_missing = IfMissing::kRefuse}));
  return log->StartEpoch(epoch);
}

}  // namespace

absl::StatusOr<RestoredLog> RestoreLog(const RestoreRequest& request,
                                       VerificationProgress progress) {
  const std::string log = Trimmed(request.log);
  RETURN_IF_ERROR(CheckEmpty(log));
  ASSIGN_OR_RETURN(LogBackup backup,
                   FindBackup(request.backups, request.number));
  Mark mark = backup.mark;
  SystemDisk disk;
  ASSIGN_OR_RETURN(const auto in_place, MarkInPlace(disk, MarkPath(log), mark));
  const std::optional<Position> accepted = request.accept_loss_after;
  if (accepted.has_value() && *accepted != mark.tree_size) {
    return LossNotAccepted(*accepted, mark.tree_size);
  }
  RestoreRequest checked = request;
  if (in_place.has_value() && !accepted.has_value()) {
    if (!Covers(mark, *in_place)) {
      return MarkNewer(MarkPath(log), *in_place, mark);
    }
    checked.known.push_back({.kind = LogProblemKind::kMarkDisagrees,
                             .source = "the mark in place",
                             .head = {in_place->tree_size, in_place->root}});
  }
  const Scratch copy(log + ".restoring");
  ASSIGN_OR_RETURN(
      RestoredLog restored,
      CopyAndVerify(checked, std::move(backup), copy.path(), progress));
  restored.had_mark = in_place.has_value();
  if (!restored.verification.problems.empty()) return restored;
  if (accepted.has_value()) {
    const uint64_t last = in_place.has_value() ? in_place->epoch : 0;
    mark.epoch = std::max(mark.epoch, last) + 1;
    RETURN_IF_ERROR(BeginEpoch(copy.path(), mark.epoch));
    restored.epoch = mark.epoch;
  }
  RETURN_IF_ERROR(PutInPlace(disk, copy.path(), log, mark));
  restored.in_place = true;
  return restored;
}

absl::StatusOr<RestoredLog> TryRestore(const RestoreRequest& request,
                                       VerificationProgress progress) {
  const std::string log = Trimmed(request.log);
  RETURN_IF_ERROR(CheckEmpty(log));
  ASSIGN_OR_RETURN(LogBackup backup,
                   FindBackup(request.backups, request.number));
  const Scratch copy(log + ".restoring");
  return CopyAndVerify(request, std::move(backup), copy.path(), progress);
}

}  // namespace actionplan::eventstore
