// Streams of events begun, left and taken up again at any moment while events
// are recorded at full speed: each shows the log, from where it was asked for,
// without a gap and without a repeat.
#include <atomic>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "actionplan/v1/event_service.pb.h"
#include "eventstore/base/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/durability/reachable.h"
#include "tests/durability/sanitized.h"
#include "tests/durability/watched_log.h"
#include "tests/scenarios/raw_call.h"
#include "tests/support/effort.h"
#include "tests/support/error_metadata.h"
#include "tests/support/fake_clock.h"
#include "tests/support/running_server.h"
#include "tests/support/status_matchers.h"

namespace actionplan::durability {
namespace {

using testing::HasSubstr;

constexpr int kWriters = 4;
constexpr int kWatchers = 16;
constexpr int kSlowWatchers = 2;
constexpr int kRoundsOfAServer = 10;
constexpr absl::Duration kLeap = absl::Seconds(31);
constexpr absl::Duration kPause = absl::Milliseconds(20);

// The time of day stands still, so that no call is late; the monotonic clock
// leaps, so that a reader that pauses is slow and a stream that waits beats.
class LeapingClock final : public base::Clock {
 public:
  absl::Time Now() const override { return support::FakeClock::DefaultStart(); }
  absl::Duration Monotonic() const override { return kLeap * leaps_.load(); }
  void Leap() { ++leaps_; }

 private:
  std::atomic<int64_t> leaps_ = 0;
};

// What all threads of a round know.
struct Round {
  const support::RunningServer& server;
  unsigned seed;
  std::atomic<int64_t> acknowledged = 0;
  std::atomic<int> begun = 0;        // Watchers.
  std::atomic<int64_t> target = -1;  // A watcher ends past it; -1 not yet.
};

std::vector<WatchFilter> Filters() {
  return {{},
          {.prefix = "boards/west/"},
          {.kinds = {"AgencyCreated"}},
          {.prefix = "boards/east", .kinds = {"AgencyCreated", "BoardCreated"}},
          {.kinds = {"ActionCancelled"}}};  // Nothing is.
}

// Reads one stream after another, and keeps what each of them sent.
class Watcher {
 public:
  enum class Pace { kFast, kSlow };

  Watcher(Round& round, int number)
      : round_(round),
        random_(round.seed * 1000 + number),
        pace_(number < kSlowWatchers ? Pace::kSlow : Pace::kFast),
        filter_(pace_ == Pace::kSlow ? WatchFilter{}
                                     : Filters()[number % Filters().size()]) {}

  void Run() {
    absl::SleepFor(absl::Milliseconds(random_() % 30));
    const int64_t head = round_.acknowledged;
    int64_t after = pace_ == Pace::kSlow ? 0
                                         : std::vector{int64_t{0}, head / 2,
                                                       head}[random_() % 3];
    ++round_.begun;
    while (violation_.empty() && !IsThrough()) after = WatchOnce(after);
  }

  const std::vector<WatchedPart>& parts() const { return parts_; }
  const std::string& violation() const { return violation_; }

 private:
  bool IsThrough() const {
    return round_.target >= 0 && !parts_.empty() &&
           parts_.back().Reached() > round_.target;
  }

  // Returns from where to resume.
  int64_t WatchOnce(int64_t after) {
    parts_.push_back({.filter = filter_,
                      .after = after,
                      .acknowledged = round_.acknowledged});
    support::RawStream stream(
        {.address = round_.server.address(),
         .path = "/actionplan.v1.EventService/WatchEvents",
         .bytes =
             support::RequestFor("EventService.WatchEvents",
                                 absl::StrCat(filter_.Request(after),
                                              " max_batch_size: ", BatchSize()))
                 ->SerializeAsString()});
    while (const auto bytes = stream.Read()) {
      Keep(*bytes, parts_.back());
      if (IsThrough() || random_() % 200 == 0) return parts_.back().Reached();
      if (pace_ == Pace::kSlow) absl::SleepFor(kPause);
    }
    return Ended(stream.end());
  }

  // A slow reader of a few large messages would not be slow for long.
  int BatchSize() {
    return pace_ == Pace::kSlow ? 1 : std::vector{0, 2, 500}[random_() % 3];
  }

  static void KeepEvent(const std::string& bytes,
                        const v1::WatchEventsResponse& message,
                        WatchedPart& part) {
    part.events.push_back({.position = message.event().context().position(),
                           .digest = std::hash<std::string>()(bytes)});
  }

