// Streams of events as the options and a full pool shape them; what a reader
// sees of a whole server is in tests/scenarios/watch_test.cc.
#include "services/handlers/watch_call.h"

#include <numeric>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/client/method.h"
#include "tests/services/handlers/served_office.h"
#include "tests/support/bad_request.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::handlers {
namespace {

using support::FailsWith;
using support::FromText;
using support::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

// What came before the stream was caught up or ended.
struct Watched {
  std::vector<events::v1::Event> events;
  std::vector<int>
      batches;  // How many came in each message that may have more.
  int64_t caught_up = -1;
  absl::Status end;

  std::vector<int64_t> Positions() const {
    std::vector<int64_t> positions;
    for (const auto& event : events) {
      positions.push_back(event.context().position());
    }
    return positions;
  }
};

class WatchCallTest : public ServedOffice {
 protected:
  void Serve(const Watchers::Options& options) {
    ServedOffice::Serve(method_, BindEventService, plan_.clock(), options);
  }

  // Reads until the stream is caught up; the request is given as text.
  Watched Watch(const std::string& request = "") {
    Watched watched;
    v1::WatchEventsResponse message;
    watched.end = client_->Watch(
        method_, FromText<v1::WatchEventsRequest>(request), message, [&] {
          if (message.has_event()) {
            watched.events.push_back(message.event());
            return absl::OkStatus();
          }
          if (message.events_size() > 0) {
            const auto& events = message.events();
            watched.events.insert(watched.events.end(), events.begin(),
                                  events.end());
            watched.batches.push_back(events.size());
            return absl::OkStatus();
          }
          watched.caught_up = message.caught_up().position();
          return absl::CancelledError("enough");
        });
    return watched;
  }

