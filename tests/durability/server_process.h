// The real server as a process of its own, which can be killed at any moment.
#ifndef ACTIONPLAN_TESTS_DURABILITY_SERVER_PROCESS_H_
#define ACTIONPLAN_TESTS_DURABILITY_SERVER_PROCESS_H_

#include <sys/types.h>

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace actionplan::durability {

// Used by the thread that made it. The process ends with this object, and with
// that thread, however the test ends.
class ServerProcess {
 public:
  struct Options {
    std::string data;  // The folder of log and views.

    // Beside those that every server needs.
    std::vector<std::string> flags = {};

    // Added to the test's own, such as "LD_PRELOAD=/a/library.so".
    std::vector<std::string> environment = {};
  };

  // Starts the program on a free port of the loopback; it does not serve yet.
  // Ends the test's program when it cannot.
  explicit ServerProcess(const Options& options);
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  // Waits until it serves, and says where. FAILED_PRECONDITION with what it
  // wrote when it ended instead, DEADLINE_EXCEEDED after a minute.
  absl::StatusOr<std::string> AwaitAddress();

  // Stops it as it is and waits until none of its threads runs any more.
  absl::Status Freeze();

  // kill -9, and waits until it is gone. FAILED_PRECONDITION with what it wrote
  // when it had ended by itself.
  absl::Status Kill();

  // Asks it to stop and waits until it is gone. FAILED_PRECONDITION with what
  // it wrote when it ended in any other way than it should.
  absl::Status Stop();

  // Waits until it has ended by itself, and with a complaint.
  // DEADLINE_EXCEEDED after a minute.
  absl::Status AwaitEnd();

  // FAILED_PRECONDITION with what it wrote when it has ended by itself.
  absl::Status IsAlive();

 private:
  // The program's own process from here on: never returns.
  [[noreturn]] void Become(char* const* arguments, char* const* environment);

  bool HasEnded();
  void Reap();
  std::string Output() const;
  absl::Status EndedByItself() const;

  int output_;  // A file in memory that takes its stdout and stderr.
  pid_t process_ = 0;
  bool has_ended_ = false;
  int exit_ = 0;  // As waitpid() says it.
};

}  // namespace actionplan::durability

#endif  // ACTIONPLAN_TESTS_DURABILITY_SERVER_PROCESS_H_
