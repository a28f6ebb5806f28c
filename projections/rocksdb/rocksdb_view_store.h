// Views on disk, in a RocksDB database of their own, beside the log's, so that
// a sync of the log never carries bytes of views.
#ifndef ACTIONPLAN_PROJECTIONS_ROCKSDB_ROCKSDB_VIEW_STORE_H_
#define ACTIONPLAN_PROJECTIONS_ROCKSDB_ROCKSDB_VIEW_STORE_H_

#include <rocksdb/db.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "eventstore/base/mutex.h"
#include "projections/rocksdb/view_generation.h"
#include "projections/rocksdb/view_options.h"
#include "projections/view_store.h"

namespace actionplan::projections {

// Threads as ViewStore says. Readers and generations may outlive it; they keep
// the database open.
class RocksdbViewStore final : public ViewStore {
 public:
  struct Options {
    std::string path;  // A folder; it is made when it is not there.
    ViewMemory memory = {};
  };

  // Views that are damaged are removed with a line in the log file, because
  // they can be built again. UNAVAILABLE (VIEWS_NOT_AVAILABLE) when the folder
  // cannot be used, also when another process has it open.
  static absl::StatusOr<std::unique_ptr<RocksdbViewStore>> Open(
      const Options& options);

  std::vector<std::string> Views() const override;
  absl::StatusOr<std::shared_ptr<Generation>> Find(
      absl::string_view view) override;
  absl::StatusOr<std::shared_ptr<Generation>> Create(
      absl::string_view view) override;
  absl::Status Load(Generation& generation,
                    absl::Span<const RowChange> changes) override;
  absl::Status FinishLoad(Generation& generation,
                          const v1::Checkpoint& checkpoint) override;
  absl::Status Write(absl::Span<const Batch> batches) override;
  absl::Status Drop(Generation& generation) override;

  // Sets background work going that a full disk stopped. Until it returns OK a
  // Write() may fail for that reason. UNAVAILABLE when it cannot be done yet.
  absl::Status Recover();

 private:
  explicit RocksdbViewStore(const Options& options);

  absl::Status OpenDatabase();
  absl::Status Adopt(std::shared_ptr<RocksdbGeneration> generation);
  std::string NewFile();
  absl::Status Ingest(const RocksdbGeneration& generation,
                      const std::string& file);

  const std::string path_;
  const rocksdb::Options options_;
  std::shared_ptr<rocksdb::DB> database_;
  mutable base::Mutex mutex_;
  uint64_t next_number_ ABSL_GUARDED_BY(mutex_) = 1;  // Of generations, files.
  // The newest complete generation of each view.
  std::map<std::string, std::shared_ptr<RocksdbGeneration>, std::less<>>
      complete_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_ROCKSDB_ROCKSDB_VIEW_STORE_H_
