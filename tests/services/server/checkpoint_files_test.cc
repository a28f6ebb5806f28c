#include "services/server/checkpoint_files.h"

#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <string>

#include "eventstore/rocksdb/system_disk.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::server {
namespace {

using support::FailsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kOrigin[] = "actionplan/0123";

class CheckpointFilesTest : public ::testing::Test {
 protected:
  absl::StatusOr<eventstore::NoteSigner> Load(const char* origin = kOrigin) {
    return LoadCheckpointKey(disk_, folder_.path(), origin);
  }

  std::string Contents(const char* name) {
    std::ifstream file(folder_.Path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  void Put(const char* name, const std::string& contents) {
    std::ofstream(folder_.Path(name), std::ios::binary) << contents;
  }

  const support::TemporaryFolder folder_;
  eventstore::SystemDisk disk_;
};

TEST_F(CheckpointFilesTest, AKeyIsMadeOnceAndStays) {
  ASSERT_OK_AND_ASSIGN(const auto made, Load());
  ASSERT_OK_AND_ASSIGN(const auto loaded, Load());
  EXPECT_EQ(loaded.Sign("text\n"), made.Sign("text\n"));
  EXPECT_EQ(loaded.verifier().name(), kOrigin);
  EXPECT_EQ(Contents("checkpoint.pub"), loaded.verifier().ToString() + "\n");
}

TEST_F(CheckpointFilesTest, TwoLogsHaveTwoKeys) {
  ASSERT_OK_AND_ASSIGN(const auto one, Load());
  const support::TemporaryFolder elsewhere;
  ASSERT_OK_AND_ASSIGN(const auto other,
                       LoadCheckpointKey(disk_, elsewhere.path(), kOrigin));
  EXPECT_NE(one.Sign("text\n"), other.Sign("text\n"));
}

TEST_F(CheckpointFilesTest, OnlyTheOwnerMayReadTheKey) {
  ASSERT_OK(Load());
  struct stat found;
  ASSERT_EQ(stat(folder_.Path("checkpoint.key").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0077, 0);
}

TEST_F(CheckpointFilesTest, ThePublicKeyIsPutBackWhenItIsGone) {
  ASSERT_OK(Load());
  ASSERT_OK(disk_.Remove(folder_.Path("checkpoint.pub")));
  ASSERT_OK(Load());
  EXPECT_THAT(Contents("checkpoint.pub"), StartsWith(kOrigin));
}

TEST_F(CheckpointFilesTest, TheKeyOfAnotherLogIsRefused) {
  ASSERT_OK(Load());
  EXPECT_THAT(Load("actionplan/4567"), FailsWith("CHECKPOINT_KEY_INVALID"));
  EXPECT_THAT(Load("actionplan/4567").status().message(), HasSubstr(kOrigin));
}

TEST_F(CheckpointFilesTest, AnyChangeOfTheFileIsRefusedAndNeverRepeated) {
  ASSERT_OK(Load());
  const std::string key = Contents("checkpoint.key");
  const std::string secret = key.substr(key.size() - 20, 10);
  for (size_t at = 0; at < key.size(); ++at) {
    std::string other = key;
    other[at] = other[at] == 'A' ? 'B' : 'A';
    Put("checkpoint.key", other);
    const auto answer = Load();
    EXPECT_THAT(answer, FailsWith("CHECKPOINT_KEY_INVALID")) << at;
    EXPECT_THAT(answer.status().message(), Not(HasSubstr(secret)));
    Put("checkpoint.key", key.substr(0, at));
    EXPECT_THAT(Load(), FailsWith("CHECKPOINT_KEY_INVALID")) << at;
  }
  Put("checkpoint.key", key + "\n");
  EXPECT_THAT(Load(), FailsWith("CHECKPOINT_KEY_INVALID"));
  Put("checkpoint.key", key);
  EXPECT_OK(Load());
}

TEST_F(CheckpointFilesTest, TheNewestCheckpointReplacesTheOneBefore) {
  ASSERT_OK(KeepCheckpoint(disk_, folder_.path(), "a longer note\n"));
  ASSERT_OK(KeepCheckpoint(disk_, folder_.path(), "a note\n"));
  EXPECT_EQ(Contents("checkpoint"), "a note\n");
}

}  // namespace
}  // namespace actionplan::server
