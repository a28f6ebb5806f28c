// What views cost without gRPC: reading and decoding the log, building each
// view and all of them from its start, following it batch by batch, and
// scanning what is overdue.
//
// The log is one board's, with the events of one action far apart, which is
// the worst order for a rebuild: no row is changed twice in a row. The folder
// that is written to is in $TMPDIR or /tmp: it has to be on a disk.
#include <benchmark/benchmark.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "eventstore/base/clock.h"
#include "eventstore/rocksdb/log_store.h"
#include "projections/event_codec.h"
#include "projections/follower.h"
#include "projections/overdue_view.h"
#include "projections/projector.h"
#include "projections/rocksdb/rocksdb_view_store.h"
#include "projections/view_builder.h"
#include "tests/benchmarks/board_office.h"
#include "tests/benchmarks/measurement.h"
#include "tests/benchmarks/plan_log.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::benchmarks {
namespace {

using eventstore::LogStore;
using eventstore::Position;
using projections::Projection;
using projections::RocksdbViewStore;

constexpr absl::CivilDay kToday(2026, 6, 1);
constexpr size_t kOverdue = 1000;

// One board's log on disk, kept for the benchmarks that follow.
class PlanLog {
 public:
  static const LogStore& Of(size_t actions, uint64_t later_events) {
    static auto& logs =
        *new std::map<std::pair<size_t, uint64_t>, std::unique_ptr<PlanLog>>();
    auto& log = logs[{actions, later_events}];
    if (log == nullptr) {
      log.reset(new PlanLog({.actions = actions,
                             .overdue = kOverdue,
                             .today = kToday,
                             .later_events = later_events}));
    }
    return *log->store_;
  }

 private:
  explicit PlanLog(const PlanShape& shape) {
    store_ = ValueOf(LogStore::Open({.path = folder_.Path("log")}), "open");
    WritePlanLog(shape, *store_);
  }

  const support::TemporaryFolder folder_;
  std::unique_ptr<LogStore> store_;
};

// The log that rebuilds are measured with.
const LogStore& LongLog() { return PlanLog::Of(100'000, 7); }

void CountEvents(const LogStore& log, benchmark::State& state) {
  state.SetItemsProcessed(
      static_cast<int64_t>(state.iterations() * log.head().Get()));
}

std::unique_ptr<RocksdbViewStore> OpenViews(
    const support::TemporaryFolder& folder) {
  return ValueOf(RocksdbViewStore::Open({.path = folder.Path("views")}),
                 "open the views");
}

void Decode(benchmark::State& state) {
  const LogStore& log = LongLog();
  events::v1::Event event;
  for (auto _ : state) {
    Require(log.ReadLog({},
                        [&](const eventstore::v1::Envelope& envelope) {
                          Require(projections::Decode(envelope, event),
                                  "Decode");
                          return true;
                        }),
            "ReadLog");
  }
  CountEvents(log, state);
}
BENCHMARK(Decode)->Unit(benchmark::kMillisecond);

void Build(const LogStore& log, RocksdbViewStore& views,
           const std::vector<const Projection*>& projections) {
  eventstore::PositionSignal done;
  std::atomic<Position> built = 0;
  projections::ViewBuilder builder(
      log, views, projections::ViewBuilder::Options(),
      [&](const projections::Built& one) {
        Require(one.failure, one.projection->name());
        done.Publish(++built);
      });
  std::atomic<Position> progress = 0;
  std::vector<projections::BuildOrder> orders;
  for (const Projection* projection : projections) {
    orders.push_back({.projection = projection, .progress = &progress});
  }
  builder.Submit(orders);
  Require(done.Wait(projections.size(), absl::Minutes(10)), "build");
}

// One view alone; the argument is its place in the list of all.
void BuildOneView(benchmark::State& state) {
  const LogStore& log = LongLog();
  const auto projection =
      std::move(projections::AllProjections().at(state.range(0)));
  state.SetLabel(std::string(projection->name()));
  for (auto _ : state) {
    const support::TemporaryFolder folder;
    Build(log, *OpenViews(folder), {projection.get()});
  }
  CountEvents(log, state);
}
BENCHMARK(BuildOneView)
    ->DenseRange(0, 4)
    ->Iterations(1)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);

void BuildAllViews(benchmark::State& state) {
  const LogStore& log = LongLog();
  const auto all = projections::AllProjections();
  std::vector<const Projection*> projections;
  for (const auto& projection : all) projections.push_back(projection.get());
  for (auto _ : state) {
    const support::TemporaryFolder folder;
    Build(log, *OpenViews(folder), projections);
  }
  CountEvents(log, state);
}
BENCHMARK(BuildAllViews)
    ->Iterations(1)
    ->Repetitions(3)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);

// As the projector does it while events arrive; the argument is how many of
// them are in a batch.
void FollowLog(benchmark::State& state) {
  const LogStore& log = PlanLog::Of(10'000, 7);
  const auto all = projections::AllProjections();
  const auto batch = static_cast<uint64_t>(state.range(0));
  for (auto _ : state) {
    const support::TemporaryFolder folder;
    const auto views = OpenViews(folder);
    std::vector<std::unique_ptr<projections::Follower>> owned;
    std::vector<projections::Follower*> followers;
    for (const auto& projection : all) {
      auto generation = ValueOf(views->Create(projection->name()), "Create");
      Require(views->FinishLoad(*generation, {}), "FinishLoad");
      owned.push_back(
          std::make_unique<projections::Follower>(projections::Follower::Start{
              .projection = *projection, .generation = std::move(generation)}));
      followers.push_back(owned.back().get());
    }
    for (Position first = 1; first <= log.head().Get(); first += batch) {
      Feed(log, {.first = first, .last = first + batch - 1}, followers);
      std::vector<projections::ViewStore::Batch> batches;
      for (auto* follower : followers) {
        batches.push_back(follower->Changes(log));
      }
      Require(views->Write(batches), "Write");
      for (auto* follower : followers) follower->MarkWritten();
    }
  }
  CountEvents(log, state);
}
BENCHMARK(FollowLog)
    ->Arg(1)
    ->Arg(16)
    ->Arg(256)
    ->Iterations(1)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);

// All of 1,000 overdue actions; the argument is how many actions there are.
void ScanOverdue(benchmark::State& state) {
  const LogStore& log = PlanLog::Of(static_cast<size_t>(state.range(0)), 0);
  const support::TemporaryFolder folder;
  const auto views = OpenViews(folder);
  const projections::OverdueProjection projection;
  Build(log, *views, {&projection});
  const auto generation =
      ValueOf(views->Find(projection.name()), "the built view");
  for (auto _ : state) {
    const auto reader = ValueOf(generation->Snapshot(), "Snapshot");
    size_t rows = 0;
    Require(
        projections::OverdueView(*reader).ScanDue(
            {.board = kBoard,
             .first_day = 1,
             .last_day =
                 static_cast<int32_t>(kToday - absl::CivilDay(1970, 1, 1) - 1)},
            [&](const projections::v1::ActionPlanRow& row, absl::string_view) {
              benchmark::DoNotOptimize(row.due_day());
              ++rows;
              return true;
            }),
        "ScanDue");
    Require(rows == kOverdue, "every overdue action is found");
  }
}
BENCHMARK(ScanOverdue)
    ->Arg(10'000)
    ->Arg(1'000'000)
    ->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace actionplan::benchmarks

BENCHMARK_MAIN();
