#include "eventstore/rocksdb/log_database.h"

#include <rocksdb/env.h>
#include <rocksdb/table_properties.h>

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "eventstore/rocksdb/log_folder.h"
#include "eventstore/rocksdb/log_hashes.h"
#include "eventstore/rocksdb/log_keys.h"
#include "eventstore/rocksdb/log_status.h"
#include "eventstore/rocksdb/mark_errors.h"

namespace actionplan::eventstore {
namespace {

constexpr size_t kLogIdBytes = 16;

absl::Status FormatNewer(absl::string_view found) {
  return base::Error(
      {.code = absl::StatusCode::kFailedPrecondition,
       .reason = "LOG_FORMAT_NEWER",
       .message = absl::StrCat("the log was written by a newer program (",
                               found, "); this one writes format version ",
                               kLogFormatVersion, ", use a newer one")});
}

absl::Status IdentityDamaged(absl::string_view name) {
  return LogDamaged(absl::StrCat("it has events and no valid ", name));
}

bool HoldsData(const std::string& name, uint64_t size) {
  return absl::EndsWith(name, ".sst") ||
         (absl::EndsWith(name, ".log") && size > 0);
}

// RocksDB makes a new database in a folder without a CURRENT file, whatever
// else lies there.
absl::Status CheckFolder(rocksdb::Env& files,
                         const LogDatabase::Options& options) {
  const std::string& path = options.path;
  if (files.FileExists(path + "/CURRENT").ok()) return absl::OkStatus();
  if (options.if_missing == IfMissing::kRefuse) return LogMissing(path);
  std::vector<rocksdb::Env::FileAttributes> found;
  RETURN_IF_ERROR(
      FromRocksdbOpening(files.GetChildrenFileAttributes(path, &found), path));
  for (const auto& file : found) {
    if (!HoldsData(file.name, file.size_bytes)) continue;
    return LogDamaged(
        absl::StrCat("there is a file ", file.name, " and no file CURRENT"));
  }
  return absl::OkStatus();
}

// RocksDB would refuse a family it was not told of too, but not in words that
// say what to do.
absl::Status CheckFamilies(const std::string& path, const LogOptions& options) {
  std::vector<std::string> names;
  const rocksdb::Status listed =
      rocksdb::DB::ListColumnFamilies(options.database, path, &names);
  if (!listed.ok()) return absl::OkStatus();  // There is no log yet.
  for (const std::string& name : names) {
    const bool known = std::any_of(
        options.families.begin(), options.families.end(),
        [&name](const auto& family) { return family.name == name; });
    if (!known) return FormatNewer(absl::StrCat("it has a family ", name));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<LogDatabase>> LogDatabase::Open(
    const Options& options) {
  RETURN_IF_ERROR(MakeLogFolder(options.path));
  auto log = std::unique_ptr<LogDatabase>(new LogDatabase);
  RETURN_IF_ERROR(log->OpenFiles(options));
  RETURN_IF_ERROR(log->LoadMeta(options));
  return log;
}

absl::StatusOr<std::unique_ptr<LogDatabase>> LogDatabase::OpenReadOnly(
    const Options& options) {
  auto log = std::unique_ptr<LogDatabase>(new LogDatabase);
  RETURN_IF_ERROR(log->OpenFilesReadOnly(options));
  // Refusing to make what is missing, it writes nothing.
  Options present = options;
  present.if_missing = IfMissing::kRefuse;
  log->identity_damage_ = log->LoadMeta(present);
  return log;
}

LogDatabase::~LogDatabase() {
  for (rocksdb::ColumnFamilyHandle* family : families_) {
    database_->DestroyColumnFamilyHandle(family);
  }
}

absl::Status LogDatabase::OpenFiles(const Options& options) {
  const std::string& path = options.path;
  LogOptions log_options = MakeLogOptions(options.memory);
  if (options.environment != nullptr) {
    log_options.database.env = options.environment;
  }
  RETURN_IF_ERROR(CheckFolder(*log_options.database.env, options));
  RETURN_IF_ERROR(CheckFamilies(path, log_options));
  rocksdb::DB* opened = nullptr;
  RETURN_IF_ERROR(FromRocksdbOpening(
      rocksdb::DB::Open(log_options.database, path, log_options.families,
                        &families_, &opened),
      path));
  database_.reset(opened);
  write_options_ = log_options.write;
  return CheckLogOptions(database_->GetOptions(events()), write_options_);
}

absl::Status LogDatabase::OpenFilesReadOnly(const Options& options) {
  const std::string& path = options.path;
  LogOptions log_options = MakeLogOptions(options.memory);
  rocksdb::DBOptions& database = log_options.database;
  if (options.environment != nullptr) database.env = options.environment;
  if (options.damage == Damage::kReadUpTo) {
    database.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
    database.paranoid_checks = false;
  }
  if (!database.env->FileExists(path + "/CURRENT").ok()) {
    return LogMissing(path);
  }
  RETURN_IF_ERROR(CheckFamilies(path, log_options));
  rocksdb::DB* opened = nullptr;
  RETURN_IF_ERROR(FromRocksdbOpening(
      rocksdb::DB::OpenForReadOnly(database, path, log_options.families,
                                   &families_, &opened),
      path));
  database_.reset(opened);
  return absl::OkStatus();
}

absl::Status LogDatabase::GetMeta(const char* name, std::string& value) const {
  const rocksdb::Status status =
      database_->Get(rocksdb::ReadOptions(), meta_family(), name, &value);
  return status.IsNotFound() ? absl::OkStatus() : FromRocksdb(status);
}

absl::Status LogDatabase::LoadMeta(const Options& options) {
  RETURN_IF_ERROR(GetMeta(kLogIdName, meta_.log_id));
  if (meta_.log_id.empty()) {
    // A log that was being made when the process ended has no identity yet,
    // and no events either.
    ASSIGN_OR_RETURN(const bool has_events, HasEvents());
    if (has_events) return IdentityDamaged(kLogIdName);
    if (options.if_missing == IfMissing::kRefuse) {
      return LogMissing(options.path);
    }
    return WriteMeta(options.identity);
  }
  RETURN_IF_ERROR(LoadNumbers());
  RETURN_IF_ERROR(GetMeta(kDigestKeyName, meta_.digest_key));
  if (meta_.digest_key.size() != LogHashes::kDigestKeyBytes) {
    return IdentityDamaged(kDigestKeyName);
  }
  return absl::OkStatus();
}

absl::Status LogDatabase::LoadNumbers() {
  std::string version;
  RETURN_IF_ERROR(GetMeta(kFormatVersionName, version));
  if (!absl::SimpleAtoi(version, &meta_.format_version)) {
    return IdentityDamaged(kFormatVersionName);
  }
  if (meta_.format_version > kLogFormatVersion) {
    return FormatNewer(absl::StrCat("format version ", version));
  }
  std::string epoch;
  RETURN_IF_ERROR(GetMeta(kEpochName, epoch));
  if (!absl::SimpleAtoi(epoch, &meta_.epoch)) {
    return IdentityDamaged(kEpochName);
  }
  return absl::OkStatus();
}

absl::Status LogDatabase::WriteMeta(const std::optional<Meta>& identity) {
  if (identity.has_value()) {
    meta_ = *identity;
  } else {
    meta_.log_id = absl::BytesToHexString(RandomBytes(kLogIdBytes));
    meta_.digest_key = RandomBytes(LogHashes::kDigestKeyBytes);
  }
  rocksdb::WriteBatch batch;
  const auto put = [&](const char* name, const std::string& value) {
    return batch.Put(meta_family(), name, value);
  };
  RETURN_IF_ERROR(FromRocksdb(put(kLogIdName, meta_.log_id)));
  RETURN_IF_ERROR(FromRocksdb(put(kDigestKeyName, meta_.digest_key)));
  RETURN_IF_ERROR(FromRocksdb(put(kEpochName, absl::StrCat(meta_.epoch))));
  RETURN_IF_ERROR(PutFormat(batch));
  return FromRocksdb(database_->Write(write_options_, &batch));
}

absl::Status LogDatabase::PutFormat(rocksdb::WriteBatch& batch) {
  RETURN_IF_ERROR(FromRocksdb(batch.Put(meta_family(), kFormatVersionName,
                                        absl::StrCat(kLogFormatVersion))));
  return FromRocksdb(batch.Put(meta_family(), kMinimumReaderName,
                               absl::StrCat(kLogMinimumReader)));
}

absl::Status LogDatabase::FinishUpgrade() {
  rocksdb::WriteBatch batch;
  RETURN_IF_ERROR(PutFormat(batch));
  RETURN_IF_ERROR(FromRocksdb(database_->Write(write_options_, &batch)));
  meta_.format_version = kLogFormatVersion;
  return absl::OkStatus();
}

absl::StatusOr<uint64_t> LogDatabase::CountKeys(
    rocksdb::ColumnFamilyHandle* family) const {
  rocksdb::TablePropertiesCollection files;
  RETURN_IF_ERROR(
      FromRocksdb(database_->GetPropertiesOfAllTables(family, &files)));
  uint64_t count = 0;
  for (const auto& [name, properties] : files) {
    count += properties->num_entries;
  }
  for (const std::string& memtables :
       {rocksdb::DB::Properties::kNumEntriesActiveMemTable,
        rocksdb::DB::Properties::kNumEntriesImmMemTables}) {
    uint64_t entries = 0;
    if (!database_->GetIntProperty(family, memtables, &entries)) {
      return LogDamaged(absl::StrCat("it does not tell ", memtables));
    }
    count += entries;
  }
  return count;
}

absl::Status LogDatabase::StartEpoch(uint64_t epoch) {
  RETURN_IF_ERROR(FromRocksdb(database_->Put(write_options_, meta_family(),
                                             kEpochName, absl::StrCat(epoch))));
  meta_.epoch = epoch;
  return absl::OkStatus();
}

absl::StatusOr<bool> LogDatabase::HasEvents() const {
  const std::unique_ptr<rocksdb::Iterator> events_iterator(
      database_->NewIterator(rocksdb::ReadOptions(), events()));
  events_iterator->SeekToFirst();
  RETURN_IF_ERROR(FromRocksdb(events_iterator->status()));
  return events_iterator->Valid();
}

}  // namespace actionplan::eventstore
