// The one owner of every RocksDB option of the log.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_OPTIONS_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_OPTIONS_H_

#include <rocksdb/db.h>
#include <rocksdb/options.h>

#include <cstddef>
#include <vector>

#include "absl/status/status.h"

namespace actionplan::eventstore {

struct LogMemory {
  size_t block_cache_bytes = 128 << 20;
  size_t write_buffer_bytes = 64 << 20;  // Two for each column family.
};

struct LogOptions {
  rocksdb::DBOptions database;
  // The default family, which RocksDB insists on and the log leaves empty,
  // then those of log_keys.h.
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  rocksdb::WriteOptions write;
};

LogOptions MakeLogOptions(const LogMemory& memory);

// Refuses options under which an acknowledged event could be lost or a damaged
// one be served: INTERNAL, naming the first such option. Asked about the
// options that the open database says it has, because RocksDB changes some.
absl::Status CheckLogOptions(const rocksdb::Options& options,
                             const rocksdb::WriteOptions& write);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_OPTIONS_H_
