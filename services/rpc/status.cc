#include "services/rpc/status.h"

#include <string>

#include "absl/strings/cord.h"
#include "absl/strings/string_view.h"
#include "eventstore/base/logging.h"
#include "eventstore/base/status.h"
#include "google/rpc/status.pb.h"

namespace actionplan::rpc {
namespace {

// Nothing that a caller may not see is in a status with a reason; damage and
// defects are also for the operator.
void LogWhatOperatorsNeed(const absl::Status& status,
                          const std::string& reason) {
  if (status.code() == absl::StatusCode::kDataLoss ||
      status.code() == absl::StatusCode::kInternal || reason.empty()) {
    base::Log(base::Severity::kError, "call failed",
              {{"code", absl::StatusCodeToString(status.code())},
               {"reason", reason},
               {"message", status.message()}});
  }
}

}  // namespace

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const std::string reason = base::ReasonOf(status);
  LogWhatOperatorsNeed(status, reason);
  if (reason.empty() && status.code() != absl::StatusCode::kCancelled) {
    return ToGrpc(base::Error({.code = absl::StatusCode::kInternal,
                               .reason = "INTERNAL",
                               .message = "The server failed. Its log says "
                                          "why; tell its operator."}));
  }
  google::rpc::Status answer;
  answer.set_code(static_cast<int>(status.code()));
  answer.set_message(std::string(status.message()));
  status.ForEachPayload(
      [&answer](absl::string_view type_url, const absl::Cord& payload) {
        google::protobuf::Any& detail = *answer.add_details();
        detail.set_type_url(std::string(type_url));
        detail.set_value(std::string(payload));
      });
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()),
                      answer.message(), answer.SerializeAsString());
}

}  // namespace actionplan::rpc
