// The whole server in a test: on a free port of the loopback, with its data in
// a folder of its own, called over the wire by the people of a board.
//
//   FakeClock clock;
//   RunningServer server(clock);
//   ASSERT_OK(server.Manager().Try("BoardService.CreateBoard", "…"));
#ifndef ACTIONPLAN_TESTS_SUPPORT_RUNNING_SERVER_H_
#define ACTIONPLAN_TESTS_SUPPORT_RUNNING_SERVER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "eventstore/base/clock.h"
#include "google/protobuf/message.h"
#include "services/client/client.h"
#include "services/server/options.h"
#include "services/server/server.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::support {

// A request of the method called "ActionService.GetAction", written as text. A
// request_id that the text leaves out is a new one. Ends the program when there
// is no such method or the text is no such request.
std::unique_ptr<google::protobuf::Message> RequestFor(absl::string_view method,
                                                      const std::string& text);

// Somebody who calls the API. Thread-safe.
class Person {
 public:
  explicit Person(client::Client client) : client_(std::move(client)) {}

  // Calls the method once: no refusal is tried again.
  template <typename Response>
  absl::StatusOr<Response> Call(absl::string_view method,
                                const std::string& text) const {
    return client_.Call<Response>(method, *RequestFor(method, text));
  }

  // The same where only the outcome matters.
  absl::Status Try(absl::string_view method, const std::string& text) const;

  const client::Client& client() const { return client_; }

 private:
  client::Client client_;
};

// Used by one thread; the people it gives may be used by any.
class RunningServer {
 public:
  // Starts. Ends the program when that fails. `clock` outlives the server.
  explicit RunningServer(const base::Clock& clock);
  ~RunningServer();

  // Serves the same folder again, on another port. People of before are gone.
  void Start();
  void Stop();

  // What the server was started with; a change holds from the next Start() on.
  server::Options& options() { return options_; }
  std::string address() const { return server_->address(); }

  Person As(client::Identity identity) const;

  // The people of boards/ncc: its office, the agency that leads, and another.
  Person Manager() const;
  Person Chair() const;  // Of a sub-group.
  Person IndependentChair() const;
  Person Lead() const;   // Of boards/ncc/agencies/health.
  Person Other() const;  // Of boards/ncc/agencies/police.

  // The position of the last event.
  int64_t Head() const;

 private:
  const base::Clock& clock_;
  TemporaryFolder folder_;
  server::Options options_;
  std::unique_ptr<server::Server> server_;
  std::optional<client::Client> client_;
};

}  // namespace actionplan::support

#endif  // ACTIONPLAN_TESTS_SUPPORT_RUNNING_SERVER_H_
