#include "projections/rocksdb/view_options.h"

#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

#include "eventstore/rocksdb/append_operator.h"

namespace actionplan::projections {
rocksdb::Options MakeViewOptions(const ViewMemory& memory) {
  rocksdb::Options options;
  options.create_if_missing = true;
  options.atomic_flush = true;
  options.max_background_jobs = 2;
  options.max_open_files = 512;
  options.keep_log_file_num = 2;
  options.info_log_level = rocksdb::WARN_LEVEL;

  options.write_buffer_size = memory.write_buffer_bytes;
  options.max_write_buffer_number = 2;
  options.level_compaction_dynamic_level_bytes = true;
  options.compression = rocksdb::kLZ4Compression;
  options.merge_operator = eventstore::MakeAppendOperator();
  // Most rows that an event touches for the first time are not there: the
  // filters say so without a read.
  options.memtable_whole_key_filtering = true;
  options.memtable_prefix_bloom_size_ratio = 0.02;

  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(memory.block_cache_bytes);
  table.block_size = 8 << 10;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.format_version = 5;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

rocksdb::WriteOptions ViewWriteOptions() {
  rocksdb::WriteOptions options;
  options.disableWAL = true;
  return options;
}

rocksdb::IngestExternalFileOptions ViewIngestOptions() {
  rocksdb::IngestExternalFileOptions options;
  options.move_files = true;
  options.write_global_seqno = false;
  return options;
}

}  // namespace actionplan::projections
