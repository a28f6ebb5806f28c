// What a refusal tells a program beside its reason.
#ifndef ACTIONPLAN_TESTS_SUPPORT_ERROR_METADATA_H_
#define ACTIONPLAN_TESTS_SUPPORT_ERROR_METADATA_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/rpc/error_details.pb.h"

namespace actionplan::support {

// The value under `key` in the ErrorInfo of a status; "" when there is none.
inline std::string MetadataOf(const absl::Status& status,
                              absl::string_view key) {
  const auto payload =
      status.GetPayload("type.googleapis.com/google.rpc.ErrorInfo");
  google::rpc::ErrorInfo info;
  if (!payload || !info.ParseFromString(std::string(*payload))) return "";
  const auto found = info.metadata().find(std::string(key));
  return found == info.metadata().end() ? "" : found->second;
}

}  // namespace actionplan::support

#endif  // ACTIONPLAN_TESTS_SUPPORT_ERROR_METADATA_H_