  static void Keep(const std::string& bytes, WatchedPart& part) {
    v1::WatchEventsResponse message;
    EXPECT_TRUE(message.ParseFromString(bytes));
    if (message.has_event()) return KeepEvent(bytes, message, part);
    if (message.events_size() > 0) {
      v1::WatchEventsResponse single;
      for (events::v1::Event& event : *message.mutable_events()) {
        single.mutable_event()->Swap(&event);
        KeepEvent(single.SerializeAsString(), single, part);
      }
      return;
    }
    part.progress.push_back(
        {.kind = message.has_caught_up() ? Progress::Kind::kCaughtUp
                                         : Progress::Kind::kHeartbeat,
         .position = message.has_caught_up() ? message.caught_up().position()
                                             : message.heartbeat().position(),
         .after_events = part.events.size()});
  }

  // Whoever is too slow is told from where to resume, and is in time from then
  // on.
  int64_t Ended(const absl::Status& end) {
    WatchedPart& part = parts_.back();
    // The connection did not come about.
    if (absl::IsUnavailable(end) && part.Reached() == part.after) {
      return part.after;
    }
    if (base::ReasonOf(end) != "READER_TOO_SLOW" ||
        !absl::SimpleAtoi(support::MetadataOf(end, "position"), &part.told)) {
      violation_ = absl::StrCat("a stream ended with ", end.ToString());
    }
    pace_ = Pace::kFast;
    return part.told;
  }

  Round& round_;
  std::mt19937 random_;
  Pace pace_;
  const WatchFilter filter_;
  std::vector<WatchedPart> parts_;
  std::string violation_;
};

class WatchSeamTest : public testing::Test {
 protected:
  // Boards to write to, and more to read than a connection holds.
  static void Prepare(const support::Person& manager) {
    for (const char* board : {"west", "east"}) {
      ASSERT_OK(manager.Try(
          "BoardService.CreateBoard",
          absl::StrCat("board_id: '", board,
                       "' board { title: 'B' division: SCOTLAND }")));
    }
    ASSERT_OK(manager.Try("ActionService.ProposeAction", R"pb(
      parent: 'boards/east'
      action_id: 'a1'
      action {
        title: 'Do'
        sources { external_reference: 'letter' }
      })pb"));
    const std::string comment = absl::StrCat(
        "name: 'boards/east/actions/a1' text: '", std::string(3900, 'x'), "'");
    for (int i = 0; i < 150; ++i) {
      ASSERT_OK(manager.Try("ActionService.AddComment", comment));
    }
  }

  static void Record(Round& round, int number) {
    const absl::string_view board = number % 2 == 0 ? "west" : "east";
    const support::Person manager = round.server.Manager();
    EXPECT_OK(manager.Try(
        number % 5 == 0 ? "BoardService.CreateBoard"
                        : "AgencyService.CreateAgency",
        number % 5 == 0
            ? "board { title: 'B' division: SCOTLAND }"
            : absl::StrCat("parent: 'boards/", board,
                           "' agency { title: 'A' type: POLICE }")));
  }

  // Writers append, watchers begin; when both have, a last event of every kind
  // ends the round.
  void RunRound(Round& round) {
    round.acknowledged = round.server.Head();
    std::vector<std::unique_ptr<Watcher>> watchers;
    std::vector<std::thread> watching, writing;
    for (int i = 0; i < kWatchers; ++i) {
      watchers.push_back(std::make_unique<Watcher>(round, i));
      watching.emplace_back(
          [watcher = watchers.back().get()] { watcher->Run(); });
    }
    std::atomic<bool> over = false;
    std::thread time([&] {
      while (!over) {
        clock_.Leap();
        absl::SleepFor(kPause);
      }
    });
    const int each = WhenSanitized(75);
    for (int w = 0; w < kWriters; ++w) {
      writing.emplace_back([&, w] {
        for (int i = 0; i < each; ++i) Record(round, w * each + i);
      });
    }
    for (std::thread& writer : writing) writer.join();
    while (round.begun < kWatchers) absl::SleepFor(absl::Milliseconds(1));
    round.target = round.server.Head();
    for (const int one_of_each : {1, 2, 5}) Record(round, one_of_each);
    for (std::thread& watcher : watching) watcher.join();
    over = true;
    time.join();
    for (const auto& watcher : watchers) Collect(*watcher);
  }

  void Collect(const Watcher& watcher) {
    EXPECT_EQ(watcher.violation(), "");
    for (const WatchedPart& part : watcher.parts()) {
      ended_ += part.told >= 0 ? 1 : 0;
      sent_ += part.events.size();
      parts_.push_back(part);
    }
  }

  void RunServer(unsigned seed, int rounds) {
    parts_.clear();
    support::RunningServer server(clock_);
    AwaitReachable(server);
    Prepare(server.Manager());
    for (int i = 0; i < rounds && !HasFailure(); ++i) {
      Round round{.server = server, .seed = seed + i};
      RunRound(round);
    }
    server.Stop();
    ASSERT_OK_AND_ASSIGN(const WatchedLog log,
                         WatchedLog::Read(server.options().data + "/log"));
    for (const WatchedPart& part : parts_) {
      ASSERT_EQ(log.Judge(part), "");
    }
    judged_ += parts_.size();
  }

  LeapingClock clock_;
  std::vector<WatchedPart> parts_;
  size_t judged_ = 0;
  size_t ended_ = 0;
  size_t sent_ = 0;
};

TEST_F(WatchSeamTest, ShowsTheLogToWhoeverBeginsLeavesOrIsSlow) {
  const int rounds = static_cast<int>(
      WhenSanitized(support::CountOf({.short_form = 10, .long_form = 200})));
  for (int done = 0; done < rounds && !HasFailure(); done += kRoundsOfAServer) {
    const unsigned seed = 7000 + done;
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    RunServer(seed, std::min(kRoundsOfAServer, rounds - done));
  }
  std::printf(
      "seeds from 7000: %d rounds, %zu streams, %zu events sent, "
      "%zu streams ended as too slow\n",
      rounds, judged_, sent_, ended_);
  EXPECT_GT(ended_, 0u) << "nobody was slow: the harness shows too little";
}

TEST_F(WatchSeamTest, SaysItIsCaughtUpWithAnEmptyLog) {
  const support::RunningServer server(clock_);
  for (const WatchFilter& filter : Filters()) {
    support::RawStream stream(
        {.address = server.address(),
         .path = "/actionplan.v1.EventService/WatchEvents",
         .bytes =
             support::RequestFor("EventService.WatchEvents", filter.Request(0))
                 ->SerializeAsString()});
    v1::WatchEventsResponse message;
    ASSERT_TRUE(message.ParseFromString(stream.Read().value_or("")));
    ASSERT_TRUE(message.has_caught_up()) << message.DebugString();
    EXPECT_EQ(message.caught_up().position(), 0);
  }
}

// The judge itself, on what a server must never send.
class WatchedLogTest : public testing::Test {
 protected:
  WatchedLogTest() {
    LeapingClock clock;
    support::RunningServer server(clock);
    AwaitReachable(server);
    for (int i = 0; i < 4; ++i) {
      EXPECT_OK(
          server.Manager().Try("BoardService.CreateBoard",
                               "board { title: 'B' division: SCOTLAND }"));
    }
    support::RawStream stream(
        {.address = server.address(),
         .path = "/actionplan.v1.EventService/WatchEvents"});
    for (int i = 0; i < 4; ++i) {
      const std::string bytes = stream.Read().value_or("");
      good_.events.push_back(
          {.position = i + 1, .digest = std::hash<std::string>()(bytes)});
    }
    good_.progress = {{Progress::Kind::kCaughtUp, 4, 4},
                      {Progress::Kind::kHeartbeat, 4, 4}};
    good_.acknowledged = 4;
    server.Stop();
    auto read = WatchedLog::Read(server.options().data + "/log");
    EXPECT_OK(read);
    log_ = *std::move(read);
  }

