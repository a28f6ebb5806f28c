// A log and its mark, in every state that they can be found in together.
#include "eventstore/rocksdb/log_opening.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "eventstore/merkle/proof.h"
#include "eventstore/rocksdb/log_keys.h"
#include "eventstore/rocksdb/log_record.h"
#include "eventstore/rocksdb/system_disk.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/eventstore/rocksdb/stored_log_fixture.h"

namespace actionplan::eventstore {
namespace {

namespace fs = std::filesystem;

using support::FailsWith;
using support::StatusIs;
using testing::HasSubstr;

class LogOpeningTest : public StoredLogTest {
 protected:
  Mark NewestMark() const {
    SystemDisk disk;
    return MarkFile::Open(disk, mark_path_).value()->newest();
  }

  void PutMark(const Mark& mark) const {
    SystemDisk disk;
    ASSERT_OK(MarkFile::Create(disk, mark_path_, mark));
  }

  // Overwrites the slot, 0 or 1.
  void LoseSlot(int slot) const {
    std::fstream file(mark_path_,
                      std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(slot * static_cast<std::streamoff>(kMarkSlotBytes));
    file << std::string(kMarkSlotBytes, '?');
  }

  // Makes the log what a program of format version 1 wrote.
  void MakeOlder() const {
    RawLog raw(path_);
    for (const std::string& name : raw.NamesIn(kMerkleFamily)) {
      raw.Delete({kMerkleFamily, name});
    }
    raw.Put(Meta(kFormatVersionName), "1");
    raw.Put(Meta(kMinimumReaderName), "1");
    fs::remove(mark_path_);
  }

  void ExpectWhole() {
    ASSERT_OK_AND_ASSIGN(const auto store, Open());
    EXPECT_EQ(store->tree_head(), tree_head_);
    EXPECT_EQ(ReadWholeLog(*store).size(), tree_head_.size);
    EXPECT_EQ(NewestMark().tree_size, tree_head_.size);
    EXPECT_EQ(NewestMark().root, tree_head_.root);
  }
};

TEST_F(LogOpeningTest, TheMarkLiesBesideTheFolder) {
  EXPECT_EQ(MarkPath("data/log"), "data/log.mark");
  EXPECT_EQ(MarkPath("data/log//"), "data/log.mark");
}

TEST_F(LogOpeningTest, ANewLogHasAMarkAtNothing) {
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  EXPECT_EQ(NewestMark(), (Mark{.log_id = store->LogId(),
                                .epoch = 1,
                                .tree_size = 0,
                                .root = store->tree_head().root}));
}

TEST_F(LogOpeningTest, EveryAcknowledgedEventIsMarked) {
  MakeLog();
  EXPECT_EQ(NewestMark(), (Mark{.log_id = log_id_,
                                .epoch = 1,
                                .tree_size = 6,
                                .root = tree_head_.root}));
  ExpectWhole();
}

TEST_F(LogOpeningTest, ALogThatIsGoneIsNotTakenForANewOne) {
  MakeLog();
  fs::rename(path_, folder_.Path("elsewhere"));
  for (int time = 0; time < 2; ++time) {
    EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kDataLoss));
    EXPECT_THAT(Open(), FailsWith("LOG_MISSING"));
    EXPECT_THAT(Open().status().message(), HasSubstr(path_));
  }
  fs::remove(path_);
  fs::rename(folder_.Path("elsewhere"), path_);
  ExpectWhole();
}

TEST_F(LogOpeningTest, AnEmptyDatabaseInThePlaceOfTheLogIsRefused) {
  MakeLog();
  ASSERT_OK(LogStore::Open({.path = folder_.Path("other")}));
  fs::remove_all(path_);
  fs::rename(folder_.Path("other"), path_);
  EXPECT_THAT(Open(), FailsWith("MARK_OF_ANOTHER_LOG"));
  EXPECT_THAT(Open().status().message(), HasSubstr(log_id_));
}

TEST_F(LogOpeningTest, FilesWithoutTheOneThatNamesThemAreRefused) {
  MakeLog();
  fs::remove(mark_path_);
  fs::remove(path_ + "/CURRENT");
  EXPECT_THAT(Open(), FailsWith("LOG_DAMAGED"));
  EXPECT_THAT(Open().status().message(), HasSubstr("CURRENT"));
}

TEST_F(LogOpeningTest, ALostWriteAheadLogIsNeverTakenForAnEmptyLog) {
  MakeLog();
  for (const auto& entry : fs::directory_iterator(path_)) {
    if (entry.path().extension() == ".log") fs::remove(entry.path());
  }
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(Open(), FailsWith("LOG_MISSING"));
}

TEST_F(LogOpeningTest, EventsWithoutAMarkAreRefused) {
  MakeLog();
  fs::remove(mark_path_);
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(Open(), FailsWith("MARK_MISSING"));
  EXPECT_THAT(Open().status().message(), HasSubstr("position 6"));
}

TEST_F(LogOpeningTest, ALogThatWasBeingMadeGetsItsMark) {
  ASSERT_OK(Open());
  fs::remove(mark_path_);
  ASSERT_OK(Open());
  EXPECT_EQ(NewestMark().tree_size, 0);
}

TEST_F(LogOpeningTest, ALogShorterThanItsMarkIsRefused) {
  MakeLog();
  Mark mark = NewestMark();
  mark.tree_size = 8;
  PutMark(mark);
  EXPECT_THAT(Open(), FailsWith("LOG_SHORTER_THAN_MARK"));
  EXPECT_THAT(Open().status().message(), HasSubstr("2 acknowledged events"));
}

TEST_F(LogOpeningTest, AnOlderCopyOfTheLogIsRefused) {
  MakeLog();
  fs::copy(path_, folder_.Path("backup"), fs::copy_options::recursive);
  {
    ASSERT_OK_AND_ASSIGN(const auto store, Open());
    ASSERT_OK(store->Commit(RecordTime(), {AppendFor({.request_id = "7"})}));
  }
  fs::remove_all(path_);
  fs::rename(folder_.Path("backup"), path_);
  EXPECT_THAT(Open(), FailsWith("LOG_SHORTER_THAN_MARK"));
}

TEST_F(LogOpeningTest, AMarkOfAnotherEpochIsRefused) {
  MakeLog();
  Mark mark = NewestMark();
  mark.epoch = 2;
  PutMark(mark);
  EXPECT_THAT(Open(), FailsWith("MARK_OF_ANOTHER_LOG"));
  EXPECT_THAT(Open().status().message(), HasSubstr("of epoch 2"));
}

TEST_F(LogOpeningTest, AnotherHistoryOfTheSameLengthIsRefused) {
  MakeLog();
  Mark mark = NewestMark();
  mark.root[7] ^= 1;
  PutMark(mark);
  EXPECT_THAT(Open(), FailsWith("LOG_DIFFERS_FROM_MARK"));
}

TEST_F(LogOpeningTest, ALogThatGoesPastItsMarkIsKeptAndTheMarkCatchesUp) {
  MakeLog();
  TreeHasher hasher;
  for (const uint64_t size : {0, 1, 3, 5}) {
    {
      ASSERT_OK_AND_ASSIGN(const auto store, Open());
      Mark mark = NewestMark();
      mark.tree_size = size;
      ASSERT_OK_AND_ASSIGN(mark.root, RootOfSize(size, store->tiles(), hasher));
      PutMark(mark);
    }
    ExpectWhole();
    Mark other = NewestMark();
    other.tree_size = size;
    PutMark(other);
    EXPECT_THAT(Open(), FailsWith("LOG_DIFFERS_FROM_MARK"));
    other.tree_size = 6;
    PutMark(other);
  }
}

TEST_F(LogOpeningTest, AMarkWhoseWritingWasCutShortIsMadeGood) {
  MakeLog();
  // The newest of seven marks, two of them at the beginning, is in slot 0.
  LoseSlot(0);
  ExpectWhole();
  ExpectWhole();
}

TEST_F(LogOpeningTest, ALostSlotThatNoCrashExplainsIsRefused) {
  MakeLog();
  LoseSlot(1);
  EXPECT_THAT(Open(), FailsWith("MARK_DAMAGED"));
  LoseSlot(0);
  EXPECT_THAT(Open(), FailsWith("MARK_DAMAGED"));
}

TEST_F(LogOpeningTest, AnEditedEventIsNamedThoughItsChecksumWasRepaired) {
  MakeLog();
  {
    RawLog raw(path_);
    v1::Envelope event;
    ASSERT_OK(DecodeRecord(raw.Get(Event(4)), 4, event));
    event.set_payload("another history");
    std::string record;
    EncodeRecord(event, record);
    raw.Put(Event(4), record);
  }
  EXPECT_THAT(Open(), FailsWith("EVENT_DAMAGED"));
  EXPECT_THAT(Open().status().message(), HasSubstr("position 4"));
}

TEST_F(LogOpeningTest, AnEditedTreeIsRefused) {
  MakeLongLog();
  std::vector<std::string> names;
  {
    const RawLog raw(path_);
    names = raw.NamesIn(kMerkleFamily);
  }
  ASSERT_EQ(names.size(), 4);  // Two tiles of leaves, one above, the frontier.
  for (const std::string& name : names) {
    std::string value;
    {
      RawLog raw(path_);
      value = raw.Get({kMerkleFamily, name});
      std::string edited = value;
      edited[20] ^= 1;
      raw.Put({kMerkleFamily, name}, edited);
    }
    const absl::Status opened = Open().status();
    // The hashes of older leaves matter to no root on opening: they are
    // checked with the events they cover.
    if (name == names[0]) {
      EXPECT_OK(opened);
    } else {
      EXPECT_THAT(opened, StatusIs(absl::StatusCode::kDataLoss));
    }
    RawLog(path_).Put({kMerkleFamily, name}, value);
  }
  ExpectWhole();
}

TEST_F(LogOpeningTest, ATreeWithoutItsEventsIsRefused) {
  MakeLog();
  {
    RawLog raw(path_);
    raw.Delete(Event(6));
  }
  EXPECT_THAT(Open(), FailsWith("LOG_DAMAGED"));
  EXPECT_THAT(Open().status().message(),
              HasSubstr("events up to position 5 and a tree of 6"));
}

TEST_F(LogOpeningTest, AnOlderLogGetsItsTreeAndItsMarkOnce) {
  MakeLongLog();
  MakeOlder();
  ExpectWhole();
  {
    const RawLog raw(path_);
    EXPECT_EQ(raw.Get(Meta(kFormatVersionName)), "2");
  }
  fs::remove(mark_path_);
  EXPECT_THAT(Open(), FailsWith("MARK_MISSING"));
}

TEST_F(LogOpeningTest, AnInterruptedUpgradeGoesOn) {
  MakeLongLog();
  {
    RawLog raw(path_);
    raw.Put(Meta(kFormatVersionName), "1");
  }
  ExpectWhole();
  MakeOlder();
  ExpectWhole();
}

TEST_F(LogOpeningTest, AnOlderLogWithDamagedEventsIsRefused) {
  MakeLongLog();
  MakeOlder();
  RawLog(path_).Delete(Event(17));
  EXPECT_THAT(Open(), FailsWith("EVENT_DAMAGED"));
  EXPECT_FALSE(fs::exists(mark_path_));
}

}  // namespace
}  // namespace actionplan::eventstore