  const google::protobuf::MethodDescriptor& method_ =
      *client::FindMethod("EventService.WatchEvents");
};

TEST_F(WatchCallTest, SendsEveryEventOnceHoweverSmallABatchIs) {
  for (const char* id : {"a1", "a2", "a3"}) {
    plan_.Accept({.id = id, .due = absl::CivilDay(2026, 3, 20)});
  }
  std::vector<int64_t> all(plan_.log().head().Get());
  std::iota(all.begin(), all.end(), 1);
  Serve({.batch_bytes = 1});
  const Watched watched = Watch();
  EXPECT_EQ(watched.Positions(), all);
  EXPECT_EQ(watched.caught_up, static_cast<int64_t>(all.size()));
}

TEST_F(WatchCallTest, PutsAsManyEventsIntoAMessageAsTheReaderAsksFor) {
  for (const char* id : {"a1", "a2"}) {
    plan_.Accept({.id = id, .due = absl::CivilDay(2026, 3, 20)});
  }
  Serve({});
  const Watched one = Watch("max_batch_size: 1");
  EXPECT_THAT(one.Positions(), ElementsAre(1, 2, 3, 4, 5, 6, 7, 8, 9));
  EXPECT_THAT(one.batches, IsEmpty());
  const Watched four = Watch("max_batch_size: 4");
  EXPECT_EQ(four.Positions(), one.Positions());
  EXPECT_THAT(four.batches, ElementsAre(4, 4, 1));
  const Watched matching =
      Watch("max_batch_size: 1000 kinds: 'ActionAccepted'");
  EXPECT_THAT(matching.Positions(), ElementsAre(6, 9));
  EXPECT_THAT(matching.batches, ElementsAre(2));
  EXPECT_EQ(matching.caught_up, 9);
}

TEST_F(WatchCallTest, RefusesAMessageOfMoreEventsThanALimit) {
  Serve({});
  for (const int size : {-1, 1001}) {
    const Watched watched = Watch(absl::StrCat("max_batch_size: ", size));
    EXPECT_THAT(support::WrongFields(watched.end),
                ElementsAre(Pair("max_batch_size", "NUMBER_OUT_OF_RANGE")));
  }
}

TEST_F(WatchCallTest, LeavesNoTraceOfAnEventThatCannotBeReadInAMessage) {
  Serve({});
  plan_.RecordRaw("boards/ncc", {.type = "BoardCreated", .payload = "\xff"});
  const Watched watched = Watch("max_batch_size: 10");
  EXPECT_THAT(watched.Positions(), ElementsAre(1, 2, 3));
  EXPECT_THAT(watched.batches, ElementsAre(3));
  EXPECT_THAT(watched.end, FailsWith("PAYLOAD_UNREADABLE"));
}

TEST_F(WatchCallTest, GoesOnThroughBatchesInWhichNothingMatches) {
  for (const char* id : {"a1", "a2"}) {
    plan_.Accept({.id = id, .due = absl::CivilDay(2026, 3, 20)});
  }
  plan_.Record("", "board { board_created { title: 'Again' } }");
  Serve({.batch_scanned = 1});
  const Watched accepted = Watch("kinds: 'ActionAccepted'");
  EXPECT_THAT(accepted.Positions(), ElementsAre(6, 9));
  EXPECT_EQ(accepted.caught_up, 10);
  const Watched second =
      Watch("resource_prefix: 'boards/ncc/actions/a2' after_position: 7");
  EXPECT_THAT(second.Positions(), ElementsAre(8, 9));
  EXPECT_EQ(second.caught_up, 10);
}

TEST_F(WatchCallTest, SendsWhatStandsBeforeAnEventThatCannotBeRead) {
  Serve({});
  plan_.RecordRaw("boards/ncc", {.type = "BoardCreated", .payload = "\xff"});
  const Watched watched = Watch();
  EXPECT_THAT(watched.Positions(), ElementsAre(1, 2, 3));
  EXPECT_THAT(watched.end, StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(watched.end, FailsWith("PAYLOAD_UNREADABLE"));
}

TEST_F(WatchCallTest, EndsAtAnEventThatOnlyALaterProgramKnows) {
  Serve({});
  plan_.RecordRaw("boards/ncc", {.type = "BoardPraised", .payload = ""});
  const Watched watched = Watch("after_position: 3");
  EXPECT_THAT(watched.Positions(), IsEmpty());
  EXPECT_THAT(watched.end, FailsWith("FACT_UNKNOWN"));
}

TEST_F(WatchCallTest, PassesOverAnEventThatCannotBeReadWhenNobodyAsksForIt) {
  Serve({});
  plan_.RecordRaw("boards/ncc", {.type = "BoardCreated", .payload = "\xff"});
  const Watched watched = Watch("kinds: 'AgencyCreated'");
  EXPECT_THAT(watched.Positions(), ElementsAre(2, 3));
  EXPECT_EQ(watched.caught_up, 4);
}

TEST_F(WatchCallTest, SendsWhatALaterProgramLetsThisOneIgnore) {
  plan_.RecordRaw("boards/ncc",
                  {.type = "BoardPraised", .payload = "", .ignorable = true});
  Serve({});
  const Watched watched = Watch("after_position: 3");
  ASSERT_THAT(watched.Positions(), ElementsAre(4));
  EXPECT_EQ(watched.events[0].fact_case(), events::v1::Event::FACT_NOT_SET);
  EXPECT_EQ(watched.caught_up, 4);
}

TEST_F(WatchCallTest, EndsWhenTooManyReadsWait) {
  Serve({});
  // One read is under way and another waits; there is no room for a third.
  eventstore::PositionSignal begun, done;
  const auto block = [&] {
    begun.Publish(1);
    EXPECT_OK(done.Wait(1, absl::Minutes(1)));
  };
  ASSERT_TRUE(few_readers_.Post(block));
  ASSERT_OK(begun.Wait(1, absl::Minutes(1)));
  ASSERT_TRUE(few_readers_.Post([] {}));
  const Watched watched = Watch();
  done.Publish(1);
  few_readers_.Drain();
  EXPECT_THAT(watched.Positions(), IsEmpty());
  EXPECT_THAT(watched.end, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(watched.end, FailsWith("TOO_MANY_READS"));
}

TEST_F(WatchCallTest, DoesNotBeginWhenTheServerIsStopping) {
  Serve({});
  watchers_->Stop();
  const Watched watched = Watch();
  EXPECT_THAT(watched.Positions(), IsEmpty());
  EXPECT_THAT(watched.end, StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(watched.end, FailsWith("SERVER_STOPPING"));
}

}  // namespace
}  // namespace actionplan::handlers
