// actionplan-server: see --help.
#include <signal.h>

#include <cstdio>
#include <memory>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "eventstore/base/clock.h"
#include "google/protobuf/stubs/logging.h"
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

// Blocks until the process is asked to stop.
void WaitForStop(const sigset_t& signals) {
  int received = 0;
  sigwait(&signals, &received);
}

}  // namespace

int main(int argc, char** argv) {
  using actionplan::server::Options;
  using actionplan::server::Server;

  const absl::StatusOr<Options> options = actionplan::server::ParseOptions(
      std::vector<const char*>(argv + 1, argv + argc));
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
