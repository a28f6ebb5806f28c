// Reading rows that are messages.
#ifndef ACTIONPLAN_PROJECTIONS_ROW_PARSING_H_
#define ACTIONPLAN_PROJECTIONS_ROW_PARSING_H_

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "eventstore/base/status.h"
#include "google/protobuf/message.h"
#include "projections/projection.h"

namespace actionplan::projections {

// Rows with first <= key < last.
struct KeyRange {
  std::string first;
  std::string last;
};

// Makes `message` what the bytes of a row say, or tells that they say nothing:
// DATA_LOSS (ROW_DAMAGED).
absl::Status ParseRow(absl::string_view bytes,
                      google::protobuf::Message& message);

// Fills `message` and returns true, or returns false when there is no such row.
absl::StatusOr<bool> GetRow(const ViewReader& rows, absl::string_view key,
                            google::protobuf::Message& message);

// Visits the rows of a range until `visit` returns false. The message is
// reused from call to call.
template <typename Row>
absl::Status ScanRows(
    const ViewReader& rows, const KeyRange& range,
    absl::FunctionRef<bool(const Row& row, absl::string_view key)> visit) {
  Row row;
  absl::Status parsed;
  RETURN_IF_ERROR(
      rows.Scan(range.first, range.last,
                [&](absl::string_view key, absl::string_view value) {
                  parsed = ParseRow(value, row);
                  return parsed.ok() && visit(row, key);
                }));
  return parsed;
}

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_ROW_PARSING_H_
