// The log's open database: the files, their lock, and who wrote them in which
// format. What an event is belongs to log_store.h.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_DATABASE_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_DATABASE_H_

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eventstore/rocksdb/log_options.h"

namespace actionplan::eventstore {

// The format this program writes. A log in a later one is refused.
inline constexpr int kLogFormatVersion = 2;

// The oldest program that may read what this one writes, by the format it
// writes itself: older ones would add events and leave out the tree.
inline constexpr int kLogMinimumReader = 2;

// The last format whose logs had neither tree nor mark.
inline constexpr int kLogFormatWithoutMark = 1;

enum class IfMissing {
  kMake,    // There need not be a log.
  kRefuse,  // It is known that there was one.
};

// Thread-safe, as RocksDB is.
class LogDatabase {
 public:
  struct Meta {
    std::string log_id;
    std::string digest_key;
    int format_version = kLogFormatVersion;
    uint64_t epoch = 1;
  };

  struct Options {
    std::string path;  // A folder.
    LogMemory memory = {};
    rocksdb::Env* environment = nullptr;  // RocksDB's own when null.
    IfMissing if_missing = IfMissing::kMake;
  };

  // Opens the log in the folder. Errors are those of FromRocksdbOpening(); and
  //   FAILED_PRECONDITION  LOG_FORMAT_NEWER
  //   DATA_LOSS            LOG_MISSING: there is none, and there must be
  //   DATA_LOSS            LOG_DAMAGED: it has events and no identity, or files
  //                        and nothing that says what they are
  // While it is open nobody else can open it.
  static absl::StatusOr<std::unique_ptr<LogDatabase>> Open(
      const Options& options);

  ~LogDatabase();
  LogDatabase(const LogDatabase&) = delete;
  LogDatabase& operator=(const LogDatabase&) = delete;

  rocksdb::DB& database() const { return *database_; }
  const rocksdb::WriteOptions& write_options() const { return write_options_; }
  const Meta& meta() const { return meta_; }

  rocksdb::ColumnFamilyHandle* events() const { return families_[1]; }
  rocksdb::ColumnFamilyHandle* streams() const { return families_[2]; }
  rocksdb::ColumnFamilyHandle* requests() const { return families_[3]; }
  rocksdb::ColumnFamilyHandle* merkle() const { return families_[4]; }
  rocksdb::ColumnFamilyHandle* meta_family() const { return families_[5]; }

  // How many keys a family has whose keys are written once and never deleted:
  // told by its files and memtables, without reading them.
  absl::StatusOr<uint64_t> CountKeys(rocksdb::ColumnFamilyHandle* family) const;

  // The log has all that this program's format asks for.
  absl::Status FinishUpgrade();

 private:
  LogDatabase() = default;

  absl::Status OpenFiles(const Options& options);
  absl::Status LoadMeta(IfMissing if_missing, const std::string& path);
  absl::Status LoadNumbers();
  absl::Status GetMeta(const char* name, std::string& value) const;
  absl::Status WriteMeta();
  absl::Status PutFormat(rocksdb::WriteBatch& batch);
  absl::StatusOr<bool> HasEvents() const;

  std::unique_ptr<rocksdb::DB> database_;
  // As MakeLogOptions() lists them.
  std::vector<rocksdb::ColumnFamilyHandle*> families_;
  rocksdb::WriteOptions write_options_;
  Meta meta_;
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_DATABASE_H_
