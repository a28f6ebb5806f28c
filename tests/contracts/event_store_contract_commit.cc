// What a commit answers, and what the log holds after it.
#include <string>
#include <vector>

#include "eventstore/commit_group.h"
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

TEST_P(EventStoreContract, AnEmptyLogHasNoHeadAndNoTime) {
  EXPECT_EQ(store().head().Get(), 0);
  EXPECT_EQ(store().LastRecordTime(), absl::InfinitePast());
  EXPECT_THAT(WholeLog(), IsEmpty());
  EXPECT_FALSE(store().LogId().empty());
}

TEST_P(EventStoreContract, ANewStreamStartsAtRevisionOne) {
  EXPECT_TRUE(
      IsWritten(Commit(Wish{.request_id = "r1", .payloads = {"a", "b"}}),
                {.first_position = 1, .first_revision = 1, .count = 2}));
  EXPECT_THAT(WholeLog(), ElementsAre("1 boards/1@1 a", "2 boards/1@2 b"));
  EXPECT_EQ(store().head().Get(), 2);
  EXPECT_EQ(store().LastRevision("boards/1").value(), 2);
}

TEST_P(EventStoreContract, TheRightRevisionIsAppendedTo) {
  ASSERT_OK(Commit(Wish{.request_id = "r1", .payloads = {"a", "b"}}));
  ASSERT_OK(Commit(Wish{.request_id = "r2", .stream = "boards/2"}));
  EXPECT_TRUE(IsWritten(
      Commit(Wish{.request_id = "r3", .expected = 2, .payloads = {"c"}}),
      {.first_position = 4, .first_revision = 3}));
  EXPECT_THAT(
      ReadWholeStream(store(), "boards/1"),
      ElementsAre("1 boards/1@1 a", "2 boards/1@2 b", "4 boards/1@3 c"));
}

TEST_P(EventStoreContract, AWrongRevisionIsRefusedWithTheActualOne) {
  ASSERT_OK(Commit(Wish{.request_id = "r1", .payloads = {"a", "b"}}));
  for (const Revision wrong :
       {Revision{0}, Revision{1}, Revision{3}, Revision{UINT64_MAX}}) {
    const auto answer = Commit(Wish{.request_id = "r2", .expected = wrong});
    EXPECT_THAT(answer, StatusIs(absl::StatusCode::kAborted)) << wrong;
    EXPECT_THAT(answer, FailsWith("REVISION_MISMATCH")) << wrong;
    EXPECT_THAT(answer.status().message(),
                testing::HasSubstr("is at revision 2, not"));
  }
  EXPECT_THAT(WholeLog(), ElementsAre("1 boards/1@1 a", "2 boards/1@2 b"));
}

TEST_P(EventStoreContract, AStreamThatDoesNotExistIsNotAtRevisionOne) {
  EXPECT_THAT(Commit(Wish{.request_id = "r1", .expected = 1}),
              FailsWith("REVISION_MISMATCH"));
  EXPECT_THAT(WholeLog(), IsEmpty());
}

TEST_P(EventStoreContract, ARepeatOfAnAnsweredRequestReturnsTheFirstAnswer) {
  ASSERT_OK_AND_ASSIGN(
      const Committed first,
      Commit(Wish{.request_id = "r1", .payloads = {"a", "b"}}));
  ASSERT_OK(Commit(Wish{.request_id = "r2", .expected = 2}));

  const auto repeat = Commit(Wish{.request_id = "r1", .payloads = {"a", "b"}},
                             Noon() + absl::Hours(1));

  EXPECT_TRUE(IsRepeated(
      repeat, {.first_position = 1, .first_revision = 1, .count = 2}));
  EXPECT_EQ(repeat->record_time, first.record_time);
  EXPECT_EQ(store().head().Get(), 3);
}

