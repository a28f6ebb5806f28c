#include "eventstore/rocksdb/log_database.h"

#include <rocksdb/write_batch.h>

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "eventstore/rocksdb/log_folder.h"
#include "eventstore/rocksdb/log_hashes.h"
#include "eventstore/rocksdb/log_keys.h"
#include "eventstore/rocksdb/log_status.h"

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
  return base::Error(
      {.code = absl::StatusCode::kDataLoss,
       .reason = "LOG_DAMAGED",
       .message = absl::StrCat("the log has events and no valid ", name,
                               "; restore it from a backup")});
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
    const std::string& path, const LogMemory& memory) {
  RETURN_IF_ERROR(MakeLogFolder(path));
  auto log = std::unique_ptr<LogDatabase>(new LogDatabase);
  RETURN_IF_ERROR(log->OpenFiles(path, memory));
  RETURN_IF_ERROR(log->LoadMeta());
  return log;
}

LogDatabase::~LogDatabase() {
  for (rocksdb::ColumnFamilyHandle* family : families_) {
    database_->DestroyColumnFamilyHandle(family);
  }
}

absl::Status LogDatabase::OpenFiles(const std::string& path,
                                    const LogMemory& memory) {
  const LogOptions options = MakeLogOptions(memory);
  RETURN_IF_ERROR(CheckFamilies(path, options));
  rocksdb::DB* opened = nullptr;
  RETURN_IF_ERROR(FromRocksdbOpening(
      rocksdb::DB::Open(options.database, path, options.families, &families_,
                        &opened),
      path));
  database_.reset(opened);
  write_options_ = options.write;
  return CheckLogOptions(database_->GetOptions(events()), write_options_);
}

absl::Status LogDatabase::LoadMeta() {
  const auto get = [this](const char* name, std::string& value) {
    const rocksdb::Status status =
        database_->Get(rocksdb::ReadOptions(), meta_family(), name, &value);
    return status.IsNotFound() ? absl::OkStatus() : FromRocksdb(status);
  };
  RETURN_IF_ERROR(get(kLogIdName, meta_.log_id));
  if (meta_.log_id.empty()) {
    // A log that was being made when the process ended has no identity yet,
    // and no events either.
    ASSIGN_OR_RETURN(const bool has_events, HasEvents());
    return has_events ? IdentityDamaged(kLogIdName) : WriteMeta();
  }
  RETURN_IF_ERROR(CheckFormat());
  RETURN_IF_ERROR(get(kDigestKeyName, meta_.digest_key));
  if (meta_.digest_key.size() != LogHashes::kDigestKeyBytes) {
    return IdentityDamaged(kDigestKeyName);
  }
  return absl::OkStatus();
}

absl::Status LogDatabase::CheckFormat() const {
  std::string text;
  const rocksdb::Status status = database_->Get(
      rocksdb::ReadOptions(), meta_family(), kFormatVersionName, &text);
  if (!status.ok() && !status.IsNotFound()) return FromRocksdb(status);
  int version = 0;
  if (!absl::SimpleAtoi(text, &version)) {
    return IdentityDamaged(kFormatVersionName);
  }
  if (version > kLogFormatVersion) {
    return FormatNewer(absl::StrCat("format version ", version));
  }
  return absl::OkStatus();
}

absl::Status LogDatabase::WriteMeta() {
  meta_.log_id = absl::BytesToHexString(RandomBytes(kLogIdBytes));
  meta_.digest_key = RandomBytes(LogHashes::kDigestKeyBytes);
  rocksdb::WriteBatch batch;
  const auto put = [&](const char* name, const std::string& value) {
    return batch.Put(meta_family(), name, value);
  };
  RETURN_IF_ERROR(FromRocksdb(put(kLogIdName, meta_.log_id)));
  RETURN_IF_ERROR(FromRocksdb(put(kDigestKeyName, meta_.digest_key)));
  RETURN_IF_ERROR(
      FromRocksdb(put(kFormatVersionName, absl::StrCat(kLogFormatVersion))));
  RETURN_IF_ERROR(
      FromRocksdb(put(kMinimumReaderName, absl::StrCat(kLogMinimumReader))));
  RETURN_IF_ERROR(FromRocksdb(put(kEpochName, "1")));
  return FromRocksdb(database_->Write(write_options_, &batch));
}

absl::StatusOr<bool> LogDatabase::HasEvents() const {
  const std::unique_ptr<rocksdb::Iterator> events_iterator(
      database_->NewIterator(rocksdb::ReadOptions(), events()));
  events_iterator->SeekToFirst();
  RETURN_IF_ERROR(FromRocksdb(events_iterator->status()));
  return events_iterator->Valid();
}

}  // namespace actionplan::eventstore
