// Every wrong field that a refusal names.
#ifndef ACTIONPLAN_TESTS_SUPPORT_BAD_REQUEST_H_
#define ACTIONPLAN_TESTS_SUPPORT_BAD_REQUEST_H_

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_split.h"
#include "google/rpc/error_details.pb.h"

namespace actionplan::support {

// Path of the field → reason, such as "FIELD_MISSING".
inline std::multimap<std::string, std::string> WrongFields(
    const absl::Status& status) {
  std::multimap<std::string, std::string> wrong;
  const auto payload =
      status.GetPayload("type.googleapis.com/google.rpc.BadRequest");
  google::rpc::BadRequest request;
  if (!payload || !request.ParseFromString(std::string(*payload))) return wrong;
  for (const auto& violation : request.field_violations()) {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(violation.description(), absl::MaxSplits(": ", 1));
    wrong.emplace(violation.field(), parts.first);
  }
  return wrong;
}

}  // namespace actionplan::support

#endif  // ACTIONPLAN_TESTS_SUPPORT_BAD_REQUEST_H_
