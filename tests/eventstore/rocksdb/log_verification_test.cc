// Every way in which a log can be other than what was written, named.
#include "eventstore/rocksdb/log_verification.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/rocksdb/log_examination.h"
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
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Key;
using testing::Not;
using testing::Pair;

using Kind = LogProblemKind;

bool GoOn(Position, Position) { return true; }

class LogVerificationTest : public StoredLogTest {
 protected:
  LogExamination Examine(std::vector<KnownHead> known = {}) const {
    auto examination = ExamineLog(path_, std::move(known), GoOn);
    EXPECT_OK(examination);
    return examination.ok() ? *std::move(examination) : LogExamination{};
  }

  // The name of each kind of problem → its first position.
  std::map<std::string, Position> Problems() const {
    std::map<std::string, Position> problems;
    for (const LogProblem& problem : Examine().verification.problems) {
      problems[std::string(NameOf(problem.kind))] = problem.position;
    }
    return problems;
  }

  // As somebody would who knows how the log is stored: with its checksum.
  void EditEvent(Position position, absl::string_view payload) const {
    RawLog raw(path_);
    v1::Envelope envelope;
    ASSERT_OK(DecodeRecord(raw.Get(Event(position)), position, envelope));
    envelope.set_payload(std::string(payload));
    std::string record;
    EncodeRecord(envelope, record);
    raw.Put(Event(position), record);
  }

  void FlipByte(const RawLog::Key& key, size_t at) const {
    RawLog raw(path_);
    std::string value = raw.Get(key);
    value.at(at) = static_cast<char>(value.at(at) ^ 1);
    raw.Put(key, value);
  }

  void Delete(const RawLog::Key& key) const { RawLog(path_).Delete(key); }

  static RawLog::Key Tile(uint32_t level, uint64_t index) {
    return {kMerkleFamily,
            std::string(View(EncodeTileKey({.level = level, .index = index})))};
  }
};

TEST_F(LogVerificationTest, AWholeLogHasNoProblems) {
  MakeLogInGroups();
  const LogExamination found = Examine();
  EXPECT_THAT(found.verification.problems, IsEmpty());
  EXPECT_EQ(found.verification.head, tree_head_);
  EXPECT_EQ(found.verification.log_id, log_id_);
  EXPECT_EQ(found.verification.epoch, 1);
  EXPECT_EQ(found.verification.last_good, 300);
}

TEST_F(LogVerificationTest, AnEmptyLogHasNoProblems) {
  MakeLogOf(0);
  EXPECT_THAT(Problems(), IsEmpty());
}

TEST_F(LogVerificationTest, LooksAtFilesWithoutChangingThem) {
  MakeLogInGroups();
  std::map<std::string, std::string> before;
  const auto contents = [this] {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::directory_iterator(path_)) {
      std::ifstream file(entry.path(), std::ios::binary);
      files[entry.path()] = {std::istreambuf_iterator<char>(file), {}};
    }
    return files;
  };
  before = contents();
  Examine();
  EXPECT_EQ(contents(), before);
}

TEST_F(LogVerificationTest, TellsHowFarItIs) {
  MakeLogInGroups();
  Position furthest = 0;
  ASSERT_OK(ExamineLog(path_, {}, [&](Position done, Position total) {
    EXPECT_GE(done, furthest);
    EXPECT_EQ(total, 300);
    furthest = done;
    return true;
  }));
  EXPECT_EQ(furthest, 300);
  EXPECT_THAT(ExamineLog(path_, {}, [](Position, Position) { return false; }),
              StatusIs(absl::StatusCode::kCancelled));
}

TEST_F(LogVerificationTest, NamesAnEventThatDoesNotMatchItsChecksum) {
  MakeLogInGroups();
  FlipByte(Event(17), 20);
  FlipByte(Event(40), 20);
  const LogExamination found = Examine();
  EXPECT_THAT(Problems(), Contains(Pair("EVENT_DAMAGED", 17)));
  EXPECT_EQ(found.verification.problems.front().count, 2);
  EXPECT_EQ(found.verification.last_good, 16);
}

