// Opening a log, and leaving it as a process does that is killed.
//
//   open_load --data=FOLDER --contender=NAME [--append=N]
//
// The time of the one operation is that of LogStore::Open(). With --append, so
// many events are then recorded, and the process ends without closing the log.
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "eventstore/rocksdb/log_store.h"
#include "tests/benchmarks/measurement.h"

ABSL_FLAG(std::string, data, "", "the folder that holds the log");
ABSL_FLAG(std::string, contender, "open", "the name of the result");
ABSL_FLAG(int, append, 0, "how many events to record before the end");

namespace actionplan::benchmarks {
namespace {

// Each in a group of its own, as one client's would be.
void Append(eventstore::LogStore& log, int events) {
  const std::string stream =
      absl::StrCat("boards/bench/restarts/", log.head().Get());
  for (int i = 0; i < events; ++i) {
    const std::vector<eventstore::Append> group = {
        {.stream = stream,
         .expected = static_cast<eventstore::Revision>(i),
         .events = {{.type = "Restarted", .payload = std::string(150, 'p')}},
         .request = {.actor = "bench-manager", .id = absl::StrCat(stream, i)},
         .occur_time = absl::Now()}};
    const auto answers = ValueOf(log.Commit(absl::Now(), group), "commit");
    Require(answers.front().status(), "append");
  }
}

void Run() {
  const absl::Duration busy = MachineCpuTime();
  const absl::Duration cpu_before = CpuTime(0);
  const auto begin = std::chrono::steady_clock::now();
  const auto log = ValueOf(
      eventstore::LogStore::Open({.path = absl::GetFlag(FLAGS_data) + "/log"}),
      "open the log");
  const auto wall = absl::FromChrono(std::chrono::steady_clock::now() - begin);
  const absl::Duration cpu = CpuTime(0) - cpu_before;
  Print(absl::GetFlag(FLAGS_contender),
        {.wall = wall,
         .cpu = cpu,
         .others_cpu = MachineCpuTime() - busy - cpu,
         .latency = {absl::ToInt64Nanoseconds(wall)}});
  if (absl::GetFlag(FLAGS_append) == 0) return;
  Append(*log, absl::GetFlag(FLAGS_append));
  _exit(0);
}

}  // namespace
}  // namespace actionplan::benchmarks

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  actionplan::benchmarks::Run();
}
