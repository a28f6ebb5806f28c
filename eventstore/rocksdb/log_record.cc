#include "eventstore/rocksdb/log_record.h"

#include <cstddef>
#include <cstdint>

#include "eventstore/base/status.h"
#include "eventstore/event_store_errors.h"
#include "eventstore/rocksdb/crc32c.h"

namespace actionplan::eventstore {
namespace {

constexpr size_t kCrcBytes = 4;

uint32_t GetLittleEndian(absl::string_view bytes) {
  uint32_t number = 0;
  for (size_t i = bytes.size(); i > 0; --i) {
    number = (number << 8) | static_cast<uint8_t>(bytes[i - 1]);
  }
  return number;
}

}  // namespace

absl::string_view EncodeRecord(const v1::Envelope& envelope,
                               std::string& record) {
  record.assign(kCrcBytes, '\0');
  envelope.AppendToString(&record);
  const absl::string_view bytes = absl::string_view(record).substr(kCrcBytes);
  uint32_t crc = Crc32c(bytes);
  for (size_t i = 0; i < kCrcBytes; ++i, crc >>= 8) {
    record[i] = static_cast<char>(crc & 0xFF);
  }
  return bytes;
}

absl::StatusOr<absl::string_view> EnvelopeIn(absl::string_view record,
                                             Position position) {
  if (record.size() < kCrcBytes) return EventDamaged(position, "is cut short");
  const absl::string_view bytes = record.substr(kCrcBytes);
  if (GetLittleEndian(record.substr(0, kCrcBytes)) != Crc32c(bytes)) {
    return EventDamaged(position, "does not match its checksum");
  }
  return bytes;
}

absl::Status DecodeRecord(absl::string_view record, Position position,
                          v1::Envelope& envelope) {
  ASSIGN_OR_RETURN(const absl::string_view bytes, EnvelopeIn(record, position));
  return ParseEnvelope(position, bytes, envelope);
}

}  // namespace actionplan::eventstore
