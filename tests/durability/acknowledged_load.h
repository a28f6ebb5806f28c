// 64 clients that ask for one thing after the other until their server is gone,
// and remember exactly what they were told.
#ifndef ACTIONPLAN_TESTS_DURABILITY_ACKNOWLEDGED_LOAD_H_
#define ACTIONPLAN_TESTS_DURABILITY_ACKNOWLEDGED_LOAD_H_

#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "services/client/client.h"
#include "tests/durability/office.h"

namespace actionplan::durability {

// Sends the request once. OK when it was answered, which `sent` then says;
// the answer's etag and position are in `sent.told`.
absl::Status Send(const client::Client& connection, Sent& sent);

// Used by one thread.
class AcknowledgedLoad {
 public:
  explicit AcknowledgedLoad(Office& office) : office_(office) {}
  ~AcknowledgedLoad() { Join(); }
  AcknowledgedLoad(const AcknowledgedLoad&) = delete;
  AcknowledgedLoad& operator=(const AcknowledgedLoad&) = delete;

  // Every client works until a call of its own is not answered: the server has
  // to be killed, or Join() never returns.
  void Start(const client::Client& connection);

  // Waits until no client is at work.
  void Join();

  // Everything that was sent since Start(), each client's in its order; the
  // last of each client was not answered. After Join().
  std::vector<Sent> TakeSent();

  // Answers other than success that a server which is killed does not give.
  const std::vector<std::string>& refusals() const { return refusals_; }

 private:
  struct Work {
    std::vector<Sent> sent;
    absl::Status end;
    std::thread thread;
  };

  void Run(const client::Client& connection, size_t client, Work& work);

  Office& office_;
  std::vector<Work> work_;
  std::vector<std::string> refusals_;
};

}  // namespace actionplan::durability

#endif  // ACTIONPLAN_TESTS_DURABILITY_ACKNOWLEDGED_LOAD_H_
