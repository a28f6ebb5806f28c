#include "projections/projector.h"

#include <thread>

#include "tests/projections/projector_fixture.h"

namespace actionplan::projections {
namespace {

using support::FailsWith;
using support::StatusIs;
using testing::AllOf;
using testing::HasSubstr;

TEST_F(ProjectorTest, BuildsAViewOfALogThatIsThereAlready) {
  Append(1000);

  Start({{}});

  ASSERT_OK(WaitFor("stream-count"));
  EXPECT_EQ(RowsOf("stream-count"), Expected());
}

TEST_F(ProjectorTest, AViewHasWhatItsPositionSays) {
  Start({{}});
  for (int i = 0; i < 200; ++i) {
    Append(1 + i % 3);
    ASSERT_OK(WaitFor("stream-count"));
    const auto reader = *projector_->Read("stream-count");
    EXPECT_GE(reader->position(), log_.head().Get());
    EXPECT_EQ(Dump(*reader), Expected(reader->position()));
  }
}

TEST_F(ProjectorTest, AWaitMayBeginBeforeTheEventIsThere) {
  Start({{}});
  eventstore::PositionSignal reached;
  (*projector_->Applied("stream-count"))
      ->WhenReached(3, [&](absl::Status status) {
        EXPECT_OK(status);
        reached.Publish(1);
      });
  Append(2);
  ASSERT_OK(WaitFor("stream-count"));
  EXPECT_EQ(reached.Get(), 0U);

  Append(1);

  EXPECT_OK(reached.Wait(1, absl::Minutes(1)));
}

TEST_F(ProjectorTest, EveryReaderSeesOnePositionWhileTheLogGrows) {
  Start({{}, {.name = "other"}});
  std::thread writer([&] { Append(3000); });
  uint64_t position = 0;
  while (position < 3000) {
    const auto reader = *projector_->Read("stream-count");
    EXPECT_GE(reader->position(), position);
    position = reader->position();
    std::string total;
    if (*reader->Get(StreamCount::kTotal, total)) {
      EXPECT_EQ(total, absl::StrCat(position));
    } else {
      EXPECT_EQ(position, 0U);
    }
  }
  writer.join();
  ASSERT_OK(WaitFor("other"));
  EXPECT_EQ(RowsOf("other"), Expected());
}

TEST_F(ProjectorTest, ContinuesWhereItWasWhenItIsStartedAgain) {
  Append(100);
  Start({{}});
  ASSERT_OK(WaitFor("stream-count"));
  projector_ = nullptr;
  Append(20);
  std::atomic<int> applied = 0;

  Start({{.applied = &applied}});

  ASSERT_OK(WaitFor("stream-count"));
  EXPECT_EQ(RowsOf("stream-count"), Expected());
  EXPECT_EQ(applied, 20);
}

TEST_F(ProjectorTest, AnEventThatCannotBeAppliedStopsOnlyItsProjection) {
  Start({{.name = "stopped", .fails_at = 150}, {.name = "other"}});
  Append(300);

  const absl::Status stopped = WaitFor("stopped");

  EXPECT_THAT(stopped, AllOf(StatusIs(absl::StatusCode::kInternal),
                             FailsWith("PROJECTION_STOPPED")));
  EXPECT_THAT(std::string(stopped.message()),
              AllOf(HasSubstr("events/150"), HasSubstr("cannot be applied")));
  EXPECT_OK(WaitFor("stopped", 149));
  EXPECT_EQ(RowsOf("stopped"), Expected(149));
  ASSERT_OK(WaitFor("other"));
  EXPECT_EQ(RowsOf("other"), Expected());
  EXPECT_EQ(StandingOf("stopped").failure, stopped);
  EXPECT_OK(StandingOf("other").failure);
}

TEST_F(ProjectorTest, AViewIsBuiltUpToAnEventThatCannotBeApplied) {
  Append(300);

  Start({{.name = "stopped", .fails_at = 150}, {.name = "other"}});

  EXPECT_THAT(WaitFor("stopped"), FailsWith("PROJECTION_STOPPED"));
  EXPECT_EQ(RowsOf("stopped"), Expected(149));
  ASSERT_OK(WaitFor("other"));
  EXPECT_EQ(RowsOf("other"), Expected());
}

TEST_F(ProjectorTest, AProjectionThatStoppedGoesOnWhenTheProgramIsMended) {
  Append(100);
  Start({{.fails_at = 90}});
  ASSERT_THAT(WaitFor("stream-count"), FailsWith("PROJECTION_STOPPED"));

  Start({{}});

  ASSERT_OK(WaitFor("stream-count"));
  EXPECT_EQ(RowsOf("stream-count"), Expected());
}

TEST_F(ProjectorTest, AFactOfANewerProgramStopsEveryProjection) {
  Append(10);
  writer_.AppendRaw("boards/b0", {.type = "BoardMerged", .payload = ""}, {});
  Append(10);

  Start({{}, {.name = "other"}});

  for (const std::string name : {"stream-count", "other"}) {
    const absl::Status stopped = WaitFor(name);
    EXPECT_THAT(stopped, FailsWith("PROJECTION_STOPPED"));
    EXPECT_THAT(std::string(stopped.message()), HasSubstr("BoardMerged"));
    EXPECT_EQ(RowsOf(name), Expected(10));
  }
}

TEST_F(ProjectorTest, AFactThatMayBePassedOverStopsNothing) {
  Append(10);
  writer_.AppendRaw("boards/b0",
                    {.type = "BoardMerged", .payload = "", .ignorable = true},
                    {});

  Start({{}});

  ASSERT_OK(WaitFor("stream-count"));
  EXPECT_EQ(RowsOf("stream-count"), Expected(11));
}

TEST_F(ProjectorTest, TellsHowFarBehindAProjectionIs) {
  Start({{.name = "stopped", .version = 4, .fails_at = 3}, {.name = "other"}});
  Append(5);
  ASSERT_THAT(WaitFor("stopped"), FailsWith("PROJECTION_STOPPED"));
  ASSERT_OK(WaitFor("other"));
  // The third event was recorded three minutes after the writer's start.
  clock_.JumpTo(absl::FromUnixSeconds(1'800'000'000) + absl::Minutes(10));

  const ProjectionStanding stopped = StandingOf("stopped");
  EXPECT_EQ(stopped.version, 4);
  EXPECT_EQ(stopped.position, 2U);
  EXPECT_EQ(stopped.lag_events, 3U);
  EXPECT_EQ(stopped.lag, absl::Minutes(7));
  EXPECT_FALSE(stopped.rebuilding);

  const ProjectionStanding other = StandingOf("other");
  EXPECT_EQ(other.position, 5U);
  EXPECT_EQ(other.lag_events, 0U);
  EXPECT_EQ(other.lag, absl::ZeroDuration());
}

TEST_F(ProjectorTest, IsNotBehindByLessThanNothingWhenTheClockWasSetBack) {
  Start({{.name = "stopped", .fails_at = 3}});
  Append(5);
  ASSERT_THAT(WaitFor("stopped"), FailsWith("PROJECTION_STOPPED"));
  clock_.JumpTo(absl::FromUnixSeconds(1'800'000'000) - absl::Hours(24));

  EXPECT_EQ(StandingOf("stopped").lag_events, 3U);
  EXPECT_EQ(StandingOf("stopped").lag, absl::ZeroDuration());
}

TEST_F(ProjectorTest, AStopEndsEveryWaitAndLeavesTheRowsReadable) {
  Start({{}});
  Append(5);
  ASSERT_OK(WaitFor("stream-count"));
  absl::Status ended;
  (*projector_->Applied("stream-count"))
      ->WhenReached(6, [&](absl::Status status) { ended = status; });

  projector_->Stop();

  EXPECT_THAT(ended, StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(WaitFor("stream-count", 6),
              StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_EQ(RowsOf("stream-count"), Expected());
}

TEST_F(ProjectorTest, DoesNotKnowWhatIsNoProjection) {
  Start({{}});

  EXPECT_THAT(projector_->Applied("none"), FailsWith("PROJECTION_NOT_FOUND"));
  EXPECT_THAT(projector_->Read("none"), FailsWith("PROJECTION_NOT_FOUND"));
  EXPECT_THAT(projector_->Rebuild("none"), FailsWith("PROJECTION_NOT_FOUND"));
}

}  // namespace
}  // namespace actionplan::projections
