// The log's database without the log: to damage it, as a disk or a person
// would, and see what the log says.
#ifndef ACTIONPLAN_TESTS_EVENTSTORE_ROCKSDB_RAW_LOG_H_
#define ACTIONPLAN_TESTS_EVENTSTORE_ROCKSDB_RAW_LOG_H_

#include <rocksdb/db.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace actionplan::eventstore {

class RawLog {
 public:
  // The log in `path` must be closed. Any failure ends the program.
  explicit RawLog(const std::string& path);
  ~RawLog();
  RawLog(const RawLog&) = delete;
  RawLog& operator=(const RawLog&) = delete;

  struct Key {
    std::string family;
    std::string name;
  };

  std::string Get(const Key& key) const;
  void Put(const Key& key, absl::string_view value);
  void Delete(const Key& key);
  std::vector<std::string> NamesIn(const std::string& family) const;
  void AddFamily(const std::string& name);

 private:
  rocksdb::ColumnFamilyHandle* Find(const std::string& family) const;

  std::unique_ptr<rocksdb::DB> database_;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;
  std::set<std::string> changed_;  // Names of families.
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_TESTS_EVENTSTORE_ROCKSDB_RAW_LOG_H_
