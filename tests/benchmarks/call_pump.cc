#include "tests/benchmarks/call_pump.h"

#include <chrono>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/client_context.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "grpcpp/security/credentials.h"

namespace actionplan::benchmarks {
namespace {

using google::protobuf::Message;
using google::protobuf::MessageLite;
using google::protobuf::MethodDescriptor;
using Stub = grpc::TemplatedGenericStub<MessageLite, MessageLite>;

std::shared_ptr<grpc::Channel> OwnConnection(const std::string& address) {
  grpc::ChannelArguments arguments;
  // Otherwise channels to one address share one connection.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(),
                                   arguments);
}

void Introduce(const client::Identity& identity, grpc::ClientContext& context) {
  context.AddMetadata("actionplan-principal", identity.principal);
  if (!identity.agency.empty()) {
    context.AddMetadata("actionplan-agency", identity.agency);
  }
  context.AddMetadata("actionplan-roles", absl::StrJoin(identity.roles, ","));
}

std::unique_ptr<Message> NewAnswer(const MethodDescriptor& method) {
  return std::unique_ptr<Message>(
      google::protobuf::MessageFactory::generated_factory()
          ->GetPrototype(method.output_type())
          ->New());
}

}  // namespace

struct CallPump::Slot {
  Slot(size_t the_number, const std::shared_ptr<grpc::Channel>& channel)
      : number(the_number), stub(channel) {}

  const size_t number;
  Stub stub;
  Call call;
  const MethodDescriptor* last_method = nullptr;
  std::string path;
  std::unique_ptr<Message> answer;
  std::optional<grpc::ClientContext> context;
  SteadyTime begin;
};

CallPump::CallPump(const Options& options, Source source, Answered answered)
    : source_(std::move(source)), answered_(std::move(answered)) {
  // As the server does: the client is not what is measured.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  std::vector<std::shared_ptr<grpc::Channel>> channels;
  for (size_t i = 0; i < options.connections; ++i) {
    channels.push_back(OwnConnection(options.address));
    Require(channels.back()->WaitForConnected(std::chrono::system_clock::now() +
                                              std::chrono::seconds(10)),
            "connect");
  }
  for (size_t i = 0; i < options.in_flight; ++i) {
    slots_.push_back(std::make_unique<Slot>(i, channels[i % channels.size()]));
  }
}

CallPump::~CallPump() { Wait(); }

void CallPump::Start() {
  {
    base::MutexLock lock(mutex_);
    running_ = slots_.size();
  }
  for (const auto& slot : slots_) CallNext(*slot);
}

void CallPump::Wait() {
  base::MutexLock lock(mutex_);
  while (running_ > 0) ended_.Wait(mutex_);
}

void CallPump::CallNext(Slot& slot) {
  slot.call = source_(slot.number);
  if (slot.call.method == nullptr) {
    base::MutexLock lock(mutex_);
    if (--running_ == 0) ended_.NotifyAll();
    return;
  }
  if (slot.call.method != slot.last_method) {
    const MethodDescriptor& method = *slot.call.method;
    slot.path =
        absl::StrCat("/", method.service()->full_name(), "/", method.name());
    slot.answer = NewAnswer(method);
    slot.last_method = &method;
  }
  slot.context.emplace();
  Introduce(*slot.call.identity, *slot.context);
  slot.begin = std::chrono::steady_clock::now();
  slot.stub.UnaryCall(
      &*slot.context, slot.path, {}, slot.call.request.get(), slot.answer.get(),
      [this, &slot](grpc::Status status) { Finish(slot, status); });
}

void CallPump::Finish(Slot& slot, const grpc::Status& status) {
  Require(status.ok(), absl::StrCat(slot.path, ": ", status.error_message()));
  answered_(slot.number, slot.begin, *slot.answer);
  CallNext(slot);
}

}  // namespace actionplan::benchmarks
