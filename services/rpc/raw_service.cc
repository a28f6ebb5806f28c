#include "services/rpc/raw_service.h"

#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "eventstore/base/logging.h"
#include "grpcpp/impl/codegen/server_callback_handlers.h"
#include "grpcpp/impl/rpc_service_method.h"
#include "services/rpc/identity.h"
#include "services/rpc/status.h"

namespace actionplan::rpc {
namespace {

using grpc::internal::RpcMethod;
using grpc::internal::RpcServiceMethod;

// Ends a stream before its first message.
class RefusedStream final : public grpc::ServerWriteReactor<grpc::ByteBuffer> {
 public:
  explicit RefusedStream(const absl::Status& refusal) {
    Finish(ToGrpc(refusal));
  }
  void OnDone() override { delete this; }
};

}  // namespace

grpc::ServerWriteReactor<grpc::ByteBuffer>* RefuseStream(
    const absl::Status& refusal) {
  return new RefusedStream(refusal);
}

RawService::RawService(const google::protobuf::ServiceDescriptor& descriptor,
                       const base::Clock& clock)
    : descriptor_(descriptor),
      clock_(clock),
      bound_(descriptor.method_count(), false) {
  for (int i = 0; i < descriptor.method_count(); ++i) {
    const google::protobuf::MethodDescriptor& method = *descriptor.method(i);
    paths_.push_back(
        absl::StrCat("/", descriptor.full_name(), "/", method.name()));
    AddMethod(new RpcServiceMethod(paths_.back().c_str(),
                                   method.server_streaming()
                                       ? RpcMethod::SERVER_STREAMING
                                       : RpcMethod::NORMAL_RPC,
                                   nullptr));
  }
}

int RawService::IndexOf(absl::string_view method) const {
  const google::protobuf::MethodDescriptor* found =
      descriptor_.FindMethodByName(std::string(method));
  if (found == nullptr) {
    base::Fatal("no such method", {{"service", name()}, {"method", method}});
  }
  return found->index();
}

void RawService::Bind(absl::string_view method, UnaryMethod handler) {
  const int index = IndexOf(method);
  bound_[index] = true;
  MarkMethodRawCallback(
      index,
      new grpc::internal::CallbackUnaryHandler<grpc::ByteBuffer,
                                               grpc::ByteBuffer>(
          [this, handler = std::move(handler)](
              grpc::CallbackServerContext* context,
              const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
            grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
            absl::StatusOr<domain::Caller> caller =
                ClaimedCaller(context->client_metadata());
            if (!caller.ok()) {
              reactor->Finish(ToGrpc(caller.status()));
              return reactor;
            }
            handler(std::make_shared<UnaryCall>(*context, *reactor, *response,
                                                *std::move(caller), clock_),
                    *request);
            return reactor;
          }));
}

void RawService::BindStream(absl::string_view method, StreamMethod handler) {
  const int index = IndexOf(method);
  bound_[index] = true;
  MarkMethodRawCallback(
      index,
      new grpc::internal::CallbackServerStreamingHandler<grpc::ByteBuffer,
                                                         grpc::ByteBuffer>(
          [handler = std::move(handler)](grpc::CallbackServerContext* context,
                                         const grpc::ByteBuffer* request)
              -> grpc::ServerWriteReactor<grpc::ByteBuffer>* {
            absl::StatusOr<domain::Caller> caller =
                ClaimedCaller(context->client_metadata());
            if (!caller.ok()) return RefuseStream(caller.status());
            return handler(*caller, *request);
          }));
}

void RawService::CheckAllBound() const {
  for (int i = 0; i < descriptor_.method_count(); ++i) {
    if (!bound_[i]) {
      base::Fatal(
          "a method has no handler",
          {{"service", name()}, {"method", descriptor_.method(i)->name()}});
    }
  }
}

}  // namespace actionplan::rpc
