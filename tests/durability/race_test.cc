// Races for one revision: whoever asks, and however closely together, exactly
// one append that expects a revision wins it, and every other one is told the
// revision that is there.
#include <atomic>
#include <barrier>
#include <cstdint>
#include <functional>
#include <memory>
#include <numeric>
#include <random>
#include <semaphore>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "eventstore/base/clock.h"
#include "eventstore/base/mutex.h"
#include "eventstore/memory/memory_store.h"
#include "eventstore/rocksdb/log_store.h"
#include "eventstore/sequencer.h"
#include "gtest/gtest.h"
#include "tests/durability/sanitized.h"
#include "tests/support/effort.h"
#include "tests/support/error_metadata.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::durability {
namespace {

using eventstore::Append;
using eventstore::Committed;
using eventstore::EventStore;
using eventstore::Position;
using eventstore::Revision;
using eventstore::Sequencer;

constexpr int kRacers = 4;
constexpr int kStreams = 250;            // Raced for at the same time.
constexpr int kInFlight = 2 * kStreams;  // Of each racer.
constexpr unsigned kSeed = 20260302;

std::string StreamName(int stream) { return absl::StrCat("races/", stream); }

// Who won which revision, and the first thing that was wrong. Thread-safe.
class Scores {
 public:
  explicit Scores(size_t revisions)
      : winners_(kStreams, std::vector<int>(revisions, -1)), won_(kRacers) {}

  void Won(int racer, int stream, Revision expected,
           const Committed& committed) {
    base::MutexLock lock(mutex_);
    const std::string race = absl::StrCat("race for revision ", expected + 1,
                                          " of ", StreamName(stream));
    if (committed.first_revision != expected + 1 || committed.repeated) {
      Blame(absl::StrCat(race, ": racer ", racer, " was given revision ",
                         committed.first_revision));
    }
    int& winner = winners_[stream][expected];
    if (winner >= 0) {
      Blame(absl::StrCat(race, ": racers ", winner, " and ", racer,
                         " both won it"));
    }
    winner = racer;
    ++won_[racer];
  }

  void Lost(int racer, int stream, Revision expected,
            const absl::Status& refusal) {
    base::MutexLock lock(mutex_);
    // The race for the next revision has not begun.
    const bool is_told =
        base::ReasonOf(refusal) == "REVISION_MISMATCH" &&
        support::MetadataOf(refusal, "actual") == absl::StrCat(expected + 1);
    if (!is_told) {
      Blame(absl::StrCat("race for revision ", expected + 1, " of ",
                         StreamName(stream), ": racer ", racer,
                         " was refused with ", refusal.ToString()));
    }
  }

  void Blame(const std::string& violation)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (violation_.empty()) violation_ = violation;
  }

  // "" while everything was right.
  std::string violation() const {
    base::MutexLock lock(mutex_);
    return violation_;
  }

  int WinnerOf(int stream, Revision revision) const {
    base::MutexLock lock(mutex_);
    return winners_[stream][revision - 1];
  }

  std::vector<int> won() const {
    base::MutexLock lock(mutex_);
    return won_;
  }

 private:
  mutable base::Mutex mutex_;
  std::vector<std::vector<int>> winners_ ABSL_GUARDED_BY(mutex_);
  std::vector<int> won_ ABSL_GUARDED_BY(mutex_);
  std::string violation_ ABSL_GUARDED_BY(mutex_);
};

using Permits = std::counting_semaphore<kInFlight>;

// One racer's try for one revision.
class Try final : public eventstore::Transaction {
 public:
  struct Part {
    int racer;
    int stream;
    Revision expected;
  };

  Try(const Part& part, Scores& scores, Permits& permits)
      : part_(part),
        scores_(scores),
        permits_(permits),
        request_{.actor = absl::StrCat("racer-", part.racer),
                 .id = absl::StrCat(part.stream, "@", part.expected),
                 .content = "try"} {}

  const eventstore::RequestIdentity& request() const override {
    return request_;
  }
  absl::Time deadline() const override { return absl::InfiniteFuture(); }

  absl::StatusOr<Append> Prepare(const eventstore::Upcoming& next) override {
    return Append{
        .stream = StreamName(part_.stream),
        .expected = part_.expected,
        .events = {{.type = "Raced", .payload = absl::StrCat(part_.racer)}},
        .occur_time = next.record_time};
  }

