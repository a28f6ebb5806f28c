// Waits for a server's first connection: on a machine that has too much to do,
// a handshake may be given up a few times.
#ifndef ACTIONPLAN_TESTS_DURABILITY_REACHABLE_H_
#define ACTIONPLAN_TESTS_DURABILITY_REACHABLE_H_

#include "absl/status/status.h"
#include "eventstore/base/logging.h"
#include "tests/support/running_server.h"

namespace actionplan::durability {

// Ends the test program when the server cannot be reached at all.
inline void AwaitReachable(const support::RunningServer& server) {
  constexpr int kMostAttempts = 100;
  absl::Status reached = absl::UnavailableError("not tried");
  for (int i = 0; i < kMostAttempts && absl::IsUnavailable(reached); ++i) {
    reached = server.Manager().Try("AdminService.GetServerInfo", "");
  }
  if (!reached.ok()) base::Fatal(reached.ToString());
}

}  // namespace actionplan::durability

#endif  // ACTIONPLAN_TESTS_DURABILITY_REACHABLE_H_
