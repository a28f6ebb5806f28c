// What a durable append costs without gRPC: the disk, RocksDB, and the
// sequencer over the log on disk, side by side in one run; and what replaying
// the log costs beside a bare scan of the same bytes.
//
// Times are wall clock, CPU is that of the whole process, both an event. The
// folder that is written to is in $TMPDIR or /tmp: it has to be on a disk.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <rocksdb/db.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "eventstore/base/logging.h"
#include "eventstore/base/mutex.h"
#include "eventstore/commit_group.h"
#include "eventstore/rocksdb/log_options.h"
#include "eventstore/rocksdb/log_store.h"
#include "eventstore/sequencer.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::eventstore {
namespace {

constexpr size_t kPayloadBytes = 200;  // An envelope of about 330 bytes.
constexpr size_t kRecordBytes = 330;

void Require(bool holds, absl::string_view what) {
  if (!holds) base::Fatal("the benchmark failed", {{"what", what}});
}

void ExtendAndSync(benchmark::State& state) {
  const support::TemporaryFolder folder;
  const int file = open(folder.Path("file").c_str(), O_CREAT | O_WRONLY, 0600);
  const std::string bytes(kRecordBytes, 'x');
  for (auto _ : state) {
    Require(write(file, bytes.data(), bytes.size()) > 0, "write");
    Require(fdatasync(file) == 0, "fdatasync");
  }
  close(file);
}
BENCHMARK(ExtendAndSync)->UseRealTime()->MeasureProcessCPUTime();

// The puts of the log and nothing else: no hashes, checks or envelopes.
void RocksdbSyncedBatch(benchmark::State& state) {
  const support::TemporaryFolder folder;
  const LogOptions options = MakeLogOptions({});
  std::vector<rocksdb::ColumnFamilyHandle*> families;
  rocksdb::DB* opened = nullptr;
  Require(rocksdb::DB::Open(options.database, folder.path(), options.families,
                            &families, &opened)
              .ok(),
          "open");
  const std::unique_ptr<rocksdb::DB> database(opened);
  const std::string record(kRecordBytes, 'x');
  rocksdb::WriteBatch batch;
  uint64_t position = 0;
  const int64_t events = state.range(0);
  while (state.KeepRunningBatch(events)) {
    batch.Clear();
    for (int64_t i = 0; i < events; ++i) {
      const PositionBytes key = EncodePosition(++position);
      const Hash hash = {static_cast<char>(position * 131),
                         static_cast<char>(position >> 8)};
      const StreamKeyBytes stream = EncodeStreamKey(hash, position);
      batch.Put(families[1], {key.data(), key.size()}, record)
          .PermitUncheckedError();
      batch
          .Put(families[2], {stream.data(), stream.size()},
               {key.data(), key.size()})
          .PermitUncheckedError();
      batch
          .Put(families[3], {stream.data(), stream.size()}, {record.data(), 28})
          .PermitUncheckedError();
    }
    Require(database->Write(options.write, &batch).ok(), "write");
  }
  for (auto* family : families) database->DestroyColumnFamilyHandle(family);
}
BENCHMARK(RocksdbSyncedBatch)
    ->Arg(1)
    ->Arg(64)
    ->Arg(256)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

// One event for one of many streams, then the next such transaction, until
// enough have been answered.
class Load {
 public:
  Load(Sequencer& sequencer, int64_t events)
      : sequencer_(sequencer), unsubmitted_(events), unanswered_(events) {}

  void Run(int64_t outstanding) {
    for (int64_t i = 0; i < outstanding; ++i) SubmitNext();
    base::MutexLock lock(mutex_);
    while (unanswered_ > 0) answered_.Wait(mutex_);
  }

 private:
  static constexpr uint64_t kStreams = 10'000;

