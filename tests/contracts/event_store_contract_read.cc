// What reading answers, and what is left after a crash.
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/contracts/event_store_contract.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
namespace {

using support::FailsWith;
using support::StatusIs;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<Position> PositionsIn(const EventStore& store, Range range) {
  std::vector<Position> positions;
  EXPECT_OK(store.ReadLog(range, [&positions](const v1::Envelope& event) {
    positions.push_back(event.position());
    return true;
  }));
  return positions;
}

std::vector<Revision> RevisionsIn(const EventStore& store,
                                  absl::string_view stream, Range range) {
  std::vector<Revision> revisions;
  EXPECT_OK(
      store.ReadStream(stream, range, [&revisions](const v1::Envelope& event) {
        revisions.push_back(event.revision());
        return true;
      }));
  return revisions;
}

TEST_P(EventStoreContract, ALogIsReadInTheRangeAskedFor) {
  for (Revision revision = 0; revision < 5; ++revision) {
    ASSERT_OK(Commit(
        Wish{.request_id = absl::StrCat(revision), .expected = revision}));
  }
  EXPECT_THAT(PositionsIn(store(), {}), ElementsAre(1, 2, 3, 4, 5));
  EXPECT_THAT(PositionsIn(store(), {.first = 0}), ElementsAre(1, 2, 3, 4, 5));
  EXPECT_THAT(PositionsIn(store(), {.first = 2, .last = 3}), ElementsAre(2, 3));
  EXPECT_THAT(PositionsIn(store(), {.first = 5}), ElementsAre(5));
  EXPECT_THAT(PositionsIn(store(), {.first = 4, .last = 99}),
              ElementsAre(4, 5));
  EXPECT_THAT(PositionsIn(store(), {.first = 6}), IsEmpty());
  EXPECT_THAT(PositionsIn(store(), {.first = 3, .last = 2}), IsEmpty());
}

TEST_P(EventStoreContract, APositionPastTheHeadIsOutOfRangeAtOnce) {
  EXPECT_OK(
      store().ReadLog({.first = 1}, [](const v1::Envelope&) { return true; }));
  for (const Position past : {Position{2}, Position{UINT64_MAX}}) {
    const absl::Status status = store().ReadLog(
        {.first = past}, [](const v1::Envelope&) { return true; });
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kOutOfRange));
    EXPECT_THAT(status, FailsWith("POSITION_PAST_HEAD"));
  }
}

TEST_P(EventStoreContract, AStreamIsReadInTheRangeAskedFor) {
  CommitTwoStreams();
  EXPECT_THAT(RevisionsIn(store(), "boards/1", {}), ElementsAre(1, 2, 3));
  EXPECT_THAT(RevisionsIn(store(), "boards/1", {.first = 0}),
              ElementsAre(1, 2, 3));
  EXPECT_THAT(RevisionsIn(store(), "boards/1", {.first = 2, .last = 2}),
              ElementsAre(2));
  EXPECT_THAT(RevisionsIn(store(), "boards/1", {.first = 3, .last = 9}),
              ElementsAre(3));
  EXPECT_THAT(RevisionsIn(store(), "boards/1", {.first = 4}), IsEmpty());
  EXPECT_THAT(RevisionsIn(store(), "boards/1", {.first = UINT64_MAX}),
              IsEmpty());
  EXPECT_THAT(RevisionsIn(store(), "boards/1", {.first = 2, .last = 1}),
              IsEmpty());
}

TEST_P(EventStoreContract, AStreamHoldsNothingOfAnother) {
  CommitTwoStreams();
  EXPECT_THAT(ReadWholeStream(store(), "boards/2"),
              ElementsAre("2 boards/2@1 payload", "4 boards/2@2 payload",
                          "6 boards/2@3 payload"));
}

TEST_P(EventStoreContract, AStreamThatDoesNotExistHasNoEvents) {
  CommitTwoStreams();
  EXPECT_THAT(ReadWholeStream(store(), "boards/3"), IsEmpty());
  EXPECT_THAT(ReadWholeStream(store(), "boards"), IsEmpty());
  EXPECT_EQ(store().LastRevision("boards/3").value(), 0);
}

TEST_P(EventStoreContract, AVisitorEndsTheReadingItHasEnoughOf) {
  CommitTwoStreams();
  int visited = 0;
  const auto visit_two = [&visited](const v1::Envelope&) {
    return ++visited < 2;
  };
  EXPECT_OK(store().ReadLog({}, visit_two));
  EXPECT_EQ(visited, 2);
  visited = 0;
  EXPECT_OK(store().ReadStream("boards/1", {}, visit_two));
  EXPECT_EQ(visited, 2);
}

TEST_P(EventStoreContract, AVisitorMayAskTheStore) {
  CommitTwoStreams();
  EXPECT_OK(store().ReadLog({}, [this](const v1::Envelope& event) {
    EXPECT_EQ(store().LastRevision(event.stream()).value(), 3);
    EXPECT_THAT(ReadWholeStream(store(), event.stream()), testing::SizeIs(3));
    return true;
  }));
}

