// Writes the log of a board with many actions, fast, into a new data folder
// that a server can then be started on.
//
//   write_log --data=FOLDER [--actions=N] [--overdue=N] [--later_events=N]
//             [--at_once=N] [--years=N]
#include <cstdio>
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "eventstore/rocksdb/log_store.h"
#include "tests/benchmarks/measurement.h"
#include "tests/benchmarks/plan_log.h"

ABSL_FLAG(std::string, data, "", "the server's data folder; it exists");
ABSL_FLAG(size_t, actions, 10'000, "how many actions");
ABSL_FLAG(size_t, overdue, 1'000, "how many of them are overdue today");
ABSL_FLAG(uint64_t, later_events, 0, "events of each after its acceptance");
ABSL_FLAG(size_t, at_once, 10'000, "actions whose events mingle");
ABSL_FLAG(int, years, 0, "over which it was recorded, up to now");

int main(int argc, char** argv) {
  using namespace actionplan;  // NOLINT: one function.
  absl::ParseCommandLine(argc, argv);
  absl::TimeZone london;
  benchmarks::Require(absl::LoadTimeZone("Europe/London", &london), "zone");
  const auto log = benchmarks::ValueOf(
      eventstore::LogStore::Open({.path = absl::GetFlag(FLAGS_data) + "/log"}),
      "open the log");
  benchmarks::WritePlanLog(
      {.actions = absl::GetFlag(FLAGS_actions),
       .overdue = absl::GetFlag(FLAGS_overdue),
       .today = absl::ToCivilDay(absl::Now(), london),
       .later_events = absl::GetFlag(FLAGS_later_events),
       .at_once = absl::GetFlag(FLAGS_at_once),
       .span = absl::Hours(24 * 365) * absl::GetFlag(FLAGS_years)},
      *log);
  std::printf("%lu\n", log->head().Get());
}
