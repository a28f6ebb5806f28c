// What Open() makes of every state a mark file can be in.
#include "eventstore/rocksdb/mark_file.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/rocksdb/crc32c.h"
#include "eventstore/rocksdb/log_keys.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/eventstore/rocksdb/memory_disk.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
namespace {

using support::FailsWith;
using support::StatusIs;
using testing::HasSubstr;

constexpr char kPath[] = "data/log.mark";

Mark MarkAt(Position tree_size) {
  return {.log_id = std::string(kMarkLogIdBytes, 'a'),
          .epoch = 1,
          .tree_size = tree_size};
}

class MarkFileTest : public testing::Test {
 protected:
  // Makes a file and writes marks at 1 to `tree_size` into it.
  void MakeFile(Position tree_size) {
    ASSERT_OK_AND_ASSIGN(const auto file,
                         MarkFile::Create(disk_, kPath, MarkAt(0)));
    for (Position at = 1; at <= tree_size; ++at) {
      ASSERT_OK(file->Write(MarkAt(at)));
    }
  }

  // Puts the marks into the two places.
  void PutSlots(const MarkSlot& first, const MarkSlot& second) {
    disk_.Put(kPath, EncodeMarkSlot(first) + EncodeMarkSlot(second));
  }

  absl::StatusOr<std::unique_ptr<MarkFile>> Open() {
    return MarkFile::Open(disk_, kPath);
  }

