// The peer of the log's readers: PostgreSQL with the same events in a table.
//
//   postgres_log_load --address='host=… port=…' --kind=fill|copy|stream|bytes
//                     [--data=FOLDER] [--server_pid=PID] [--contender=NAME]
//                     [--actions=N] [--events_each=N] [--seconds=S]
//
// fill makes the table anew from the log that write_log has written, and its
// indexes after it; copy reads all of it with COPY, in binary, one row after
// the other as libpq hands it over, unparsed; stream reads the events of an
// action taken at random; bytes prints what table and indexes take on disk, as
// log_bytes does.
#include <endian.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <random>
#include <string>
#include <thread>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/time.h"
#include "eventstore/commit_group.h"
#include "eventstore/rocksdb/log_store.h"
#include "tests/benchmarks/board_office.h"
#include "tests/benchmarks/measurement.h"
#include "tests/benchmarks/postgres_connection.h"

ABSL_FLAG(std::string, address, "", "as libpq takes it");
ABSL_FLAG(std::string, kind, "fill", "fill, copy, stream or bytes");
ABSL_FLAG(std::string, data, "", "the folder that holds the log");
ABSL_FLAG(int, server_pid, 0, "the postmaster's process");
ABSL_FLAG(std::string, contender, "PostgreSQL", "the name of the result");
ABSL_FLAG(size_t, actions, 10'000, "how many actions there are");
ABSL_FLAG(int, events_each, 20, "how many events each of them has");
ABSL_FLAG(double, seconds, 5, "how long to measure");

namespace actionplan::benchmarks {
namespace {

using eventstore::v1::Envelope;

// What postgres_append_load inserts into, with its indexes still to be made.
constexpr char kCreate[] = R"(
  CREATE TABLE events (
    position bigint NOT NULL,
    stream text NOT NULL,
    revision bigint NOT NULL,
    type text NOT NULL,
    record_time timestamptz NOT NULL,
    occur_time timestamptz NOT NULL,
    actor text NOT NULL,
    affiliation text NOT NULL,
    request_id uuid NOT NULL,
    payload bytea NOT NULL))";

constexpr char kStream[] = R"(
  SELECT position, stream, revision, type, record_time, occur_time, actor,
         affiliation, request_id, payload
    FROM events WHERE stream = $1 ORDER BY revision)";

constexpr char kBytes[] = R"(
  SELECT pg_table_size('events'), pg_indexes_size('events'), count(*)
    FROM events)";