  void Complete(absl::StatusOr<Committed> result) override {
    if (result.ok()) {
      scores_.Won(part_.racer, part_.stream, part_.expected, *result);
    } else {
      scores_.Lost(part_.racer, part_.stream, part_.expected, result.status());
    }
    permits_.release();
  }

 private:
  const Part part_;
  Scores& scores_;
  Permits& permits_;
  const eventstore::RequestIdentity request_;
};

// All racers try for the same revision of every stream, each in an order of its
// own, and begin with the next revision together.
void Race(Sequencer& sequencer, size_t revisions, Scores& scores) {
  std::barrier together(kRacers);
  std::vector<std::thread> racers;
  for (int racer = 0; racer < kRacers; ++racer) {
    racers.emplace_back([&, racer] {
      std::mt19937 random(kSeed + racer);
      Permits permits(kInFlight);
      std::vector<int> order(kStreams);
      std::iota(order.begin(), order.end(), 0);
      for (Revision expected = 0; expected < revisions; ++expected) {
        together.arrive_and_wait();
        std::shuffle(order.begin(), order.end(), random);
        for (const int stream : order) {
          permits.acquire();
          sequencer.Submit(std::make_unique<Try>(
              Try::Part{racer, stream, expected}, scores, permits));
        }
      }
      for (int i = 0; i < kInFlight; ++i) permits.acquire();
    });
  }
  for (std::thread& racer : racers) racer.join();
}

// The log holds what was answered, and nothing else.
void ExpectLogToAgree(const EventStore& store, size_t revisions,
                      const Scores& scores) {
  std::vector<Revision> last(kStreams, 0);
  Position position = 0;
  EXPECT_OK(store.ReadLog({}, [&](const eventstore::v1::Envelope& event) {
    int stream = -1, racer = -1;
    EXPECT_EQ(event.position(), ++position);
    EXPECT_TRUE(absl::SimpleAtoi(event.stream().substr(6), &stream));
    EXPECT_TRUE(absl::SimpleAtoi(event.payload(), &racer));
    EXPECT_EQ(event.revision(), ++last[stream]) << event.stream();
    EXPECT_EQ(racer, scores.WinnerOf(stream, event.revision()))
        << event.stream() << " at revision " << event.revision();
    return !testing::Test::HasFailure();
  }));
  EXPECT_EQ(position, revisions * kStreams);
  EXPECT_EQ(last, std::vector<Revision>(kStreams, revisions));
}

// How many rounds a store is put through, as revisions of all streams.
size_t Revisions() {
  return WhenSanitized(
      support::CountOf({.short_form = 20'000, .long_form = 1'000'000}) /
      kStreams);
}

void RunRace(EventStore& store, size_t revisions, Scores& scores) {
  const base::SystemClock clock;
  {
    Sequencer sequencer(store, clock, {});
    Race(sequencer, revisions, scores);
  }
  EXPECT_EQ(scores.violation(), "") << "seed " << kSeed;
  std::printf("seed %u: %zu rounds, won by each:", kSeed, revisions * kStreams);
  for (const int won : scores.won()) std::printf(" %d", won);
  std::printf("\n");
}

TEST(RaceTest, HasOneWinnerForEachRevisionInMemory) {
  const size_t revisions = Revisions();
  Scores scores(revisions);
  eventstore::MemoryStore store;
  RunRace(store, revisions, scores);
  ExpectLogToAgree(store, revisions, scores);
}

TEST(RaceTest, HasOneWinnerForEachRevisionOnDisk) {
  const size_t revisions = Revisions();
  Scores scores(revisions);
  const support::TemporaryFolder folder;
  ASSERT_OK_AND_ASSIGN(auto store,
                       eventstore::LogStore::Open({.path = folder.path()}));
  RunRace(*store, revisions, scores);
  ExpectLogToAgree(*store, revisions, scores);
  store.reset();
  ASSERT_OK_AND_ASSIGN(store,
                       eventstore::LogStore::Open({.path = folder.path()}));
  ExpectLogToAgree(*store, revisions, scores);
}

}  // namespace
}  // namespace actionplan::durability
