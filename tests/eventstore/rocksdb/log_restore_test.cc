#include "eventstore/rocksdb/log_restore.h"

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
using testing::HasSubstr;
using testing::IsEmpty;

class LogRestoreTest : public BackupTest {
 protected:
  // Into the place of the log itself.
  absl::StatusOr<RestoredLog> Restore(
      std::optional<Position> accept_loss_after = std::nullopt) const {
    return RestoreLog({.backups = backups_,
                       .log = path_,
                       .accept_loss_after = accept_loss_after},
                      GoOn);
  }

  void LoseLog() const { fs::remove_all(path_); }

  Mark MarkInPlace() const {
    SystemDisk disk;
    return MarkFile::Open(disk, mark_path_).value()->newest();
  }
};

TEST_F(LogRestoreTest, PutsBackWhatWasThere) {
  MakeLog();
  ASSERT_OK(BackUp());
  LoseLog();
  ASSERT_OK_AND_ASSIGN(const RestoredLog restored, Restore());
  EXPECT_TRUE(restored.in_place);
  EXPECT_TRUE(restored.had_mark);
  EXPECT_EQ(restored.epoch, 1);
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  EXPECT_EQ(store->tree_head(), tree_head_);
  AppendTo(*store, 0);
}

TEST_F(LogRestoreTest, ARequestIsStillAnsweredOnce) {
  MakeLog();
  ASSERT_OK(BackUp());
  LoseLog();
  ASSERT_OK(Restore());
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  ASSERT_OK_AND_ASSIGN(
      const auto again,
      store->Commit(RecordTime(),
                    {AppendFor({.request_id = "a/10", .stream = "a/1"})}));
  ASSERT_OK(again[0]);
  EXPECT_TRUE(again[0]->repeated);
}

TEST_F(LogRestoreTest, ElsewhereItKeepsItsEpoch) {
  MakeLog();
  ASSERT_OK(BackUp());
  const std::string elsewhere = folder_.Path("elsewhere/log");
  ASSERT_OK_AND_ASSIGN(
      const RestoredLog restored,
      RestoreLog({.backups = backups_, .log = elsewhere}, GoOn));
  EXPECT_FALSE(restored.had_mark);
  EXPECT_EQ(restored.epoch, 1);
  ASSERT_OK(LogStore::Open({.path = elsewhere}));
}

TEST_F(LogRestoreTest, NothingIsOverwritten) {
  MakeLog();
  ASSERT_OK(BackUp());
  EXPECT_THAT(Restore(), FailsWith("FOLDER_NOT_EMPTY"));
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  EXPECT_EQ(store->tree_head(), tree_head_);
}

TEST_F(LogRestoreTest, AnOlderBackupUnderANewerMarkIsRefused) {
  MakeLog();
  ASSERT_OK(BackUp());
  AppendMore(0, 2);
  const Mark before = MarkInPlace();
  LoseLog();
  EXPECT_THAT(Restore(), FailsWith("MARK_NEWER"));
  EXPECT_THAT(Restore().status().message(), HasSubstr("--accept-loss-after=6"));
  EXPECT_FALSE(fs::exists(path_));
  EXPECT_EQ(MarkInPlace(), before);
}

TEST_F(LogRestoreTest, OnceTheLossIsAcceptedANewEpochBegins) {
  MakeLog();
  ASSERT_OK(BackUp());
  AppendMore(0, 2);
  const Mark before = MarkInPlace();
  LoseLog();
  EXPECT_THAT(Restore(8), FailsWith("LOSS_NOT_ACCEPTED"));
  ASSERT_OK_AND_ASSIGN(const RestoredLog restored, Restore(6));
  EXPECT_EQ(restored.epoch, 2);
  EXPECT_EQ(MarkInPlace().epoch, 2);
  EXPECT_EQ(MarkInPlace().tree_size, 6);
  {
    ASSERT_OK_AND_ASSIGN(const auto store, Open());
    EXPECT_EQ(store->database().meta().epoch, 2);
    EXPECT_EQ(store->tree_head(), tree_head_);
    AppendTo(*store, 0);
  }
  // The mark of before fits the log no more.
  SystemDisk disk;
  ASSERT_OK(MarkFile::Create(disk, mark_path_, before));
  EXPECT_THAT(Open(), FailsWith("MARK_OF_ANOTHER_LOG"));
}

TEST_F(LogRestoreTest, ABackupOfBeforeTheEpochIsRefusedUnlessAccepted) {
  MakeLog();
  ASSERT_OK(BackUp());
  AppendMore(0, 1);
  LoseLog();
  ASSERT_OK(Restore(6));
  LoseLog();
  EXPECT_THAT(Restore(), FailsWith("MARK_NEWER"));
  ASSERT_OK_AND_ASSIGN(const RestoredLog restored, Restore(6));
  EXPECT_EQ(restored.epoch, 3);
}

