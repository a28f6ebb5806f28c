#include "eventstore/rocksdb/log_options.h"

#include <rocksdb/cache.h>
#include <rocksdb/file_checksum.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>

#include <memory>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "eventstore/rocksdb/append_operator.h"
#include "eventstore/rocksdb/log_keys.h"

namespace actionplan::eventstore {
namespace {

rocksdb::DBOptions DatabaseOptions() {
  rocksdb::DBOptions options;
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  // The default mode drops records after a flipped bit and opens as if nothing
  // had happened; this one forgives a torn tail only.
  options.wal_recovery_mode =
      rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.paranoid_checks = true;
  // A write that failed leaves the file's tail unknown: no retry behind our
  // back, the process stops instead.
  options.max_bgerror_resume_count = 0;
  options.file_checksum_gen_factory =
      rocksdb::GetFileChecksumGenCrc32cFactory();
  options.max_background_jobs = 2;
  // Bounds what is replayed at the next start.
  options.max_total_wal_size = 128 << 20;
  options.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
  options.max_log_file_size = 1 << 20;
  options.keep_log_file_num = 2;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  return options;
}

rocksdb::BlockBasedTableOptions TableOptions(
    const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.checksum = rocksdb::ChecksumType::kXXH3;
  // In the cache, so that memory does not grow with the log; and in parts, as
  // the filter of a large file as a whole is larger than what a shard of the
  // cache keeps, and would be read again for every command.
  table.cache_index_and_filter_blocks = true;
  table.index_type =
      rocksdb::BlockBasedTableOptions::IndexType::kTwoLevelIndexSearch;
  table.partition_filters = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  return table;
}

rocksdb::ColumnFamilyOptions FamilyOptions(const LogMemory& memory) {
  rocksdb::ColumnFamilyOptions options;
  options.compaction_style = rocksdb::CompactionStyle::kCompactionStyleLevel;
  options.level_compaction_dynamic_level_bytes = true;
  options.write_buffer_size = memory.write_buffer_bytes;
  options.max_write_buffer_number = 2;
  return options;
}

// Written in order and read in order or by a position known to be there: no
// filter. The same compression on every level, so that files move down the
// levels without being rewritten.
rocksdb::ColumnFamilyOptions EventsOptions(
    const LogMemory& memory, const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions options = FamilyOptions(memory);
  options.compression = rocksdb::CompressionType::kLZ4Compression;
  rocksdb::BlockBasedTableOptions table = TableOptions(cache);
  table.block_size = 16 << 10;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

// Keyed by hashes, most of them asked for to learn that they are not there:
// filters answer that without touching a block. Hashes do not compress.
rocksdb::ColumnFamilyOptions HashedOptions(
    const LogMemory& memory, const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions options = FamilyOptions(memory);
  options.compression = rocksdb::CompressionType::kNoCompression;
  options.memtable_prefix_bloom_size_ratio = 0.1;
  options.memtable_whole_key_filtering = true;
  rocksdb::BlockBasedTableOptions table = TableOptions(cache);
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.whole_key_filtering = true;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

rocksdb::ColumnFamilyOptions StreamsOptions(
    const LogMemory& memory, const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions options = HashedOptions(memory, cache);
  options.prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(kHashBytes));
  return options;
}

// Tiles grow by appending and are read by a key known to be there. Hashes do
// not compress.
rocksdb::ColumnFamilyOptions MerkleOptions(
    const LogMemory& memory, const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions options = FamilyOptions(memory);
  options.compression = rocksdb::CompressionType::kNoCompression;
  options.merge_operator = MakeAppendOperator();
  options.table_factory.reset(
      rocksdb::NewBlockBasedTableFactory(TableOptions(cache)));
  return options;
}

struct Rule {
  const char* option;
  bool kept;
};

}  // namespace

LogOptions MakeLogOptions(const LogMemory& memory) {
  const auto cache = rocksdb::NewLRUCache(memory.block_cache_bytes);
  LogOptions options;
  options.database = DatabaseOptions();
  options.families = {
      {rocksdb::kDefaultColumnFamilyName, FamilyOptions(memory)},
      {kEventsFamily, EventsOptions(memory, cache)},
      {kStreamsFamily, StreamsOptions(memory, cache)},
      {kRequestsFamily, HashedOptions(memory, cache)},
      {kMerkleFamily, MerkleOptions(memory, cache)},
      {kMetaFamily, FamilyOptions(memory)},
  };
  options.write.sync = true;
  return options;
}

absl::Status CheckLogOptions(const rocksdb::Options& options,
                             const rocksdb::WriteOptions& write) {
  const Rule rules[] = {
      {"sync", write.sync},
      {"disableWAL", !write.disableWAL},
      {"wal_recovery_mode",
       options.wal_recovery_mode ==
           rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords},
      {"paranoid_checks", options.paranoid_checks},
      {"max_bgerror_resume_count", options.max_bgerror_resume_count == 0},
      {"file_checksum_gen_factory",
       options.file_checksum_gen_factory != nullptr},
      {"max_background_jobs", options.max_background_jobs < 8},
      {"manual_wal_flush", !options.manual_wal_flush},
      {"wal_compression",
       options.wal_compression == rocksdb::CompressionType::kNoCompression},
      {"recycle_log_file_num", options.recycle_log_file_num == 0},
      {"unordered_write", !options.unordered_write},
      {"track_and_verify_wals_in_manifest",
       !options.track_and_verify_wals_in_manifest},
      {"compaction_style", options.compaction_style ==
                               rocksdb::CompactionStyle::kCompactionStyleLevel},
      {"max_write_buffer_number", options.max_write_buffer_number == 2},
  };
  for (const Rule& rule : rules) {
    if (rule.kept) continue;
    return base::Error(
        {.code = absl::StatusCode::kInternal,
         .reason = "LOG_OPTION_FORBIDDEN",
         .message =
             absl::StrCat("the log must not be opened with this ", rule.option),
         .metadata = {{"option", rule.option}}});
  }
  return absl::OkStatus();
}

}  // namespace actionplan::eventstore
