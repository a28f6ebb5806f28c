// Every wrong field that a refusal names.
#ifndef ACTIONPLAN_TESTS_SUPPORT_BAD_REQUEST_H_
#define ACTIONPLAN_TESTS_SUPPORT_BAD_REQUEST_H_

#include <map>
#include <string>

#include "absl/status/status.h"
#include "google/protobuf/empty.pb.h"
#include "google/protobuf/unknown_field_set.h"
#include "google/rpc/error_details.pb.h"

namespace actionplan::support {

// The field `reason`, which the packaged proto does not know; read as one that
// is unknown even where it does.
inline std::string ReasonOf(
    const google::rpc::BadRequest::FieldViolation& violation) {
  google::protobuf::Empty fields;
  fields.ParseFromString(violation.SerializeAsString());
  const auto& unknown = fields.GetReflection()->GetUnknownFields(fields);
  for (int i = 0; i < unknown.field_count(); ++i) {
    if (unknown.field(i).number() == 3) {
      return unknown.field(i).length_delimited();
    }
  }
  return "";
}

// Path of the field → reason, such as "FIELD_MISSING".
inline std::multimap<std::string, std::string> WrongFields(
    const absl::Status& status) {
  std::multimap<std::string, std::string> wrong;
  const auto payload =
      status.GetPayload("type.googleapis.com/google.rpc.BadRequest");
  google::rpc::BadRequest request;
  if (!payload || !request.ParseFromString(std::string(*payload))) return wrong;
  for (const auto& violation : request.field_violations()) {
    wrong.emplace(violation.field(), ReasonOf(violation));
  }
  return wrong;
}

}  // namespace actionplan::support

#endif  // ACTIONPLAN_TESTS_SUPPORT_BAD_REQUEST_H_
