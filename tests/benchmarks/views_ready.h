// When a server that was started on a long log can be measured.
#ifndef ACTIONPLAN_TESTS_BENCHMARKS_VIEWS_READY_H_
#define ACTIONPLAN_TESTS_BENCHMARKS_VIEWS_READY_H_

#include "services/client/client.h"

namespace actionplan::benchmarks {

// Returns when every view includes the whole log. Ends the program when that
// takes ten minutes.
void WaitForViews(const client::Client& client);

}  // namespace actionplan::benchmarks

#endif  // ACTIONPLAN_TESTS_BENCHMARKS_VIEWS_READY_H_