// Nothing but the tree can tell.
TEST_F(LogVerificationTest, NamesAnEditedEventWhoseChecksumWasRepaired) {
  MakeLogInGroups();
  EditEvent(17, "another fact");
  EXPECT_THAT(Problems(), ElementsAre(Pair("EVENT_CHANGED", 17),
                                      Pair("MARK_DISAGREES", 0)));
  EXPECT_EQ(Examine().verification.last_good, 16);
}

TEST_F(LogVerificationTest, NamesADeletedEvent) {
  MakeLogInGroups();
  Delete(Event(17));
  const auto problems = Problems();
  EXPECT_THAT(problems, Contains(Pair("EVENT_MISSING", 17)));
  EXPECT_THAT(problems, Contains(Pair("STREAM_ENTRY_WRONG", 17)));
  EXPECT_THAT(problems, Contains(Pair("REQUEST_ENTRY_WRONG", 17)));
  EXPECT_THAT(problems, Not(Contains(Key("EVENT_CHANGED"))));
}

TEST_F(LogVerificationTest, NamesEventsThatAreGoneFromTheEnd) {
  MakeLogInGroups();
  Delete(Event(300));
  Delete(Event(299));
  const auto problems = Problems();
  EXPECT_THAT(problems, Contains(Pair("EVENT_MISSING", 299)));
  EXPECT_THAT(problems, Contains(Pair("MARK_DISAGREES", 299)));
}

TEST_F(LogVerificationTest, NamesSwappedEvents) {
  MakeLogInGroups();
  {
    RawLog raw(path_);
    const std::string first = raw.Get(Event(17));
    raw.Put(Event(17), raw.Get(Event(18)));
    raw.Put(Event(18), first);
  }
  const auto problems = Problems();
  EXPECT_THAT(problems, Contains(Pair("EVENT_MISPLACED", 17)));
  EXPECT_THAT(problems, Contains(Pair("EVENT_CHANGED", 17)));
}

TEST_F(LogVerificationTest, NamesAnEventThatNobodyRecorded) {
  MakeLogInGroups();
  {
    RawLog raw(path_);
    v1::Envelope envelope;
    ASSERT_OK(DecodeRecord(raw.Get(Event(300)), 300, envelope));
    envelope.set_position(301);
    std::string record;
    EncodeRecord(envelope, record);
    raw.Put(Event(301), record);
  }
  const auto problems = Problems();
  EXPECT_THAT(problems, Contains(Pair("TREE_SHORT", 301)));
  EXPECT_THAT(problems, Contains(Pair("REVISION_OUT_OF_ORDER", 301)));
  EXPECT_THAT(problems, Contains(Pair("STREAM_ENTRY_MISSING", 301)));
}

TEST_F(LogVerificationTest, IsNotLedFarAwayByAnEventAtAPositionFarOff) {
  MakeLog();
  RawLog(path_).Put(Event(uint64_t{1} << 60), "?");
  EXPECT_THAT(Problems(),
              ElementsAre(Pair("EVENT_KEY_MALFORMED", uint64_t{1} << 60)));
}

TEST_F(LogVerificationTest, NamesAnEventThatWasRecordedBeforeTheOneBefore) {
  MakeLog();
  {
    RawLog raw(path_);
    v1::Envelope envelope;
    ASSERT_OK(DecodeRecord(raw.Get(Event(4)), 4, envelope));
    envelope.mutable_record_time()->set_seconds(1);
    std::string record;
    EncodeRecord(envelope, record);
    raw.Put(Event(4), record);
  }
  EXPECT_THAT(Problems(), Contains(Pair("RECORD_TIME_RUNS_BACK", 4)));
}

TEST_F(LogVerificationTest, NamesAnEditedLeaf) {
  MakeLogInGroups();
  FlipByte(Tile(0, 0), 16 * kMerkleHashBytes);
  EXPECT_THAT(Problems(),
              ElementsAre(Pair("EVENT_CHANGED", 17), Pair("TREE_DAMAGED", 1)));
}

