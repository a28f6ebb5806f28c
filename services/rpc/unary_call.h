// One call with one answer, from its bytes to its bytes.
//
// gRPC hands over raw bytes, so that a request that does not parse gets a
// precise refusal. The call may be finished later, on any thread, exactly once;
// until then it keeps itself and gRPC's objects alive.
#ifndef ACTIONPLAN_SERVICES_RPC_UNARY_CALL_H_
#define ACTIONPLAN_SERVICES_RPC_UNARY_CALL_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "eventstore/base/clock.h"
#include "google/protobuf/message.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "services/domain/caller.h"

namespace actionplan::rpc {

// A call without a deadline, or with a later one, gets this long.
inline constexpr absl::Duration kLongestCall = absl::Seconds(30);

class UnaryCall {
 public:
  UnaryCall(const grpc::CallbackServerContext& context,
            grpc::ServerUnaryReactor& reactor, grpc::ByteBuffer& response,
            domain::Caller caller, const base::Clock& clock);

  const domain::Caller& caller() const { return caller_; }

  // When the caller stops waiting, by the server's clock.
  absl::Time deadline() const { return deadline_; }

  // Ends the call. Nothing may touch it afterwards.
  void Finish(const google::protobuf::Message& response);
  void Finish(const absl::Status& refusal);

 private:
  grpc::ByteBuffer& response_;
  grpc::ServerUnaryReactor& reactor_;
  const domain::Caller caller_;
  const absl::Time deadline_;
};

using UnaryCallPointer = std::shared_ptr<UnaryCall>;

// The bytes of a request or an answer, as one string where they are not.
std::string Flatten(const grpc::ByteBuffer& bytes);
grpc::ByteBuffer Serialize(const google::protobuf::Message& message);

}  // namespace actionplan::rpc

#endif  // ACTIONPLAN_SERVICES_RPC_UNARY_CALL_H_
