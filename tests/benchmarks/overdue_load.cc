// The overdue list over gRPC: one client asks for a page of a thousand rows,
// again and again.
//
//   overdue_load --address=HOST:PORT --server_pid=PID --contender=NAME
//                --rows=N [--seconds=S]
//
// Waits first until the server's views include its whole log. Every answer has
// to have exactly so many rows.
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/time/time.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "services/client/client.h"
#include "services/client/method.h"
#include "tests/benchmarks/board_office.h"
#include "tests/benchmarks/measurement.h"
#include "tests/benchmarks/views_ready.h"

ABSL_FLAG(std::string, address, "127.0.0.1:50051", "the server's");
ABSL_FLAG(int, server_pid, 0, "the server's process, whose CPU counts too");
ABSL_FLAG(std::string, contender, "overdue", "the name of the result");
ABSL_FLAG(int, rows, 1000, "how many rows the answer has");
ABSL_FLAG(double, seconds, 5, "how long to measure");

namespace actionplan::benchmarks {
namespace {

void Run() {
  const BoardOffice office;
  const client::Client client =
      ValueOf(client::Client::Connect({.address = absl::GetFlag(FLAGS_address),
                                       .identity = office.manager()}),
              "connect");
  WaitForViews(client);
  const auto* method =
      client::FindMethod("ActionPlanService.ListOverdueActions");
  v1::ListOverdueActionsRequest request;
  request.set_parent(kBoard);
  request.set_page_size(absl::GetFlag(FLAGS_rows));
  v1::ListOverdueActionsResponse response;
  const double seconds = absl::GetFlag(FLAGS_seconds);
  const Measurement measurement = MeasureThreads(
      1,
      {.warm_up = absl::Seconds(seconds / 5),
       .measured = absl::Seconds(seconds),
       .server = absl::GetFlag(FLAGS_server_pid)},
      [&](size_t) {
        Require(client.Call(*method, request, response), "ListOverdueActions");
        Require(response.actions_size() == request.page_size(), "rows");
      });
  Print(absl::GetFlag(FLAGS_contender), measurement);
}

}  // namespace
}  // namespace actionplan::benchmarks

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  actionplan::benchmarks::Run();
}
