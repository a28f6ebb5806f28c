// Drives the log on disk and the log in memory with the same operations, drawn
// from a seed, and compares everything that can be seen of them.
#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "eventstore/memory/memory_store.h"
#include "gtest/gtest.h"
#include "tests/contracts/wish.h"
#include "tests/eventstore/rocksdb/log_under_test.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
namespace {

// Small, so that events reach the files and are compacted there.
constexpr LogMemory kSmallMemory = {.block_cache_bytes = 64 << 10,
                                    .write_buffer_bytes = 64 << 10};

std::string Describe(const absl::Status& status) {
  return absl::StrCat(absl::StatusCodeToString(status.code()), " ",
                      base::ReasonOf(status), " ", status.message());
}

std::string Describe(const absl::StatusOr<Committed>& answer) {
  if (!answer.ok()) return Describe(answer.status());
  return absl::StrCat(answer->first_position, " ", answer->first_revision, " ",
                      answer->count, " ", absl::FormatTime(answer->record_time),
                      answer->repeated ? " repeated" : "");
}

std::string Describe(const absl::StatusOr<std::optional<Committed>>& found) {
  if (!found.ok()) return Describe(found.status());
  return found->has_value() ? Describe(absl::StatusOr<Committed>(**found))
                            : "none";
}

std::vector<std::string> Serialised(const EventStore& store, Range range) {
  std::vector<std::string> events;
  const absl::Status status =
      store.ReadLog(range, [&events](const v1::Envelope& event) {
        events.push_back(event.SerializeAsString());
        return true;
      });
  events.push_back(Describe(status));
  return events;
}

std::vector<std::string> Serialised(const EventStore& store,
                                    absl::string_view stream, Range range) {
  std::vector<std::string> events;
  EXPECT_OK(
      store.ReadStream(stream, range, [&events](const v1::Envelope& event) {
        events.push_back(event.SerializeAsString());
        return true;
      }));
  return events;
}

class TwinLogs {
 public:
  explicit TwinLogs(uint64_t seed) : random_(seed) {}

  void Step() {
    CommitSomeGroup();
    AskAboutSomething();
    const uint64_t accident = Below(40);
    if (accident == 0) disk_.Crash();
    if (accident == 1) disk_.Reopen();
  }

  void CompareEverything() {
    EXPECT_EQ(disk_.store().head().Get(), memory_.head().Get());
    EXPECT_EQ(disk_.store().LastRecordTime(), memory_.LastRecordTime());
    EXPECT_EQ(disk_.store().tree_head(), memory_.tree_head());
    EXPECT_EQ(Serialised(disk_.store(), {}), Serialised(memory_, {}));
    for (uint64_t stream = 0; stream < kStreams; ++stream) {
      EXPECT_EQ(Serialised(disk_.store(), Stream(stream), {}),
                Serialised(memory_, Stream(stream), {}));
    }
    EXPECT_GT(memory_.head().Get(), 0);
  }

 private:
  static constexpr uint64_t kStreams = 12;

  uint64_t Below(uint64_t limit) { return random_() % limit; }

  static std::string Stream(uint64_t number) {
    return absl::StrCat("streams/", number);
  }

  Range SomeRange(uint64_t limit) {
    return {.first = Below(limit), .last = Below(limit)};
  }

  // Most are right; some repeat an id, expect another revision, or are
  // malformed.
  Append SomeAppend() {
    Wish wish{.request_id = absl::StrCat(++requests_),
              .stream = Stream(Below(kStreams)),
              .payloads = {}};
    wish.expected = memory_.LastRevision(wish.stream).value() + Below(8) / 7;
    for (uint64_t events = 1 + Below(5); events > 0; --events) {
      wish.payloads.emplace_back(Below(600), static_cast<char>(Below(256)));
    }
    Append append = AppendFor(wish);
    const uint64_t kind = Below(30);
    if (kind < 4 && !sent_.empty()) return sent_[Below(sent_.size())];
    if (kind == 4 && !sent_.empty()) append.request.id = sent_[0].request.id;
    if (kind == 5) append.events.clear();
    if (kind == 6) append.cause = Below(2 * requests_);
    if (kind == 7) append.occur_time = now_ + absl::Seconds(Below(100));
    sent_.push_back(append);
    return append;
  }

  void CommitSomeGroup() {
    now_ += absl::Milliseconds(Below(2000)) - absl::Milliseconds(500);
    std::vector<Append> group;
    for (uint64_t size = Below(7); size > 0; --size) {
      group.push_back(SomeAppend());
    }
    const auto on_disk = disk_.store().Commit(now_, group);
    const auto in_memory = memory_.Commit(now_, group);
    ASSERT_OK(on_disk);
    ASSERT_OK(in_memory);
    for (size_t i = 0; i < group.size(); ++i) {
      EXPECT_EQ(Describe((*on_disk)[i]), Describe((*in_memory)[i]));
    }
  }

  void AskAboutSomething() {
    const Range range = SomeRange(memory_.head().Get() + 3);
    EXPECT_EQ(Serialised(disk_.store(), range), Serialised(memory_, range));
    const std::string stream = Stream(Below(kStreams + 1));
    const Revision last = memory_.LastRevision(stream).value();
    EXPECT_EQ(disk_.store().LastRevision(stream).value(), last);
    const Revision guess = last + Below(3) - std::min<Revision>(last, 1);
    EXPECT_EQ(disk_.store().IsLastRevision(stream, guess).value(),
              memory_.IsLastRevision(stream, guess).value());
    const Range revisions = SomeRange(last + 3);
    EXPECT_EQ(Serialised(disk_.store(), stream, revisions),
              Serialised(memory_, stream, revisions));
    if (sent_.empty()) return;
    RequestIdentity request = sent_[Below(sent_.size())].request;
    if (Below(10) == 0) request.content += "!";
    EXPECT_EQ(Describe(disk_.store().FindRequest(request)),
              Describe(memory_.FindRequest(request)));
  }

  std::mt19937_64 random_;
  MemoryStore memory_;
  RocksdbLogUnderTest disk_{kSmallMemory};
  absl::Time now_ = absl::FromUnixSeconds(1'800'000'000);
  uint64_t requests_ = 0;
  std::vector<Append> sent_;
};

class LogStoreRandomTest : public testing::TestWithParam<uint64_t> {};

TEST_P(LogStoreRandomTest, IsNotToBeToldFromTheLogInMemory) {
  TwinLogs logs(GetParam());
  for (int step = 0; step < 250; ++step) {
    SCOPED_TRACE(absl::StrCat("step ", step));
    logs.Step();
    if (testing::Test::HasFailure()) return;
  }
  logs.CompareEverything();
}

INSTANTIATE_TEST_SUITE_P(Seeds, LogStoreRandomTest,
                         testing::Range<uint64_t>(1, 9));

}  // namespace
}  // namespace actionplan::eventstore
