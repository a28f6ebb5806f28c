// One data folder and the server on it, crashed and started again any number of
// times under load, with everything checked after each crash.
//
//   Trial trial({.data = folder.path()});
//   ASSERT_OK(trial.Start());
//   trial.LoadUntil(delay, [](ServerProcess& server) { return server.Kill();
//   }); ASSERT_OK(trial.Start()); trial.Check();
//   EXPECT_THAT(trial.log().problems(), IsEmpty());
#ifndef ACTIONPLAN_TESTS_DURABILITY_TRIAL_H_
#define ACTIONPLAN_TESTS_DURABILITY_TRIAL_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "services/client/client.h"
#include "tests/durability/acknowledged_load.h"
#include "tests/durability/log_check.h"
#include "tests/durability/office.h"
#include "tests/durability/server_process.h"

namespace actionplan::durability {

// The seed of a run's random choices: a new one, or ACTIONPLAN_SEED. Printed.
unsigned NewSeed();

// Used by one thread.
class Trial {
 public:
  // Ends the server, which is gone when it returns.
  using Crash = absl::FunctionRef<absl::Status(ServerProcess&)>;

  Trial(ServerProcess::Options server, unsigned seed);

  // Starts the server and waits until it serves.
  absl::Status Start();

  // Starts the server and ends it with `crash` after so long, wherever it then
  // is.
  absl::Status CrashDuringStart(absl::Duration delay, Crash crash);

  // Makes the board that the clients work on from now on.
  absl::Status OpenBoard();

  // Lets the clients work for so long, then ends the server with `crash`.
  absl::Status LoadUntil(absl::Duration delay,
                         absl::FunctionRef<absl::Status(ServerProcess&)> crash);

  // Judges what was sent since the last check by the events that the server has
  // now; sends again what was not answered, and some of what was; then judges
  // again. What is wrong is in log().problems().
  void Check();

  // Reads the whole log once more: it must be what it was.
  void CheckWholeLog();

  absl::Status Kill();

  // A length of time from `least` to `most`.
  absl::Duration Between(absl::Duration least, absl::Duration most);

  const LogCheck& log() const { return log_; }

 private:
  struct Repetition {
    std::string first_answer;
    absl::Status outcome;
    std::thread thread;
  };

  bool ReadNewEvents();  // False when they cannot be read.
  void Repeat(absl::Span<Sent* const> requests);
  void CheckRepetition(const Repetition& repetition, const Sent& sent);
  std::vector<Request> RepeatUnanswered(std::vector<Sent>& sent);
  void RepeatSomeAnswered(std::vector<Sent>& sent);
  void Keep(std::vector<Sent> sent);
  void CheckSomeEvents();
  void CheckView();
  size_t Below(size_t bound);

  const ServerProcess::Options options_;
  std::mt19937 random_;
  Office office_;
  LogCheck log_;
  std::vector<Sent> opened_;  // By OpenBoard(), not judged yet.
  std::vector<Sent> kept_;    // Some that were answered before.
  std::unique_ptr<ServerProcess> server_;
  std::optional<client::Client> connection_;
  AcknowledgedLoad load_{office_};
};

}  // namespace actionplan::durability

#endif  // ACTIONPLAN_TESTS_DURABILITY_TRIAL_H_
