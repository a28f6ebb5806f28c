// A connection to a server, for every method of the API.
//
//   ASSIGN_OR_RETURN(const Client client, Client::Connect({
//       .address = "127.0.0.1:50051",
//       .identity = {.principal = "ncc-manager", .roles =
//       {"board-manager"}}}));
//   v1::GetActionRequest request;
//   request.set_name("boards/ncc/actions/a12");
//   auto action = client.Call<v1::Action>("ActionService.GetAction", request);
//
// Thread-safe. Copies share the connection. An error of a call carries the
// server's details as payloads (services/client/status.h); DEADLINE_EXCEEDED
// means that the outcome of a command is not known: send it again with the same
// request_id.
#ifndef ACTIONPLAN_SERVICES_CLIENT_CLIENT_H_
#define ACTIONPLAN_SERVICES_CLIENT_CLIENT_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "grpcpp/channel.h"
#include "services/client/retry.h"

namespace actionplan::client {

// Who calls. It travels beside every request, never in it.
struct Identity {
  std::string principal;           // An opaque id; empty for nobody.
  std::string agency;              // A resource name; empty for none.
  std::vector<std::string> roles;  // Such as "board-manager".
};

struct ClientOptions {
  std::string address;  // host:port
  Identity identity;

  // For a whole call with all its attempts.
  absl::Duration timeout = absl::Seconds(30);

  RetryPolicy retry;

  // Waits between attempts; a test does not.
  std::function<void(absl::Duration)> sleep = absl::SleepFor;
};

class Client {
 public:
  // The connection is made with the first call. INVALID_ARGUMENT when there is
  // no address, or the identity could not travel as metadata.
  static absl::StatusOr<Client> Connect(ClientOptions options);

  // The same connection for somebody else.
  absl::StatusOr<Client> As(Identity identity) const;

  // Calls a unary method and waits for its answer. `request` and `response`
  // are of the method's types. UNAVAILABLE and RESOURCE_EXHAUSTED are tried
  // again with the very same request, within the timeout.
  absl::Status Call(const google::protobuf::MethodDescriptor& method,
                    const google::protobuf::Message& request,
                    google::protobuf::Message& response) const;

  // The same for a method called "ActionService.GetAction". UNIMPLEMENTED when
  // there is no such method, INVALID_ARGUMENT when it has other types.
  template <typename Response>
  absl::StatusOr<Response> Call(
      absl::string_view method,
      const google::protobuf::Message& request) const {
    Response response;
    absl::Status status = CallNamed(method, request, response);
    if (!status.ok()) return status;
    return response;
  }

  // Calls a method that streams its answer and hands every message, read into
  // `message`, to `each`. Returns when the server ends the stream, or with the
  // first error of `each`. Without a deadline and without another attempt: the
  // caller knows from where to resume.
  absl::Status Watch(const google::protobuf::MethodDescriptor& method,
                     const google::protobuf::Message& request,
                     google::protobuf::Message& message,
                     const std::function<absl::Status()>& each) const;

  const Identity& identity() const { return options_.identity; }
  const std::string& address() const { return options_.address; }

 private:
  Client(ClientOptions options, std::shared_ptr<grpc::Channel> channel);

  absl::Status CallNamed(absl::string_view method,
                         const google::protobuf::Message& request,
                         google::protobuf::Message& response) const;
  absl::Status CallOnce(const std::string& path,
                        const google::protobuf::Message& request,
                        google::protobuf::Message& response,
                        absl::Time deadline) const;

  ClientOptions options_;
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace actionplan::client

#endif  // ACTIONPLAN_SERVICES_CLIENT_CLIENT_H_
