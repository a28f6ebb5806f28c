// Clients that call a server at the same time, mostly about the same things,
// impatiently and more than once, and write down what they see.
#ifndef ACTIONPLAN_TESTS_DURABILITY_HISTORY_CLIENTS_H_
#define ACTIONPLAN_TESTS_DURABILITY_HISTORY_CLIENTS_H_

#include <string>
#include <vector>

#include "tests/durability/history.h"
#include "tests/support/running_server.h"

namespace actionplan::durability {

struct Workload {
  unsigned seed;
  int clients;
  int steps;  // Of each client.
};

struct Witnessed {
  std::vector<Call> calls;
  std::vector<std::string> surprises;  // Refusals that nothing explains.
};

// Makes boards/ncc and what all clients are about. Ends the test program when
// it cannot.
void PrepareBoard(const support::RunningServer& server);

Witnessed RunClients(const support::RunningServer& server,
                     const Workload& workload);

}  // namespace actionplan::durability

#endif  // ACTIONPLAN_TESTS_DURABILITY_HISTORY_CLIENTS_H_
