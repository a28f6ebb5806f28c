#include "projections/rocksdb/view_status.h"

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"

namespace actionplan::projections {

absl::Status FromRocksdb(const rocksdb::Status& status) {
  if (status.ok()) return absl::OkStatus();
  if (status.IsCorruption()) {
    return base::Error({.code = absl::StatusCode::kDataLoss,
                        .reason = "VIEWS_DAMAGED",
                        .message = absl::StrCat(
                            "The views are damaged (", status.ToString(),
                            "); rebuild the projection that says so, or "
                            "remove the folder of the views before a start.")});
  }
  return base::Error(
      {.code = absl::StatusCode::kUnavailable,
       .reason = "VIEWS_NOT_AVAILABLE",
       .message = absl::StrCat("The views cannot be read or written (",
                               status.ToString(),
                               "); look at their disk, then try again.")});
}

}  // namespace actionplan::projections