  std::string Judged(const std::function<void(WatchedPart&)>& damage) const {
    WatchedPart part = good_;
    damage(part);
    return log_.Judge(part);
  }

  WatchedLog log_;
  WatchedPart good_;
};

TEST_F(WatchedLogTest, FindsNothingWrongWithWhatIsRight) {
  EXPECT_EQ(Judged([](WatchedPart&) {}), "");
}

TEST_F(WatchedLogTest, NamesAnEventThatIsMissing) {
  EXPECT_THAT(Judged([](WatchedPart& part) {
                part.events.erase(part.events.begin() + 1);
              }),
              HasSubstr("sent 3 where 2 was next"));
}

TEST_F(WatchedLogTest, NamesAnEventThatIsRepeated) {
  EXPECT_THAT(Judged([](WatchedPart& part) {
                part.events.insert(part.events.begin(), part.events[0]);
              }),
              HasSubstr("sent 1 where 2 was next"));
}

TEST_F(WatchedLogTest, NamesAnEventThatIsAnother) {
  EXPECT_THAT(Judged([](WatchedPart& part) { ++part.events[2].digest; }),
              HasSubstr("sent 3 with other content"));
}

TEST_F(WatchedLogTest, NamesAPositionToResumeFromThatSkipsEvents) {
  EXPECT_THAT(Judged([](WatchedPart& part) { part.told = 5; }),
              HasSubstr("told to resume after 5"));
}

TEST_F(WatchedLogTest, NamesProgressThatIsNot) {
  EXPECT_THAT(Judged([](WatchedPart& part) { part.progress[0].position = 3; }),
              HasSubstr("caught up at 3 when 4 had been acknowledged"));
  EXPECT_THAT(
      Judged([](WatchedPart& part) { part.progress[1].after_events = 3; }),
      HasSubstr("reached 4 after 3 events; it has 4"));
  EXPECT_THAT(Judged([](WatchedPart& part) {
                part.progress[1].kind = Progress::Kind::kCaughtUp;
              }),
              HasSubstr("said again"));
}

}  // namespace
}  // namespace actionplan::durability
