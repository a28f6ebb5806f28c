// One generation of a view: a column family named `{view}.{number}`, the
// greater number being the newer one.
//
// The row with the empty key is the checkpoint. A generation without it was
// never completed.
#ifndef ACTIONPLAN_PROJECTIONS_ROCKSDB_VIEW_GENERATION_H_
#define ACTIONPLAN_PROJECTIONS_ROCKSDB_VIEW_GENERATION_H_

#include <rocksdb/db.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "projections/view_store.h"

namespace actionplan::projections {

// Which generation a column family is.
struct GenerationName {
  std::string view;
  uint64_t number = 0;
};

std::string FamilyName(const GenerationName& name);

// Empty when the column family is no generation.
std::optional<GenerationName> ParseFamilyName(absl::string_view family);

inline constexpr absl::string_view kCheckpointKey = "";

// Keeps the database open for as long as it lives.
class RocksdbGeneration final
    : public Generation,
      public std::enable_shared_from_this<RocksdbGeneration> {
 public:
  RocksdbGeneration(std::shared_ptr<rocksdb::DB> database,
                    rocksdb::ColumnFamilyHandle* family, GenerationName name);
  ~RocksdbGeneration() override;

  absl::string_view view() const override { return name_.view; }
  absl::StatusOr<v1::Checkpoint> checkpoint() const override;
  absl::StatusOr<bool> Get(absl::string_view key,
                           std::string& value) const override;
  absl::StatusOr<std::unique_ptr<ViewReader>> Snapshot() const override;

  uint64_t number() const { return name_.number; }
  rocksdb::DB& database() const { return *database_; }
  rocksdb::ColumnFamilyHandle* family() const { return family_; }

 private:
  const std::shared_ptr<rocksdb::DB> database_;
  rocksdb::ColumnFamilyHandle* const family_;
  const GenerationName name_;
};

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_ROCKSDB_VIEW_GENERATION_H_