TEST_P(EventStoreContract, ARefusedRequestMayBeRepeatedAndSucceed) {
  ASSERT_THAT(Commit(Wish{.request_id = "r1", .expected = 1}),
              FailsWith("REVISION_MISMATCH"));
  ASSERT_OK(Commit(Wish{.request_id = "r2", .payloads = {"a"}}));

  EXPECT_TRUE(IsWritten(Commit(Wish{.request_id = "r1", .expected = 1}),
                        {.first_position = 2, .first_revision = 2}));
}

TEST_P(EventStoreContract, ARepeatOfARefusedRequestIsRefusedAgain) {
  for (int time = 0; time < 2; ++time) {
    EXPECT_THAT(Commit(Wish{.request_id = "r1", .expected = 7}),
                FailsWith("REVISION_MISMATCH"));
  }
  EXPECT_THAT(WholeLog(), IsEmpty());
}

TEST_P(EventStoreContract,
       ARequestThatTheCrashLeftUnansweredIsNotWrittenTwice) {
  CommitGroup group(store(), Noon());
  ASSERT_OK(group.Stage(AppendFor({.request_id = "r1", .payloads = {"a"}})));
  ASSERT_OK(store().Write(group));  // Synced, and nobody was told.

  Crash();

  EXPECT_TRUE(IsRepeated(Commit(Wish{.request_id = "r1", .payloads = {"a"}}),
                         {.first_position = 1, .first_revision = 1}));
  EXPECT_THAT(WholeLog(), ElementsAre("1 boards/1@1 a"));
}

TEST_P(EventStoreContract, AStagedRequestThatWasNotWrittenLeavesNoTrace) {
  {
    CommitGroup group(store(), Noon());
    ASSERT_OK(group.Stage(AppendFor({.request_id = "r1"})));
  }
  Crash();
  EXPECT_THAT(WholeLog(), IsEmpty());
  EXPECT_TRUE(IsWritten(Commit(Wish{.request_id = "r1"}),
                        {.first_position = 1, .first_revision = 1}));
}

TEST_P(EventStoreContract, AnIdWithAnotherContentIsRefusedForEver) {
  ASSERT_OK(Commit(Wish{.request_id = "r1", .payloads = {"a"}}));
  for (int crashes = 0; crashes < 2; ++crashes) {
    const auto answer =
        Commit(Wish{.request_id = "r1", .expected = 1, .payloads = {"b"}});
    EXPECT_THAT(answer, StatusIs(absl::StatusCode::kAlreadyExists));
    EXPECT_THAT(answer, FailsWith("REQUEST_ID_REUSED"));
    Crash();
  }
  EXPECT_THAT(WholeLog(), ElementsAre("1 boards/1@1 a"));
}

TEST_P(EventStoreContract, ARequestIdBelongsToItsActor) {
  ASSERT_OK(Commit(Wish{.request_id = "r1", .actor = "one"}));
  EXPECT_TRUE(IsWritten(
      Commit(Wish{.request_id = "r1", .expected = 1, .actor = "other"}),
      {.first_position = 2, .first_revision = 2}));
}

TEST_P(EventStoreContract, ActorAndIdAreNotRunTogether) {
  ASSERT_OK(Commit(Wish{.request_id = "bc", .actor = "a"}));
  EXPECT_TRUE(
      IsWritten(Commit(Wish{.request_id = "c", .expected = 1, .actor = "ab"}),
                {.first_position = 2, .first_revision = 2}));
}

TEST_P(EventStoreContract, AGroupWritesSeveralStreamsInOrder) {
  const auto answers =
      CommitGroupOf({{.request_id = "r1", .stream = "a", .payloads = {"1"}},
                     {.request_id = "r2", .stream = "b", .payloads = {"2"}},
                     {.request_id = "r3", .stream = "c", .payloads = {"3"}}});
  EXPECT_TRUE(
      IsWritten(answers[0], {.first_position = 1, .first_revision = 1}));
  EXPECT_TRUE(
      IsWritten(answers[1], {.first_position = 2, .first_revision = 1}));
  EXPECT_TRUE(
      IsWritten(answers[2], {.first_position = 3, .first_revision = 1}));
  EXPECT_THAT(WholeLog(), ElementsAre("1 a@1 1", "2 b@1 2", "3 c@1 3"));
}

