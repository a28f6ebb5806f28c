#include "eventstore/rocksdb/log_recovery.h"

#include <filesystem>
#include <fstream>
#include <string>

#include "eventstore/rocksdb/system_disk.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/eventstore/rocksdb/backup_fixture.h"

namespace actionplan::eventstore {
namespace {

namespace fs = std::filesystem;

using support::FailsWith;
using testing::IsEmpty;

class LogRecoveryTest : public BackupTest {
 protected:
  LogExamination Examine() const {
    auto examination = ExamineLog(path_, {}, GoOn);
    EXPECT_OK(examination);
    return *std::move(examination);
  }

  absl::StatusOr<Mark> Rebuild(Position accept_loss_after) const {
    return RebuildLog(
        {.from = path_, .to = to_, .accept_loss_after = accept_loss_after},
        Examine(), GoOn);
  }

  void LoseSlot() const {
    std::fstream file(mark_path_,
                      std::ios::in | std::ios::out | std::ios::binary);
    file << std::string(kMarkSlotBytes, '?');
  }

  const std::string to_ = folder_.Path("recovered/log");
};

TEST_F(LogRecoveryTest, AWholeLogNeedsNone) {
  MakeLog();
  EXPECT_EQ(RemedyOf(Examine()), Remedy::kNone);
  EXPECT_THAT(RewriteMark(path_, Examine()), FailsWith("NOT_RECOVERABLE"));
}

TEST_F(LogRecoveryTest, ALostSlotOfTheMarkIsWrittenAnew) {
  MakeLogOf(0);
  LoseSlot();
  ASSERT_THAT(Open(), FailsWith("MARK_DAMAGED"));
  EXPECT_EQ(RemedyOf(Examine()), Remedy::kRewriteMark);
  ASSERT_OK_AND_ASSIGN(const Mark mark, RewriteMark(path_, Examine()));
  EXPECT_EQ(mark.epoch, 1);
  ASSERT_OK(Open());
  EXPECT_EQ(RemedyOf(Examine()), Remedy::kNone);
}

TEST_F(LogRecoveryTest, AMissingMarkIsNotMadeUp) {
  MakeLog();
  fs::remove(mark_path_);
  EXPECT_EQ(RemedyOf(Examine()), Remedy::kRebuild);
  EXPECT_THAT(RewriteMark(path_, Examine()), FailsWith("NOT_RECOVERABLE"));
}

TEST_F(LogRecoveryTest, WhatIsGoodIsSavedAndANewEpochBegins) {
  MakeLogInGroups();
  ASSERT_OK_AND_ASSIGN(auto before, Open());
  std::vector<std::string> events = StoredIn(*before);
  before.reset();
  RawLog(path_).Delete(Event(200));
  ASSERT_EQ(Examine().verification.last_good, 199);
  EXPECT_THAT(Rebuild(200), FailsWith("NOT_RECOVERABLE"));
  ASSERT_OK_AND_ASSIGN(const Mark mark, Rebuild(199));
  EXPECT_EQ(mark.epoch, 2);
  EXPECT_EQ(mark.tree_size, 199);
  events.resize(199);
  ASSERT_OK_AND_ASSIGN(const auto store, LogStore::Open({.path = to_}));
  EXPECT_EQ(store->LogId(), log_id_);
  EXPECT_EQ(StoredIn(*store), events);
  ASSERT_OK_AND_ASSIGN(const LogVerification verification,
                       VerifyLog(store->database(), {}, GoOn));
  EXPECT_THAT(verification.problems, IsEmpty());
  // The request ids of what was saved go on working.
  ASSERT_OK_AND_ASSIGN(
      const auto again,
      store->Commit(RecordTime(),
                    {AppendFor({.request_id = "a/10", .stream = "a/1"})}));
  ASSERT_OK(again[0]);
  EXPECT_TRUE(again[0]->repeated);
  AppendTo(*store, 0);
}

TEST_F(LogRecoveryTest, TheOldFilesStayAsTheyAre) {
  MakeLog();
  fs::remove(mark_path_);
  ASSERT_OK(Rebuild(6));
  EXPECT_THAT(Open(), FailsWith("MARK_MISSING"));
  EXPECT_THAT(Rebuild(6), FailsWith("FOLDER_NOT_EMPTY"));
}

TEST_F(LogRecoveryTest, NoRequestIsCutInHalf) {
  {
    ASSERT_OK_AND_ASSIGN(const auto store, Open());
    Append append = AppendFor({.request_id = "two", .stream = "c"});
    append.events.push_back(append.events.front());
    ASSERT_OK(store->Commit(RecordTime(), {append}));
  }
  EXPECT_THAT(Rebuild(1), FailsWith("NOT_RECOVERABLE"));
  // What was begun is no log.
  EXPECT_THAT(LogStore::Open({.path = to_}), FailsWith("LOG_DAMAGED"));
}

TEST_F(LogRecoveryTest, WithoutAnIdentityOnlyABackupHelps) {
  MakeLog();
  RawLog(path_).Delete(Meta(kLogIdName));
  EXPECT_EQ(RemedyOf(Examine()), Remedy::kRestore);
  EXPECT_THAT(Rebuild(6), FailsWith("NOT_RECOVERABLE"));
}

}  // namespace
}  // namespace actionplan::eventstore
