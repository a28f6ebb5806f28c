// The transport by itself: a server of the same methods and the same style as
// the product's (raw bytes, callback API) that answers each call at once with
// as many bytes as the product would.
//
//   echo_server --answer_bytes=N
//
// Tells its address on stderr as the product's server does. Ends on SIGTERM.
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "actionplan/v1/action.pb.h"
#include "grpcpp/impl/codegen/server_callback_handlers.h"
#include "grpcpp/impl/rpc_service_method.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "services/client/method.h"
#include "tests/benchmarks/measurement.h"
#include "tests/benchmarks/serving.h"

ABSL_FLAG(int, answer_bytes, 700, "how long an answer is");

namespace actionplan::benchmarks {
namespace {

using Handler =
    grpc::internal::CallbackUnaryHandler<grpc::ByteBuffer, grpc::ByteBuffer>;
using grpc::internal::RpcMethod;
using grpc::internal::RpcServiceMethod;

class EchoService final : public grpc::Service {
 public:
  EchoService(const google::protobuf::ServiceDescriptor& descriptor,
              const grpc::ByteBuffer& answer) {
    for (int i = 0; i < descriptor.method_count(); ++i) {
      paths_.push_back(absl::StrCat("/", descriptor.full_name(), "/",
                                    descriptor.method(i)->name()));
      AddMethod(new RpcServiceMethod(paths_.back().c_str(),
                                     RpcMethod::NORMAL_RPC, nullptr));
      MarkMethodRawCallback(
          i, new Handler([answer](grpc::CallbackServerContext* context,
                                  const grpc::ByteBuffer*,
                                  grpc::ByteBuffer* response) {
            *response = answer;
            grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
            reactor->Finish(grpc::Status::OK);
            return reactor;
          }));
    }
  }

 private:
  std::deque<std::string> paths_;  // gRPC keeps pointers to them.
};

grpc::ByteBuffer AnswerOf(size_t bytes) {
  v1::Action action;
  const size_t frame = 3;  // Tag and length of the only field.
  action.set_description(std::string(bytes - frame, 'x'));
  const grpc::Slice slice(action.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

void Run() {
  const grpc::ByteBuffer answer =
      AnswerOf(static_cast<size_t>(absl::GetFlag(FLAGS_answer_bytes)));
  std::vector<std::unique_ptr<EchoService>> services;
  for (const auto* descriptor : client::Services()) {
    services.push_back(std::make_unique<EchoService>(*descriptor, answer));
  }
  std::vector<grpc::Service*> all;
  for (const auto& service : services) all.push_back(service.get());
  ServeUntilStopped(all);
}

}  // namespace
}  // namespace actionplan::benchmarks

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  actionplan::benchmarks::BlockStopSignals();
  actionplan::benchmarks::Run();
}
