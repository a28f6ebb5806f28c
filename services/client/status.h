// What a server's refusal becomes on this side: the status with its details as
// payloads, keyed by type URL, and the readers of those details.
#ifndef ACTIONPLAN_SERVICES_CLIENT_STATUS_H_
#define ACTIONPLAN_SERVICES_CLIENT_STATUS_H_

#include <optional>

#include "absl/status/status.h"
#include "google/rpc/error_details.pb.h"
#include "grpcpp/support/status.h"

namespace actionplan::client {

absl::Status FromGrpc(const grpc::Status& status);

// The detail of that type, when the status carries one.
std::optional<google::rpc::ErrorInfo> ErrorInfoOf(const absl::Status& status);
std::optional<google::rpc::BadRequest> BadRequestOf(const absl::Status& status);
std::optional<google::rpc::PreconditionFailure> PreconditionFailureOf(
    const absl::Status& status);
std::optional<google::rpc::RetryInfo> RetryInfoOf(const absl::Status& status);

}  // namespace actionplan::client

#endif  // ACTIONPLAN_SERVICES_CLIENT_STATUS_H_
