// Watching a server's log from its first event until everything that was
// recorded has been sent.
//
//   watch_load --address=HOST:PORT --server_pid=PID --contender=NAME
//
// One reader does what every reader must: it receives each message, parses it
// with the event's fact into one message that it uses again, and looks at the
// position, which has to be the next. Waits first until the server's views
// include its whole log. The time of the one operation is that of the whole.
#include <chrono>
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/time/time.h"
#include "actionplan/v1/event_service.pb.h"
#include "services/client/client.h"
#include "services/client/method.h"
#include "tests/benchmarks/board_office.h"
#include "tests/benchmarks/measurement.h"
#include "tests/benchmarks/views_ready.h"

ABSL_FLAG(std::string, address, "127.0.0.1:50051", "the server's");
ABSL_FLAG(int, server_pid, 0, "the server's process, whose CPU counts too");
ABSL_FLAG(int, batch, 1, "the most events of a message");
ABSL_FLAG(std::string, contender, "watch", "the name of the result");

namespace actionplan::benchmarks {
namespace {

// Returns how many events were sent.
int64_t ReadUntilCaughtUp(const client::Client& client) {
  v1::WatchEventsRequest request;
  request.set_max_batch_size(absl::GetFlag(FLAGS_batch));
  v1::WatchEventsResponse message;
  int64_t events = 0;
  const auto count = [&](const events::v1::Event& event) {
    ++events;
    Require(event.context().position() == events, "the events come in order");
  };
  bool caught_up = false;
  // The stream would go on with what is recorded next: the reader ends it.
  const absl::Status ended = client.Watch(
      *client::FindMethod("EventService.WatchEvents"), request, message,
      [&]() -> absl::Status {
        if (message.has_event()) count(message.event());
        for (const events::v1::Event& event : message.events()) {
          count(event);
        }
        caught_up = message.has_caught_up();
        return caught_up ? absl::CancelledError("enough") : absl::OkStatus();
      });
  if (!caught_up) Require(ended, "WatchEvents");
  return events;
}

void Run() {
  const BoardOffice office;
  const client::Client client =
      ValueOf(client::Client::Connect({.address = absl::GetFlag(FLAGS_address),
                                       .identity = office.manager()}),
              "connect");
  WaitForViews(client);
  const pid_t server = absl::GetFlag(FLAGS_server_pid);
  const auto both_cpu = [&] {
    return CpuTime(0) + (server == 0 ? absl::ZeroDuration() : CpuTime(server));
  };
  const absl::Duration busy = MachineCpuTime();
  const absl::Duration cpu_before = both_cpu();
  const auto begin = std::chrono::steady_clock::now();
  const int64_t events = ReadUntilCaughtUp(client);
  const auto wall = absl::FromChrono(std::chrono::steady_clock::now() - begin);
  const absl::Duration cpu = both_cpu() - cpu_before;
  Print(absl::GetFlag(FLAGS_contender),
        {.wall = wall,
         .cpu = cpu,
         .others_cpu = MachineCpuTime() - busy - cpu,
         .latency = {absl::ToInt64Nanoseconds(wall)}},
        events);
}

}  // namespace
}  // namespace actionplan::benchmarks

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  actionplan::benchmarks::Run();
}
