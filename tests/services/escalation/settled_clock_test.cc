#include "services/escalation/settled_clock.h"

#include "eventstore/base/clock.h"
#include "gtest/gtest.h"
#include "tests/support/fake_clock.h"

namespace actionplan::escalation {
namespace {

using support::FakeClock;

class SettledClockTest : public testing::Test {
 protected:
  // Looks once a minute, so many times, and tells what is believed in the end.
  absl::Time LookEveryMinute(int times) {
    absl::Time believed;
    for (int i = 0; i < times; ++i) {
      clock_.Advance(absl::Minutes(1));
      believed = settled_.Look();
    }
    return believed;
  }

  bool BelievesNowAfter(int minutes) {
    const absl::Time believed = LookEveryMinute(minutes);
    return believed == clock_.Now();
  }

  const absl::Time known_ = FakeClock::DefaultStart() - absl::Hours(100);
  FakeClock clock_;
  SettledClock settled_{clock_, known_};
};

TEST_F(SettledClockTest, BelievesAtFirstWhatIsKnown) {
  EXPECT_EQ(settled_.Look(), known_);
  EXPECT_EQ(LookEveryMinute(9), known_);
}

TEST_F(SettledClockTest, BelievesTheClockAfterTenMinutesOfAgreement) {
  EXPECT_TRUE(BelievesNowAfter(10));
  EXPECT_TRUE(BelievesNowAfter(1));
}

TEST_F(SettledClockTest, BelievesTheClockAtTheFirstLookThatComesLater) {
  clock_.Advance(absl::Minutes(15));
  EXPECT_EQ(settled_.Look(), clock_.Now());
}

TEST_F(SettledClockTest, DoesNotFollowAJumpForwardsForTenMinutes) {
  const absl::Time before = LookEveryMinute(10);
  clock_.JumpTo(clock_.Now() + absl::Hours(24 * 365));
  EXPECT_EQ(settled_.Look(), before);
  EXPECT_EQ(LookEveryMinute(9), before);
  EXPECT_TRUE(BelievesNowAfter(1));
}

TEST_F(SettledClockTest, DoesNotBelieveAClockThatWasSetBackSoon) {
  const absl::Time before = LookEveryMinute(10);
  clock_.JumpTo(clock_.Now() + absl::Hours(24));
  LookEveryMinute(5);
  clock_.JumpTo(clock_.Now() - absl::Hours(24));
  EXPECT_EQ(LookEveryMinute(9), before);
  EXPECT_TRUE(BelievesNowAfter(2));
}

TEST_F(SettledClockTest, NeverGoesBack) {
  const absl::Time before = LookEveryMinute(10);
  clock_.JumpTo(clock_.Now() - absl::Hours(1));
  EXPECT_EQ(LookEveryMinute(30), before);
  EXPECT_TRUE(BelievesNowAfter(31));
}

TEST_F(SettledClockTest, PutsUpWithTheClockBeingSteered) {
  for (int i = 0; i < 10; ++i) {
    clock_.Advance(absl::Minutes(1));
    clock_.JumpTo(clock_.Now() + absl::Seconds(2));
    settled_.Look();
  }
  EXPECT_EQ(settled_.Look(), clock_.Now());
}

TEST_F(SettledClockTest, CountsAsAJumpWhatIsMoreThanSteering) {
  LookEveryMinute(9);
  clock_.JumpTo(clock_.Now() + absl::Seconds(3));
  EXPECT_EQ(LookEveryMinute(9), known_);
}

// Time passes between the moments at which the two clocks are read.
class StandsStillBetweenReadings final : public base::Clock {
 public:
  explicit StandsStillBetweenReadings(FakeClock& clock) : clock_(clock) {}

  void StandStillOnce() { still_to_come_ = true; }

  absl::Time Now() const override {
    const absl::Time now = clock_.Now();
    Pass();
    return now;
  }
  absl::Duration Monotonic() const override {
    const absl::Duration monotonic = clock_.Monotonic();
    Pass();
    return monotonic;
  }

 private:
  void Pass() const {
    if (still_to_come_) clock_.Advance(absl::Minutes(1));
    still_to_come_ = false;
  }

  FakeClock& clock_;
  mutable bool still_to_come_ = false;
};

TEST_F(SettledClockTest, TakesAMachineThatStoodStillForNoJump) {
  StandsStillBetweenReadings clock(clock_);
  SettledClock settled(clock, known_);
  clock_.Advance(absl::Minutes(9));
  clock.StandStillOnce();
  const absl::Time believed = settled.Look();
  EXPECT_EQ(believed, clock_.Now());
}

TEST_F(SettledClockTest, KnowsTheTimeOfALogThatBeginsAndNoLaterOne) {
  SettledClock settled(clock_, absl::InfinitePast());
  settled.Know(absl::InfinitePast());
  EXPECT_EQ(settled.Look(), absl::InfinitePast());
  settled.Know(known_);
  settled.Know(known_ + absl::Hours(24));
  EXPECT_EQ(settled.Look(), known_);
}

TEST_F(SettledClockTest, KnowsNothingWithoutALog) {
  SettledClock settled(clock_, absl::InfinitePast());
  EXPECT_EQ(settled.Look(), absl::InfinitePast());
  clock_.Advance(absl::Minutes(10));
  EXPECT_EQ(settled.Look(), clock_.Now());
}

}  // namespace
}  // namespace actionplan::escalation
