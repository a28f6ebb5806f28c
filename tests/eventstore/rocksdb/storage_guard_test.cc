#include "eventstore/rocksdb/storage_guard.h"

#include <cstdint>
#include <memory>
#include <string>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/eventstore/rocksdb/memory_disk.h"
#include "tests/support/error_metadata.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
namespace {

using support::FailsWith;
using support::StatusIs;
using testing::HasSubstr;

constexpr uint64_t kMiB = 1 << 20;
constexpr char kFolder[] = "data";
constexpr char kReserve[] = "data/reserve";

// A guard of 8 MiB with a reserve of 2 MiB that resumes at 12 MiB and gives the
// reserve up below 2 MiB, on a disk of 64 MiB that others write to.
class StorageGuardTest : public testing::Test {
 protected:
  StorageGuardTest() { disk_.set_capacity(64 * kMiB); }

  void StartGuard() {
    guard_.reset();
    guard_ = std::make_unique<StorageGuard>(disk_, clock_, options_);
  }

  // Lets others take so much that this is free beside a reserve, be it held or
  // not.
  void LeaveFree(uint64_t bytes) {
    disk_.set_capacity(options_.reserve_bytes + bytes);
  }

  // The same, and the guard looks.
  void CheckWith(uint64_t free_bytes) {
    LeaveFree(free_bytes);
    guard_->Check();
  }

  bool HasReserve() const { return disk_.Exists(kReserve).value(); }

  void MissLooks(int count) {
    for (int i = 0; i < count; ++i) {
      disk_.FailAfter(0, DiskFault::kFails);
      guard_->Check();
    }
  }