// Rows in the format of COPY … (FORMAT binary).
class CopyRows {
 public:
  static constexpr absl::string_view kHeader{
      "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19};
  static constexpr absl::string_view kTrailer = "\377\377";

  explicit CopyRows(std::string& out) : out_(out) {}

  void Add(const Envelope& event) {
    constexpr uint16_t kColumns = 10;
    Put(htobe16(kColumns));
    PutNumber(event.position());
    PutText(event.stream());
    PutNumber(event.revision());
    PutText(event.type());
    PutTime(eventstore::TimeOf(event.record_time()));
    PutTime(eventstore::TimeOf(event.occur_time()));
    PutText(event.actor());
    PutText(event.affiliation());
    PutText(absl::HexStringToBytes(
        absl::StrReplaceAll(event.request_id(), {{"-", ""}})));
    PutText(event.payload());
  }

 private:
  template <typename Number>
  void Put(Number big_endian) {
    out_.append(reinterpret_cast<const char*>(&big_endian), sizeof(big_endian));
  }
  void PutText(absl::string_view bytes) {
    Put(htobe32(static_cast<uint32_t>(bytes.size())));
    out_.append(bytes.data(), bytes.size());
  }
  void PutNumber(uint64_t number) {
    Put(htobe32(uint32_t{sizeof(number)}));
    Put(htobe64(number));
  }
  void PutTime(absl::Time time) {
    static const absl::Time kEpoch = absl::FromUnixSeconds(946'684'800);
    PutNumber(static_cast<uint64_t>(absl::ToInt64Microseconds(time - kEpoch)));
  }

  std::string& out_;
};

void RunOnce(PostgresConnection& connection, const std::string& sql) {
  connection.Prepare("", sql);
  connection.Run("", {});
}

void CopyLog(PostgresConnection& connection, const eventstore::LogStore& log) {
  constexpr eventstore::Position kChunkEvents = 512;
  const eventstore::Position head = log.head().Get();
  eventstore::Position next = 1;
  bool ended = false;
  connection.CopyIn(
      "COPY events FROM STDIN (FORMAT binary)", [&](std::string& chunk) {
        if (ended) return false;
        chunk.assign(next == 1 ? std::string(CopyRows::kHeader) : "");
        CopyRows rows(chunk);
        const eventstore::Position last =
            std::min(head, next + kChunkEvents - 1);
        Require(log.ReadLog({.first = next, .last = last},
                            [&](const Envelope& event) {
                              rows.Add(event);
                              return true;
                            }),
                "ReadLog");
        next = last + 1;
        ended = next > head;
        if (ended) absl::StrAppend(&chunk, CopyRows::kTrailer);
        return true;
      });
}

void Fill(PostgresConnection& connection) {
  RunOnce(connection, "DROP TABLE IF EXISTS events");
  RunOnce(connection, kCreate);
  {
    const auto log = ValueOf(eventstore::LogStore::Open(
                                 {.path = absl::GetFlag(FLAGS_data) + "/log"}),
                             "open the log");
    CopyLog(connection, *log);
  }
  RunOnce(connection, "SET maintenance_work_mem = '512MB'");
  RunOnce(connection, "ALTER TABLE events ADD PRIMARY KEY (position)");
  RunOnce(connection, "ALTER TABLE events ADD UNIQUE (stream, revision)");
  RunOnce(connection, "VACUUM ANALYZE events");
}

Measurement CopyOut(PostgresConnection& connection, int64_t& rows) {
  const pid_t server = absl::GetFlag(FLAGS_server_pid);
  const auto both_cpu = [&] { return CpuTime(0) + CpuTime(server); };
  const absl::Duration busy = MachineCpuTime();
  const absl::Duration cpu_before = both_cpu();
  const auto begin = std::chrono::steady_clock::now();
  rows = connection.CopyOut("COPY events TO STDOUT (FORMAT binary)");
  const auto wall = absl::FromChrono(std::chrono::steady_clock::now() - begin);
  const absl::Duration cpu = both_cpu() - cpu_before;
  return {.wall = wall,
          .cpu = cpu,
          .others_cpu = MachineCpuTime() - busy - cpu,
          .latency = {absl::ToInt64Nanoseconds(wall)}};
}

Measurement ReadStreams(PostgresConnection& connection) {
  connection.Prepare("stream", kStream);
  std::mt19937_64 random(1);  // As store_read_load takes them.
  std::uniform_int_distribution<size_t> action(
      0, absl::GetFlag(FLAGS_actions) - 1);
  const double seconds = absl::GetFlag(FLAGS_seconds);
  return MeasureThreads(
      1,
      {.warm_up = absl::Seconds(seconds / 5),
       .measured = absl::Seconds(seconds),
       .server = absl::GetFlag(FLAGS_server_pid)},
      [&](size_t) {
        const PostgresResult result =
            connection.Run("stream", {ActionName(action(random))});
        Require(PQntuples(result.get()) == absl::GetFlag(FLAGS_events_each),
                "a whole stream");
      });
}

void PrintBytes(PostgresConnection& connection, const std::string& contender) {
  connection.Prepare("bytes", kBytes);
  const PostgresResult result = connection.Run("bytes", {});
  const auto column = [&](int number) {
    return PQgetvalue(result.get(), 0, number);
  };
  constexpr int kTable = 0, kIndexes = 1, kCount = 2;
  std::printf("%s\ttable\t%s\t1\t%s\n", contender.c_str(), column(kTable),
              column(kCount));
  std::printf("%s\tindexes\t%s\t2\t%s\n", contender.c_str(), column(kIndexes),
              column(kCount));
}

void Run(const std::string& kind) {
  PostgresConnection connection(absl::GetFlag(FLAGS_address));
  const std::string contender = absl::GetFlag(FLAGS_contender);
  if (kind == "fill") {
    Fill(connection);
  } else if (kind == "copy") {
    int64_t rows = 0;
    const Measurement measurement = CopyOut(connection, rows);
    Print(contender, measurement, rows);
  } else if (kind == "stream") {
    Print(contender, ReadStreams(connection));
  } else {
    Require(kind == "bytes", "no such kind");
    PrintBytes(connection, contender);
  }
}

}  // namespace
}  // namespace actionplan::benchmarks

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  actionplan::benchmarks::Run(absl::GetFlag(FLAGS_kind));
}
