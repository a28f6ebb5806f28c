// The log's open database: the files, their lock, and who wrote them in which
// format. What an event is belongs to log_store.h.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_DATABASE_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_DATABASE_H_

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <cstdint>
#include <memory>
#include <optional>
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

  // What of a write-ahead log is read where it is damaged.
  enum class Damage {
    kRefuse,    // As Open(): only a tail that was cut short is forgiven.
    kReadUpTo,  // Everything before the damage.
  };

  struct Options {
    std::string path;  // A folder.
    LogMemory memory = {};
    rocksdb::Env* environment = nullptr;  // RocksDB's own when null.
    IfMissing if_missing = IfMissing::kMake;
    // Whose history a log that is made goes on with; its own when empty.
    std::optional<Meta> identity = std::nullopt;
    Damage damage = Damage::kRefuse;  // For OpenReadOnly().
  };

  // Opens the log in the folder. Errors are those of FromRocksdbOpening(); and
  //   FAILED_PRECONDITION  LOG_FORMAT_NEWER
  //   DATA_LOSS            LOG_MISSING: there is none, and there must be
  //   DATA_LOSS            LOG_DAMAGED: it has events and no identity, or files
  //                        and nothing that says what they are
  // While it is open nobody else can open it.
  static absl::StatusOr<std::unique_ptr<LogDatabase>> Open(
      const Options& options);

  // Opens a log to be looked at: no file is changed, and nobody is kept from
  // opening it (log_lock.h does that). Errors of its identity are left to
  // identity_damage(): the log may be read for what is wrong with it.
  static absl::StatusOr<std::unique_ptr<LogDatabase>> OpenReadOnly(
      const Options& options);

  ~LogDatabase();
  LogDatabase(const LogDatabase&) = delete;
  LogDatabase& operator=(const LogDatabase&) = delete;

  rocksdb::DB& database() const { return *database_; }
  const rocksdb::WriteOptions& write_options() const { return write_options_; }
  const Meta& meta() const { return meta_; }

  // Why meta() is not to be believed; OK unless opened by OpenReadOnly().
  const absl::Status& identity_damage() const { return identity_damage_; }

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

  // From now on this is another branch of the history: `epoch` is larger than
  // every one before. Survives a crash once it has returned OK.
  absl::Status StartEpoch(uint64_t epoch);

 private:
  LogDatabase() = default;

  absl::Status OpenFiles(const Options& options);
  absl::Status OpenFilesReadOnly(const Options& options);
  absl::Status LoadMeta(const Options& options);
  absl::Status LoadNumbers();
  absl::Status GetMeta(const char* name, std::string& value) const;
  absl::Status WriteMeta(const std::optional<Meta>& identity);
  absl::Status PutFormat(rocksdb::WriteBatch& batch);
  absl::StatusOr<bool> HasEvents() const;

  std::unique_ptr<rocksdb::DB> database_;
  // As MakeLogOptions() lists them.
  std::vector<rocksdb::ColumnFamilyHandle*> families_;
  rocksdb::WriteOptions write_options_;
  Meta meta_;
  absl::Status identity_damage_;
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_DATABASE_H_
