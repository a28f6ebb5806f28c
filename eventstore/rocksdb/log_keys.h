// How the log's database is laid out: the one owner of its keys and values.
//
//   column family   key                          value
//   events          position                     record (log_record.h)
//   streams         stream hash, revision        position
//   requests        request hash                 position, count, digest
//   merkle          level and index of a tile    hashes (merkle/tiles.h)
//   merkle          "frontier"                   frontier (merkle/frontier.h)
//   meta            name                         text, or the digest key
//   meta            "request_count"              how many requests there are
//
// Numbers are big-endian, 8 bytes (the count 4), so that byte order is their
// order. A hash is the first 16 bytes of a SHA-256 (log_hashes.h): a stream's
// entries lie together, and no name is stored in a key. The position in
// `requests` is that of the first event the request wrote.
//
// Everything here is written in one batch with the events it speaks of, so it
// never disagrees with them.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_KEYS_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_KEYS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"
#include "eventstore/event_store.h"
#include "eventstore/merkle/tiles.h"

namespace actionplan::eventstore {

inline constexpr char kEventsFamily[] = "events";
inline constexpr char kStreamsFamily[] = "streams";
inline constexpr char kRequestsFamily[] = "requests";
inline constexpr char kMerkleFamily[] = "merkle";
inline constexpr char kMetaFamily[] = "meta";

// In the merkle family; not as long as the key of a tile.
inline constexpr char kFrontierName[] = "frontier";

// Names in the meta family. Numbers there are decimal text.
inline constexpr char kLogIdName[] = "log_id";
inline constexpr char kFormatVersionName[] = "format_version";
inline constexpr char kMinimumReaderName[] = "minimum_reader";
inline constexpr char kDigestKeyName[] = "digest_key";
inline constexpr char kEpochName[] = "epoch";

// In the meta family, written with each group: entries of `requests`.
inline constexpr char kRequestCountName[] = "request_count";

inline constexpr size_t kHashBytes = 16;
inline constexpr size_t kNumberBytes = 8;
inline constexpr size_t kCountBytes = 4;

using Hash = std::array<char, kHashBytes>;

template <size_t kSize>
absl::string_view View(const std::array<char, kSize>& bytes) {
  return {bytes.data(), bytes.size()};
}

using PositionBytes = std::array<char, kNumberBytes>;

PositionBytes EncodePosition(Position position);

// Empty when the bytes are not a position.
std::optional<Position> DecodePosition(absl::string_view bytes);

using StreamKeyBytes = std::array<char, kHashBytes + kNumberBytes>;

StreamKeyBytes EncodeStreamKey(const Hash& stream, Revision revision);

// The revision in a key of EncodeStreamKey(); empty for other bytes.
std::optional<Revision> RevisionOfStreamKey(absl::string_view key);

struct RequestEntry {
  Position first_position = 0;
  uint32_t count = 0;
  Hash digest{};
};

using RequestEntryBytes =
    std::array<char, kNumberBytes + kCountBytes + kHashBytes>;

RequestEntryBytes EncodeRequestEntry(const RequestEntry& entry);

// Empty when the bytes are not an entry.
std::optional<RequestEntry> DecodeRequestEntry(absl::string_view bytes);

using TileKeyBytes = std::array<char, 1 + kNumberBytes>;

TileKeyBytes EncodeTileKey(const TileId& tile);

// Empty when the bytes are not the key of a tile.
std::optional<TileId> DecodeTileKey(absl::string_view key);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_KEYS_H_