TEST_P(EventStoreContract, AGroupMayAppendToOneStreamSeveralTimes) {
  const auto answers = CommitGroupOf(
      {{.request_id = "r1", .payloads = {"1", "2"}},
       {.request_id = "r2", .expected = 2, .payloads = {"3"}},
       {.request_id = "r3", .expected = 3, .payloads = {"4", "5"}}});
  EXPECT_TRUE(IsWritten(
      answers[2], {.first_position = 4, .first_revision = 4, .count = 2}));
  EXPECT_THAT(ReadWholeStream(store(), "boards/1"),
              ElementsAre("1 boards/1@1 1", "2 boards/1@2 2", "3 boards/1@3 3",
                          "4 boards/1@4 4", "5 boards/1@5 5"));
}

TEST_P(EventStoreContract, OfTwoForOneRevisionInAGroupTheFirstWins) {
  const auto answers =
      CommitGroupOf({{.request_id = "r1", .payloads = {"first"}},
                     {.request_id = "r2", .payloads = {"second"}}});
  EXPECT_TRUE(
      IsWritten(answers[0], {.first_position = 1, .first_revision = 1}));
  EXPECT_THAT(answers[1], FailsWith("REVISION_MISMATCH"));
  EXPECT_THAT(WholeLog(), ElementsAre("1 boards/1@1 first"));
}

TEST_P(EventStoreContract, ARefusalInAGroupShiftsNobody) {
  const auto answers =
      CommitGroupOf({{.request_id = "r1", .stream = "a", .payloads = {"1"}},
                     {.request_id = "r2", .stream = "b", .expected = 9},
                     {.request_id = "", .stream = "c"},
                     {.request_id = "r3", .stream = "d", .payloads = {}},
                     {.request_id = "r4", .stream = "e", .payloads = {"2"}}});
  EXPECT_THAT(answers[1], FailsWith("REVISION_MISMATCH"));
  EXPECT_THAT(answers[2], FailsWith("NAME_MISSING"));
  EXPECT_THAT(answers[3], FailsWith("NO_EVENTS"));
  EXPECT_TRUE(
      IsWritten(answers[4], {.first_position = 2, .first_revision = 1}));
  EXPECT_THAT(WholeLog(), ElementsAre("1 a@1 1", "2 e@1 2"));
}

TEST_P(EventStoreContract, ARepeatInOneGroupIsAnsweredOnceWritten) {
  const auto answers = CommitGroupOf({{.request_id = "r1", .payloads = {"a"}},
                                      {.request_id = "r1", .payloads = {"a"}}});
  EXPECT_TRUE(
      IsWritten(answers[0], {.first_position = 1, .first_revision = 1}));
  EXPECT_TRUE(
      IsRepeated(answers[1], {.first_position = 1, .first_revision = 1}));
  EXPECT_THAT(WholeLog(), ElementsAre("1 boards/1@1 a"));
}

TEST_P(EventStoreContract, AnIdWithAnotherContentInOneGroupIsRefused) {
  const auto answers =
      CommitGroupOf({{.request_id = "r1", .payloads = {"a"}},
                     {.request_id = "r1", .expected = 1, .payloads = {"b"}}});
  EXPECT_OK(answers[0]);
  EXPECT_THAT(answers[1], FailsWith("REQUEST_ID_REUSED"));
}

TEST_P(EventStoreContract, AnIdRefusedInAGroupIsFreeLaterInIt) {
  const auto answers = CommitGroupOf({{.request_id = "r1", .expected = 5},
                                      {.request_id = "r1", .payloads = {"a"}}});
  EXPECT_THAT(answers[0], FailsWith("REVISION_MISMATCH"));
  EXPECT_TRUE(
      IsWritten(answers[1], {.first_position = 1, .first_revision = 1}));
}

