// The one place where a status leaves the program: absl::Status to
// grpc::Status, its payloads as the details of a google.rpc.Status.
#ifndef ACTIONPLAN_SERVICES_RPC_STATUS_H_
#define ACTIONPLAN_SERVICES_RPC_STATUS_H_

#include "absl/status/status.h"
#include "grpcpp/support/status.h"

namespace actionplan::rpc {

// Codes map one to one. An error without a reason is a defect of ours: it is
// logged here and answered as INTERNAL without its text.
grpc::Status ToGrpc(const absl::Status& status);

}  // namespace actionplan::rpc

#endif  // ACTIONPLAN_SERVICES_RPC_STATUS_H_
