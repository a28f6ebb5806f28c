// Calls of bytes, for what no typed client can say: bytes that are no message,
// methods of services that are not ours, streams that are read slowly.
#ifndef ACTIONPLAN_TESTS_SCENARIOS_RAW_CALL_H_
#define ACTIONPLAN_TESTS_SCENARIOS_RAW_CALL_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/generic/generic_stub.h"

namespace actionplan::support {

// What is called, where, and by whom: metadata as the server reads it.
struct RawRequest {
  std::string address;
  std::string path;  // "/actionplan.v1.BoardService/GetBoard"
  std::string bytes;
  std::string principal = "manager-1";

  // How much of a stream may be under way before it is read; a message that is
  // longer waits at the server.
  int window_bytes = 64 * 1024;
};

// Waits for the bytes of the one answer.
absl::StatusOr<std::string> CallRaw(const RawRequest& request);

// A stream of answers. One thread reads; Cancel() may come from any other.
class RawStream {
 public:
  explicit RawStream(const RawRequest& request);
  ~RawStream();
  RawStream(const RawStream&) = delete;
  RawStream& operator=(const RawStream&) = delete;

  // Waits for the next message; nothing once the stream has ended.
  std::optional<std::string> Read();

  // How it ended, after Read() gave nothing.
  const absl::Status& end() const { return end_; }

  // Ends the stream from this side.
  void Cancel() { context_.TryCancel(); }

 private:
  bool Next();
  void Finish();

  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> stream_;
  bool ended_ = false;
  absl::Status end_;
};

}  // namespace actionplan::support

#endif  // ACTIONPLAN_TESTS_SCENARIOS_RAW_CALL_H_
