// Durable commands over gRPC: a number of calls in flight, each about another
// action, until the time is over.
//
//   command_load --address=HOST:PORT --server_pid=PID --contender=NAME
//                [--command=progress|comment|mixture] [--connections=N]
//                [--in_flight=N] [--actions=N] [--seconds=S]
//
// prepare_board has made the actions. The client is a process of its own on
// the same machine; CPU is that of both.
#include <atomic>
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/time/time.h"
#include "tests/benchmarks/board_office.h"
#include "tests/benchmarks/call_pump.h"
#include "tests/benchmarks/measurement.h"

ABSL_FLAG(std::string, address, "127.0.0.1:50051", "the server's");
ABSL_FLAG(int, server_pid, 0, "the server's process, whose CPU counts too");
ABSL_FLAG(std::string, contender, "server", "the name of the result");
ABSL_FLAG(std::string, command, "mixture", "progress, comment or mixture");
ABSL_FLAG(size_t, connections, 1, "how many connections");
ABSL_FLAG(size_t, in_flight, 64, "how many calls are in flight over all");
ABSL_FLAG(size_t, actions, 10'000, "how many actions there are");
ABSL_FLAG(double, seconds, 5, "how long to measure");

namespace actionplan::benchmarks {
namespace {

Call NextCall(BoardOffice& office, const std::string& command, size_t number) {
  const size_t action = number % absl::GetFlag(FLAGS_actions);
  const bool is_comment =
      command == "comment" || (command == "mixture" && number % 2 == 1);
  return is_comment ? office.AddComment(action) : office.RecordProgress(action);
}

void Run() {
  const std::string command = absl::GetFlag(FLAGS_command);
  const size_t in_flight = absl::GetFlag(FLAGS_in_flight);
  BoardOffice office;
  Recorder recorder(in_flight);
  std::atomic<size_t> next = 0;
  CallPump pump(
      {.address = absl::GetFlag(FLAGS_address),
       .connections = absl::GetFlag(FLAGS_connections),
       .in_flight = in_flight},
      [&](size_t) {
        return recorder.over() ? Call{} : NextCall(office, command, next++);
      },
      [&](size_t slot, SteadyTime begin, const auto&) {
        recorder.Record(slot, begin);
      });
  pump.Start();
  const double seconds = absl::GetFlag(FLAGS_seconds);
  recorder.Keep({.warm_up = absl::Seconds(seconds / 5),
                 .measured = absl::Seconds(seconds),
                 .server = absl::GetFlag(FLAGS_server_pid)});
  pump.Wait();
  Print(absl::GetFlag(FLAGS_contender), recorder.Take());
}

}  // namespace
}  // namespace actionplan::benchmarks

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  actionplan::benchmarks::Run();
}
