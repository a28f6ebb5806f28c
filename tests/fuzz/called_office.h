// A board in memory whose whole API is called in this process, in bytes: what
// stands between a caller and the log, without a network and without a disk.
#ifndef ACTIONPLAN_TESTS_FUZZ_CALLED_OFFICE_H_
#define ACTIONPLAN_TESTS_FUZZ_CALLED_OFFICE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "grpcpp/channel.h"
#include "services/client/client.h"
#include "tests/services/handlers/served_office.h"

namespace actionplan::fuzz {

// Nobody else writes: equal calls on a new office give equal answers. The log
// has one resource of each kind, named as in the tests of the handlers. Streams
// that would go on for ever end at once. Used by one thread.
class CalledOffice final : private handlers::ServedOffice {
 public:
  struct Answer {
    absl::Status status;
    std::string bytes;  // Of the last message.
  };

  CalledOffice();
  ~CalledOffice() override;

  // Calls any method; the server decides whether the bytes are a request.
  Answer Call(const google::protobuf::MethodDescriptor& method,
              absl::string_view bytes, const client::Identity& caller);

  // The position of the last event.
  uint64_t Head() { return head(); }

 private:
  void TestBody() override {}

  std::vector<std::unique_ptr<rpc::RawService>> services_;
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace actionplan::fuzz

#endif  // ACTIONPLAN_TESTS_FUZZ_CALLED_OFFICE_H_
