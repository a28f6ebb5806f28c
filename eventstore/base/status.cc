#include "eventstore/base/status.h"

#include "absl/strings/cord.h"
#include "google/rpc/error_details.pb.h"

namespace actionplan::base {
namespace {

constexpr absl::string_view kErrorInfoUrl =
    "type.googleapis.com/google.rpc.ErrorInfo";
constexpr absl::string_view kRetryInfoUrl =
    "type.googleapis.com/google.rpc.RetryInfo";

}  // namespace

absl::Status Error(const ErrorReason& error) {
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(error.reason));
  info.set_domain("actionplan");
  for (const auto& [key, value] : error.metadata) {
    (*info.mutable_metadata())[std::string(key)] = value;
  }
  absl::Status status(error.code, error.message);
  status.SetPayload(kErrorInfoUrl, absl::Cord(info.SerializeAsString()));
  return status;
}

std::string ReasonOf(const absl::Status& status) {
  const auto payload = status.GetPayload(kErrorInfoUrl);
  google::rpc::ErrorInfo info;
  if (!payload || !info.ParseFromString(std::string(*payload))) return "";
  return info.reason();
}

absl::Status WithRetryDelay(absl::Status status, absl::Duration delay) {
  google::rpc::RetryInfo info;
  info.mutable_retry_delay()->set_seconds(
      absl::IDivDuration(delay, absl::Seconds(1), &delay));
  info.mutable_retry_delay()->set_nanos(
      static_cast<int>(absl::ToInt64Nanoseconds(delay)));
  status.SetPayload(kRetryInfoUrl, absl::Cord(info.SerializeAsString()));
  return status;
}

}  // namespace actionplan::base
