// The log as programs follow it that keep their own copy of what happened.
#include <atomic>
#include <memory>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "actionplan/v1/event_service.pb.h"
#include "gmock/gmock.h"
#include "services/client/method.h"
#include "tests/scenarios/event_reader.h"
#include "tests/support/fake_clock.h"
#include "tests/support/running_server.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::support {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class WatchTest : public ::testing::Test {
 protected:
  // One event about one resource.
  absl::Status CreateBoard(absl::string_view id) {
    return server_.Manager().Try(
        "BoardService.CreateBoard",
        absl::StrCat("board_id: '", id,
                     "' board { title: 'B' division: SCOTLAND }"));
  }

  absl::Status CreateAgency(absl::string_view board) {
    return server_.Manager().Try(
        "AgencyService.CreateAgency",
        absl::StrCat("parent: 'boards/", board,
                     "' agency { title: 'A' type: POLICE }"));
  }

  // The positions from `first` to `last`.
  static std::vector<int64_t> Range(int64_t first, int64_t last) {
    std::vector<int64_t> positions(last - first + 1);
    std::iota(positions.begin(), positions.end(), first);
    return positions;
  }

  // Reads until the event at `last` has come.
  static bool AwaitPosition(EventReader& reader, int64_t last) {
    return reader.Await([=](const EventReader::Message& message) {
      return message.event().context().position() == last;
    });
  }

  FakeClock clock_;
  RunningServer server_{clock_};
};

bool IsHeartbeat(const EventReader::Message& message) {
  return message.has_heartbeat();
}

TEST_F(WatchTest, CatchesUpAndThenGoesOnLive) {
  ASSERT_OK(CreateBoard("ncc"));
  ASSERT_OK(CreateAgency("ncc"));
  EventReader reader(server_.address());
  ASSERT_TRUE(reader.AwaitCaughtUp());
  ASSERT_OK(CreateAgency("ncc"));
  ASSERT_TRUE(AwaitPosition(reader, 3));

  const std::vector<EventReader::Message> messages = reader.Messages();
  ASSERT_THAT(messages, SizeIs(4));
  EXPECT_EQ(KindOf(messages[0].event()), "BoardCreated");
  EXPECT_EQ(KindOf(messages[1].event()), "AgencyCreated");
  EXPECT_EQ(messages[2].caught_up().position(), 2);
  EXPECT_THAT(
      messages[2].caught_up().time(),
      IsText(absl::StrCat("seconds: ", absl::ToUnixSeconds(clock_.Now()))));
  EXPECT_EQ(messages[3].event().context().position(), 3);
}

TEST_F(WatchTest, SendsEventsAsTheyAreReadOneByOne) {
  ASSERT_OK(CreateBoard("ncc"));
  EventReader reader(server_.address());
  ASSERT_TRUE(reader.AwaitCaughtUp());
  ASSERT_OK_AND_ASSIGN(const auto event,
                       server_.Manager().Call<events::v1::Event>(
                           "EventService.GetEvent", "name: 'events/1'"));
  EXPECT_THAT(reader.Messages()[0].event(), IsText(event.DebugString()));
}

TEST_F(WatchTest, IsCaughtUpWithAnEmptyLog) {
  EventReader reader(server_.address());
  ASSERT_TRUE(reader.AwaitCaughtUp());
  EXPECT_THAT(reader.Messages(), SizeIs(1));
  EXPECT_EQ(reader.Messages()[0].caught_up().position(), 0);
  ASSERT_OK(CreateBoard("ncc"));
  EXPECT_TRUE(AwaitPosition(reader, 1));
}

TEST_F(WatchTest, IsCaughtUpWhenNothingMatches) {
  ASSERT_OK(CreateBoard("ncc"));
  EventReader reader(server_.address(), "kinds: 'ActionProposed'");
  ASSERT_TRUE(reader.AwaitCaughtUp());
  EXPECT_EQ(reader.Messages()[0].caught_up().position(), 1);
}

TEST_F(WatchTest, ShowsOnlyResourcesUnderThePrefix) {
  ASSERT_OK(CreateBoard("east"));
  ASSERT_OK(CreateBoard("west"));
  EventReader reader(server_.address(), "resource_prefix: 'boards/west/'");
  ASSERT_TRUE(reader.AwaitCaughtUp());
  ASSERT_OK(CreateAgency("east"));
  ASSERT_OK(CreateAgency("west"));
  ASSERT_TRUE(AwaitPosition(reader, 4));
  EXPECT_THAT(reader.Positions(), ElementsAre(4));
}

TEST_F(WatchTest, ShowsOnlyTheKindsThatAreAskedFor) {
  ASSERT_OK(CreateBoard("ncc"));
  ASSERT_OK(CreateAgency("ncc"));
  EventReader reader(server_.address(),
                     "kinds: 'ActionProposed' kinds: 'AgencyCreated'");
  ASSERT_TRUE(reader.AwaitCaughtUp());
  ASSERT_OK(CreateBoard("east"));
  ASSERT_OK(CreateAgency("ncc"));
  ASSERT_TRUE(AwaitPosition(reader, 4));
  EXPECT_THAT(reader.Positions(), ElementsAre(2, 4));
}

TEST_F(WatchTest, ResumesAfterAPosition) {
  for (const char* id : {"b1", "b2", "b3", "b4"}) ASSERT_OK(CreateBoard(id));
  EventReader reader(server_.address(), "after_position: 2");
  ASSERT_TRUE(reader.AwaitCaughtUp());
  EXPECT_THAT(reader.Positions(), ElementsAre(3, 4));
  EventReader at_head(server_.address(), "after_position: 4");
  ASSERT_TRUE(at_head.AwaitCaughtUp());
  EXPECT_THAT(at_head.Positions(), IsEmpty());
}

