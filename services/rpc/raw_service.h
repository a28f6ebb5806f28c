// A gRPC service made from its proto descriptor: every method takes raw bytes
// and is bound to a function by name. No stubs are generated.
#ifndef ACTIONPLAN_SERVICES_RPC_RAW_SERVICE_H_
#define ACTIONPLAN_SERVICES_RPC_RAW_SERVICE_H_

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "eventstore/base/clock.h"
#include "google/protobuf/descriptor.h"
#include "grpcpp/impl/service_type.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "services/domain/caller.h"
#include "services/rpc/unary_call.h"

namespace actionplan::rpc {

// Takes a call's bytes and finishes the call, now or later, on any thread. It
// runs on one of gRPC's few threads and never waits.
using UnaryMethod =
    std::function<void(UnaryCallPointer call, const grpc::ByteBuffer& request)>;

// Starts a stream of answers; the reactor deletes itself in OnDone().
using StreamMethod = std::function<grpc::ServerWriteReactor<grpc::ByteBuffer>*(
    const domain::Caller& caller, const grpc::ByteBuffer& request)>;

// A stream that ends before its first message.
grpc::ServerWriteReactor<grpc::ByteBuffer>* RefuseStream(
    const absl::Status& refusal);

// Bind every method before the server starts; then it may be called from any
// thread.
class RawService final : public grpc::Service {
 public:
  RawService(const google::protobuf::ServiceDescriptor& descriptor,
             const base::Clock& clock);

  // Ends the process when the service has no such method: a misspelt name is
  // found at start, not at the first call.
  void Bind(absl::string_view method, UnaryMethod handler);
  void BindStream(absl::string_view method, StreamMethod handler);

  // Ends the process when a method of the proto has no handler.
  void CheckAllBound() const;

  absl::string_view name() const { return descriptor_.full_name(); }

 private:
  int IndexOf(absl::string_view method) const;

  const google::protobuf::ServiceDescriptor& descriptor_;
  const base::Clock& clock_;
  std::deque<std::string> paths_;  // gRPC keeps pointers to them.
  std::vector<bool> bound_;
};

}  // namespace actionplan::rpc

#endif  // ACTIONPLAN_SERVICES_RPC_RAW_SERVICE_H_
