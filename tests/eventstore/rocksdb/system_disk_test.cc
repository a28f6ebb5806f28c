#include "eventstore/rocksdb/system_disk.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/types/span.h"
#include "eventstore/rocksdb/mark_file.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::eventstore {
namespace {

using support::FailsWith;
using support::StatusIs;

class SystemDiskTest : public testing::Test {
 protected:
  const support::TemporaryFolder folder_;
  const std::string path_ = folder_.Path("file");
  SystemDisk disk_;
};

TEST_F(SystemDiskTest, WhatIsWrittenIsRead) {
  ASSERT_OK_AND_ASSIGN(const auto file, disk_.Create(path_));
  ASSERT_OK(file->Write(0, "one two"));
  ASSERT_OK(file->Write(4, "six"));
  ASSERT_OK(file->Sync());
  ASSERT_OK_AND_ASSIGN(const auto other, disk_.Open(path_));
  std::string bytes(5, ' ');
  ASSERT_OK(other->Read(2, absl::MakeSpan(bytes)));
  EXPECT_EQ(bytes, "e six");
  EXPECT_EQ(other->Size().value(), 7);
}

TEST_F(SystemDiskTest, AFileEndsWhereItEnds) {
  ASSERT_OK_AND_ASSIGN(const auto file, disk_.Create(path_));
  ASSERT_OK(file->Write(0, "1234"));
  std::string bytes(5, ' ');
  EXPECT_THAT(file->Read(0, absl::MakeSpan(bytes)), FailsWith("DISK_FAILED"));
}

TEST_F(SystemDiskTest, WhatIsNotThereIsNotFound) {
  const std::string below = folder_.Path("none/file");
  EXPECT_THAT(disk_.Open(path_), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(disk_.Open(path_), FailsWith("FILE_MISSING"));
  EXPECT_THAT(disk_.Create(below), FailsWith("FILE_MISSING"));
  EXPECT_THAT(disk_.Remove(path_), FailsWith("FILE_MISSING"));
  EXPECT_THAT(disk_.Rename(path_, below), FailsWith("FILE_MISSING"));
  EXPECT_THAT(disk_.SyncFolder(folder_.Path("none")),
              FailsWith("FILE_MISSING"));
  EXPECT_THAT(disk_.FreeBytes(path_), FailsWith("FILE_MISSING"));
  EXPECT_FALSE(disk_.Exists(path_).value());
}

TEST_F(SystemDiskTest, MakingAFileAnewEmptiesIt) {
  std::ofstream(path_) << "before";
  ASSERT_OK_AND_ASSIGN(const auto file, disk_.Create(path_));
  EXPECT_EQ(file->Size().value(), 0);
}

TEST_F(SystemDiskTest, OthersMayNotReadWhatItMakes) {
  ASSERT_OK(disk_.Create(path_));
  struct stat found;
  ASSERT_EQ(stat(path_.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0077, 0);
}

TEST_F(SystemDiskTest, ANameMovesWithItsFile) {
  std::ofstream(path_) << "moved";
  const std::string other = folder_.Path("other");
  ASSERT_OK(disk_.Rename(path_, other));
  ASSERT_OK(disk_.SyncFolder(folder_.path()));
  EXPECT_FALSE(disk_.Exists(path_).value());
  ASSERT_OK_AND_ASSIGN(const auto file, disk_.Open(other));
  EXPECT_EQ(file->Size().value(), 5);
  ASSERT_OK(disk_.Remove(other));
  EXPECT_FALSE(disk_.Exists(other).value());
}

TEST_F(SystemDiskTest, AllocatedSpaceIsHeld) {
  ASSERT_OK_AND_ASSIGN(const auto file, disk_.Create(path_));
  ASSERT_OK(file->Allocate(1 << 20));
  EXPECT_EQ(file->Size().value(), 1 << 20);
  struct stat found;
  ASSERT_EQ(stat(path_.c_str(), &found), 0);
  EXPECT_GE(found.st_blocks * 512, 1 << 20);
}

TEST_F(SystemDiskTest, FreeSpaceIsWhatTheFileSystemSays) {
  const auto expected = std::filesystem::space(folder_.path()).available;
  ASSERT_OK_AND_ASSIGN(const uint64_t free, disk_.FreeBytes(folder_.path()));
  // Others write to this disk meanwhile.
  EXPECT_NEAR(static_cast<double>(free), static_cast<double>(expected),
              static_cast<double>(expected) / 2);
}

TEST_F(SystemDiskTest, AWriteThatIsCutShortIsTold) {
  ASSERT_OK_AND_ASSIGN(const auto file, disk_.Create(path_));
  signal(SIGXFSZ, SIG_IGN);
  struct rlimit before;
  getrlimit(RLIMIT_FSIZE, &before);
  const struct rlimit small = {.rlim_cur = 1000, .rlim_max = before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  const absl::Status written = file->Write(0, std::string(4096, 'x'));
  const absl::Status grown = file->Allocate(4096);
  setrlimit(RLIMIT_FSIZE, &before);
  signal(SIGXFSZ, SIG_DFL);
  EXPECT_THAT(written, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(written, FailsWith("DISK_FULL"));
  EXPECT_THAT(grown, FailsWith("DISK_FULL"));
  EXPECT_EQ(file->Size().value(), 1000);
}

TEST_F(SystemDiskTest, AMarkFileLivesOnIt) {
  const Mark mark = {.log_id = std::string(kMarkLogIdBytes, 'a'), .epoch = 1};
  Mark next = mark;
  next.tree_size = 6;
  {
    ASSERT_OK_AND_ASSIGN(const auto file, MarkFile::Create(disk_, path_, mark));
    ASSERT_OK(file->Write(next));
  }
  ASSERT_OK_AND_ASSIGN(const auto file, MarkFile::Open(disk_, path_));
  EXPECT_EQ(file->newest(), next);
  EXPECT_EQ(std::filesystem::file_size(path_), 2 * kMarkSlotBytes);
}

}  // namespace
}  // namespace actionplan::eventstore
