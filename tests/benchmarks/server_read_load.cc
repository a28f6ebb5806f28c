// The same reads as store_read_load over gRPC: the trail of one action, or the
// proof that an event is in the log. One client asks, one call at a time.
//
//   server_read_load --address=HOST:PORT --server_pid=PID --kind=trail|proof
//                    --contender=NAME [--actions=N] [--events_each=N]
//                    [--seconds=S]
//
// Waits first until the server's views include its whole log.
#include <cstdint>
#include <random>
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "actionplan/v1/audit_trail_service.pb.h"
#include "services/client/client.h"
#include "services/client/method.h"
#include "tests/benchmarks/board_office.h"
#include "tests/benchmarks/measurement.h"
#include "tests/benchmarks/views_ready.h"

ABSL_FLAG(std::string, address, "127.0.0.1:50051", "the server's");
ABSL_FLAG(int, server_pid, 0, "the server's process, whose CPU counts too");
ABSL_FLAG(std::string, kind, "trail", "trail or proof");
ABSL_FLAG(std::string, contender, "server", "the name of the result");
ABSL_FLAG(size_t, actions, 10'000, "how many actions there are");
ABSL_FLAG(int, events_each, 20, "how many events each of them has");
ABSL_FLAG(double, seconds, 5, "how long to measure");

namespace actionplan::benchmarks {
namespace {

void ReadTrail(const client::Client& client, size_t action) {
  v1::ListTrailEntriesRequest request;
  request.set_parent(kBoard);
  request.set_resource(ActionName(action));
  request.set_page_size(absl::GetFlag(FLAGS_events_each));
  const auto answer =
      ValueOf(client.Call<v1::ListTrailEntriesResponse>(
                  "AuditTrailService.ListTrailEntries", request),
              "ListTrailEntries");
  Require(answer.entries_size() == request.page_size(), "a whole trail");
}

void AskForProof(const client::Client& client, int64_t position) {
  v1::GetInclusionProofRequest request;
  request.set_name(absl::StrCat("events/", position));
  const auto answer =
      ValueOf(client.Call<v1::InclusionProof>(
                  "AuditTrailService.GetInclusionProof", request),
              "GetInclusionProof");
  Require(answer.hashes_size() > 0, "a proof");
}

int64_t SizeOf(const client::Client& client) {
  return ValueOf(client.Call<v1::Checkpoint>("AuditTrailService.GetCheckpoint",
                                             v1::GetCheckpointRequest()),
                 "GetCheckpoint")
      .size();
}

void Run(const std::string& kind, double seconds) {
  const BoardOffice office;
  const client::Client client =
      ValueOf(client::Client::Connect({.address = absl::GetFlag(FLAGS_address),
                                       .identity = office.manager()}),
              "connect");
  WaitForViews(client);
  Require(kind == "trail" || kind == "proof", "no such kind");
  std::mt19937_64 random(1);  // The same places in each repetition.
  std::uniform_int_distribution<size_t> action(
      0, absl::GetFlag(FLAGS_actions) - 1);
  std::uniform_int_distribution<int64_t> position(1, SizeOf(client));
  Print(absl::GetFlag(FLAGS_contender),
        MeasureThreads(1,
                       {.warm_up = absl::Seconds(seconds / 5),
                        .measured = absl::Seconds(seconds),
                        .server = absl::GetFlag(FLAGS_server_pid)},
                       [&](size_t) {
                         kind == "trail"
                             ? ReadTrail(client, action(random))
                             : AskForProof(client, position(random));
                       }));
}

}  // namespace
}  // namespace actionplan::benchmarks

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  actionplan::benchmarks::Run(absl::GetFlag(FLAGS_kind),
                              absl::GetFlag(FLAGS_seconds));
}
