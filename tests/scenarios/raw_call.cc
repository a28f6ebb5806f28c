#include "tests/scenarios/raw_call.h"

#include <vector>

#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "services/client/status.h"

namespace actionplan::support {
namespace {

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Dump(&slices).ok()) return bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

}  // namespace

absl::StatusOr<std::string> CallRaw(const RawRequest& request) {
  RawStream stream(request);
  std::string answer;
  while (const std::optional<std::string> bytes = stream.Read()) {
    answer = *bytes;
  }
  if (!stream.end().ok()) return stream.end();
  return answer;
}

RawStream::RawStream(const RawRequest& request) {
  grpc::ChannelArguments arguments;
  // The window stays as it begins, so that a stream that is not read soon
  // stands still.
  arguments.SetInt(GRPC_ARG_HTTP2_BDP_PROBE, 0);
  arguments.SetInt(GRPC_ARG_HTTP2_STREAM_LOOKAHEAD_BYTES, request.window_bytes);
  channel_ = grpc::CreateCustomChannel(
      request.address, grpc::InsecureChannelCredentials(), arguments);
  if (!request.principal.empty()) {
    context_.AddMetadata("actionplan-principal", request.principal);
  }
  context_.AddMetadata("actionplan-roles", "board-manager");
  stream_ =
      grpc::GenericStub(channel_).PrepareCall(&context_, request.path, &queue_);
  stream_->StartCall(nullptr);
  if (Next()) {
    const grpc::Slice slice(request.bytes);
    stream_->WriteLast(grpc::ByteBuffer(&slice, 1), {}, nullptr);
    Next();
  } else {
    Finish();
  }
}

RawStream::~RawStream() {
  Cancel();
  while (Read()) {
  }
  queue_.Shutdown();
  Next();
}

std::optional<std::string> RawStream::Read() {
  if (ended_) return std::nullopt;
  grpc::ByteBuffer message;
  stream_->Read(&message, nullptr);
  if (Next()) return BytesOf(message);
  Finish();
  return std::nullopt;
}

// Waits for the operation begun last.
bool RawStream::Next() {
  void* tag = nullptr;
  bool ok = false;
  return queue_.Next(&tag, &ok) && ok;
}

void RawStream::Finish() {
  grpc::Status status;
  stream_->Finish(&status, nullptr);
  Next();
  ended_ = true;
  end_ = client::FromGrpc(status);
}

}  // namespace actionplan::support
