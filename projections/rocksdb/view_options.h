// The one owner of every RocksDB option of the views.
//
// Views can be built again from the log, so they are written without a
// write-ahead log. What makes them consistent after a crash all the same: a
// view and its checkpoint are in one column family and change in one write
// batch, a memtable holds whole batches, and a memtable reaches the disk as a
// whole. `atomic_flush` writes out the memtables of all views together, so
// that after a crash none has fallen far behind the others because little
// happens in it.
#ifndef ACTIONPLAN_PROJECTIONS_ROCKSDB_VIEW_OPTIONS_H_
#define ACTIONPLAN_PROJECTIONS_ROCKSDB_VIEW_OPTIONS_H_

#include <rocksdb/options.h>

#include <cstddef>

namespace actionplan::projections {

struct ViewMemory {
  size_t block_cache_bytes = size_t{128} << 20;
  size_t write_buffer_bytes = size_t{16} << 20;  // Two for each view.
};

// Of the database and, alike, of each column family.
rocksdb::Options MakeViewOptions(const ViewMemory& memory);

// Of every write.
rocksdb::WriteOptions ViewWriteOptions();

// Of loading a file of sorted rows.
rocksdb::IngestExternalFileOptions ViewIngestOptions();

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_ROCKSDB_VIEW_OPTIONS_H_
