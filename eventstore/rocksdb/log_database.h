// The log's open database: the files, their lock, and who wrote them in which
// format. What an event is belongs to log_store.h.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_DATABASE_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_DATABASE_H_

#include <rocksdb/db.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eventstore/rocksdb/log_options.h"

namespace actionplan::eventstore {

// The format this program writes. A log in a later one is refused.
inline constexpr int kLogFormatVersion = 1;

// The oldest program that may read what this one writes, by the format it
// writes itself.
inline constexpr int kLogMinimumReader = 1;

// Thread-safe, as RocksDB is.
class LogDatabase {
 public:
  struct Meta {
    std::string log_id;
    std::string digest_key;
  };

  // Opens the log in the folder `path`, or makes one where there is none.
  // Errors are those of FromRocksdbOpening(); and FAILED_PRECONDITION
  // (LOG_FORMAT_NEWER) for a log in a later format, DATA_LOSS for one that has
  // events and no identity. While it is open nobody else can open it.
  static absl::StatusOr<std::unique_ptr<LogDatabase>> Open(
      const std::string& path, const LogMemory& memory);

  ~LogDatabase();
  LogDatabase(const LogDatabase&) = delete;
  LogDatabase& operator=(const LogDatabase&) = delete;

  rocksdb::DB& database() const { return *database_; }
  const rocksdb::WriteOptions& write_options() const { return write_options_; }
  const Meta& meta() const { return meta_; }

  rocksdb::ColumnFamilyHandle* events() const { return families_[1]; }
  rocksdb::ColumnFamilyHandle* streams() const { return families_[2]; }
  rocksdb::ColumnFamilyHandle* requests() const { return families_[3]; }

 private:
  LogDatabase() = default;

  rocksdb::ColumnFamilyHandle* meta_family() const { return families_[4]; }

  absl::Status OpenFiles(const std::string& path, const LogMemory& memory);
  absl::Status LoadMeta();
  absl::Status CheckFormat() const;
  absl::Status WriteMeta();
  absl::StatusOr<bool> HasEvents() const;

  std::unique_ptr<rocksdb::DB> database_;
  // As MakeLogOptions() lists them.
  std::vector<rocksdb::ColumnFamilyHandle*> families_;
  rocksdb::WriteOptions write_options_;
  Meta meta_;
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_DATABASE_H_
