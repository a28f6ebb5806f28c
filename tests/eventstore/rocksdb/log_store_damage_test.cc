// What is said of a log that is not what was written, and of a disk that takes
// no more.
#include <signal.h>
#include <sys/resource.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
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
using testing::ElementsAre;

class LogStoreDamageTest : public StoredLogTest {
 protected:
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

  // Of the event at position 1.
  static RequestIdentity FirstRequest() {
    return AppendFor({.request_id = "a/10", .stream = "a/1"}).request;
  }

  static Append SeventhEvent() {
    return AppendFor({.request_id = "7", .stream = "a/1", .expected = 3});
  }

  absl::Status ReadOneStream(absl::string_view stream) const {
    ASSIGN_OR_RETURN(const auto store, Open());
    return store->ReadStream(stream, {},
                             [](const v1::Envelope&) { return true; });
  }
};

TEST_F(LogStoreDamageTest, ADamagedEventIsNeverServed) {
  MakeLongLog();
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

TEST_F(LogStoreDamageTest, WhatIsMissingIsNoticedOnOpeningHoweverOldItIs) {
  for (const char* family : {kEventsFamily, kStreamsFamily, kRequestsFamily}) {
    std::filesystem::remove_all(folder_.Path("data"));
    MakeLongLog();
    {
      RawLog raw(path_);
      const std::vector<std::string> names = raw.NamesIn(family);
      ASSERT_EQ(names.size(), 300);
      raw.Delete({family, names[17]});
    }
    const auto opened = Open();
    EXPECT_THAT(opened, FailsWith("LOG_DAMAGED"));
    EXPECT_THAT(opened.status().message(),
                testing::HasSubstr(absl::StrCat(
                    "of ", family, " it has 299 and should have 300")));
  }
}

TEST_F(LogStoreDamageTest, WhatWasAddedBesideTheLogIsNoticedOnOpening) {
  MakeLog();
  RawLog(path_).Put({kRequestsFamily, std::string(kHashBytes, 'x')}, "entry");
  EXPECT_THAT(Open(), FailsWith("LOG_DAMAGED"));
}

TEST_F(LogStoreDamageTest, AnEventMovedToAnotherPositionIsNoticed) {
  MakeLongLog();
  {
    RawLog raw(path_);
    raw.Put(Event(4), raw.Get(Event(2)));
  }
  EXPECT_THAT(ReadUntilDamage(), ElementsAre(1, 2, 3));
}

TEST_F(LogStoreDamageTest, DamageToOneOfTheNewestEventsIsNoticedOnOpening) {
  for (Position position = 1; position <= 6; ++position) {
    std::filesystem::remove_all(folder_.Path("data"));
    MakeLog();
    RawLog(path_).Put(Event(position), "not an event");
    EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kDataLoss));
    EXPECT_THAT(Open(), FailsWith("EVENT_DAMAGED"));
  }
}

TEST_F(LogStoreDamageTest, AHoleInAStreamIsNoticed) {
  MakeLog();
  {
    RawLog raw(path_);
    const std::vector<std::string> names = raw.NamesIn(kStreamsFamily);
    ASSERT_EQ(names.size(), 6);
    // Revision 2 of one of the two becomes one that nobody asks for.
    const std::string entry = raw.Get({kStreamsFamily, names[1]});
    raw.Delete({kStreamsFamily, names[1]});
    raw.Put({kStreamsFamily, std::string(names[1].size(), 'x')}, entry);
  }
  const absl::Status one = ReadOneStream("a/1");
  const absl::Status other = ReadOneStream("a/2");
  EXPECT_NE(one.ok(), other.ok());
  EXPECT_THAT(one.ok() ? other : one, FailsWith("STREAM_DAMAGED"));
}

TEST_F(LogStoreDamageTest, AnIndexThatPointsElsewhereIsNoticed) {
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

TEST_F(LogStoreDamageTest, ADamagedRequestIsNoticed) {
  MakeLog();
  {
    RawLog raw(path_);
    for (const std::string& name : raw.NamesIn(kRequestsFamily)) {
      raw.Put({kRequestsFamily, name}, "short");
    }
  }
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  const absl::Status status = store->FindRequest(FirstRequest()).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(status, FailsWith("REQUEST_DAMAGED"));
}

TEST_F(LogStoreDamageTest, ARequestThatPointsToTheEventsOfAnotherIsNoticed) {
  MakeLog();
  {
    RawLog raw(path_);
    for (const std::string& name : raw.NamesIn(kRequestsFamily)) {
      std::string entry = raw.Get({kRequestsFamily, name});
      entry.replace(0, kNumberBytes, View(EncodePosition(2)).data(),
                    kNumberBytes);
      raw.Put({kRequestsFamily, name}, entry);
    }
  }
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  EXPECT_THAT(store->FindRequest(FirstRequest()), FailsWith("REQUEST_DAMAGED"));
}

TEST_F(LogStoreDamageTest, AnEventUnderNoPositionIsNoticedOnOpening) {
  MakeLog();
  RawLog(path_).Put({kEventsFamily, "zzz"}, "record");
  EXPECT_THAT(Open(), FailsWith("LOG_DAMAGED"));
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

TEST_F(LogStoreDamageTest, AFlippedBitAmidUnflushedCommitsIsRefused) {
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

void CutOneByteOff(const std::string& file) {
  std::filesystem::resize_file(file, std::filesystem::file_size(file) - 1);
}

TEST_F(LogStoreDamageTest, ATornTailOfWhatWasAcknowledgedIsRefused) {
  MakeLog();
  CutOneByteOff(NewestWriteAheadLog(path_));
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(Open(), FailsWith("LOG_SHORTER_THAN_MARK"));
}

TEST_F(LogStoreDamageTest, ATornTailThatNobodyWasToldOfLosesItsGroupOnly) {
  MakeLog();
  const std::string mark = folder_.Path("mark");
  std::filesystem::copy(mark_path_, mark);
  {
    ASSERT_OK_AND_ASSIGN(const auto store, Open());
    ASSERT_OK(store->Commit(RecordTime(), {SeventhEvent()}));
  }
  CutOneByteOff(NewestWriteAheadLog(path_));
  std::filesystem::rename(mark, mark_path_);
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  EXPECT_EQ(store->tree_head(), tree_head_);
  EXPECT_EQ(store->LastRevision("a/1").value(), 3);
  EXPECT_EQ(ReadWholeLog(*store).size(), 6);
  EXPECT_EQ(store->FindRequest(SeventhEvent().request).value(), std::nullopt);
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

TEST_F(LogStoreDamageTest, AfterAFailedWriteEveryLaterOneIsRefused) {
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  const auto commit = [&store](Revision revision) {
    return store
        ->Commit(RecordTime(),
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
  std::filesystem::copy(mark_path_, MarkPath(left));
  ASSERT_OK_AND_ASSIGN(const auto reopened, LogStore::Open({.path = left}));
  EXPECT_EQ(ReadWholeLog(*reopened).size(), acknowledged);
}

}  // namespace
}  // namespace actionplan::eventstore
