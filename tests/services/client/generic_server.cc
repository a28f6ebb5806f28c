#include "tests/services/client/generic_server.h"

#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/rpc/status.pb.h"

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

grpc::ByteBuffer BufferOf(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

ReceivedCall CallOf(const grpc::GenericCallbackServerContext& context) {
  ReceivedCall call;
  const std::vector<std::string> path = absl::StrSplit(context.method(), '/');
  const std::vector<std::string> service = absl::StrSplit(path[1], '.');
  call.method = absl::StrCat(service.back(), ".", path[2]);
  for (const auto& [key, value] : context.client_metadata()) {
    call.metadata.emplace(std::string(key.data(), key.size()),
                          std::string(value.data(), value.size()));
  }
  return call;
}

}  // namespace

Reply Reply::Refusal(
    grpc::StatusCode code, const std::string& text,
    const std::vector<const google::protobuf::Message*>& details) {
  google::rpc::Status status;
  status.set_code(code);
  status.set_message(text);
  for (const auto* detail : details) status.add_details()->PackFrom(*detail);
  return {.messages = {},
          .status = grpc::Status(code, text, status.SerializeAsString())};
}

class GenericServer::Reaction final : public grpc::ServerGenericBidiReactor {
 public:
  Reaction(GenericServer& server, ReceivedCall call)
      : server_(server), call_(std::move(call)) {
    StartRead(&buffer_);
  }

  void OnReadDone(bool ok) override {
    if (!ok) {
      Finish(grpc::Status::CANCELLED);
      return;
    }
    call_.request = BytesOf(buffer_);
    reply_ = server_.Record(call_);
    WriteNext();
  }

  void OnWriteDone(bool ok) override {
    if (ok) {
      WriteNext();
    } else {
      Finish(grpc::Status::CANCELLED);
    }
  }

  void OnDone() override { delete this; }

 private:
  void WriteNext() {
    if (next_ == reply_.messages.size()) {
      Finish(reply_.status);
      return;
    }
    buffer_ = BufferOf(reply_.messages[next_++]);
    StartWrite(&buffer_);
  }

  GenericServer& server_;
  ReceivedCall call_;
  Reply reply_;
  grpc::ByteBuffer buffer_;
  std::size_t next_ = 0;
};

GenericServer::GenericServer(Answer answer) : answer_(std::move(answer)) {
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                           &port_);
  builder.RegisterCallbackGenericService(this);
  server_ = builder.BuildAndStart();
}

GenericServer::~GenericServer() { server_->Shutdown(); }

std::string GenericServer::address() const {
  return absl::StrCat("127.0.0.1:", port_);
}

std::vector<ReceivedCall> GenericServer::calls() const {
  base::MutexLock lock(mutex_);
  return calls_;
}

grpc::ServerGenericBidiReactor* GenericServer::CreateReactor(
    grpc::GenericCallbackServerContext* context) {
  return new Reaction(*this, CallOf(*context));
}

Reply GenericServer::Record(ReceivedCall call) {
  base::MutexLock lock(mutex_);
  calls_.push_back(call);
  return answer_(call);
}

}  // namespace actionplan::support