TEST_F(LogVerificationTest, NamesAnEditedTileAboveTheLeaves) {
  MakeLogInGroups();
  FlipByte(Tile(1, 0), 0);
  EXPECT_THAT(Problems(), ElementsAre(Pair("TREE_DAMAGED", 1)));
  EXPECT_EQ(Examine().verification.last_good, 300);
}

TEST_F(LogVerificationTest, NamesAMissingTile) {
  MakeLogInGroups();
  Delete(Tile(0, 1));
  EXPECT_THAT(Problems(), Contains(Pair("TREE_DAMAGED", 257)));
}

TEST_F(LogVerificationTest, NamesATileThatCoversNothing) {
  MakeLogInGroups();
  RawLog(path_).Put(Tile(0, 2), std::string(kMerkleHashBytes, 'x'));
  EXPECT_THAT(Problems(), ElementsAre(Pair("TREE_HAS_MORE", 513)));
}

TEST_F(LogVerificationTest, NamesAnEditedFrontier) {
  MakeLogInGroups();
  FlipByte({kMerkleFamily, kFrontierName}, 8);
  EXPECT_THAT(Problems(), ElementsAre(Pair("TREE_DAMAGED", 1)));
}

TEST_F(LogVerificationTest, NamesAMissingStreamEntry) {
  MakeLog();
  const LogHashes hashes(std::string(LogHashes::kDigestKeyBytes, '\0'));
  Delete({kStreamsFamily,
          std::string(View(EncodeStreamKey(hashes.OfStream("a/2"), 2)))});
  EXPECT_THAT(Problems(), ElementsAre(Pair("STREAM_ENTRY_MISSING", 4)));
}

TEST_F(LogVerificationTest, NamesAnExtraStreamEntry) {
  MakeLog();
  const LogHashes hashes(std::string(LogHashes::kDigestKeyBytes, '\0'));
  RawLog(path_).Put(
      {kStreamsFamily,
       std::string(View(EncodeStreamKey(hashes.OfStream("a/2"), 4)))},
      View(EncodePosition(4)));
  EXPECT_THAT(Problems(), ElementsAre(Pair("STREAM_ENTRY_WRONG", 4)));
}

TEST_F(LogVerificationTest, NamesAMissingRequestEntry) {
  MakeLog();
  const std::string name = RawLog(path_).NamesIn(kRequestsFamily).front();
  const auto entry =
      DecodeRequestEntry(RawLog(path_).Get({kRequestsFamily, name}));
  Delete({kRequestsFamily, name});
  EXPECT_THAT(Problems(), ElementsAre(Pair("REQUEST_ENTRY_MISSING",
                                           entry->first_position)));
}

TEST_F(LogVerificationTest, NamesARequestEntryThatCountsWrong) {
  MakeLog();
  const std::string name = RawLog(path_).NamesIn(kRequestsFamily).front();
  auto entry = *DecodeRequestEntry(RawLog(path_).Get({kRequestsFamily, name}));
  ++entry.count;
  RawLog(path_).Put({kRequestsFamily, name}, View(EncodeRequestEntry(entry)));
  EXPECT_THAT(Problems(),
              ElementsAre(Pair("REQUEST_ENTRY_MISSING", entry.first_position),
                          Pair("REQUEST_ENTRY_WRONG", entry.first_position)));
}

TEST_F(LogVerificationTest, NamesAMissingMark) {
  MakeLog();
  fs::remove(mark_path_);
  EXPECT_THAT(Problems(), ElementsAre(Pair("MARK_UNUSABLE", 0)));
}

TEST_F(LogVerificationTest, NamesAMarkOfMoreThanTheLogHas) {
  MakeLog();
  SystemDisk disk;
  ASSERT_OK(MarkFile::Create(disk, mark_path_,
                             {.log_id = log_id_, .epoch = 1, .tree_size = 9}));
  EXPECT_THAT(Problems(), ElementsAre(Pair("MARK_DISAGREES", 7)));
}

