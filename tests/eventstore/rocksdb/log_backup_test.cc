#include "eventstore/rocksdb/log_backup.h"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "eventstore/rocksdb/log_restore.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/eventstore/rocksdb/backup_fixture.h"

namespace actionplan::eventstore {
namespace {

namespace fs = std::filesystem;

using support::FailsWith;
using support::StatusIs;
using testing::IsEmpty;
using testing::SizeIs;

class LogBackupTest : public BackupTest {};

TEST_F(LogBackupTest, SaysWhatItHolds) {
  MakeLog();
  ASSERT_OK_AND_ASSIGN(const LogBackup backup, BackUp());
  EXPECT_EQ(backup.number, 1);
  EXPECT_EQ(backup.mark, (Mark{.log_id = log_id_,
                               .epoch = 1,
                               .tree_size = 6,
                               .root = tree_head_.root}));
  EXPECT_GT(backup.bytes, 0);
  ASSERT_OK_AND_ASSIGN(const auto listed, LogBackups::List(backups_));
  ASSERT_THAT(listed, SizeIs(1));
  EXPECT_OK(listed[0].usable);
  EXPECT_EQ(listed[0].mark, backup.mark);
  EXPECT_EQ(listed[0].create_time, backup.create_time);
}

TEST_F(LogBackupTest, AnEmptyLogCanBeBackedUp) {
  MakeLogOf(0);
  ASSERT_OK_AND_ASSIGN(const LogBackup backup, BackUp());
  EXPECT_EQ(backup.mark.tree_size, 0);
}

TEST_F(LogBackupTest, TheLogIsWrittenToMeanwhile) {
  MakeLog();
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (Revision revision = 0; !done; ++revision) AppendTo(*store, revision);
  });
  std::vector<LogBackup> made;
  for (int i = 0; i < 5; ++i) {
    const TreeHead before = store->tree_head();
    const auto backup = BackUp(*store);
    EXPECT_OK(backup);
    if (!backup.ok()) break;
    EXPECT_GE(backup->mark.tree_size, before.size);
    made.push_back(*backup);
  }
  done = true;
  writer.join();
  ASSERT_THAT(made, SizeIs(5));
  const std::vector<std::string> whole = StoredIn(*store);
  for (const LogBackup& backup : made) {
    const std::string to = folder_.Path(absl::StrCat("to-", backup.number));
    ASSERT_OK_AND_ASSIGN(
        const RestoredLog restored,
        RestoreLog(
            {.backups = backups_, .number = backup.number, .log = to + "/log"},
            GoOn));
    ASSERT_THAT(restored.verification.problems, IsEmpty());
    ASSERT_OK_AND_ASSIGN(const auto copy,
                         LogStore::Open({.path = to + "/log"}));
    EXPECT_EQ(copy->tree_head(),
              (TreeHead{backup.mark.tree_size, backup.mark.root}));
    EXPECT_EQ(StoredIn(*copy),
              std::vector<std::string>(whole.begin(),
                                       whole.begin() + backup.mark.tree_size));
  }
}

TEST_F(LogBackupTest, TellsHowFarItIsAndStopsWhenToldTo) {
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  std::vector<Append> group;
  for (Revision revision = 0; revision < 200; ++revision) {
    group.push_back(AppendFor({.request_id = absl::StrCat(revision),
                               .expected = revision,
                               .payloads = {std::string(40'000, 'p')}}));
  }
  ASSERT_OK(store->Commit(RecordTime(), group));
  {
    ASSERT_OK_AND_ASSIGN(const auto backups, LogBackups::Open(backups_));
    uint64_t copied = 0;
    EXPECT_THAT(backups->Create(*store,
                                [&](const CopyProgress& progress) {
                                  EXPECT_LE(progress.done, progress.total);
                                  copied = progress.done;
                                  return false;
                                }),
                FailsWith("BACKUP_NOT_MADE"));
    EXPECT_GT(copied, 1'000'000);
  }
  ASSERT_OK_AND_ASSIGN(const auto left, LogBackups::List(backups_));
  EXPECT_THAT(left, IsEmpty());
  ASSERT_OK(BackUp(*store));
}

TEST_F(LogBackupTest, TheFolderMayBeNamedFromWhereTheProcessIs) {
  MakeLog();
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  const std::string relative = fs::relative(backups_).string();
  ASSERT_OK_AND_ASSIGN(const auto backups, LogBackups::Open(relative));
  ASSERT_OK(backups->Create(*store, [](const CopyProgress&) { return true; }));
  ASSERT_OK_AND_ASSIGN(const LogBackup found, FindBackup(relative, 1));
  EXPECT_EQ(found.mark.tree_size, 6);
  ASSERT_OK(CopyBackup(relative, 1, folder_.Path("copy")));
}

TEST_F(LogBackupTest, AFolderIsForOneLog) {
  MakeLog();
  ASSERT_OK(BackUp());
  ASSERT_OK_AND_ASSIGN(const auto other,
                       LogStore::Open({.path = folder_.Path("other")}));
  EXPECT_THAT(BackUp(*other), FailsWith("BACKUPS_OF_ANOTHER_LOG"));
}

TEST_F(LogBackupTest, OneIsMadeAtATime) {
  ASSERT_OK_AND_ASSIGN(const auto backups, LogBackups::Open(backups_));
  EXPECT_THAT(LogBackups::Open(backups_), FailsWith("BACKUPS_IN_USE"));
}

TEST_F(LogBackupTest, OneWithoutItsMarkWasNotFinished) {
  MakeLog();
  ASSERT_OK(BackUp());
  fs::remove(backups_ + "/1.mark");
  ASSERT_OK_AND_ASSIGN(const auto listed, LogBackups::List(backups_));
  ASSERT_THAT(listed, SizeIs(1));
  EXPECT_THAT(listed[0].usable, FailsWith("BACKUP_DAMAGED"));
  EXPECT_THAT(FindBackup(backups_, 1), FailsWith("BACKUP_DAMAGED"));
  EXPECT_THAT(FindBackup(backups_, 0), FailsWith("BACKUP_NOT_FOUND"));
}

TEST_F(LogBackupTest, OneWithAFileMissingIsListedAndNotUsed) {
  MakeLog();
  ASSERT_OK(BackUp());
  AppendMore(0, 1);
  ASSERT_OK(BackUp());
  fs::remove_all(backups_ + "/private/2");
  ASSERT_OK_AND_ASSIGN(const auto listed, LogBackups::List(backups_));
  ASSERT_THAT(listed, SizeIs(2));
  EXPECT_THAT(listed[1].usable, FailsWith("BACKUP_DAMAGED"));
  ASSERT_OK_AND_ASSIGN(const LogBackup newest, FindBackup(backups_, 0));
  EXPECT_EQ(newest.number, 1);
}

TEST_F(LogBackupTest, WhatIsNotThereIsSaidSo) {
  EXPECT_THAT(LogBackups::List(backups_), FailsWith("NO_BACKUPS"));
  MakeLog();
  ASSERT_OK(BackUp());
  EXPECT_THAT(FindBackup(backups_, 7), FailsWith("BACKUP_NOT_FOUND"));
}

TEST_F(LogBackupTest, AnUnwritableFolderIsRefused) {
  std::ofstream(backups_) << "a file";
  EXPECT_THAT(LogBackups::Open(backups_),
              StatusIs(absl::StatusCode::kFailedPrecondition));
}

}  // namespace
}  // namespace actionplan::eventstore
