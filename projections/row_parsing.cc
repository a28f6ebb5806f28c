#include "projections/row_parsing.h"

namespace actionplan::projections {

absl::Status ParseRow(absl::string_view bytes,
                      google::protobuf::Message& message) {
  if (message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::OkStatus();
  }
  return base::Error(
      {.code = absl::StatusCode::kDataLoss,
       .reason = "ROW_DAMAGED",
       .message = absl::StrCat("A row that should be a ", message.GetTypeName(),
                               " cannot be read; rebuild the projection.")});
}

absl::StatusOr<bool> GetRow(const ViewReader& rows, absl::string_view key,
                            google::protobuf::Message& message) {
  std::string bytes;
  ASSIGN_OR_RETURN(const bool found, rows.Get(key, bytes));
  if (!found) return false;
  RETURN_IF_ERROR(ParseRow(bytes, message));
  return true;
}

}  // namespace actionplan::projections
