// A mark file when a call to the disk fails, the process is killed or the power
// is cut, at every call and with every part of what was being written.
#include <memory>
#include <string>
#include <vector>

#include "eventstore/rocksdb/mark_file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/eventstore/rocksdb/memory_disk.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
namespace {

using support::FailsWith;
using support::StatusIs;

constexpr char kPath[] = "data/log.mark";

Mark MarkAt(Position tree_size) {
  return {.log_id = std::string(kMarkLogIdBytes, 'a'),
          .epoch = 1,
          .tree_size = tree_size};
}

// Every way in which part of what is in flight may reach the disk: from its
// first byte on, or up to its last.
std::vector<PowerCut> EveryCut() {
  std::vector<PowerCut> cuts;
  for (uint64_t at = 0; at <= 2 * kMarkSlotBytes; ++at) {
    // Between the sectors only the first bytes matter; the rest are zero.
    if (at % 512 > 120 && at % 512 < 500) continue;
    cuts.push_back({.from = 0, .to = at});
    cuts.push_back({.from = at, .to = 2 * kMarkSlotBytes});
  }
  return cuts;
}

constexpr DiskFault kFaults[] = {DiskFault::kFails, DiskFault::kFailsHalfWay};

// How many calls one Create(), Open() or Write() makes.
int CallsOfCreate() {
  MemoryDisk disk;
  EXPECT_OK(MarkFile::Create(disk, kPath, MarkAt(1)));
  return disk.calls();
}

TEST(MarkFileFaultTest, AFaultWhileItIsMadeIsToldAndLeavesAllOrNothing) {
  const int calls = CallsOfCreate();
  ASSERT_GT(calls, 4);
  for (const DiskFault fault : kFaults) {
    for (int call = 0; call < calls; ++call) {
      MemoryDisk disk;
      disk.FailAfter(call, fault);
      EXPECT_THAT(MarkFile::Create(disk, kPath, MarkAt(1)),
                  StatusIs(absl::StatusCode::kUnavailable));
      const auto found = MarkFile::Open(disk, kPath);
      if (!absl::IsNotFound(found.status())) {
        ASSERT_OK(found);
        EXPECT_EQ((*found)->newest(), MarkAt(1));
      }
      ASSERT_OK_AND_ASSIGN(const auto again,
                           MarkFile::Create(disk, kPath, MarkAt(2)));
      EXPECT_OK(again->Write(MarkAt(3)));
    }
  }
}

TEST(MarkFileFaultTest, APowerCutWhileItIsMadeLeavesAllOrNothing) {
  const int calls = CallsOfCreate();
  for (int call = 0; call < calls; ++call) {
    for (PowerCut cut : EveryCut()) {
      for (const auto names :
           {PowerCut::Names::kAsSynced, PowerCut::Names::kAsWritten}) {
        MemoryDisk disk;
        disk.FailAfter(call, DiskFault::kFailsHalfWay);
        EXPECT_FALSE(MarkFile::Create(disk, kPath, MarkAt(1)).ok());
        cut.names = names;
        disk.Cut(cut);
        const auto found = MarkFile::Open(disk, kPath);
        if (absl::IsNotFound(found.status())) continue;
        ASSERT_OK(found);
        ASSERT_EQ((*found)->newest(), MarkAt(1));
        ASSERT_FALSE((*found)->lost_slot());
      }
    }
  }
}

TEST(MarkFileFaultTest, OnceMadeItOutlivesAPowerCut) {
  MemoryDisk disk;
  ASSERT_OK(MarkFile::Create(disk, kPath, MarkAt(1)));
  disk.Cut({});
  EXPECT_OK(MarkFile::Open(disk, kPath));
}

TEST(MarkFileFaultTest, AFaultWhileOpeningIsToldAndHarmsNothing) {
  MemoryDisk disk;
  ASSERT_OK(MarkFile::Create(disk, kPath, MarkAt(1)));
  const int before = disk.calls();
  ASSERT_OK(MarkFile::Open(disk, kPath));
  const int calls = disk.calls() - before;
  ASSERT_GT(calls, 4);
  for (int call = 0; call < calls; ++call) {
    disk.FailAfter(call, DiskFault::kFails);
    EXPECT_THAT(MarkFile::Open(disk, kPath), FailsWith("DISK_FAILED")) << call;
    ASSERT_OK_AND_ASSIGN(const auto file, MarkFile::Open(disk, kPath));
    EXPECT_EQ(file->newest(), MarkAt(1));
  }
}

TEST(MarkFileFaultTest, AfterAFailedWriteNoOtherIsTriedAndOneOfTwoIsThere) {
  for (const DiskFault fault : kFaults) {
    for (const int call : {0, 1}) {  // The write and the sync.
      MemoryDisk disk;
      ASSERT_OK_AND_ASSIGN(const auto file,
                           MarkFile::Create(disk, kPath, MarkAt(1)));
      ASSERT_OK(file->Write(MarkAt(2)));
      disk.FailAfter(call, fault);
      EXPECT_THAT(file->Write(MarkAt(3)), FailsWith("MARK_NOT_WRITTEN"));
      EXPECT_EQ(file->newest(), MarkAt(2));
      const int calls = disk.calls();
      EXPECT_THAT(file->Write(MarkAt(4)),
                  StatusIs(absl::StatusCode::kUnavailable));
      EXPECT_EQ(disk.calls(), calls);

      ASSERT_OK_AND_ASSIGN(const auto found, MarkFile::Open(disk, kPath));
      EXPECT_GE(found->newest().tree_size, 2);
      EXPECT_LE(found->newest().tree_size, 3);
    }
  }
}

TEST(MarkFileFaultTest, APowerCutAmidAWriteLeavesTheMarkBeforeOrThatOne) {
  for (const PowerCut& cut : EveryCut()) {
    for (Position last = 1; last <= 2; ++last) {  // Into either slot.
      MemoryDisk disk;
      ASSERT_OK_AND_ASSIGN(const auto file,
                           MarkFile::Create(disk, kPath, MarkAt(0)));
      if (last == 2) {
        ASSERT_OK(file->Write(MarkAt(1)));
      }
      disk.FailAfter(1, DiskFault::kFails);  // The sync.
      EXPECT_FALSE(file->Write(MarkAt(last)).ok());
      disk.Cut(cut);
      ASSERT_OK_AND_ASSIGN(const auto found, MarkFile::Open(disk, kPath));
      ASSERT_GE(found->newest().tree_size + 1, last);
      ASSERT_LE(found->newest().tree_size, last);
      // And it can be written again.
      ASSERT_OK(found->Write(MarkAt(last + 1)));
      disk.Cut({});
      ASSERT_OK_AND_ASSIGN(const auto again, MarkFile::Open(disk, kPath));
      ASSERT_EQ(again->newest(), MarkAt(last + 1));
    }
  }
}

// A mark that a killed process wrote and did not sync can be read, and may
// still be lost: the next write must not take the only synced one away.
TEST(MarkFileFaultTest, WhatAKilledProcessDidNotSyncIsNotBuiltOn) {
  for (const PowerCut& cut : EveryCut()) {
    MemoryDisk disk;
    ASSERT_OK_AND_ASSIGN(const auto killed,
                         MarkFile::Create(disk, kPath, MarkAt(1)));
    disk.FailAfter(1, DiskFault::kFails);
    EXPECT_FALSE(killed->Write(MarkAt(2)).ok());

    ASSERT_OK_AND_ASSIGN(const auto next, MarkFile::Open(disk, kPath));
    ASSERT_EQ(next->newest(), MarkAt(2));
    disk.FailAfter(1, DiskFault::kFails);
    EXPECT_FALSE(next->Write(MarkAt(3)).ok());
    disk.Cut(cut);

    ASSERT_OK_AND_ASSIGN(const auto found, MarkFile::Open(disk, kPath));
    ASSERT_GE(found->newest().tree_size, 2);
    ASSERT_LE(found->newest().tree_size, 3);
  }
}

TEST(MarkFileFaultTest, ANameThatAKilledProcessDidNotSyncIsNotBuiltOn) {
  MemoryDisk disk;
  disk.FailAfter(CallsOfCreate() - 1, DiskFault::kFails);
  EXPECT_FALSE(MarkFile::Create(disk, kPath, MarkAt(1)).ok());
  ASSERT_OK(MarkFile::Open(disk, kPath));
  disk.Cut({});
  EXPECT_OK(MarkFile::Open(disk, kPath));
}

}  // namespace
}  // namespace actionplan::eventstore
