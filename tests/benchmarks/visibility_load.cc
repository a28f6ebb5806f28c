// How long after its answer a command can be seen: a command, then at once a
// read of a view that has to include it, over and over, while other commands
// keep the server busy. What is measured is the read, its round trip included.
//
//   visibility_load --address=HOST:PORT --server_pid=PID --contender=NAME
//                   [--in_flight=N] [--actions=N] [--seconds=S]
#include <atomic>
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/time/time.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "services/client/client.h"
#include "tests/benchmarks/board_office.h"
#include "tests/benchmarks/call_pump.h"
#include "tests/benchmarks/measurement.h"

ABSL_FLAG(std::string, address, "127.0.0.1:50051", "the server's");
ABSL_FLAG(int, server_pid, 0, "the server's process, whose CPU counts too");
ABSL_FLAG(std::string, contender, "visible", "the name of the result");
ABSL_FLAG(size_t, in_flight, 63, "how many other commands are in flight");
ABSL_FLAG(size_t, actions, 10'000, "how many actions there are");
ABSL_FLAG(double, seconds, 5, "how long to measure");

namespace actionplan::benchmarks {
namespace {

// Until the recorder is over. The view that is read has no row to show.
void AppendAndSee(const client::Client& client, BoardOffice& office,
                  Recorder& recorder) {
  v1::ListOverdueActionsRequest read;
  read.set_parent(kBoard);
  read.set_page_size(1);
  for (size_t i = 0; !recorder.over(); ++i) {
    const Call call = office.AddComment(i % absl::GetFlag(FLAGS_actions));
    const auto action = ValueOf(
        client.Call<v1::Action>("ActionService.AddComment", *call.request),
        "AddComment");
    read.set_min_position(action.last_position());
    const SteadyTime begin = std::chrono::steady_clock::now();
    Require(client
                .Call<v1::ListOverdueActionsResponse>(
                    "ActionPlanService.ListOverdueActions", read)
                .status(),
            "ListOverdueActions");
    recorder.Record(0, begin);
  }
}

void Run() {
  const std::string address = absl::GetFlag(FLAGS_address);
  const size_t actions = absl::GetFlag(FLAGS_actions);
  BoardOffice office;
  Recorder recorder(1);
  std::atomic<size_t> next = 0;
  CallPump others(
      {.address = address, .in_flight = absl::GetFlag(FLAGS_in_flight)},
      [&](size_t) {
        return recorder.over() ? Call{}
                               : office.RecordProgress(next++ % actions);
      },
      [](size_t, SteadyTime, const auto&) {});
  others.Start();
  const client::Client client =
      ValueOf(client::Client::Connect(
                  {.address = address, .identity = office.manager()}),
              "connect");
  std::thread seeing([&] { AppendAndSee(client, office, recorder); });
  const double seconds = absl::GetFlag(FLAGS_seconds);
  recorder.Keep({.warm_up = absl::Seconds(seconds / 5),
                 .measured = absl::Seconds(seconds),
                 .server = absl::GetFlag(FLAGS_server_pid)});
  seeing.join();
  others.Wait();
  Print(absl::GetFlag(FLAGS_contender), recorder.Take());
}

}  // namespace
}  // namespace actionplan::benchmarks

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  actionplan::benchmarks::Run();
}
