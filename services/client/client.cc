#include "services/client/client.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "eventstore/base/mutex.h"
#include "eventstore/base/status.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "grpcpp/security/credentials.h"
#include "services/client/method.h"
#include "services/client/status.h"

namespace actionplan::client {
namespace {

using google::protobuf::MessageLite;

// A page of a thousand rows with long texts fits.
constexpr int kLongestAnswer = 64 << 20;

using Stub = grpc::TemplatedGenericStub<MessageLite, MessageLite>;

std::string PathOf(const google::protobuf::MethodDescriptor& method) {
  return absl::StrCat("/", method.service()->full_name(), "/", method.name());
}

bool CanTravel(absl::string_view value) {
  for (const unsigned char c : value) {
    if (!absl::ascii_isprint(c)) return false;
  }
  return true;
}

absl::Status Check(const Identity& identity) {
  bool can_travel = CanTravel(identity.principal) && CanTravel(identity.agency);
  for (const std::string& role : identity.roles) {
    can_travel = can_travel && CanTravel(role);
  }
  if (can_travel) return absl::OkStatus();
  return absl::InvalidArgumentError(
      "an identity is printable ASCII: principals are opaque ids, agencies are "
      "resource names");
}

void Introduce(const Identity& identity, grpc::ClientContext& context) {
  if (!identity.principal.empty()) {
    context.AddMetadata("actionplan-principal", identity.principal);
  }
  if (!identity.agency.empty()) {
    context.AddMetadata("actionplan-agency", identity.agency);
  }
  if (!identity.roles.empty()) {
    context.AddMetadata("actionplan-roles", absl::StrJoin(identity.roles, ","));
  }
}

absl::Status CheckTypes(const google::protobuf::MethodDescriptor& method,
                        const google::protobuf::Message& request,
                        const google::protobuf::Message& response) {
  if (request.GetDescriptor() == method.input_type() &&
      response.GetDescriptor() == method.output_type()) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat(MethodName(method), " takes ", method.input_type()->name(),
                   " and answers ", method.output_type()->name()));
}

// A completion queue of one stream's operations, one at a time.
class Steps {
 public:
  ~Steps() {
    queue_.Shutdown();
    Next();
  }

  grpc::CompletionQueue* queue() { return &queue_; }

  // Waits for the operation begun last; false when it could not be done.
  bool Next() {
    void* tag = nullptr;
    bool ok = false;
    return queue_.Next(&tag, &ok) && ok;
  }

 private:
  grpc::CompletionQueue queue_;
};

}  // namespace

Client::Client(ClientOptions options, std::shared_ptr<grpc::Channel> channel)
    : options_(std::move(options)), channel_(std::move(channel)) {}

absl::StatusOr<Client> Client::Connect(ClientOptions options) {
  if (options.address.empty()) {
    return absl::InvalidArgumentError("a server has an address: host:port");
  }
  RETURN_IF_ERROR(Check(options.identity));
  grpc::ChannelArguments arguments;
  // A server that has just been started is found at the next attempt. gRPC's
  // least backoff is left alone: it is also how long a connection may take.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetMaxReceiveMessageSize(kLongestAnswer);
  auto channel = grpc::CreateCustomChannel(
      options.address, grpc::InsecureChannelCredentials(), arguments);
  return Client(std::move(options), std::move(channel));
}

absl::StatusOr<Client> Client::As(Identity identity) const {
  RETURN_IF_ERROR(Check(identity));
  ClientOptions options = options_;
  options.identity = std::move(identity);
  return Client(std::move(options), channel_);
}

absl::Status Client::Call(const google::protobuf::MethodDescriptor& method,
                          const google::protobuf::Message& request,
                          google::protobuf::Message& response) const {
  RETURN_IF_ERROR(CheckTypes(method, request, response));
  const std::string path = PathOf(method);
  const absl::Time deadline = absl::Now() + options_.timeout;
  for (int attempt = 1;; ++attempt) {
    absl::Status status = CallOnce(path, request, response, deadline);
    const auto delay = RetryDelay(options_.retry, attempt, status);
    if (!delay || absl::Now() + *delay >= deadline) return status;
    options_.sleep(*delay);
  }
}

absl::Status Client::CallNamed(absl::string_view method,
                               const google::protobuf::Message& request,
                               google::protobuf::Message& response) const {
  const auto* descriptor = FindMethod(method);
  if (descriptor == nullptr) {
    return absl::UnimplementedError(absl::StrCat("no method is ", method));
  }
  return Call(*descriptor, request, response);
}

absl::Status Client::CallOnce(const std::string& path,
                              const google::protobuf::Message& request,
                              google::protobuf::Message& response,
                              absl::Time deadline) const {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(deadline));
  Introduce(options_.identity, context);

  base::Mutex mutex;
  base::Condition finished;
  bool done = false;
  grpc::Status result;
  Stub(channel_).UnaryCall(&context, path, {}, &request, &response,
                           [&](grpc::Status status) {
                             base::MutexLock lock(mutex);
                             result = std::move(status);
                             done = true;
                             finished.NotifyOne();
                           });
  base::MutexLock lock(mutex);
  while (!done) finished.Wait(mutex);
  return FromGrpc(result);
}

absl::Status Client::Watch(const google::protobuf::MethodDescriptor& method,
                           const google::protobuf::Message& request,
                           google::protobuf::Message& message,
                           const std::function<absl::Status()>& each) const {
  RETURN_IF_ERROR(CheckTypes(method, request, message));
  grpc::ClientContext context;
  Introduce(options_.identity, context);
  Steps steps;
  auto stream =
      Stub(channel_).PrepareCall(&context, PathOf(method), steps.queue());
  stream->StartCall(nullptr);
  absl::Status refused;
  if (steps.Next()) {
    stream->Write(request, grpc::WriteOptions().set_last_message(), nullptr);
    bool more = steps.Next();
    while (more) {
      stream->Read(&message, nullptr);
      more = steps.Next();
      if (!more) break;
      refused = each();
      if (!refused.ok()) {
        context.TryCancel();
        more = false;
      }
    }
  }
  grpc::Status result;
  stream->Finish(&result, nullptr);
  steps.Next();
  return refused.ok() ? FromGrpc(result) : refused;
}

}  // namespace actionplan::client
