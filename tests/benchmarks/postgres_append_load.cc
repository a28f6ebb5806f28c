// The peer of command_load: PostgreSQL keeps the same events, each a
// conditional insert and a commit of its own.
//
//   postgres_append_load --address='host=… port=…' --server_pid=PID
//                        --contender=NAME [--connections=N] [--seconds=S]
//
// One insert is in flight on each connection; one client thread serves them
// all. The table is made anew.
#include <poll.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "tests/benchmarks/measurement.h"
#include "tests/benchmarks/postgres_connection.h"

ABSL_FLAG(std::string, address, "", "as libpq takes it");
ABSL_FLAG(int, server_pid, 0, "the postmaster's process");
ABSL_FLAG(std::string, contender, "postgresql", "the name of the result");
ABSL_FLAG(size_t, connections, 64, "how many connections");
ABSL_FLAG(double, seconds, 5, "how long to measure");

namespace actionplan::benchmarks {
namespace {

constexpr uint64_t kStreams = 10'000;

constexpr char kDrop[] = "DROP TABLE IF EXISTS events";

constexpr char kCreate[] = R"(
  CREATE TABLE events (
    position bigserial PRIMARY KEY,
    stream text NOT NULL,
    revision bigint NOT NULL,
    type text NOT NULL,
    record_time timestamptz NOT NULL DEFAULT clock_timestamp(),
    occur_time timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor text NOT NULL,
    affiliation text NOT NULL,
    request_id uuid NOT NULL,
    payload bytea NOT NULL,
    UNIQUE (stream, revision)))";

constexpr char kInsert[] = R"(
  INSERT INTO events (stream, revision, type, actor, affiliation, request_id,
                      payload)
  SELECT $1, $2::bigint, 'ProgressRecorded', 'police-owner-01',
         'boards/bench/agencies/police', $3::uuid, $4::bytea
   WHERE coalesce((SELECT max(revision) FROM events WHERE stream = $1), 0)
         = $2::bigint - 1)";

// One connection and the streams that it alone appends to.
struct Writer {
  explicit Writer(const std::string& address) : connection(address) {
    connection.Prepare("append", kInsert);
  }

  PostgresConnection connection;
  uint64_t appended = 0;
  SteadyTime begin;
};

class Load {
 public:
  Load(const std::string& address, size_t connections)
      : recorder_(connections),
        streams_per_writer_(kStreams / connections),
        payload_(150, 'p') {
    PostgresConnection setup(address);
    setup.Prepare("drop", kDrop);
    setup.Run("drop", {});
    setup.Prepare("create", kCreate);
    setup.Run("create", {});
    for (size_t i = 0; i < connections; ++i) {
      writers_.push_back(std::make_unique<Writer>(address));
      polled_.push_back(
          {.fd = writers_.back()->connection.socket(), .events = POLLIN});
    }
  }

  Recorder& recorder() { return recorder_; }

  void Run() {
    for (size_t i = 0; i < writers_.size(); ++i) Append(i);
    size_t in_flight = writers_.size();
    while (in_flight > 0) {
      Require(poll(polled_.data(), polled_.size(), -1) > 0, "poll");
      for (size_t i = 0; i < writers_.size(); ++i) {
        if (polled_[i].revents == 0 || !IsAnswered(i)) continue;
        if (recorder_.over()) {
          polled_[i].fd = -1;
          --in_flight;
        } else {
          Append(i);
        }
      }
    }
  }

 private:
  void Append(size_t number) {
    Writer& writer = *writers_[number];
    const uint64_t stream = writer.appended % streams_per_writer_ + 1;
    const uint64_t revision = writer.appended / streams_per_writer_ + 1;
    writer.begin = std::chrono::steady_clock::now();
    writer.connection.Send(
        "append", {absl::StrCat("boards/bench/actions/a-", number, "-", stream),
                   absl::StrCat(revision),
                   absl::StrFormat("%08x-0000-4000-8000-%012x", number,
                                   ++writer.appended),
                   payload_});
  }

  bool IsAnswered(size_t number) {
    Writer& writer = *writers_[number];
    const PostgresResult result = writer.connection.Receive();
    if (result == nullptr) return false;
    Require(absl::string_view(PQcmdTuples(result.get())) == "1",
            "the revision was expected");
    recorder_.Record(number, writer.begin);
    return true;
  }

  Recorder recorder_;
  const uint64_t streams_per_writer_;
  const std::string payload_;
  std::vector<std::unique_ptr<Writer>> writers_;
  std::vector<pollfd> polled_;
};

void Run() {
  Load load(absl::GetFlag(FLAGS_address), absl::GetFlag(FLAGS_connections));
  const double seconds = absl::GetFlag(FLAGS_seconds);
  std::thread client([&] { load.Run(); });
  load.recorder().Keep({.warm_up = absl::Seconds(seconds / 5),
                        .measured = absl::Seconds(seconds),
                        .server = absl::GetFlag(FLAGS_server_pid)});
  client.join();
  Print(absl::GetFlag(FLAGS_contender), load.recorder().Take());
}

}  // namespace
}  // namespace actionplan::benchmarks

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  actionplan::benchmarks::Run();
}