TEST_F(WatchTest, BeatsWhileNothingMatches) {
  EventReader reader(server_.address(), "kinds: 'ActionProposed'");
  ASSERT_TRUE(reader.AwaitCaughtUp());
  ASSERT_OK(CreateBoard("ncc"));
  // A clock that is moved before the server has noted its last write counts
  // from there, so it is moved until a heartbeat comes.
  do {
    clock_.Advance(absl::Seconds(11));
  } while (!reader.Await(IsHeartbeat, absl::Seconds(2)) &&
           clock_.Monotonic() < absl::Hours(1));
  ASSERT_THAT(reader.Messages(), SizeIs(2));
  EXPECT_EQ(reader.Messages()[1].heartbeat().position(), 1);
}

TEST_F(WatchTest, TellsAllWatchersTheSame) {
  ASSERT_OK(CreateBoard("ncc"));
  EventReader first(server_.address());
  EventReader second(server_.address());
  ASSERT_TRUE(first.AwaitCaughtUp());
  ASSERT_OK(CreateBoard("east"));
  ASSERT_TRUE(AwaitPosition(first, 2));
  ASSERT_TRUE(AwaitPosition(second, 2));
  EXPECT_THAT(first.Positions(), ElementsAre(1, 2));
  EXPECT_THAT(second.Positions(), ElementsAre(1, 2));
}

TEST_F(WatchTest, EndsWithUnavailableWhenTheServerStops) {
  EventReader live(server_.address());
  ASSERT_TRUE(live.AwaitCaughtUp());
  server_.Stop();
  const absl::Status end = live.AwaitEnd();
  EXPECT_THAT(end, StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(end, FailsWith("SERVER_STOPPING"));
}

TEST_F(WatchTest, ResumesWhereItEndedWhenTheServerIsBack) {
  ASSERT_OK(CreateBoard("ncc"));
  {
    EventReader reader(server_.address());
    ASSERT_TRUE(reader.AwaitCaughtUp());
    server_.Stop();
    EXPECT_THAT(reader.Positions(), ElementsAre(1));
  }
  server_.Start();
  EventReader reader(server_.address(), "after_position: 1");
  ASSERT_TRUE(reader.AwaitCaughtUp());
  ASSERT_OK(CreateBoard("east"));
  ASSERT_TRUE(AwaitPosition(reader, 2));
  EXPECT_THAT(reader.Positions(), ElementsAre(2));
}

TEST_F(WatchTest, IsReadThroughTheClientUntilTheReaderHasEnough) {
  for (const char* id : {"b1", "b2", "b3"}) ASSERT_OK(CreateBoard(id));
  v1::WatchEventsResponse message;
  std::vector<int64_t> positions;
  const absl::Status end = server_.Manager().client().Watch(
      *client::FindMethod("EventService.WatchEvents"), v1::WatchEventsRequest(),
      message, [&] {
        positions.push_back(message.event().context().position());
        return positions.size() < 2 ? absl::OkStatus()
                                    : absl::CancelledError("enough");
      });
  EXPECT_THAT(end, StatusIs(absl::StatusCode::kCancelled));
  EXPECT_THAT(positions, ElementsAre(1, 2));
}

// Every reader begins while a writer appends, so that catching up meets what is
// new at every possible moment.
TEST_F(WatchTest, NeitherMissesNorRepeatsAnEventWhileOthersAreRecorded) {
  constexpr int64_t kBoards = 400;
  std::thread writer([&] {
    for (int i = 0; i < kBoards; ++i) {
      EXPECT_OK(CreateBoard(absl::StrCat("b", i)));
    }
  });
  std::vector<std::unique_ptr<EventReader>> readers;
  std::vector<int64_t> starts;
  while (server_.Head() < kBoards - 20 && readers.size() < 40) {
    starts.push_back(server_.Head());
    readers.push_back(std::make_unique<EventReader>(
        server_.address(), absl::StrCat("after_position: ", starts.back())));
  }
  writer.join();
  for (size_t i = 0; i < readers.size(); ++i) {
    ASSERT_TRUE(AwaitPosition(*readers[i], kBoards));
    EXPECT_EQ(readers[i]->Positions(), Range(starts[i] + 1, kBoards));
  }
}

TEST_F(WatchTest, IsNoErrorWhenTheReaderGoes) {
  testing::internal::CaptureStderr();
  {
    EventReader reader(server_.address());
    EXPECT_TRUE(reader.AwaitCaughtUp());
  }
  server_.Stop();
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              ::testing::Not(::testing::HasSubstr("ERROR")));
}

TEST_F(WatchTest, LeavesTheServerWellWhenReadersGoAwayAtAnyMoment) {
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (int i = 0; !done; ++i) {
      EXPECT_OK(CreateBoard(absl::StrCat("b", i)));
    }
  });
  for (int i = 0; i < 200; ++i) {
    EventReader reader(server_.address());
    if (i % 2 == 0) {
      EXPECT_TRUE(reader.AwaitCaughtUp());
    }
  }
  done = true;
  writer.join();
  EventReader reader(server_.address());
  ASSERT_TRUE(reader.AwaitCaughtUp());
  EXPECT_EQ(reader.Positions(), Range(1, server_.Head()));
}

}  // namespace
}  // namespace actionplan::support