TEST_P(EventStoreContract, AGroupOfRepeatsAndRefusalsWritesNothing) {
  ASSERT_OK(Commit(Wish{.request_id = "r1"}));
  const auto answers =
      CommitGroupOf({{.request_id = "r1"}, {.request_id = "r2"}});
  EXPECT_TRUE(
      IsRepeated(answers[0], {.first_position = 1, .first_revision = 1}));
  EXPECT_THAT(answers[1], FailsWith("REVISION_MISMATCH"));
  EXPECT_EQ(store().head().Get(), 1);
}

TEST_P(EventStoreContract, AnEmptyGroupIsNothing) {
  EXPECT_THAT(CommitGroupOf({}), IsEmpty());
  EXPECT_EQ(store().head().Get(), 0);
}

TEST_P(EventStoreContract, ARepeatIsKnownBeforeItsRevisionIsLookedAt) {
  ASSERT_OK(Commit(Wish{.request_id = "r1"}));
  ASSERT_OK(Commit(Wish{.request_id = "r2", .expected = 1}));
  EXPECT_TRUE(IsRepeated(Commit(Wish{.request_id = "r1"}),
                         {.first_position = 1, .first_revision = 1}));
}

struct BadAppend {
  const char* reason;
  void (*spoil)(Append&);
};

TEST_P(EventStoreContract, AnAppendThatIsNotWellFormedIsRefused) {
  const BadAppend bad[] = {
      {"NO_EVENTS", [](Append& a) { a.events.clear(); }},
      {"TOO_MANY_EVENTS",
       [](Append& a) {
         a.events.resize(kMaxEventsPerAppend + 1, {"T", ""});
       }},
      {"EVENT_TOO_LARGE",
       [](Append& a) { a.events[0].payload.assign(kMaxEventBytes + 1, 'x'); }},
      {"NAME_MISSING", [](Append& a) { a.request.id.clear(); }},
      {"NAME_MISSING", [](Append& a) { a.stream.clear(); }},
      {"NAME_MISSING", [](Append& a) { a.events[0].type.clear(); }},
      {"NAME_TOO_LONG",
       [](Append& a) { a.stream.assign(kMaxStreamNameBytes + 1, 's'); }},
      {"NAME_TOO_LONG",
       [](Append& a) { a.request.actor.assign(kMaxNameBytes + 1, 's'); }},
      {"NAME_TOO_LONG",
       [](Append& a) { a.request.id.assign(kMaxNameBytes + 1, 's'); }},
      {"NAME_TOO_LONG",
       [](Append& a) { a.affiliation.assign(kMaxNameBytes + 1, 's'); }},
      {"NAME_NOT_UTF8", [](Append& a) { a.stream = "boards/\xff"; }},
      {"NAME_NOT_UTF8", [](Append& a) { a.on_behalf_of = "\xc0\x80"; }},
      {"NAME_NOT_UTF8", [](Append& a) { a.events[0].type = "T\xed\xa0\x80"; }},
      {"OCCUR_TIME_UNREPRESENTABLE",
       [](Append& a) { a.occur_time = absl::InfinitePast(); }},
      {"OCCUR_TIME_UNREPRESENTABLE",
       [](Append& a) { a.occur_time = absl::InfiniteFuture(); }},
      {"OCCUR_TIME_IN_FUTURE",
       [](Append& a) { a.occur_time = Noon() + absl::Nanoseconds(1); }},
      {"CAUSE_NOT_IN_LOG", [](Append& a) { a.cause = 1; }},
  };
  for (const auto& [reason, spoil] : bad) {
    Append append = AppendFor({.request_id = "r1"});
    spoil(append);
    const auto answer = Commit(append);
    EXPECT_THAT(answer, StatusIs(absl::StatusCode::kInvalidArgument));
    EXPECT_THAT(answer, FailsWith(reason));
  }
  EXPECT_THAT(WholeLog(), IsEmpty());
}

