#include "eventstore/rocksdb/mark.h"

#include <algorithm>
#include <string>

#include "eventstore/rocksdb/crc32c.h"
#include "eventstore/rocksdb/log_keys.h"
#include "gtest/gtest.h"

namespace actionplan::eventstore {
namespace {

MarkSlot SampleSlot() {
  MarkSlot slot = {.sequence = 7,
                   .mark = {.log_id = std::string(kMarkLogIdBytes, 'a'),
                            .epoch = 3,
                            .tree_size = 1'000'000}};
  std::fill(slot.mark.root.begin(), slot.mark.root.end(), '\x5a');
  return slot;
}

void Repair(std::string& slot) {
  slot.replace(504, kNumberBytes,
               View(EncodePosition(Crc32c({slot.data(), 504}))).data(),
               kNumberBytes);
}

TEST(MarkTest, WhatIsEncodedIsDecoded) {
  const std::string bytes = EncodeMarkSlot(SampleSlot());
  ASSERT_EQ(bytes.size(), kMarkSlotBytes);
  const auto slot = DecodeMarkSlot(bytes);
  ASSERT_TRUE(slot.has_value());
  EXPECT_EQ(slot->sequence, 7);
  EXPECT_EQ(slot->mark, SampleSlot().mark);
}

TEST(MarkTest, WhatMattersLiesInOneSector) {
  const std::string bytes = EncodeMarkSlot(SampleSlot());
  EXPECT_EQ(bytes.find_last_not_of('\0') / 512, 0);
}

TEST(MarkTest, NoSlotWithOneBitChangedIsWhole) {
  std::string bytes = EncodeMarkSlot(SampleSlot());
  for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    const auto mask = static_cast<char>(1 << bit % 8);
    bytes[bit / 8] ^= mask;
    EXPECT_FALSE(DecodeMarkSlot(bytes).has_value()) << bit;
    bytes[bit / 8] ^= mask;
  }
  EXPECT_TRUE(DecodeMarkSlot(bytes).has_value());
}

TEST(MarkTest, NoShorterOrLongerSlotIsWhole) {
  std::string bytes = EncodeMarkSlot(SampleSlot());
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(DecodeMarkSlot(bytes.substr(0, size)).has_value()) << size;
  }
  EXPECT_FALSE(DecodeMarkSlot(bytes + '\0').has_value());
}

TEST(MarkTest, NoMixtureOfTwoSlotsIsWholeUnlessItIsOneOfThem) {
  MarkSlot next = SampleSlot();
  next.sequence += 2;
  next.mark.tree_size += 1;
  const std::string before = EncodeMarkSlot(SampleSlot());
  const std::string after = EncodeMarkSlot(next);
  for (size_t cut = 0; cut <= kMarkSlotBytes; ++cut) {
    const std::string torn = after.substr(0, cut) + before.substr(cut);
    const bool is_one = torn == before || torn == after;
    EXPECT_EQ(DecodeMarkSlot(torn).has_value(), is_one) << cut;
  }
}

TEST(MarkTest, ZerosAreNoSlot) {
  EXPECT_FALSE(DecodeMarkSlot(std::string(kMarkSlotBytes, 0)).has_value());
}

TEST(MarkTest, ALaterFormatIsToldApartFromDamage) {
  std::string bytes = EncodeMarkSlot(SampleSlot());
  bytes[15] = 2;
  EXPECT_EQ(VersionOfMarkSlot(bytes), std::nullopt);
  Repair(bytes);
  EXPECT_EQ(VersionOfMarkSlot(bytes), 2);
  EXPECT_FALSE(DecodeMarkSlot(bytes).has_value());
}

TEST(MarkTest, BytesOfNoFieldAreZero) {
  std::string bytes = EncodeMarkSlot(SampleSlot());
  bytes[104] = 1;
  Repair(bytes);
  EXPECT_FALSE(DecodeMarkSlot(bytes).has_value());
}

TEST(MarkDeathTest, ALogIdOfAnotherLengthEndsTheProcess) {
  MarkSlot slot = SampleSlot();
  slot.mark.log_id = "short";
  EXPECT_DEATH(EncodeMarkSlot(slot), "a log id does not fit its mark");
}

}  // namespace
}  // namespace actionplan::eventstore
