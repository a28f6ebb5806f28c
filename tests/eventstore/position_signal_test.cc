#include "eventstore/position_signal.h"

#include <atomic>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
namespace {

using support::StatusIs;
using testing::ElementsAre;
using testing::IsEmpty;

absl::Status Stopped() { return absl::UnavailableError("stopped"); }

// Writes down what callbacks were told, in order.
class Heard {
 public:
  PositionSignal::Callback As(std::string name) {
    return [this, name = std::move(name)](const absl::Status& status) {
      lines_.push_back(name + ": " + absl::StatusCodeToString(status.code()));
    };
  }
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  std::vector<std::string> lines_;
};

TEST(PositionSignalTest, StartsWhereItIsTold) {
  EXPECT_EQ(PositionSignal().Get(), 0);
  EXPECT_EQ(PositionSignal(7).Get(), 7);
}

TEST(PositionSignalTest, NeverGoesBack) {
  PositionSignal signal(5);
  signal.Publish(4);
  EXPECT_EQ(signal.Get(), 5);
  signal.Publish(6);
  EXPECT_EQ(signal.Get(), 6);
}

TEST(PositionSignalTest, APositionAlreadyReachedIsNotWaitedFor) {
  PositionSignal signal(5);
  Heard heard;
  EXPECT_OK(signal.Wait(5, absl::ZeroDuration()));
  EXPECT_EQ(signal.WhenReached(5, heard.As("five")), 0);
  EXPECT_THAT(heard.lines(), ElementsAre("five: OK"));
}

TEST(PositionSignalTest, AWaitEndsAtItsTimeout) {
  const PositionSignal signal(5);
  EXPECT_THAT(signal.Wait(6, absl::ZeroDuration()),
              StatusIs(absl::StatusCode::kDeadlineExceeded));
  EXPECT_THAT(signal.Wait(6, absl::Milliseconds(1)),
              StatusIs(absl::StatusCode::kDeadlineExceeded));
}

TEST(PositionSignalTest, AWaitingThreadIsWokenByThePositionItWaitsFor) {
  PositionSignal signal;
  std::thread waiting([&signal] {
    EXPECT_OK(signal.Wait(3, absl::InfiniteDuration()));
    EXPECT_GE(signal.Get(), 3);
  });
  for (Position position = 1; position <= 3; ++position) {
    signal.Publish(position);
  }
  waiting.join();
}

TEST(PositionSignalTest, AWaitingThreadIsWokenByAFailure) {
  PositionSignal signal;
  std::thread waiting([&signal] {
    EXPECT_THAT(signal.Wait(3, absl::InfiniteDuration()),
                StatusIs(absl::StatusCode::kUnavailable));
  });
  signal.Fail(Stopped());
  waiting.join();
}

TEST(PositionSignalTest, CallbacksRunOnceTheirPositionIsReached) {
  PositionSignal signal;
  Heard heard;
  EXPECT_NE(signal.WhenReached(3, heard.As("three")), 0);
  EXPECT_NE(signal.WhenReached(1, heard.As("one")), 0);
  EXPECT_NE(signal.WhenReached(3, heard.As("three again")), 0);
  EXPECT_NE(signal.WhenReached(4, heard.As("four")), 0);

  signal.Publish(1);
  EXPECT_THAT(heard.lines(), ElementsAre("one: OK"));

  signal.Publish(3);
  EXPECT_THAT(heard.lines(),
              ElementsAre("one: OK", "three: OK", "three again: OK"));

  signal.Publish(9);
  EXPECT_EQ(heard.lines().size(), 4);
}

TEST(PositionSignalTest, AFailureEndsEveryWaitPresentAndFuture) {
  PositionSignal signal(2);
  Heard heard;
  signal.WhenReached(3, heard.As("present"));

  signal.Fail(Stopped());

  EXPECT_EQ(signal.WhenReached(3, heard.As("future")), 0);
  EXPECT_THAT(heard.lines(),
              ElementsAre("present: UNAVAILABLE", "future: UNAVAILABLE"));
  EXPECT_THAT(signal.Wait(3, absl::InfiniteDuration()),
              StatusIs(absl::StatusCode::kUnavailable));
}

TEST(PositionSignalTest, AFailedSignalStillAnswersForWhatWasReached) {
  PositionSignal signal(2);
  signal.Fail(Stopped());
  signal.Publish(3);
  Heard heard;
  signal.WhenReached(3, heard.As("three"));
  EXPECT_THAT(heard.lines(), ElementsAre("three: OK"));
  EXPECT_OK(signal.Wait(3, absl::ZeroDuration()));
}

TEST(PositionSignalTest, ARecoveredSignalIsWaitedForAgain) {
  PositionSignal signal;
  signal.Fail(Stopped());
  signal.Recover();
  Heard heard;
  EXPECT_NE(signal.WhenReached(1, heard.As("one")), 0);
  signal.Publish(1);
  EXPECT_THAT(heard.lines(), ElementsAre("one: OK"));
}

TEST(PositionSignalTest, ACancelledCallbackRunsAtOnceAndNeverAgain) {
  PositionSignal signal;
  Heard heard;
  const auto ticket = signal.WhenReached(1, heard.As("one"));
  signal.WhenReached(1, heard.As("other"));

  signal.Cancel(ticket);
  EXPECT_THAT(heard.lines(), ElementsAre("one: CANCELLED"));

  signal.Cancel(ticket);
  signal.Publish(1);
  EXPECT_THAT(heard.lines(), ElementsAre("one: CANCELLED", "other: OK"));
}

TEST(PositionSignalTest, CancellingWhatAlreadyRanDoesNothing) {
  PositionSignal signal;
  Heard heard;
  const auto ticket = signal.WhenReached(1, heard.As("one"));
  signal.Publish(1);
  signal.Cancel(ticket);
  signal.Cancel(0);
  signal.Cancel(99);
  EXPECT_THAT(heard.lines(), ElementsAre("one: OK"));
}

TEST(PositionSignalTest, ACallbackMayUseTheSignal) {
  PositionSignal signal;
  Heard heard;
  signal.WhenReached(1, [&](const absl::Status&) {
    signal.WhenReached(2, heard.As("two"));
    signal.Publish(2);
  });
  signal.Publish(1);
  EXPECT_THAT(heard.lines(), ElementsAre("two: OK"));
}

TEST(PositionSignalTest, WhatStillWaitsIsCancelledWhenTheSignalGoes) {
  Heard heard;
  {
    PositionSignal signal;
    signal.WhenReached(1, heard.As("one"));
    EXPECT_THAT(heard.lines(), IsEmpty());
  }
  EXPECT_THAT(heard.lines(), ElementsAre("one: CANCELLED"));
}

TEST(PositionSignalTest, EveryCallbackRunsOnceHoweverTheThreadsMeet) {
  constexpr int kThreads = 4;
  constexpr Position kPositions = 500;
  PositionSignal signal;
  std::atomic<int> ran = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&signal, &ran] {
      for (Position position = 1; position <= kPositions; ++position) {
        const auto ticket = signal.WhenReached(
            position, [&ran](const absl::Status&) { ++ran; });
        if (position % 3 == 0) signal.Cancel(ticket);
      }
    });
  }
  for (Position position = 1; position <= kPositions; ++position) {
    signal.Publish(position);
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(ran, kThreads * static_cast<int>(kPositions));
}

}  // namespace
}  // namespace actionplan::eventstore