TEST_F(LogVerificationTest, NamesTheMarkOfAnotherEpoch) {
  MakeLog();
  SystemDisk disk;
  ASSERT_OK(MarkFile::Create(disk, mark_path_,
                             {.log_id = log_id_,
                              .epoch = 2,
                              .tree_size = tree_head_.size,
                              .root = tree_head_.root}));
  EXPECT_THAT(Problems(), ElementsAre(Pair("MARK_DISAGREES", 0)));
}

TEST_F(LogVerificationTest, ComparesWithAHeadThatSomebodyRemembers) {
  MakeLog();
  const TreeHead then = tree_head_;
  {
    ASSERT_OK_AND_ASSIGN(const auto store, Open());
    ASSERT_OK(store->Commit(
        RecordTime(),
        {AppendFor({.request_id = "later", .stream = "b", .expected = 0})}));
  }
  const auto with = [&](TreeHead head) {
    return Examine({{.kind = Kind::kCheckpointDisagrees,
                     .source = "the checkpoint",
                     .head = head}})
        .verification.problems;
  };
  EXPECT_THAT(with(then), IsEmpty());
  TreeHead forged = then;
  forged.root[0] ^= 1;
  ASSERT_EQ(with(forged).size(), 1);
  EXPECT_EQ(NameOf(with(forged)[0].kind), "CHECKPOINT_DISAGREES");
  EXPECT_THAT(with(forged)[0].what, HasSubstr("first 6 events"));
  ASSERT_EQ(with({.size = 9, .root = {}}).size(), 1);
  EXPECT_EQ(with({.size = 9, .root = {}})[0].position, 8);
}

TEST_F(LogVerificationTest, ReadsWhatItCanOfALogThatIsNotOpened) {
  MakeLogInGroups();
  // In the middle of the write-ahead log.
  for (const auto& entry : fs::directory_iterator(path_)) {
    if (entry.path().extension() != ".log") continue;
    const auto middle = static_cast<std::streamoff>(entry.file_size() / 2);
    if (middle == 0) continue;
    std::fstream file(entry.path(),
                      std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(middle);
    file << "damage damage damage";
  }
  ASSERT_THAT(Open(), FailsWith("LOG_DAMAGED"));
  const LogExamination found = Examine();
  EXPECT_EQ(found.verification.problems.front().kind, Kind::kNotOpened);
  EXPECT_GT(found.verification.last_good, 50);
  EXPECT_LT(found.verification.last_good, 300);
  EXPECT_THAT(Problems(), Contains(Key("MARK_DISAGREES")));
}

TEST_F(LogVerificationTest, SaysWhenThereIsNothingThatCouldBeOpened) {
  MakeLog();
  fs::remove(path_ + "/CURRENT");
  EXPECT_THAT(Problems(), ElementsAre(Pair("NOT_OPENED", 0)));
}

TEST_F(LogVerificationTest, LeavesALogAloneThatIsInUse) {
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  EXPECT_THAT(ExamineLog(path_, {}, GoOn), FailsWith("LOG_IN_USE"));
}

TEST_F(LogVerificationTest, SaysThatThereIsNoLog) {
  EXPECT_THAT(ExamineLog(path_, {}, GoOn), FailsWith("NO_LOG"));
}

TEST_F(LogVerificationTest, ReadsOneMomentOfALogThatIsWrittenTo) {
  MakeLog();
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  bool wrote = false;
  ASSERT_OK_AND_ASSIGN(
      const LogVerification verification,
      VerifyLog(store->database(), {}, [&](Position, Position) {
        if (wrote) return true;
        wrote = true;
        EXPECT_OK(store->Commit(
            RecordTime(),
            {AppendFor({.request_id = "new", .stream = "b", .expected = 0})}));
        return true;
      }));
  EXPECT_THAT(verification.problems, IsEmpty());
  EXPECT_EQ(verification.head, tree_head_);
  EXPECT_EQ(store->head().Get(), 7);
}

}  // namespace
}  // namespace actionplan::eventstore
