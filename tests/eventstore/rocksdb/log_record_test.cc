#include "eventstore/rocksdb/log_record.h"

#include <string>

#include "eventstore/rocksdb/crc32c.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
namespace {

using support::FailsWith;
using support::StatusIs;

v1::Envelope SmallEvent() {
  v1::Envelope event;
  event.set_position(3);
  event.set_stream("boards/1");
  event.set_payload("payload");
  return event;
}

std::string RecordOf(const v1::Envelope& event) {
  std::string record = "what was there before";
  EncodeRecord(event, record);
  return record;
}

TEST(LogRecordTest, IsTheChecksumAndTheSerialisedEnvelope) {
  const std::string record = RecordOf(SmallEvent());
  EXPECT_EQ(record.substr(4), SmallEvent().SerializeAsString());
}

TEST(LogRecordTest, IsReadBackAsWritten) {
  v1::Envelope read;
  read.set_actor("left from the event before");
  ASSERT_OK(DecodeRecord(RecordOf(SmallEvent()), 3, read));
  EXPECT_EQ(read.SerializeAsString(), SmallEvent().SerializeAsString());
}

TEST(LogRecordTest, EveryFlippedBitIsNoticed) {
  const std::string record = RecordOf(SmallEvent());
  v1::Envelope read;
  for (size_t bit = 0; bit < record.size() * 8; ++bit) {
    std::string damaged = record;
    damaged[bit / 8] ^= static_cast<char>(1 << (bit % 8));
    const absl::Status status = DecodeRecord(damaged, 3, read);
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kDataLoss)) << bit;
    EXPECT_THAT(status, FailsWith("EVENT_DAMAGED")) << bit;
  }
}

TEST(LogRecordTest, EveryCutIsNoticed) {
  const std::string record = RecordOf(SmallEvent());
  v1::Envelope read;
  for (size_t size = 0; size < record.size(); ++size) {
    EXPECT_THAT(DecodeRecord(record.substr(0, size), 3, read),
                FailsWith("EVENT_DAMAGED"))
        << size;
  }
}

TEST(LogRecordTest, AnEventAtAnotherPositionIsNoticed) {
  v1::Envelope read;
  EXPECT_THAT(DecodeRecord(RecordOf(SmallEvent()), 4, read),
              FailsWith("EVENT_DAMAGED"));
}

TEST(LogRecordTest, BytesThatAreNoEnvelopeAreNoticed) {
  const std::string bytes = "\xff no envelope";
  std::string record;
  for (uint32_t crc = Crc32c(bytes); record.size() < 4; crc >>= 8) {
    record.push_back(static_cast<char>(crc & 0xFF));
  }
  v1::Envelope read;
  const absl::Status status = DecodeRecord(record + bytes, 1, read);
  EXPECT_THAT(status, FailsWith("EVENT_DAMAGED"));
  EXPECT_THAT(status.message(), testing::HasSubstr("is not an event"));
}

}  // namespace
}  // namespace actionplan::eventstore