  MemoryDisk disk_;
};

TEST_F(MarkFileTest, AFileThatIsNotThereIsNotFound) {
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(MarkFileTest, AFileSaysWhatItWasMadeWith) {
  ASSERT_OK(MarkFile::Create(disk_, kPath, MarkAt(5)));
  ASSERT_OK_AND_ASSIGN(const auto file, Open());
  EXPECT_EQ(file->newest(), MarkAt(5));
  EXPECT_FALSE(file->lost_slot());
}

TEST_F(MarkFileTest, TheNewestMarkIsFoundHoweverManyWereWritten) {
  for (Position count = 0; count < 5; ++count) {
    MakeFile(count);
    ASSERT_OK_AND_ASSIGN(const auto file, Open());
    EXPECT_EQ(file->newest(), MarkAt(count));
    EXPECT_FALSE(file->lost_slot());
  }
}

TEST_F(MarkFileTest, WritingGoesOnAfterOpening) {
  MakeFile(3);
  for (Position at = 4; at < 8; ++at) {
    ASSERT_OK_AND_ASSIGN(const auto file, Open());
    ASSERT_OK(file->Write(MarkAt(at)));
    EXPECT_EQ(file->newest(), MarkAt(at));
  }
  ASSERT_OK_AND_ASSIGN(const auto file, Open());
  EXPECT_EQ(file->newest(), MarkAt(7));
}

TEST_F(MarkFileTest, AWriteNeverTouchesTheNewestMark) {
  MakeFile(3);
  ASSERT_OK_AND_ASSIGN(const auto file, Open());
  const std::string before = disk_.Contents(kPath);
  ASSERT_OK(file->Write(MarkAt(4)));
  const std::string after = disk_.Contents(kPath);
  EXPECT_EQ(before.size(), after.size());
  // Marks at 2 and 3 are the fourth and the fifth: the fourth has to go.
  EXPECT_NE(before.substr(0, kMarkSlotBytes), after.substr(0, kMarkSlotBytes));
  EXPECT_EQ(before.substr(kMarkSlotBytes), after.substr(kMarkSlotBytes));
}

TEST_F(MarkFileTest, AFileOfAnyOtherLengthIsDamaged) {
  MakeFile(3);
  const std::string whole = disk_.Contents(kPath);
  for (size_t size = 0; size < whole.size(); ++size) {
    disk_.Put(kPath, whole.substr(0, size));
    ASSERT_THAT(Open(), FailsWith("MARK_DAMAGED")) << size;
  }
  disk_.Put(kPath, whole + '\0');
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(Open(), FailsWith("MARK_DAMAGED"));
  EXPECT_THAT(Open().status().message(), HasSubstr("it has 8193 bytes"));
}

TEST_F(MarkFileTest, AnyChangedBitIsSeenAsALostSlotAndMakesNoOtherMark) {
  MakeFile(3);  // At 3 in the second slot, at 2 in the first.
  std::string bytes = disk_.Contents(kPath);
  for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    const auto mask = static_cast<char>(1 << bit % 8);
    bytes[bit / 8] ^= mask;
    disk_.Put(kPath, bytes);
    bytes[bit / 8] ^= mask;
    ASSERT_OK_AND_ASSIGN(const auto file, Open());
    const bool is_newest = bit / 8 >= kMarkSlotBytes;
    ASSERT_EQ(file->newest(), MarkAt(is_newest ? 2 : 3)) << bit;
    ASSERT_TRUE(file->lost_slot()) << bit;
  }
}

TEST_F(MarkFileTest, ALostSlotIsWrittenNextAndIsWholeThen) {
  for (const size_t slot : {0, 1}) {
    MakeFile(3);
    std::string bytes = disk_.Contents(kPath);
    bytes.replace(slot * kMarkSlotBytes, kMarkSlotBytes,
                  std::string(kMarkSlotBytes, '?'));
    disk_.Put(kPath, bytes);
    ASSERT_OK_AND_ASSIGN(auto file, Open());
    EXPECT_TRUE(file->lost_slot());
    ASSERT_OK(file->Write(MarkAt(9)));
    EXPECT_FALSE(file->lost_slot());
    ASSERT_OK_AND_ASSIGN(file, Open());
    EXPECT_EQ(file->newest(), MarkAt(9));
    EXPECT_FALSE(file->lost_slot());
  }
}

TEST_F(MarkFileTest, WithoutAWholeSlotTheFileIsDamaged) {
  MakeFile(3);
  std::string bytes = disk_.Contents(kPath);
  bytes[20] ^= 1;
  bytes[kMarkSlotBytes + 20] ^= 1;
  disk_.Put(kPath, bytes);
  EXPECT_THAT(Open(), FailsWith("MARK_DAMAGED"));
  EXPECT_THAT(Open().status().message(), HasSubstr("no slot is whole"));
}

TEST_F(MarkFileTest, SlotsThatDoNotFollowEachOtherAreDamage) {
  const MarkSlot seventh = {.sequence = 7, .mark = MarkAt(5)};
  MarkSlot other_log = {.sequence = 6, .mark = MarkAt(5)};
  other_log.mark.log_id[0] = 'b';
  MarkSlot other_epoch = {.sequence = 6, .mark = MarkAt(5)};
  other_epoch.mark.epoch = 2;
  for (const MarkSlot& sixth :
       {MarkSlot{.sequence = 4, .mark = MarkAt(4)},
        MarkSlot{.sequence = 10, .mark = MarkAt(9)},
        MarkSlot{.sequence = 6, .mark = MarkAt(6)},
        MarkSlot{.sequence = 8, .mark = MarkAt(4)}, other_log, other_epoch}) {
    PutSlots(sixth, seventh);
    EXPECT_THAT(Open(), FailsWith("MARK_DAMAGED")) << sixth.sequence;
  }
  PutSlots({.sequence = 6, .mark = MarkAt(5)}, seventh);
  EXPECT_OK(Open());
}

TEST_F(MarkFileTest, ASlotInThePlaceOfTheOtherIsDamage) {
  MakeFile(3);
  const std::string bytes = disk_.Contents(kPath);
  const std::string first = bytes.substr(0, kMarkSlotBytes);
  const std::string second = bytes.substr(kMarkSlotBytes);
  for (const std::string& wrong :
       {second + first, first + first, second + second}) {
    disk_.Put(kPath, wrong);
    EXPECT_THAT(Open(), FailsWith("MARK_DAMAGED"));
  }
}

TEST_F(MarkFileTest, ALaterFormatIsRefusedAndNotCalledDamage) {
  for (const size_t slot : {0, 1}) {
    MakeFile(3);
    std::string bytes = disk_.Contents(kPath);
    std::string later = bytes.substr(slot * kMarkSlotBytes, kMarkSlotBytes);
    later[15] = 2;
    const PositionBytes checksum = EncodePosition(Crc32c({later.data(), 504}));
    later.replace(504, kNumberBytes, checksum.data(), kNumberBytes);
    bytes.replace(slot * kMarkSlotBytes, kMarkSlotBytes, later);
    disk_.Put(kPath, bytes);
    EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kFailedPrecondition));
    EXPECT_THAT(Open(), FailsWith("MARK_FORMAT_NEWER"));
  }
}

using MarkFileDeathTest = MarkFileTest;

TEST_F(MarkFileDeathTest, AMarkThatDoesNotGrowEndsTheProcess) {
  MakeFile(3);
  ASSERT_OK_AND_ASSIGN(const auto file, Open());
  Mark other_log = MarkAt(4);
  other_log.log_id[0] = 'b';
  for (const Mark& mark : {MarkAt(2), MarkAt(3), other_log}) {
    EXPECT_DEATH((void)file->Write(mark), "a mark must grow");
  }
}

}  // namespace
}  // namespace actionplan::eventstore