TEST_P(EventStoreContract, TheLargestAppendAllowedIsWrittenAndReadBack) {
  Wish wish{.request_id = std::string(kMaxNameBytes, 'r'),
            .stream = std::string(kMaxStreamNameBytes, 's'),
            .payloads = {}};
  for (size_t i = 0; i < kMaxEventsPerAppend; ++i) {
    wish.payloads.emplace_back(kMaxEventBytes, static_cast<char>('0' + i));
  }
  ASSERT_OK(Commit(wish));
  Crash();
  size_t revision = 0;
  EXPECT_OK(store().ReadStream(wish.stream, {}, [&](const v1::Envelope& event) {
    EXPECT_TRUE(event.payload() == wish.payloads[revision]) << revision;
    ++revision;
    return true;
  }));
  EXPECT_EQ(revision, kMaxEventsPerAppend);
}

TEST_P(EventStoreContract, EverythingAboutAnEventIsKept) {
  ASSERT_OK(Commit(Wish{.request_id = "r1"}));
  Append append = AppendFor({.request_id = "r2", .stream = "boards/2"});
  append.events = {{.type = "Noted",
                    .payload = std::string("\0\xff bytes", 8),
                    .ignorable = true}};
  append.affiliation = "agencies/1";
  append.on_behalf_of = "principals/2";
  append.cause = 1;
  append.occur_time = absl::FromUnixNanos(1'700'000'000'123'456'789);
  const absl::Time record_time = Noon() + absl::Nanoseconds(987'654'321);
  ASSERT_OK(Commit(append, record_time));

  Crash();

  v1::Envelope kept;
  ASSERT_OK(store().ReadLog({.first = 2}, [&kept](const v1::Envelope& event) {
    kept = event;
    return true;
  }));
  EXPECT_EQ(kept.position(), 2);
  EXPECT_EQ(kept.stream(), "boards/2");
  EXPECT_EQ(kept.revision(), 1);
  EXPECT_EQ(kept.type(), "Noted");
  EXPECT_EQ(TimeOf(kept.record_time()), record_time);
  EXPECT_EQ(TimeOf(kept.occur_time()), append.occur_time);
  EXPECT_EQ(kept.actor(), "actor");
  EXPECT_EQ(kept.affiliation(), "agencies/1");
  EXPECT_EQ(kept.on_behalf_of(), "principals/2");
  EXPECT_EQ(kept.request_id(), "r2");
  EXPECT_EQ(kept.cause(), 1);
  EXPECT_TRUE(kept.ignorable());
  EXPECT_EQ(kept.payload(), std::string("\0\xff bytes", 8));
}

TEST_P(EventStoreContract, ATimeBeforeTheEpochIsKept) {
  Append append = AppendFor({.request_id = "r1"});
  append.occur_time = absl::UnixEpoch() - absl::Nanoseconds(1);
  ASSERT_OK(Commit(append));
  ASSERT_OK(store().ReadLog({}, [&append](const v1::Envelope& event) {
    EXPECT_EQ(TimeOf(event.occur_time()), append.occur_time);
    return true;
  }));
}

TEST_P(EventStoreContract, RecordTimeNeverDecreasesThoughTheClockDoes) {
  ASSERT_OK(Commit(Wish{.request_id = "r1"}));
  const auto answer =
      Commit(Wish{.request_id = "r2", .expected = 1}, Noon() - absl::Hours(1));
  ASSERT_OK(answer);
  EXPECT_EQ(answer->record_time, Noon());
  Crash();
  EXPECT_EQ(store().LastRecordTime(), Noon());
  EXPECT_EQ(
      Commit(Wish{.request_id = "r3", .expected = 2}, Noon() - absl::Hours(2))
          ->record_time,
      Noon());
  EXPECT_EQ(
      Commit(Wish{.request_id = "r4", .expected = 3}, Noon() + absl::Hours(1))
          ->record_time,
      Noon() + absl::Hours(1));
}

TEST_P(EventStoreContract, ATimeFinerThanANanosecondIsTheOneReadBack) {
  ASSERT_OK_AND_ASSIGN(
      const Committed committed,
      Commit(Wish{.request_id = "r1"}, Noon() + absl::Nanoseconds(1) / 4));
  EXPECT_EQ(committed.record_time, Noon());
  EXPECT_EQ(store().LastRecordTime(), Noon());
}

}  // namespace
}  // namespace actionplan::eventstore
