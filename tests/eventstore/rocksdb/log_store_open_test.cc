// Which folders open as a log, which are refused and in which words; and what
// is said of a log that is not what was written.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "eventstore/rocksdb/log_keys.h"
#include "eventstore/rocksdb/log_store.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/contracts/wish.h"
#include "tests/eventstore/rocksdb/raw_log.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::eventstore {
namespace {

using support::FailsWith;
using support::StatusIs;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class LogStoreOpenTest : public testing::Test {
 protected:
  absl::StatusOr<std::unique_ptr<LogStore>> Open() const {
    return LogStore::Open({.path = path_});
  }

  // Makes a log of positions 1 to 6: a/1 at the odd ones, a/2 at the even.
  void MakeLog() {
    ASSERT_OK_AND_ASSIGN(const auto store, Open());
    for (Revision revision = 0; revision < 3; ++revision) {
      for (const char* stream : {"a/1", "a/2"}) {
        ASSERT_OK(store->Commit(
            absl::UnixEpoch() + absl::Hours(600'000),
            {AppendFor({.request_id = absl::StrCat(stream, revision),
                        .stream = stream,
                        .expected = revision})}));
      }
    }
    log_id_ = store->LogId();
  }

  static RawLog::Key Event(Position position) {
    return {kEventsFamily, std::string(View(EncodePosition(position)))};
  }

  static RawLog::Key Meta(const char* name) { return {kMetaFamily, name}; }

  // Which positions can be read before the log says it is damaged.
  std::vector<Position> ReadUntilDamage() const {
    std::vector<Position> positions;
    const auto store = Open();
    EXPECT_OK(store);
    if (!store.ok()) return positions;
    const absl::Status status =
        (*store)->ReadLog({}, [&positions](const v1::Envelope& event) {
          positions.push_back(event.position());
          return true;
        });
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kDataLoss));
    EXPECT_THAT(status, FailsWith("EVENT_DAMAGED"));
    return positions;
  }

  absl::Status ReadOneStream(absl::string_view stream) const {
    ASSIGN_OR_RETURN(const auto store, Open());
    return store->ReadStream(stream, {},
                             [](const v1::Envelope&) { return true; });
  }

  const support::TemporaryFolder folder_;
  const std::string path_ = folder_.Path("data/log");
  std::string log_id_;
};

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
    EXPECT_EQ(store->LastRecordTime(),
              absl::UnixEpoch() + absl::Hours(600'000));
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
  RawLog(path_).Put(Meta(kFormatVersionName), "2");
  const auto answer = Open();
  EXPECT_THAT(answer, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(answer, FailsWith("LOG_FORMAT_NEWER"));
  EXPECT_THAT(answer.status().message(), HasSubstr("format version 2"));
}

TEST_F(LogStoreOpenTest, APartThatThisProgramDoesNotKnowIsRefused) {
  MakeLog();
  RawLog(path_).AddFamily("later");
  EXPECT_THAT(Open(), FailsWith("LOG_FORMAT_NEWER"));
}

TEST_F(LogStoreOpenTest, WhoMayReadIsWrittenDown) {
  MakeLog();
  const RawLog raw(path_);
  EXPECT_EQ(raw.Get(Meta(kFormatVersionName)), "1");
  EXPECT_EQ(raw.Get(Meta(kMinimumReaderName)), "1");
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
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  EXPECT_FALSE(store->LogId().empty());
}

TEST_F(LogStoreOpenTest, EventsWithoutAnIdentityAreRefused) {
  for (const char* name : {kDigestKeyName, kFormatVersionName, kLogIdName}) {
    std::filesystem::remove_all(path_);
    MakeLog();
    RawLog(path_).Delete(Meta(name));
    EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kDataLoss)) << name;
    EXPECT_THAT(Open(), FailsWith("LOG_DAMAGED")) << name;
  }
}

TEST_F(LogStoreOpenTest, ADamagedEventIsNeverServed) {
  MakeLog();
  {
    RawLog raw(path_);
    std::string record = raw.Get(Event(3));
    record.back() ^= 1;
    raw.Put(Event(3), record);
  }
  EXPECT_THAT(ReadUntilDamage(), ElementsAre(1, 2));
  EXPECT_THAT(ReadOneStream("a/1"), FailsWith("EVENT_DAMAGED"));
  EXPECT_OK(ReadOneStream("a/2"));
}

TEST_F(LogStoreOpenTest, AMissingEventIsNoticed) {
  MakeLog();
  RawLog(path_).Delete(Event(2));
  EXPECT_THAT(ReadUntilDamage(), ElementsAre(1));
  EXPECT_THAT(ReadOneStream("a/2"), FailsWith("EVENT_DAMAGED"));
  EXPECT_OK(ReadOneStream("a/1"));
}

TEST_F(LogStoreOpenTest, AnEventMovedToAnotherPositionIsNoticed) {
  MakeLog();
  {
    RawLog raw(path_);
    raw.Put(Event(4), raw.Get(Event(2)));
  }
  EXPECT_THAT(ReadUntilDamage(), ElementsAre(1, 2, 3));
}

