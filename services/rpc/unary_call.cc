#include "services/rpc/unary_call.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "grpcpp/server_context.h"
#include "services/rpc/status.h"

namespace actionplan::rpc {
namespace {

// The transport's deadline is a time of the machine's clock; the server's may
// be another.
absl::Time DeadlineOf(const grpc::CallbackServerContext& context,
                      const base::Clock& clock) {
  const absl::Duration left =
      absl::FromChrono(context.deadline()) - base::SystemClock().Now();
  return clock.Now() + std::min(left, kLongestCall);
}

}  // namespace

UnaryCall::UnaryCall(const grpc::CallbackServerContext& context,
                     grpc::ServerUnaryReactor& reactor,
                     grpc::ByteBuffer& response, domain::Caller caller,
                     const base::Clock& clock)
    : response_(response),
      reactor_(reactor),
      caller_(std::move(caller)),
      deadline_(DeadlineOf(context, clock)) {}

void UnaryCall::Finish(const google::protobuf::Message& response) {
  response_ = Serialize(response);
  reactor_.Finish(grpc::Status::OK);
}

void UnaryCall::Finish(const absl::Status& refusal) {
  reactor_.Finish(ToGrpc(refusal));
}

std::string Flatten(const grpc::ByteBuffer& bytes) {
  std::vector<grpc::Slice> slices;
  std::string flat;
  if (!bytes.Dump(&slices).ok()) return flat;
  flat.reserve(bytes.Length());
  for (const grpc::Slice& slice : slices) {
    flat.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return flat;
}

grpc::ByteBuffer Serialize(const google::protobuf::Message& message) {
  grpc::Slice slice(message.ByteSizeLong());
  message.SerializeWithCachedSizesToArray(const_cast<uint8_t*>(slice.begin()));
  return grpc::ByteBuffer(&slice, 1);
}

}  // namespace actionplan::rpc
