// actionplan-server: see --help.
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "eventstore/base/clock.h"
#include "google/protobuf/stubs/logging.h"
#include "services/server/maintenance.h"
#include "services/server/options.h"
#include "services/server/server.h"
#include "services/server/version.h"

namespace {

constexpr int kWrongFlags = 2;
constexpr int kDataUnusable = 3;
constexpr int kAddressUnusable = 4;

int Fail(int code, const absl::Status& status) {
  std::fprintf(stderr, "actionplan-server: %s\n",
               std::string(status.message()).c_str());
  return code;
}

// `actionplan-server backup …` and its like; empty for a server.
std::optional<int> RunTask(const std::vector<const char*>& words) {
  using namespace actionplan::server;  // NOLINT: one function.
  if (words.empty()) return std::nullopt;
  const std::optional<Task> task = TaskCalled(words.front());
  if (!task.has_value()) return std::nullopt;
  const auto kind = isatty(STDERR_FILENO) == 1 ? ProgressLine::Kind::kTerminal
                                               : ProgressLine::Kind::kFile;
  return RunMaintenance(*task, absl::MakeSpan(words).subspan(1),
                        {.out = stdout, .err = stderr, .kind = kind});
}

// Blocks until the process is asked to stop.
void WaitForStop(const sigset_t& signals) {
  int received = 0;
  sigwait(&signals, &received);
}

}  // namespace

int main(int argc, char** argv) {
  using actionplan::server::Options;
  using actionplan::server::Server;

  const std::vector<const char*> words(argv + 1, argv + argc);
  if (const auto code = RunTask(words); code.has_value()) return *code;
  const absl::StatusOr<Options> options =
      actionplan::server::ParseOptions(words);
  if (!options.ok()) return Fail(kWrongFlags, options.status());
  if (options->help || options->version) {
    std::fputs(options->help ? actionplan::server::HelpText().c_str()
                             : actionplan::server::kVersionLine,
               stdout);
    return 0;
  }

  // Blocked before the first thread starts, so that every thread inherits it
  // and only sigwait() sees the signals.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  // Debian's Abseil follows the order of every lock that gRPC takes, to report
  // deadlocks: a debugging aid that costs each call some microseconds.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  // Callers are told what is wrong with their bytes; stderr need not be.
  google::protobuf::SetLogHandler(nullptr);

  const actionplan::base::SystemClock clock;
  absl::StatusOr<std::unique_ptr<Server>> server =
      Server::Start(*options, clock);
  if (!server.ok()) {
    return Fail(
        absl::IsUnavailable(server.status()) ? kAddressUnusable : kDataUnusable,
        server.status());
  }
  WaitForStop(signals);
  (*server)->Stop();
  return 0;
}