TEST_F(LogStoreOpenTest, ADamagedLastEventIsNoticedOnOpening) {
  MakeLog();
  RawLog(path_).Put(Event(6), "not an event");
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kDataLoss));
}

TEST_F(LogStoreOpenTest, AHoleInAStreamIsNoticed) {
  MakeLog();
  {
    RawLog raw(path_);
    const std::vector<std::string> names = raw.NamesIn(kStreamsFamily);
    ASSERT_EQ(names.size(), 6);
    raw.Delete({kStreamsFamily, names[1]});  // Revision 2 of one of the two.
  }
  const absl::Status one = ReadOneStream("a/1");
  const absl::Status other = ReadOneStream("a/2");
  EXPECT_NE(one.ok(), other.ok());
  EXPECT_THAT(one.ok() ? other : one, FailsWith("STREAM_DAMAGED"));
}

TEST_F(LogStoreOpenTest, AnIndexThatPointsElsewhereIsNoticed) {
  MakeLog();
  {
    RawLog raw(path_);
    const std::vector<std::string> names = raw.NamesIn(kStreamsFamily);
    const std::string first = raw.Get({kStreamsFamily, names[0]});
    raw.Put({kStreamsFamily, names[0]}, raw.Get({kStreamsFamily, names[3]}));
    raw.Put({kStreamsFamily, names[3]}, first);
  }
  EXPECT_THAT(ReadOneStream("a/1"), FailsWith("EVENT_DAMAGED"));
  EXPECT_THAT(ReadOneStream("a/2"), FailsWith("EVENT_DAMAGED"));
}

TEST_F(LogStoreOpenTest, ADamagedRequestIsNoticed) {
  MakeLog();
  {
    RawLog raw(path_);
    for (const std::string& name : raw.NamesIn(kRequestsFamily)) {
      raw.Put({kRequestsFamily, name}, "short");
    }
  }
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  EXPECT_THAT(store->FindRequest(
                  AppendFor({.request_id = "a/10", .stream = "a/1"}).request),
              StatusIs(absl::StatusCode::kDataLoss));
}

// The file that holds what was committed since the log was last closed.
std::string NewestWriteAheadLog(const std::string& path) {
  std::string newest;
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    const std::string file = entry.path().string();
    if (entry.path().extension() == ".log" && file > newest) newest = file;
  }
  return newest;
}

TEST_F(LogStoreOpenTest, AFlippedBitAmidUnflushedCommitsIsRefused) {
  MakeLog();
  const std::string file = NewestWriteAheadLog(path_);
  std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
  const auto middle =
      static_cast<std::streamoff>(std::filesystem::file_size(file) / 2);
  bytes.seekg(middle);
  const char flipped = static_cast<char>(bytes.get() ^ 1);
  bytes.seekp(middle);
  bytes.put(flipped);
  bytes.close();
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kDataLoss));
}

TEST_F(LogStoreOpenTest, ATornTailLosesItsGroupAndNothingElse) {
  MakeLog();
  const std::string file = NewestWriteAheadLog(path_);
  std::filesystem::resize_file(file, std::filesystem::file_size(file) - 1);
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  EXPECT_EQ(store->head().Get(), 5);
  EXPECT_EQ(store->LastRevision("a/2").value(), 2);
  EXPECT_EQ(ReadWholeLog(*store).size(), 5);
  EXPECT_EQ(
      store
          ->FindRequest(
              AppendFor({.request_id = "a/22", .stream = "a/2", .expected = 2})
                  .request)
          .value(),
      std::nullopt);
}

// Lets no file grow past a size, which is what a full disk looks like.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) {
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const struct rlimit small = {.rlim_cur = bytes,
                                 .rlim_max = before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
  }
  ~SmallDisk() {
    setrlimit(RLIMIT_FSIZE, &before_);
    signal(SIGXFSZ, SIG_DFL);
  }

 private:
  struct rlimit before_;
};

TEST_F(LogStoreOpenTest, AfterAFailedWriteEveryLaterOneIsRefused) {
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  const auto commit = [&store](Revision revision) {
    return store
        ->Commit(absl::UnixEpoch() + absl::Hours(600'000),
                 {AppendFor({.request_id = absl::StrCat(revision),
                             .expected = revision,
                             .payloads = {std::string(10'000, 'x')}})})
        .status();
  };
  Revision acknowledged = 0;
  {
    const SmallDisk disk(200'000);
    while (acknowledged < 100 && commit(acknowledged).ok()) ++acknowledged;
  }
  ASSERT_LT(acknowledged, 100);
  EXPECT_THAT(commit(acknowledged), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_EQ(store->head().Get(), acknowledged);

  const std::string left = folder_.Path("left");
  std::filesystem::copy(path_, left);
  ASSERT_OK_AND_ASSIGN(const auto reopened, LogStore::Open({.path = left}));
  EXPECT_EQ(ReadWholeLog(*reopened).size(), acknowledged);
}

}  // namespace
}  // namespace actionplan::eventstore