TEST_F(LogRestoreTest, AMarkOfTheSameSizeAndAnotherHistoryIsNotPassedOver) {
  MakeLog();
  ASSERT_OK(BackUp());
  Mark other = MarkInPlace();
  other.root[0] ^= 1;
  SystemDisk disk;
  ASSERT_OK(MarkFile::Create(disk, mark_path_, other));
  LoseLog();
  EXPECT_THAT(Restore(), FailsWith("MARK_NEWER"));
}

TEST_F(LogRestoreTest, ASmallerMarkOfAnotherHistoryIsFound) {
  MakeLog();
  Mark other = MarkInPlace();
  other.root[0] ^= 1;
  AppendMore(0, 1);
  ASSERT_OK(BackUp());
  SystemDisk disk;
  ASSERT_OK(MarkFile::Create(disk, mark_path_, other));
  LoseLog();
  ASSERT_OK_AND_ASSIGN(const RestoredLog restored, Restore());
  EXPECT_FALSE(restored.in_place);
  ASSERT_EQ(restored.verification.problems.size(), 1);
  EXPECT_EQ(restored.verification.problems[0].kind,
            LogProblemKind::kMarkDisagrees);
  EXPECT_FALSE(fs::exists(path_));
}

TEST_F(LogRestoreTest, TheMarkOfAnotherLogIsNotOverwritten) {
  MakeLog();
  ASSERT_OK(BackUp());
  const std::string other = folder_.Path("other/log");
  ASSERT_OK(LogStore::Open({.path = other}));
  fs::remove_all(other);
  EXPECT_THAT(RestoreLog({.backups = backups_, .log = other}, GoOn),
              FailsWith("MARK_OF_ANOTHER_LOG"));
}

TEST_F(LogRestoreTest, DamageToTheFilesOfABackupIsNoticed) {
  MakeLogInGroups();
  ASSERT_OK(BackUp());
  LoseLog();
  size_t damaged = 0;
  for (const auto& entry : fs::recursive_directory_iterator(backups_)) {
    const std::string name = entry.path().filename();
    const bool of_log = name.ends_with(".log") || name.ends_with(".sst") ||
                        name.starts_with("MANIFEST");
    if (!entry.is_regular_file() || !of_log || entry.file_size() == 0) continue;
    ++damaged;
    std::fstream file(entry.path(),
                      std::ios::in | std::ios::out | std::ios::binary);
    const auto middle = static_cast<std::streamoff>(entry.file_size() / 2);
    file.seekg(middle);
    const char byte = static_cast<char>(file.get());
    file.seekp(middle);
    file.put(static_cast<char>(byte ^ 1));
    file.flush();
    EXPECT_THAT(Restore(), FailsWith("BACKUP_DAMAGED")) << entry.path();
    EXPECT_FALSE(fs::exists(path_));
    EXPECT_FALSE(fs::exists(path_ + ".restoring"));
    file.seekp(middle);
    file.put(byte);
  }
  EXPECT_GE(damaged, 2);
  ASSERT_OK(Restore());
}

TEST_F(LogRestoreTest, ACutShortFileOfABackupIsNoticed) {
  MakeLogInGroups();
  ASSERT_OK(BackUp());
  LoseLog();
  for (const auto& entry : fs::recursive_directory_iterator(backups_)) {
    if (entry.path().extension() != ".sst") continue;
    fs::resize_file(entry.path(), entry.file_size() - 1);
  }
  EXPECT_THAT(Restore(), FailsWith("BACKUP_DAMAGED"));
  EXPECT_FALSE(fs::exists(path_));
}

TEST_F(LogRestoreTest, ATryLeavesNothingBehind) {
  MakeLog();
  ASSERT_OK(BackUp());
  const std::string elsewhere = folder_.Path("elsewhere/log");
  const KnownHead checkpoint = {.kind = LogProblemKind::kCheckpointDisagrees,
                                .source = "the checkpoint",
                                .head = tree_head_};
  ASSERT_OK_AND_ASSIGN(
      const RestoredLog tried,
      TryRestore({.backups = backups_, .log = elsewhere, .known = {checkpoint}},
                 GoOn));
  EXPECT_THAT(tried.verification.problems, IsEmpty());
  EXPECT_EQ(tried.verification.head, tree_head_);
  EXPECT_FALSE(tried.in_place);
  EXPECT_FALSE(fs::exists(elsewhere));
  EXPECT_FALSE(fs::exists(MarkPath(elsewhere)));
  EXPECT_FALSE(fs::exists(elsewhere + ".restoring"));
}

}  // namespace
}  // namespace actionplan::eventstore
