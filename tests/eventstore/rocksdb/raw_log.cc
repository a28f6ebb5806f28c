#include "tests/eventstore/rocksdb/raw_log.h"

#include "eventstore/base/logging.h"
#include "eventstore/rocksdb/log_options.h"

namespace actionplan::eventstore {
namespace {

void Require(const rocksdb::Status& status) {
  if (!status.ok()) {
    base::Fatal("raw log failed", {{"cause", status.ToString()}});
  }
}

rocksdb::Slice ToSlice(absl::string_view bytes) {
  return {bytes.data(), bytes.size()};
}

}  // namespace

RawLog::RawLog(const std::string& path) {
  const LogOptions options = MakeLogOptions({});
  rocksdb::DB* opened = nullptr;
  Require(rocksdb::DB::Open(options.database, path, options.families,
                            &families_, &opened));
  database_.reset(opened);
}

RawLog::~RawLog() {
  // What was overwritten or deleted is gone, as if it had been done in the
  // files.
  rocksdb::CompactRangeOptions everything;
  everything.bottommost_level_compaction =
      rocksdb::BottommostLevelCompaction::kForce;
  for (rocksdb::ColumnFamilyHandle* family : families_) {
    if (changed_.contains(family->GetName())) {
      Require(database_->CompactRange(everything, family, nullptr, nullptr));
    }
  }
  for (rocksdb::ColumnFamilyHandle* family : families_) {
    database_->DestroyColumnFamilyHandle(family);
  }
}

std::string RawLog::Get(const Key& key) const {
  std::string value;
  Require(database_->Get({}, Find(key.family), key.name, &value));
  return value;
}

void RawLog::Put(const Key& key, absl::string_view value) {
  changed_.insert(key.family);
  Require(database_->Put({}, Find(key.family), key.name, ToSlice(value)));
}

void RawLog::Delete(const Key& key) {
  changed_.insert(key.family);
  Require(database_->Delete({}, Find(key.family), key.name));
}

std::vector<std::string> RawLog::NamesIn(const std::string& family) const {
  rocksdb::ReadOptions options;
  options.total_order_seek = true;
  const std::unique_ptr<rocksdb::Iterator> entry(
      database_->NewIterator(options, Find(family)));
  std::vector<std::string> names;
  for (entry->SeekToFirst(); entry->Valid(); entry->Next()) {
    names.push_back(entry->key().ToString());
  }
  Require(entry->status());
  return names;
}

void RawLog::AddFamily(const std::string& name) {
  rocksdb::ColumnFamilyHandle* added = nullptr;
  Require(database_->CreateColumnFamily({}, name, &added));
  families_.push_back(added);
}

rocksdb::ColumnFamilyHandle* RawLog::Find(const std::string& family) const {
  for (rocksdb::ColumnFamilyHandle* handle : families_) {
    if (handle->GetName() == family) return handle;
  }
  base::Fatal("no such family", {{"family", family}});
}

}  // namespace actionplan::eventstore
