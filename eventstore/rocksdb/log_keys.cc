#include "eventstore/rocksdb/log_keys.h"

#include <algorithm>

namespace actionplan::eventstore {
namespace {

void PutBigEndian(uint64_t number, char* first, size_t size) {
  for (size_t i = size; i > 0; --i) {
    first[i - 1] = static_cast<char>(number & 0xFF);
    number >>= 8;
  }
}

uint64_t GetBigEndian(absl::string_view bytes) {
  uint64_t number = 0;
  for (const char byte : bytes) {
    number = (number << 8) | static_cast<uint8_t>(byte);
  }
  return number;
}

}  // namespace

PositionBytes EncodePosition(Position position) {
  PositionBytes bytes;
  PutBigEndian(position, bytes.data(), kNumberBytes);
  return bytes;
}

std::optional<Position> DecodePosition(absl::string_view bytes) {
  if (bytes.size() != kNumberBytes) return std::nullopt;
  return GetBigEndian(bytes);
}

StreamKeyBytes EncodeStreamKey(const Hash& stream, Revision revision) {
  StreamKeyBytes bytes;
  std::copy(stream.begin(), stream.end(), bytes.begin());
  PutBigEndian(revision, bytes.data() + kHashBytes, kNumberBytes);
  return bytes;
}

std::optional<Revision> RevisionOfStreamKey(absl::string_view key) {
  if (key.size() != kHashBytes + kNumberBytes) return std::nullopt;
  return GetBigEndian(key.substr(kHashBytes));
}

RequestEntryBytes EncodeRequestEntry(const RequestEntry& entry) {
  RequestEntryBytes bytes;
  PutBigEndian(entry.first_position, bytes.data(), kNumberBytes);
  PutBigEndian(entry.count, bytes.data() + kNumberBytes, kCountBytes);
  std::copy(entry.digest.begin(), entry.digest.end(),
            bytes.begin() + kNumberBytes + kCountBytes);
  return bytes;
}

std::optional<RequestEntry> DecodeRequestEntry(absl::string_view bytes) {
  if (bytes.size() != kNumberBytes + kCountBytes + kHashBytes) {
    return std::nullopt;
  }
  RequestEntry entry;
  entry.first_position = GetBigEndian(bytes.substr(0, kNumberBytes));
  entry.count = static_cast<uint32_t>(
      GetBigEndian(bytes.substr(kNumberBytes, kCountBytes)));
  const absl::string_view digest = bytes.substr(kNumberBytes + kCountBytes);
  std::copy(digest.begin(), digest.end(), entry.digest.begin());
  return entry;
}

TileKeyBytes EncodeTileKey(const TileId& tile) {
  TileKeyBytes bytes;
  bytes[0] = static_cast<char>(tile.level);
  PutBigEndian(tile.index, bytes.data() + 1, kNumberBytes);
  return bytes;
}

std::optional<TileId> DecodeTileKey(absl::string_view key) {
  if (key.size() != 1 + kNumberBytes) return std::nullopt;
  return TileId{.level = static_cast<uint8_t>(key[0]),
                .index = GetBigEndian(key.substr(1))};
}

}  // namespace actionplan::eventstore
