// A server on a free port of the loopback that answers any method as a test
// tells it to, so that clients are tested over the wire.
#ifndef ACTIONPLAN_TESTS_SERVICES_CLIENT_GENERIC_SERVER_H_
#define ACTIONPLAN_TESTS_SERVICES_CLIENT_GENERIC_SERVER_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "eventstore/base/mutex.h"
#include "google/protobuf/message_lite.h"
#include "grpcpp/generic/async_generic_service.h"
#include "grpcpp/grpcpp.h"

namespace actionplan::support {

// A call as it came in.
struct ReceivedCall {
  std::string method;  // "ActionService.GetAction"
  std::map<std::string, std::string> metadata;
  std::string request;  // Serialized.

  template <typename Request>
  Request As() const {
    Request message;
    message.ParseFromString(request);
    return message;
  }
};

// What to answer: the messages, then the status.
struct Reply {
  std::vector<std::string> messages;
  grpc::Status status;

  static Reply With(const google::protobuf::MessageLite& message) {
    return {.messages = {message.SerializeAsString()}};
  }

  // A refusal with details, as the server sends them.
  static Reply Refusal(
      grpc::StatusCode code, const std::string& text,
      const std::vector<const google::protobuf::Message*>& details = {});
};

// Thread-safe. `answer` is called on gRPC's threads and must not block.
class GenericServer final : private grpc::CallbackGenericService {
 public:
  using Answer = std::function<Reply(const ReceivedCall&)>;

  explicit GenericServer(Answer answer);
  ~GenericServer() override;

  std::string address() const;

  // Every call so far, in the order in which they came.
  std::vector<ReceivedCall> calls() const;

 private:
  class Reaction;

  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override;
  Reply Record(ReceivedCall call);

  Answer answer_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
  mutable base::Mutex mutex_;
  std::vector<ReceivedCall> calls_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace actionplan::support

#endif  // ACTIONPLAN_TESTS_SERVICES_CLIENT_GENERIC_SERVER_H_
