// RocksDB's errors in our words.
#ifndef ACTIONPLAN_PROJECTIONS_ROCKSDB_VIEW_STATUS_H_
#define ACTIONPLAN_PROJECTIONS_ROCKSDB_VIEW_STATUS_H_

#include <rocksdb/slice.h>
#include <rocksdb/status.h>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace actionplan::projections {

// DATA_LOSS (VIEWS_DAMAGED) for bytes that are not what was written, else
// UNAVAILABLE (VIEWS_NOT_AVAILABLE).
absl::Status FromRocksdb(const rocksdb::Status& status);

inline rocksdb::Slice ToSlice(absl::string_view text) {
  return {text.data(), text.size()};
}

inline absl::string_view ToView(const rocksdb::Slice& slice) {
  return {slice.data(), slice.size()};
}

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_ROCKSDB_VIEW_STATUS_H_