TEST_P(EventStoreContract, ALongStreamIsReadToItsEnd) {
  constexpr Revision kLength = 500;
  for (Revision revision = 0; revision < kLength; revision += 50) {
    Wish wish{.request_id = absl::StrCat(revision), .expected = revision};
    wish.payloads.assign(50, "payload");
    ASSERT_OK(Commit(wish));
  }
  Crash();
  EXPECT_EQ(RevisionsIn(store(), "boards/1", {}).size(), kLength);
  EXPECT_THAT(RevisionsIn(store(), "boards/1", {.first = 63, .last = 66}),
              ElementsAre(63, 64, 65, 66));
  EXPECT_EQ(RevisionsIn(store(), "boards/1", {.first = 10, .last = 490}).size(),
            481);
}

TEST_P(EventStoreContract, TheLastRevisionIsRecognisedAndNoOther) {
  CommitTwoStreams();
  for (int crashes = 0; crashes < 2; ++crashes) {
    for (const Revision revision : {Revision{0}, Revision{1}, Revision{2},
                                    Revision{3}, Revision{4}, UINT64_MAX}) {
      EXPECT_EQ(store().IsLastRevision("boards/1", revision).value(),
                revision == 3)
          << revision;
      EXPECT_EQ(store().IsLastRevision("boards/9", revision).value(),
                revision == 0)
          << revision;
    }
    Crash();
  }
}

TEST_P(EventStoreContract, ARequestIsFoundByItsIdentity) {
  const Append append = AppendFor({.request_id = "r1", .payloads = {"a", "b"}});
  EXPECT_EQ(store().FindRequest(append.request).value(), std::nullopt);
  ASSERT_OK_AND_ASSIGN(const Committed committed, Commit(append));
  Crash();
  ASSERT_OK_AND_ASSIGN(const auto found, store().FindRequest(append.request));
  ASSERT_TRUE(found.has_value());
  EXPECT_TRUE(IsRepeated(
      *found, {.first_position = 1, .first_revision = 1, .count = 2}));
  EXPECT_EQ(found->record_time, committed.record_time);

  RequestIdentity other = append.request;
  other.content += " ";
  EXPECT_THAT(store().FindRequest(other), FailsWith("REQUEST_ID_REUSED"));
}

TEST_P(EventStoreContract, EverythingAcknowledgedOutlivesACrash) {
  CommitTwoStreams();
  const std::string log_id = store().LogId();
  const std::vector<std::string> before = WholeLog();

  Crash();

  EXPECT_EQ(store().LogId(), log_id);
  EXPECT_EQ(store().head().Get(), 6);
  EXPECT_EQ(WholeLog(), before);
  EXPECT_EQ(store().LastRevision("boards/1").value(), 3);
  EXPECT_EQ(RevisionsIn(store(), "boards/2", {}).size(), 3);
}

TEST_P(EventStoreContract, ALogGoesOnAfterACrash) {
  CommitTwoStreams();
  for (Revision revision = 3; revision < 6; ++revision) {
    Crash();
    EXPECT_TRUE(IsWritten(
        Commit(
            Wish{.request_id = absl::StrCat(revision), .expected = revision}),
        {.first_position = revision + 4, .first_revision = revision + 1}));
  }
}

TEST_P(EventStoreContract, TheHeadIsPublishedOnceTheEventsCanBeRead) {
  std::vector<Position> seen;
  store().head().WhenReached(2, [this, &seen](const absl::Status& status) {
    EXPECT_OK(status);
    seen = PositionsIn(store(), {});
  });
  ASSERT_OK(Commit(Wish{.request_id = "r1"}));
  EXPECT_THAT(seen, IsEmpty());
  ASSERT_OK(Commit(Wish{.request_id = "r2", .expected = 1}));
  EXPECT_THAT(seen, ElementsAre(1, 2));
}

TEST_P(EventStoreContract, ReadersNeverSeeAGapWhileAnotherThreadWrites) {
  constexpr Position kEvents = 200;
  std::thread reader([this] {
    for (Position head = 0; head < kEvents;) {
      EXPECT_OK(store().head().Wait(head + 1, absl::Seconds(60)));
      const Position published = store().head().Get();
      const std::vector<Position> read = PositionsIn(store(), {});
      EXPECT_GE(read.size(), published);
      for (size_t i = 0; i < read.size(); ++i) EXPECT_EQ(read[i], i + 1);
      EXPECT_GE(store().LastRevision("boards/1").value(), published);
      head = published;
    }
  });
  for (Revision revision = 0; revision < kEvents; ++revision) {
    EXPECT_OK(Commit(
        Wish{.request_id = absl::StrCat(revision), .expected = revision}));
  }
  reader.join();
}

}  // namespace
}  // namespace actionplan::eventstore
