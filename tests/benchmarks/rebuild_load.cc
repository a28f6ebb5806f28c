// Reading a log from its first event to its last: bytes and parse alone, as the
// store reads it, as facts, and built into every view of the product.
//
//   rebuild_load --data=FOLDER --kind=scan|replay|decode|rebuild
//                --contender=NAME [--views=FOLDER] [--projection=NAME]
//
// The time of the one operation is that of the whole log, which has been opened
// before. The views go to a folder of their own, which is empty; the log is not
// changed. Tells the peak of memory on stderr.
#include <rocksdb/db.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/functional/function_ref.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "actionplan/events/v1/event.pb.h"
#include "actionplan/eventstore/v1/envelope.pb.h"
#include "eventstore/base/clock.h"
#include "eventstore/rocksdb/log_database.h"
#include "eventstore/rocksdb/log_store.h"
#include "projections/event_codec.h"
#include "projections/projection.h"
#include "projections/projector.h"
#include "projections/rocksdb/rocksdb_view_store.h"
#include "tests/benchmarks/measurement.h"

ABSL_FLAG(std::string, data, "", "the folder that holds the log");
ABSL_FLAG(std::string, views, "", "an empty folder for the views");
ABSL_FLAG(std::string, contender, "log", "the name of the result");
ABSL_FLAG(std::string, projection, "", "rebuild this one and no other");
ABSL_FLAG(std::string, kind, "rebuild",
          "scan (RocksDB and parse, no checksums of ours), replay (ReadLog), "
          "decode (replay and the fact) or rebuild");

namespace actionplan::benchmarks {
namespace {

using eventstore::LogStore;
using eventstore::v1::Envelope;

constexpr size_t kChecksumBytes = 4;  // Before each stored envelope.

// Each returns how many events it has read.

int64_t Scan(eventstore::LogDatabase& log) {
  rocksdb::ReadOptions options;
  options.fill_cache = false;
  const std::unique_ptr<rocksdb::Iterator> stored(
      log.database().NewIterator(options, log.events()));
  Envelope envelope;
  int64_t events = 0;
  for (stored->SeekToFirst(); stored->Valid(); stored->Next(), ++events) {
    rocksdb::Slice bytes = stored->value();
    bytes.remove_prefix(kChecksumBytes);
    Require(
        envelope.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())),
        "parse");
  }
  return events;
}

int64_t Replay(const LogStore& log) {
  int64_t events = 0;
  Require(log.ReadLog({},
                      [&](const Envelope&) {
                        ++events;
                        return true;
                      }),
          "ReadLog");
  return events;
}

int64_t Decode(const LogStore& log) {
  events::v1::Event event;
  int64_t events = 0;
  Require(log.ReadLog({},
                      [&](const Envelope& envelope) {
                        Require(projections::Decode(envelope, event), "Decode");
                        ++events;
                        return true;
                      }),
          "ReadLog");
  return events;
}

std::vector<std::unique_ptr<projections::Projection>> Chosen() {
  const std::string only = absl::GetFlag(FLAGS_projection);
  auto chosen = projections::AllProjections();
  const auto is_other = [&](const auto& projection) {
    return !only.empty() && projection->name() != only;
  };
  chosen.erase(std::remove_if(chosen.begin(), chosen.end(), is_other),
               chosen.end());
  return chosen;
}

int64_t Rebuild(const LogStore& log, const std::string& folder) {
  const auto views = ValueOf(
      projections::RocksdbViewStore::Open({.path = folder}), "open the views");
  const base::SystemClock clock;
  const auto projector =
      ValueOf(projections::Projector::Start(log, *views, Chosen(), clock),
              "start the projector");
  const eventstore::Position head = log.head().Get();
  for (const auto& projection : Chosen()) {
    auto* const applied =
        ValueOf(projector->Applied(projection->name()), "Applied");
    Require(applied->Wait(head, absl::Minutes(10)), projection->name());
  }
  return static_cast<int64_t>(head);
}

int64_t Read(const LogStore& log, const std::string& kind) {
  if (kind == "replay") return Replay(log);
  if (kind == "decode") return Decode(log);
  Require(kind == "rebuild", "no such kind");
  return Rebuild(log, absl::GetFlag(FLAGS_views));
}

void Measure(absl::FunctionRef<int64_t()> read) {
  const std::string contender = absl::GetFlag(FLAGS_contender);
  const absl::Duration busy = MachineCpuTime();
  const absl::Duration cpu_before = CpuTime(0);
  const auto begin = std::chrono::steady_clock::now();
  const int64_t events = read();
  const auto wall = absl::FromChrono(std::chrono::steady_clock::now() - begin);
  const absl::Duration cpu = CpuTime(0) - cpu_before;
  Print(contender,
        {.wall = wall,
         .cpu = cpu,
         .others_cpu = MachineCpuTime() - busy - cpu,
         .latency = {absl::ToInt64Nanoseconds(wall)}},
        events);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::fprintf(stderr, "%s: peak of memory %ld MiB\n", contender.c_str(),
               usage.ru_maxrss / 1024);
}

void Run() {
  const std::string path = absl::GetFlag(FLAGS_data) + "/log";
  const std::string kind = absl::GetFlag(FLAGS_kind);
  if (kind == "scan") {
    const auto log =
        ValueOf(eventstore::LogDatabase::Open({.path = path}), "open the log");
    return Measure([&] { return Scan(*log); });
  }
  const auto log = ValueOf(LogStore::Open({.path = path}), "open the log");
  Measure([&] { return Read(*log, kind); });
}

}  // namespace
}  // namespace actionplan::benchmarks

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  actionplan::benchmarks::Run();
}
