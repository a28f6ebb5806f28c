// Which folders open as a log, which are refused and in which words.
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/rocksdb/log_keys.h"
#include "eventstore/rocksdb/log_store.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/contracts/wish.h"
#include "tests/eventstore/rocksdb/raw_log.h"
#include "tests/eventstore/rocksdb/stored_log_fixture.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
namespace {

using support::FailsWith;
using support::StatusIs;
using testing::HasSubstr;

using LogStoreOpenTest = StoredLogTest;

TEST_F(LogStoreOpenTest, AFolderThatIsNotThereIsMade) {
  EXPECT_OK(Open());
  EXPECT_TRUE(std::filesystem::is_directory(path_));
}

TEST_F(LogStoreOpenTest, ALogKeepsItsIdAndItsEvents) {
  MakeLog();
  for (int time = 0; time < 3; ++time) {
    ASSERT_OK_AND_ASSIGN(const auto store, Open());
    EXPECT_EQ(store->LogId(), log_id_);
    EXPECT_EQ(store->head().Get(), 6);
    EXPECT_EQ(store->LastRecordTime(), RecordTime());
    EXPECT_EQ(ReadWholeStream(*store, "a/2").size(), 3);
  }
}

TEST_F(LogStoreOpenTest, TwoLogsHaveTwoIds) {
  ASSERT_OK_AND_ASSIGN(const auto one, Open());
  ASSERT_OK_AND_ASSIGN(const auto other,
                       LogStore::Open({.path = folder_.Path("other")}));
  EXPECT_NE(one->LogId(), other->LogId());
}

TEST_F(LogStoreOpenTest, ALogThatIsOpenIsRefusedUntilItIsClosed) {
  ASSERT_OK_AND_ASSIGN(auto store, Open());
  const auto second = Open();
  EXPECT_THAT(second, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(second, FailsWith("LOG_IN_USE"));
  EXPECT_THAT(second.status().message(), HasSubstr(path_));
  store.reset();
  EXPECT_OK(Open());
}

TEST_F(LogStoreOpenTest, ALogThatAnotherProcessHasOpenIsRefused) {
  MakeLog();
  const std::string lock_path = absl::StrCat(path_, "/LOCK");
  int locked[2];
  ASSERT_EQ(pipe(locked), 0);
  const pid_t other = fork();
  if (other == 0) {  // Only calls that are safe after a fork.
    const int file = open(lock_path.c_str(), O_RDWR);
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    const char result = fcntl(file, F_SETLK, &lock) == 0 ? 'y' : 'n';
    if (write(locked[1], &result, 1) == 1) pause();
    _exit(0);
  }
  char has_lock = 0;
  ASSERT_EQ(read(locked[0], &has_lock, 1), 1);
  ASSERT_EQ(has_lock, 'y');

  EXPECT_THAT(Open(), FailsWith("LOG_IN_USE"));

  kill(other, SIGKILL);
  waitpid(other, nullptr, 0);
  EXPECT_OK(Open());
}

TEST_F(LogStoreOpenTest, AFolderThatCannotBeMadeIsRefused) {
  std::ofstream(folder_.Path("data")) << "a file, not a folder";
  const auto answer = Open();
  EXPECT_THAT(answer, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(answer, FailsWith("LOG_NOT_OPENED"));
  EXPECT_THAT(answer.status().message(), HasSubstr(path_));
}

// Root may write anywhere, so a test that runs as root becomes somebody else.
class AsNobody {
 public:
  AsNobody() {
    if (geteuid() == 0) became_ = seteuid(65534) == 0;
  }
  ~AsNobody() {
    if (became_ && seteuid(0) != 0) std::abort();
  }

 private:
  bool became_ = false;
};

TEST_F(LogStoreOpenTest, AFolderThatMayNotBeWrittenIsRefused) {
  MakeLog();
  for (const auto& entry : std::filesystem::directory_iterator(path_)) {
    chmod(entry.path().c_str(), 0444);
  }
  chmod(path_.c_str(), 0555);
  chmod(folder_.path().c_str(), 0755);
  {
    const AsNobody nobody;
    for (const std::string& path : {path_, absl::StrCat(path_, "/new")}) {
      const auto answer = LogStore::Open({.path = path});
      EXPECT_THAT(answer, StatusIs(absl::StatusCode::kPermissionDenied));
      EXPECT_THAT(answer, FailsWith("LOG_NOT_PERMITTED"));
      EXPECT_THAT(answer.status().message(), HasSubstr(path));
    }
  }
  chmod(path_.c_str(), 0755);
}

TEST_F(LogStoreOpenTest, ALaterFormatIsRefused) {
  MakeLog();
  RawLog(path_).Put(Meta(kFormatVersionName), "3");
  const auto answer = Open();
  EXPECT_THAT(answer, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(answer, FailsWith("LOG_FORMAT_NEWER"));
  EXPECT_THAT(answer.status().message(), HasSubstr("format version 3"));
}

TEST_F(LogStoreOpenTest, APartThatThisProgramDoesNotKnowIsRefused) {
  MakeLog();
  RawLog(path_).AddFamily("later");
  EXPECT_THAT(Open(), FailsWith("LOG_FORMAT_NEWER"));
}

TEST_F(LogStoreOpenTest, WhoMayReadIsWrittenDown) {
  MakeLog();
  const RawLog raw(path_);
  EXPECT_EQ(raw.Get(Meta(kFormatVersionName)), "2");
  EXPECT_EQ(raw.Get(Meta(kMinimumReaderName)), "2");
  EXPECT_EQ(raw.Get(Meta(kEpochName)), "1");
}

TEST_F(LogStoreOpenTest, ALogWhoseMakingWasInterruptedIsMadeAgain) {
  { ASSERT_OK(Open()); }
  {
    RawLog raw(path_);
    for (const std::string& name : raw.NamesIn(kMetaFamily)) {
      raw.Delete({kMetaFamily, name});
    }
  }
  std::filesystem::remove(mark_path_);
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  EXPECT_FALSE(store->LogId().empty());
}

TEST_F(LogStoreOpenTest, EventsWithoutAnIdentityAreRefused) {
  for (const char* name : {kDigestKeyName, kFormatVersionName, kLogIdName}) {
    std::filesystem::remove_all(folder_.Path("data"));
    MakeLog();
    RawLog(path_).Delete(Meta(name));
    EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kDataLoss)) << name;
    EXPECT_THAT(Open(), FailsWith("LOG_DAMAGED")) << name;
  }
}

}  // namespace
}  // namespace actionplan::eventstore
