#include "eventstore/rocksdb/log_backup.h"

#include <rocksdb/db.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "eventstore/merkle/proof.h"
#include "eventstore/rocksdb/log_folder.h"
#include "eventstore/rocksdb/mark_file.h"
#include "eventstore/rocksdb/system_disk.h"

namespace actionplan::eventstore {
namespace {

// The writer acknowledges what it has written within milliseconds.
constexpr absl::Duration kAcknowledgedWithin = absl::Seconds(30);

std::string MarkOf(const std::string& folder, BackupNumber number) {
  return absl::StrCat(folder, "/", number, ".mark");
}

// RocksDB opens a backup in place only by its whole path.
std::string WholePath(const std::string& folder) {
  std::error_code error;
  const auto whole = std::filesystem::absolute(folder, error);
  return error ? folder : whole.lexically_normal().string();
}

absl::Status NotMade(absl::string_view cause) {
  return base::Error(
      {.code = absl::StatusCode::kUnavailable,
       .reason = "BACKUP_NOT_MADE",
       .message = absl::StrCat("the backup was not made: ", cause,
                               "; the earlier ones are as they were")});
}

absl::Status FromCopying(const rocksdb::Status& status) {
  if (status.ok()) return absl::OkStatus();
  if (!status.IsNoSpace()) return NotMade(status.ToString());
  return base::Error(
      {.code = absl::StatusCode::kResourceExhausted,
       .reason = "BACKUP_DISK_FULL",
       .message = "there is no room for the backup; make some, or back up to "
                  "another disk"});
}

absl::Status Differs(absl::string_view what) {
  return base::Error(
      {.code = absl::StatusCode::kDataLoss,
       .reason = "BACKUP_DIFFERS",
       .message =
           absl::StrCat("the backup was read again and is not the log: ", what,
                        "; it was thrown away. Check both disks, then "
                        "verify the log")});
}

absl::Status Damaged(BackupNumber number, absl::string_view what) {
  return base::Error(
      {.code = absl::StatusCode::kDataLoss,
       .reason = "BACKUP_DAMAGED",
       .message = absl::StrCat("backup ", number, " cannot be restored: ", what,
                               "; use another one"),
       .metadata = {{"backup", absl::StrCat(number)}}});
}

// About how much a backup copies if nothing is shared with an earlier one.
uint64_t BytesOf(rocksdb::DB& database) {
  uint64_t bytes = 0;
  database.GetAggregatedIntProperty(rocksdb::DB::Properties::kLiveSstFilesSize,
                                    &bytes);
  rocksdb::VectorLogPtr logs;
  if (database.GetSortedWalFiles(logs).ok()) {
    for (const auto& log : logs) bytes += log->SizeFileBytes();
  }
  return bytes;
}

absl::StatusOr<std::unique_ptr<rocksdb::BackupEngineReadOnly>> OpenToRead(
    const std::string& folder) {
  rocksdb::BackupEngineReadOnly* opened = nullptr;
  const rocksdb::Status status = rocksdb::BackupEngineReadOnly::Open(
      rocksdb::BackupEngineOptions(folder), rocksdb::Env::Default(), &opened);
  if (status.ok())
    return std::unique_ptr<rocksdb::BackupEngineReadOnly>(opened);
  return base::Error({.code = absl::StatusCode::kNotFound,
                      .reason = "NO_BACKUPS",
                      .message = absl::StrCat("there are no backups in ",
                                              folder, ": ", status.ToString()),
                      .metadata = {{"folder", folder}}});
}

LogBackup Describe(const std::string& folder, const rocksdb::BackupInfo& info) {
  LogBackup backup = {.number = info.backup_id,
                      .create_time = absl::FromUnixSeconds(info.timestamp),
                      .bytes = info.size};
  SystemDisk disk;
  const auto mark = MarkFile::Open(disk, MarkOf(folder, info.backup_id));
  if (!mark.ok()) {
    backup.usable = Damaged(info.backup_id, mark.status().message());
  } else if ((*mark)->lost_slot()) {
    backup.usable = Damaged(info.backup_id, "its mark is damaged");
  } else {
    backup.mark = (*mark)->newest();
  }
  return backup;
}

}  // namespace

absl::StatusOr<std::unique_ptr<LogBackups>> LogBackups::Open(
    const std::string& folder) {
  RETURN_IF_ERROR(MakeLogFolder(folder));
  absl::StatusOr<std::unique_ptr<LogLock>> lock = LogLock::Take(folder);
  if (base::ReasonOf(lock.status()) == "LOG_IN_USE") {
    return base::Error(
        {.code = absl::StatusCode::kFailedPrecondition,
         .reason = "BACKUPS_IN_USE",
         .message = absl::StrCat("a backup is being made in ", folder,
                                 "; wait until it is finished")});
  }
  RETURN_IF_ERROR(lock.status());
  std::unique_ptr<LogBackups> backups(
      new LogBackups(WholePath(folder), *std::move(lock)));
  rocksdb::BackupEngine* engine = nullptr;
  RETURN_IF_ERROR(FromCopying(rocksdb::BackupEngine::Open(
      rocksdb::BackupEngineOptions(backups->folder_), rocksdb::Env::Default(),
      &engine)));
  backups->engine_.reset(engine);
  return backups;
}

absl::StatusOr<std::vector<LogBackup>> LogBackups::List(
    const std::string& folder) {
  ASSIGN_OR_RETURN(const auto engine, OpenToRead(folder));
  std::vector<rocksdb::BackupInfo> infos;
  engine->GetBackupInfo(&infos);
  std::vector<LogBackup> backups;
  for (const auto& info : infos) backups.push_back(Describe(folder, info));
  std::vector<rocksdb::BackupID> corrupted;
  engine->GetCorruptedBackups(&corrupted);
  for (const BackupNumber number : corrupted) {
    backups.push_back(
        {.number = number, .usable = Damaged(number, "files are missing")});
  }
  std::sort(backups.begin(), backups.end(),
            [](const LogBackup& left, const LogBackup& right) {
              return left.number < right.number;
            });
  return backups;
}

absl::Status LogBackups::CheckSameLog(const LogStore& log) const {
  std::vector<rocksdb::BackupInfo> infos;
  engine_->GetBackupInfo(&infos);
  for (const auto& info : infos) {
    const LogBackup earlier = Describe(folder_, info);
    if (!earlier.usable.ok() || earlier.mark.log_id == log.LogId()) continue;
    return base::Error(
        {.code = absl::StatusCode::kFailedPrecondition,
         .reason = "BACKUPS_OF_ANOTHER_LOG",
         .message = absl::StrCat(folder_, " holds backups of log ",
                                 earlier.mark.log_id, " and this is log ",
                                 log.LogId(), "; choose another folder")});
  }
  return absl::OkStatus();
}

absl::StatusOr<LogBackup> LogBackups::Create(const LogStore& log,
                                             const CopyWatcher& watcher) {
  RETURN_IF_ERROR(CheckSameLog(log));
  rocksdb::DB& database = log.database().database();
  CopyProgress progress = {.total = BytesOf(database)};
  const uint64_t step =
      rocksdb::BackupEngineOptions(folder_).callback_trigger_interval_size;
  rocksdb::CreateBackupOptions options;
  options.progress_callback = [this, &progress, &watcher, step] {
    progress.done += step;
    progress.total = std::max(progress.done, progress.total);
    if (!watcher(progress)) engine_->StopBackup();
  };
  LogBackup backup;
  RETURN_IF_ERROR(FromCopying(engine_->CreateNewBackupWithMetadata(
      options, &database, log.LogId(), &backup.number)));
  const absl::Status finished = Finish(log, backup);
  if (finished.ok()) return backup;
  // Should this fail too, it has no mark and is not usable.
  engine_->DeleteBackup(backup.number).PermitUncheckedError();
  return finished;
}

absl::Status LogBackups::Finish(const LogStore& log, LogBackup& backup) {
  constexpr bool kWithChecksums = true;
  const rocksdb::Status read_again =
      engine_->VerifyBackup(backup.number, kWithChecksums);
  if (!read_again.ok()) return Differs(read_again.ToString());
  rocksdb::BackupInfo info;
  constexpr bool kToOpen = true;
  RETURN_IF_ERROR(
      FromCopying(engine_->GetBackupInfo(backup.number, &info, kToOpen)));
  ASSIGN_OR_RETURN(
      const auto copy,
      LogDatabase::OpenReadOnly({.path = info.name_for_open,
                                 .environment = info.env_for_open.get()}));
  ASSIGN_OR_RETURN(const auto tree, LogTree::Open(*copy));
  const TreeHead head = tree->head();
  // The copy may hold a group that was written and not acknowledged yet. If it
  // never is, the log may go on otherwise, and this is no backup of it.
  RETURN_IF_ERROR(log.head().Wait(head.size, kAcknowledgedWithin));
  TreeHasher hasher;
  ASSIGN_OR_RETURN(const MerkleHash root,
                   RootOfSize(head.size, log.tiles(), hasher));
  if (root != head.root || copy->meta().log_id != log.LogId()) {
    return Differs("its tree is another");
  }
  backup.mark = {.log_id = copy->meta().log_id,
                 .epoch = copy->meta().epoch,
                 .tree_size = head.size,
                 .root = head.root};
  backup.create_time = absl::FromUnixSeconds(info.timestamp);
  backup.bytes = info.size;
  SystemDisk disk;
  return MarkFile::Create(disk, MarkOf(folder_, backup.number), backup.mark)
      .status();
}

absl::Status BackupNotFound(const std::string& folder, BackupNumber number) {
  return base::Error(
      {.code = absl::StatusCode::kNotFound,
       .reason = "BACKUP_NOT_FOUND",
       .message =
           number == 0
               ? absl::StrCat("there is no usable backup in ", folder)
               : absl::StrCat("there is no backup ", number, " in ", folder),
       .metadata = {{"folder", folder}, {"backup", absl::StrCat(number)}}});
}

absl::StatusOr<LogBackup> FindBackup(const std::string& folder,
                                     BackupNumber number) {
  ASSIGN_OR_RETURN(const std::vector<LogBackup> backups,
                   LogBackups::List(folder));
  for (auto backup = backups.rbegin(); backup != backups.rend(); ++backup) {
    if (number == 0 && !backup->usable.ok()) continue;
    if (number != 0 && backup->number != number) continue;
    RETURN_IF_ERROR(backup->usable);
    return *backup;
  }
  return BackupNotFound(folder, number);
}

absl::Status CopyBackup(const std::string& folder, BackupNumber number,
                        const std::string& to) {
  ASSIGN_OR_RETURN(const auto engine, OpenToRead(folder));
  const rocksdb::Status copied = engine->RestoreDBFromBackup(number, to, to);
  if (copied.IsCorruption()) {
    return Damaged(number,
                   absl::StrCat("a file of it is not what was written: ",
                                copied.ToString()));
  }
  if (copied.ok()) return absl::OkStatus();
  return base::Error(
      {.code = absl::StatusCode::kUnavailable,
       .reason = "BACKUP_NOT_COPIED",
       .message = absl::StrCat("backup ", number,
                               " was not copied: ", copied.ToString())});
}

}  // namespace actionplan::eventstore