  MemoryDisk disk_;
  support::FakeClock clock_;
  StorageGuard::Options options_{.folder = kFolder,
                                 .floor_bytes = 8 * kMiB,
                                 .resume_bytes = 12 * kMiB,
                                 .reserve_bytes = 2 * kMiB};
  std::unique_ptr<StorageGuard> guard_;
};

TEST_F(StorageGuardTest, ResumesHalfAsMuchAboveTheFloorUnlessToldOtherwise) {
  const StorageGuard::Options options{.floor_bytes = 100};
  EXPECT_EQ(options.resume_bytes, 150);
}

TEST_F(StorageGuardTest, LetsTheLogGrowAndHoldsAReserve) {
  StartGuard();
  EXPECT_OK(guard_->MayWrite());
  EXPECT_EQ(disk_.Contents(kReserve).size(), 2 * kMiB);
  const StorageStanding standing = guard_->standing();
  EXPECT_EQ(standing.floor_bytes, 8 * kMiB);
  EXPECT_EQ(standing.resume_bytes, 12 * kMiB);
  EXPECT_EQ(standing.reserve_bytes, 2 * kMiB);
  EXPECT_OK(standing.may_write);
}

TEST_F(StorageGuardTest, TellsHowMuchIsFreeBesideTheReserve) {
  StartGuard();
  CheckWith(20 * kMiB);
  EXPECT_EQ(guard_->standing().free_bytes, 20 * kMiB);
}

TEST_F(StorageGuardTest, StopsBelowTheFloorAndNotAtIt) {
  StartGuard();
  CheckWith(8 * kMiB);
  EXPECT_OK(guard_->MayWrite());
  CheckWith(8 * kMiB - 1);
  EXPECT_THAT(guard_->MayWrite(), FailsWith("STORAGE_LOW"));
  EXPECT_THAT(guard_->standing().may_write, FailsWith("STORAGE_LOW"));
}

TEST_F(StorageGuardTest, SaysWhatAnOperatorDoesAndWhenToTryAgain) {
  StartGuard();
  CheckWith(5 * kMiB);
  const absl::Status refusal = guard_->MayWrite();
  EXPECT_THAT(refusal, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(std::string(refusal.message()),
              testing::AllOf(HasSubstr("only read"), HasSubstr("5 MiB left"),
                             HasSubstr("12 MiB are free"),
                             HasSubstr("same request id")));
  EXPECT_EQ(support::MetadataOf(refusal, "needed_bytes"), "12582912");
  EXPECT_TRUE(refusal.GetPayload("type.googleapis.com/google.rpc.RetryInfo")
                  .has_value());
}

TEST_F(StorageGuardTest, ResumesOnlyWhenThereIsMoreThanItStoppedAt) {
  StartGuard();
  CheckWith(7 * kMiB);
  for (const uint64_t free : {8 * kMiB, 12 * kMiB - 1}) {
    CheckWith(free);
    EXPECT_THAT(guard_->MayWrite(), FailsWith("STORAGE_LOW")) << free;
  }
  CheckWith(12 * kMiB);
  EXPECT_OK(guard_->MayWrite());
  CheckWith(8 * kMiB);
  EXPECT_OK(guard_->MayWrite());
}

TEST_F(StorageGuardTest, SpaceThatComesAndGoesAtTheFloorDoesNotResumeIt) {
  StartGuard();
  for (int i = 0; i < 10; ++i) {
    CheckWith(8 * kMiB - 1);
    EXPECT_THAT(guard_->MayWrite(), FailsWith("STORAGE_LOW"));
    CheckWith(9 * kMiB);
    EXPECT_THAT(guard_->MayWrite(), FailsWith("STORAGE_LOW"));
  }
}

TEST_F(StorageGuardTest, KeepsTheReserveUntilLittleOfTheFloorIsLeft) {
  StartGuard();
  CheckWith(2 * kMiB);
  EXPECT_TRUE(HasReserve());
  CheckWith(2 * kMiB - 1);
  EXPECT_FALSE(HasReserve());
  EXPECT_EQ(guard_->standing().reserve_bytes, 0);
}

TEST_F(StorageGuardTest, GivingUpTheReserveResumesNothing) {
  const StorageGuard::Options large{.folder = kFolder,
                                    .floor_bytes = 4 * kMiB,
                                    .resume_bytes = 6 * kMiB,
                                    .reserve_bytes = 32 * kMiB};
  StorageGuard guard(disk_, clock_, large);
  disk_.set_capacity(32 * kMiB);  // The reserve fills it.
  guard.Check();
  EXPECT_FALSE(HasReserve());
  guard.Check();
  EXPECT_THAT(guard.MayWrite(), FailsWith("STORAGE_LOW"));
  EXPECT_FALSE(HasReserve());
}

TEST_F(StorageGuardTest, TakesTheReserveBackBeforeItResumes) {
  StartGuard();
  CheckWith(kMiB);
  ASSERT_FALSE(HasReserve());
  EXPECT_THAT(std::string(guard_->MayWrite().message()),
              HasSubstr("14 MiB are free"));  // With the reserve's part.
  CheckWith(12 * kMiB - 1);
  EXPECT_FALSE(HasReserve());
  EXPECT_THAT(guard_->MayWrite(), FailsWith("STORAGE_LOW"));
  CheckWith(12 * kMiB);
  EXPECT_TRUE(HasReserve());
  EXPECT_OK(guard_->MayWrite());
}

class RecoveryTest : public StorageGuardTest {
 protected:
  RecoveryTest() {
    options_.recover = [this] {
      ++attempts_;
      EXPECT_THAT(guard_->MayWrite(), FailsWith("STORAGE_LOW"));
      EXPECT_TRUE(HasReserve());
      return recovery_;
    };
    StartGuard();
  }

  int attempts_ = 0;
  absl::Status recovery_;
};

TEST_F(RecoveryTest, WhatTheFullDiskStoppedIsSetGoingBeforeItResumes) {
  CheckWith(20 * kMiB);
  CheckWith(kMiB);
  CheckWith(12 * kMiB - 1);
  EXPECT_EQ(attempts_, 0);
  CheckWith(12 * kMiB);
  EXPECT_EQ(attempts_, 1);
  EXPECT_OK(guard_->MayWrite());
  guard_->Check();
  EXPECT_EQ(attempts_, 1);
}

TEST_F(RecoveryTest, IsTriedAgainAfterASecond) {
  recovery_ = absl::UnavailableError("not yet");
  CheckWith(kMiB);
  CheckWith(12 * kMiB);
  EXPECT_THAT(std::string(guard_->MayWrite().message()),
              HasSubstr("cannot be used yet"));
  guard_->Check();
  EXPECT_EQ(attempts_, 1);
  clock_.Advance(absl::Seconds(1));
  guard_->Check();
  EXPECT_EQ(attempts_, 2);
  EXPECT_THAT(guard_->MayWrite(), FailsWith("STORAGE_LOW"));
  recovery_ = absl::OkStatus();
  clock_.Advance(absl::Seconds(1));
  guard_->Check();
  EXPECT_OK(guard_->MayWrite());
}

TEST_F(RecoveryTest, IsNotTriedWhenSpaceHasGoneAgain) {
  recovery_ = absl::UnavailableError("not yet");
  CheckWith(kMiB);
  CheckWith(12 * kMiB);
  clock_.Advance(absl::Seconds(1));
  CheckWith(12 * kMiB - 1);
  EXPECT_EQ(attempts_, 1);
  EXPECT_THAT(std::string(guard_->MayWrite().message()),
              HasSubstr("nearly full"));
}

TEST_F(RecoveryTest, IsNotNeededForAReserveThatSomebodyRemoved) {
  ASSERT_OK(disk_.Remove(kReserve));
  guard_->Check();
  EXPECT_TRUE(HasReserve());
  EXPECT_EQ(attempts_, 0);
}

TEST_F(StorageGuardTest, AReserveThatSomebodyRemovedIsMadeAgain) {
  StartGuard();
  ASSERT_OK(disk_.Remove(kReserve));
  guard_->Check();
  EXPECT_TRUE(HasReserve());
  EXPECT_OK(guard_->MayWrite());
}

TEST_F(StorageGuardTest, StopsWhenAReserveThatSomebodyRemovedHasNoRoom) {
  StartGuard();
  CheckWith(8 * kMiB);
  ASSERT_OK(disk_.Remove(kReserve));
  CheckWith(8 * kMiB - 1);
  EXPECT_THAT(guard_->MayWrite(), FailsWith("STORAGE_LOW"));
  EXPECT_FALSE(HasReserve());
}

TEST_F(StorageGuardTest, StartsReadOnlyWhereThereIsNoRoomForTheReserve) {
  LeaveFree(8 * kMiB - 1);
  StartGuard();
  EXPECT_THAT(guard_->MayWrite(), FailsWith("STORAGE_LOW"));
  EXPECT_FALSE(HasReserve());
  CheckWith(12 * kMiB);
  EXPECT_OK(guard_->MayWrite());
  EXPECT_TRUE(HasReserve());
}

// Which call makes the reserve, counted from the first of a guard's start: the
// look for an old one, then its removal, the free bytes, Create, Allocate.
class ReserveFaultTest : public StorageGuardTest,
                         public testing::WithParamInterface<int> {};

TEST_P(ReserveFaultTest, CannotBeMadeAndIsTriedAgainLater) {
  disk_.FailAfter(GetParam(), DiskFault::kFails);
  StartGuard();
  const absl::Status refusal = guard_->MayWrite();
  EXPECT_THAT(refusal, FailsWith("STORAGE_LOW"));
  EXPECT_THAT(std::string(refusal.message()), HasSubstr("cannot be used yet"));
  EXPECT_FALSE(HasReserve());

  guard_->Check();
  EXPECT_THAT(guard_->MayWrite(), FailsWith("STORAGE_LOW"));
  clock_.Advance(absl::Seconds(1));
  guard_->Check();
  EXPECT_OK(guard_->MayWrite());
  EXPECT_TRUE(HasReserve());
}

INSTANTIATE_TEST_SUITE_P(CreateAndAllocate, ReserveFaultTest,
                         testing::Values(3, 4));

TEST_F(StorageGuardTest, AReserveThatCannotBeRemovedIsTriedAgain) {
  StartGuard();
  LeaveFree(kMiB);
  disk_.FailAfter(2, DiskFault::kFails);  // After the look and Exists().
  guard_->Check();
  EXPECT_TRUE(HasReserve());
  EXPECT_THAT(guard_->MayWrite(), FailsWith("STORAGE_LOW"));
  guard_->Check();
  EXPECT_FALSE(HasReserve());
}

TEST_F(StorageGuardTest, NotSeeingTheReserveForOnceDoesNotMakeItLost) {
  StartGuard();
  disk_.FailAfter(1, DiskFault::kFails);
  guard_->Check();
  EXPECT_EQ(guard_->standing().reserve_bytes, 2 * kMiB);
  EXPECT_OK(guard_->MayWrite());
}

TEST_F(StorageGuardTest, StaysAsItWasWhenTheDiskDoesNotAnswerForAWhile) {
  StartGuard();
  MissLooks(4);
  EXPECT_OK(guard_->MayWrite());
  guard_->Check();
  MissLooks(4);
  EXPECT_OK(guard_->MayWrite());

  CheckWith(7 * kMiB);
  MissLooks(4);
  EXPECT_THAT(std::string(guard_->MayWrite().message()),
              HasSubstr("nearly full"));
}

TEST_F(StorageGuardTest, StopsWhenTheDiskDoesNotAnswerFiveTimesInARow) {
  StartGuard();
  MissLooks(5);
  EXPECT_THAT(guard_->MayWrite(), FailsWith("STORAGE_LOW"));
  EXPECT_THAT(std::string(guard_->MayWrite().message()),
              HasSubstr("does not say"));
  MissLooks(1);
  EXPECT_THAT(guard_->MayWrite(), FailsWith("STORAGE_LOW"));
  guard_->Check();
  EXPECT_OK(guard_->MayWrite());
}

TEST_F(StorageGuardTest, ResumesAfterSilenceOnlyWithWhatItTakesToResume) {
  StartGuard();
  MissLooks(5);
  CheckWith(12 * kMiB - 1);
  EXPECT_THAT(guard_->MayWrite(), FailsWith("STORAGE_LOW"));
  CheckWith(12 * kMiB);
  EXPECT_OK(guard_->MayWrite());
}

TEST_F(StorageGuardTest, TheNextOneTakesTheReserveOver) {
  StartGuard();
  LeaveFree(8 * kMiB);
  StartGuard();
  EXPECT_OK(guard_->MayWrite());
  EXPECT_EQ(guard_->standing().reserve_bytes, 2 * kMiB);
}

TEST_F(StorageGuardTest, GivesUpAnOldReserveAtOnceOnAFullDisk) {
  StartGuard();
  LeaveFree(0);
  StartGuard();
  EXPECT_FALSE(HasReserve());
  EXPECT_EQ(disk_.FreeBytes(kFolder).value(), 2 * kMiB);
  EXPECT_THAT(guard_->MayWrite(), FailsWith("STORAGE_LOW"));
}

TEST_F(StorageGuardTest, WhatACrashLeftOfAReserveIsMadeWhole) {
  for (const size_t left : {size_t{0}, size_t{1}, size_t{3 * kMiB}}) {
    disk_.Put(kReserve, std::string(left, 'x'));
    LeaveFree(8 * kMiB);
    StartGuard();
    EXPECT_EQ(disk_.Contents(kReserve).size(), 2 * kMiB) << left;
    EXPECT_OK(guard_->MayWrite()) << left;
  }
}

TEST_F(StorageGuardTest, WhatACrashLeftOfAReserveGivesWayOnAFullDisk) {
  disk_.Put(kReserve, std::string(kMiB, 'x'));
  LeaveFree(0);
  StartGuard();
  EXPECT_FALSE(HasReserve());
  EXPECT_THAT(guard_->MayWrite(), FailsWith("STORAGE_LOW"));
}

TEST_F(StorageGuardTest, EveryFaultIsSurvivedAndEverySecondLookPutsItRight) {
  StartGuard();
  const int calls = [&] {
    const int before = disk_.calls();
    StartGuard();
    return disk_.calls() - before;
  }();
  for (int call = 0; call < calls; ++call) {
    disk_.FailAfter(call, DiskFault::kFailsHalfWay);
    StartGuard();
    clock_.Advance(absl::Seconds(1));
    guard_->Check();
    EXPECT_OK(guard_->MayWrite()) << call;
    EXPECT_EQ(disk_.Contents(kReserve).size(), 2 * kMiB) << call;
  }
}

TEST_F(StorageGuardTest, LooksByItselfUntilItIsStopped) {
  StorageGuard guard(disk_, clock_,
                     {.folder = kFolder,
                      .floor_bytes = 8 * kMiB,
                      .reserve_bytes = 2 * kMiB,
                      .interval = absl::Milliseconds(1)});
  guard.Start();
  LeaveFree(7 * kMiB);
  while (guard.MayWrite().ok()) std::this_thread::yield();
  LeaveFree(20 * kMiB);
  while (!guard.MayWrite().ok()) std::this_thread::yield();
  guard.Stop();
  const int calls = disk_.calls();
  EXPECT_TRUE(HasReserve());
  EXPECT_EQ(disk_.calls(), calls + 1);  // Its own.
}

TEST_F(StorageGuardTest, EndsTheProcessWhenToldToResumeBelowItsFloor) {
  EXPECT_DEATH(StorageGuard(disk_, clock_,
                            {.folder = kFolder,
                             .floor_bytes = 8 * kMiB,
                             .resume_bytes = 8 * kMiB - 1}),
               "resumes below its floor");
}

}  // namespace
}  // namespace actionplan::eventstore
