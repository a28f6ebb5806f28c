// How far a log is known to have come, and the bytes in which that is kept: a
// slot of the mark file.
//
//   bytes         value
//   0 to 7        magic
//   8 to 15       format version of the mark
//   16 to 23      sequence number: one more with each mark that was written
//   24 to 31      epoch
//   32 to 63      log id
//   64 to 71      tree size
//   72 to 103     root
//   104 to 503    zero
//   504 to 511    CRC-32C of what stands before it
//   512 to 4095   zero
//
// Numbers are big-endian, 8 bytes. Whatever matters lies in the first 512
// bytes: a disk that writes its sectors whole leaves the old slot or the new
// one, and the checksum is for those that do not. Magic, format version and
// checksum stay where they are in every later format.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_MARK_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_MARK_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "eventstore/merkle/hash.h"
#include "eventstore/position_signal.h"

namespace actionplan::eventstore {

inline constexpr size_t kMarkSlotBytes = 4096;
inline constexpr size_t kMarkLogIdBytes = 32;
inline constexpr uint64_t kMarkFormatVersion = 1;

struct Mark {
  std::string log_id;      // kMarkLogIdBytes long.
  uint64_t epoch = 0;      // Goes up when an older log is put in place.
  Position tree_size = 0;  // As many events as the log has: its head.
  MerkleHash root{};       // Of the Merkle tree over those events.

  friend bool operator==(const Mark&, const Mark&) = default;
};

struct MarkSlot {
  uint64_t sequence = 0;
  Mark mark;
};

// kMarkSlotBytes long.
std::string EncodeMarkSlot(const MarkSlot& slot);

// The format version of a slot that is whole, of this format or a later one;
// empty for any other bytes.
std::optional<uint64_t> VersionOfMarkSlot(absl::string_view bytes);

// Empty unless the slot is whole and of this format.
std::optional<MarkSlot> DecodeMarkSlot(absl::string_view bytes);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_MARK_H_
