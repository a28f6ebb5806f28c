#include "eventstore/rocksdb/log_keys.h"

#include <string>

#include "gtest/gtest.h"

namespace actionplan::eventstore {
namespace {

TEST(LogKeysTest, PositionsAreBigEndianSoThatTheySortByNumber) {
  EXPECT_EQ(View(EncodePosition(0x0102030405060708)),
            absl::string_view("\1\2\3\4\5\6\7\10", 8));
  EXPECT_LT(View(EncodePosition(255)), View(EncodePosition(256)));
  EXPECT_EQ(DecodePosition(View(EncodePosition(UINT64_MAX))), UINT64_MAX);
}

TEST(LogKeysTest, RevisionsOfAStreamSortByNumberUnderOnePrefix) {
  const Hash stream = {'s'};
  const StreamKeyBytes first = EncodeStreamKey(stream, 255);
  const StreamKeyBytes second = EncodeStreamKey(stream, 256);
  EXPECT_LT(View(first), View(second));
  EXPECT_EQ(View(first).substr(0, kHashBytes), View(stream));
  EXPECT_EQ(RevisionOfStreamKey(View(second)), 256);
}

TEST(LogKeysTest, ARequestEntryIsReadBackAsWritten) {
  const RequestEntry entry{
      .first_position = 1ULL << 40, .count = 64, .digest = {'d', '\xff'}};
  const auto read = DecodeRequestEntry(View(EncodeRequestEntry(entry)));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->first_position, entry.first_position);
  EXPECT_EQ(read->count, entry.count);
  EXPECT_EQ(read->digest, entry.digest);
}

TEST(LogKeysTest, BytesOfAnotherLengthAreNothing) {
  for (const size_t size : {0, 7, 9, 23, 25, 27, 29}) {
    const std::string bytes(size, '\1');
    EXPECT_FALSE(DecodePosition(bytes).has_value()) << size;
    EXPECT_FALSE(RevisionOfStreamKey(bytes).has_value()) << size;
    EXPECT_FALSE(DecodeRequestEntry(bytes).has_value()) << size;
  }
}

}  // namespace
}  // namespace actionplan::eventstore
