#include "tests/support/running_server.h"

#include <utility>

#include "actionplan/v1/admin_service.pb.h"
#include "eventstore/base/logging.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/text_format.h"
#include "services/client/method.h"
#include "services/client/request_id.h"

namespace actionplan::support {
namespace {

using google::protobuf::Message;
using google::protobuf::MessageFactory;
using google::protobuf::MethodDescriptor;

const MethodDescriptor& Method(absl::string_view name) {
  const MethodDescriptor* const method = client::FindMethod(name);
  if (method == nullptr) base::Fatal("no such method", {{"method", name}});
  return *method;
}

std::unique_ptr<Message> New(const google::protobuf::Descriptor& type) {
  return std::unique_ptr<Message>(
      MessageFactory::generated_factory()->GetPrototype(&type)->New());
}

template <typename T>
T OrDie(absl::StatusOr<T> result) {
  if (!result.ok()) {
    base::Fatal("a test's server cannot be used",
                {{"cause", result.status().ToString()}});
  }
  return *std::move(result);
}

}  // namespace

std::unique_ptr<Message> RequestFor(absl::string_view method,
                                    const std::string& text) {
  std::unique_ptr<Message> request = New(*Method(method).input_type());
  if (!google::protobuf::TextFormat::MergeFromString(text, request.get())) {
    base::Fatal("no request", {{"method", method}, {"text", text}});
  }
  const auto* const id =
      request->GetDescriptor()->FindFieldByName("request_id");
  if (id != nullptr && !request->GetReflection()->HasField(*request, id)) {
    request->GetReflection()->SetString(request.get(), id,
                                        client::RandomRequestId());
  }
  return request;
}

absl::Status Person::Try(absl::string_view method,
                         const std::string& text) const {
  const MethodDescriptor& descriptor = Method(method);
  return client_.Call(descriptor, *RequestFor(method, text),
                      *New(*descriptor.output_type()));
}

RunningServer::RunningServer(const base::Clock& clock)
    : clock_(clock),
      options_{.address = "127.0.0.1:0",
               .data = folder_.path(),
               .backups = folder_.Path("backups"),
               .insecure_identity = true,
               .storage_floor_bytes = 16 << 20,
               .storage_reserve_bytes = 1 << 20} {
  Start();
}

RunningServer::~RunningServer() = default;

void RunningServer::Start() {
  server_ = OrDie(server::Server::Start(options_, clock_));
  client_ = OrDie(client::Client::Connect(
      {.address = server_->address(), .retry = {.attempts = 1}}));
}

void RunningServer::Stop() { server_.reset(); }

Person RunningServer::As(client::Identity identity) const {
  return Person(OrDie(client_->As(std::move(identity))));
}

Person RunningServer::Manager() const {
  return As({.principal = "manager-1", .roles = {"board-manager"}});
}

Person RunningServer::Chair() const {
  return As({.principal = "chair-1", .roles = {"sub-group-chair"}});
}

Person RunningServer::IndependentChair() const {
  return As({.principal = "independent-1", .roles = {"independent-chair"}});
}

Person RunningServer::Lead() const {
  return As({.principal = "health-1",
             .agency = "boards/ncc/agencies/health",
             .roles = {"agency-lead"}});
}

Person RunningServer::Other() const {
  return As({.principal = "police-1",
             .agency = "boards/ncc/agencies/police",
             .roles = {"agency-lead"}});
}

int64_t RunningServer::Head() const {
  return OrDie(Manager().Call<v1::ServerInfo>("AdminService.GetServerInfo", ""))
      .head_position();
}

}  // namespace actionplan::support
