// The log and its one writer without gRPC, domain and views.
//
//   sequencer_load --folder=FOLDER --contender=NAME --outstanding=N
//                  [--store=log|mark-in-memory|unproven] [--run=WORD]
//                  [--seconds=S]
//
// One client thread keeps N transactions outstanding: it submits the next one
// when it has been told that one is on disk, as a server's threads do. On a log
// that was written to before, every run has a word of its own: it is part of
// the names of streams and requests.
#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "eventstore/base/clock.h"
#include "eventstore/base/mutex.h"
#include "eventstore/sequencer.h"
#include "tests/benchmarks/chosen_store.h"
#include "tests/benchmarks/measurement.h"

ABSL_FLAG(std::string, folder, "", "where to write; it exists");
ABSL_FLAG(std::string, contender, "sequencer", "the name of the result");
ABSL_FLAG(size_t, outstanding, 64, "how many transactions wait at a time");
ABSL_FLAG(std::string, store, "log", actionplan::benchmarks::kStoreChoices);
ABSL_FLAG(std::string, run, "bench", "tells this run's names from others'");
ABSL_FLAG(double, seconds, 5, "how long to measure");

namespace actionplan::benchmarks {
namespace {

using eventstore::Append;
using eventstore::Committed;
using eventstore::RequestIdentity;
using eventstore::Revision;
using eventstore::Sequencer;
using eventstore::Upcoming;

constexpr size_t kStreams = 10'000;
constexpr size_t kPayloadBytes = 150;  // Of an event of about 330 bytes.

// Slots whose transactions have been answered.
class Answered {
 public:
  void Push(size_t slot) {
    base::MutexLock lock(mutex_);
    slots_.push_back(slot);
    if (slots_.size() == 1) pushed_.NotifyOne();
  }

  size_t Pop() {
    base::MutexLock lock(mutex_);
    while (slots_.empty()) pushed_.Wait(mutex_);
    const size_t slot = slots_.front();
    slots_.pop_front();
    return slot;
  }

 private:
  base::Mutex mutex_;
  base::Condition pushed_;
  std::deque<size_t> slots_ ABSL_GUARDED_BY(mutex_);
};

struct Load {
  explicit Load(size_t outstanding)
      : recorder(outstanding), run(absl::GetFlag(FLAGS_run)) {}

  Recorder recorder;
  const std::string run;
  Answered answered;
  std::vector<Revision> revisions = std::vector<Revision>(kStreams);
};

// Appends one event to one of the streams.
class OneEvent final : public eventstore::Transaction {
 public:
  OneEvent(Load& load, size_t slot, uint64_t number)
      : load_(load),
        slot_(slot),
        stream_(number % kStreams),
        begin_(std::chrono::steady_clock::now()),
        request_{
            .actor = "principals/owner-0001",
            .id = absl::StrFormat("%s-0000-4000-8000-%012d", load.run, number),
            .content = std::string(kPayloadBytes, 'c')} {}

  const RequestIdentity& request() const override { return request_; }
  absl::Time deadline() const override { return absl::InfiniteFuture(); }

  absl::StatusOr<Append> Prepare(const Upcoming& upcoming) override {
    return Append{
        .stream = absl::StrCat("boards/", load_.run, "/actions/a-", stream_),
        .expected = load_.revisions[stream_]++,
        .events = {{.type = "ProgressRecorded",
                    .payload = std::string(kPayloadBytes, 'p')}},
        .affiliation = "boards/bench/agencies/police",
        .occur_time = upcoming.record_time};
  }

  void Complete(absl::StatusOr<Committed> result) override {
    Require(result.status(), "commit");
    load_.recorder.Record(slot_, begin_);
    load_.answered.Push(slot_);
  }

 private:
  Load& load_;
  const size_t slot_;
  const size_t stream_;
  const SteadyTime begin_;
  const RequestIdentity request_;
};

void Submit(Load& load, Sequencer& sequencer, size_t outstanding) {
  for (size_t slot = 0; slot < outstanding; ++slot) load.answered.Push(slot);
  for (uint64_t number = 0; !load.recorder.over(); ++number) {
    sequencer.Submit(
        std::make_unique<OneEvent>(load, load.answered.Pop(), number));
  }
}

void Run(const std::string& folder, size_t outstanding, double seconds) {
  const ChosenStore chosen =
      OpenChosenStore(absl::GetFlag(FLAGS_store), folder + "/log");
  Load load(outstanding);
  const base::SystemClock clock;
  Sequencer sequencer(*chosen.store, clock, Sequencer::Options{});
  std::thread client([&] { Submit(load, sequencer, outstanding); });
  load.recorder.Keep({.warm_up = absl::Seconds(seconds / 5),
                      .measured = absl::Seconds(seconds)});
  client.join();
  sequencer.Drain();
  Print(absl::GetFlag(FLAGS_contender), load.recorder.Take());
}

}  // namespace
}  // namespace actionplan::benchmarks

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  actionplan::benchmarks::Run(absl::GetFlag(FLAGS_folder),
                              absl::GetFlag(FLAGS_outstanding),
                              absl::GetFlag(FLAGS_seconds));
}