  class Command final : public Transaction {
   public:
    Command(Load& load, uint64_t number) : load_(load), number_(number) {
      request_ = {.actor = "principals/0001",
                  .id = absl::StrCat("request-", number),
                  .content = std::string(kPayloadBytes, 'c')};
    }
    const RequestIdentity& request() const override { return request_; }
    absl::Time deadline() const override { return absl::InfiniteFuture(); }
    absl::StatusOr<Append> Prepare(const Upcoming& upcoming) override {
      const uint64_t stream = number_ % kStreams;
      return Append{.stream = absl::StrCat("boards/1/streams/", stream),
                    .expected = load_.revisions_[stream]++,
                    .events = {{.type = "actionplan.events.v1.Event",
                                .payload = std::string(kPayloadBytes, 'p')}},
                    .affiliation = "boards/1/agencies/1",
                    .occur_time = upcoming.record_time};
    }
    void Complete(absl::StatusOr<Committed> result) override {
      Require(result.ok(), "commit");
      load_.Answered();
    }

   private:
    Load& load_;
    const uint64_t number_;
    RequestIdentity request_;
  };

  void SubmitNext() {
    uint64_t number = 0;
    {
      base::MutexLock lock(mutex_);
      if (unsubmitted_ == 0) return;
      number = static_cast<uint64_t>(--unsubmitted_);
    }
    sequencer_.Submit(std::make_unique<Command>(*this, number));
  }

  void Answered() {
    SubmitNext();
    base::MutexLock lock(mutex_);
    if (--unanswered_ == 0) answered_.NotifyAll();
  }

  Sequencer& sequencer_;
  std::array<Revision, kStreams> revisions_{};  // The sequencer's thread's.
  base::Mutex mutex_;
  base::Condition answered_;
  int64_t unsubmitted_ ABSL_GUARDED_BY(mutex_);
  int64_t unanswered_ ABSL_GUARDED_BY(mutex_);
};

std::unique_ptr<LogStore> OpenLog(const std::string& path) {
  auto store = LogStore::Open({.path = path});
  Require(store.ok(), "open");
  return *std::move(store);
}

void Append(EventStore& store, int64_t events, int64_t outstanding) {
  const base::SystemClock clock;
  Sequencer sequencer(store, clock, {});
  Load(sequencer, events).Run(outstanding);
}

void SequencerOverLog(benchmark::State& state) {
  const support::TemporaryFolder folder;
  const auto store = OpenLog(folder.path());
  while (state.KeepRunningBatch(state.max_iterations)) {
    Append(*store, state.max_iterations, state.range(0));
  }
}
BENCHMARK(SequencerOverLog)
    ->Arg(1)
    ->Arg(64)
    ->Arg(256)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

constexpr int64_t kReplayedEvents = 500'000;

void RawScanWithParse(benchmark::State& state) {
  const support::TemporaryFolder folder;
  Append(*OpenLog(folder.path()), kReplayedEvents, 256);
  const auto log = LogDatabase::Open({.path = folder.path()});
  Require(log.ok(), "open");
  v1::Envelope envelope;
  while (state.KeepRunningBatch(kReplayedEvents)) {
    const std::unique_ptr<rocksdb::Iterator> record(
        (*log)->database().NewIterator({}, (*log)->events()));
    for (record->SeekToFirst(); record->Valid(); record->Next()) {
      const rocksdb::Slice bytes = record->value();
      Require(envelope.ParseFromArray(bytes.data() + 4,
                                      static_cast<int>(bytes.size() - 4)),
              "parse");
    }
  }
}
BENCHMARK(RawScanWithParse);

void ReplayLog(benchmark::State& state) {
  const support::TemporaryFolder folder;
  Append(*OpenLog(folder.path()), kReplayedEvents, 256);
  const auto store = OpenLog(folder.path());
  while (state.KeepRunningBatch(kReplayedEvents)) {
    Position last = 0;
    Require(store
                ->ReadLog({},
                          [&last](const v1::Envelope& event) {
                            last = event.position();
                            return true;
                          })
                .ok(),
            "read");
    Require(last == kReplayedEvents, "the whole log");
  }
}
BENCHMARK(ReplayLog);

}  // namespace
}  // namespace actionplan::eventstore

BENCHMARK_MAIN();
