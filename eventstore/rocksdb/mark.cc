#include "eventstore/rocksdb/mark.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "eventstore/base/logging.h"
#include "eventstore/rocksdb/crc32c.h"
#include "eventstore/rocksdb/log_keys.h"

namespace actionplan::eventstore {
namespace {

constexpr absl::string_view kMagic = "LOGMARK\n";
constexpr size_t kVersionAt = 8;
constexpr size_t kSequenceAt = 16;
constexpr size_t kEpochAt = 24;
constexpr size_t kLogIdAt = 32;
constexpr size_t kTreeSizeAt = kLogIdAt + kMarkLogIdBytes;
constexpr size_t kRootAt = kTreeSizeAt + kNumberBytes;
constexpr size_t kFieldsEnd = kRootAt + kMerkleHashBytes;
constexpr size_t kChecksumAt = 504;
constexpr size_t kChecksumEnd = kChecksumAt + kNumberBytes;

std::string Number(uint64_t number) {
  return std::string(View(EncodePosition(number)));
}

uint64_t NumberAt(absl::string_view bytes, size_t offset) {
  return *DecodePosition(bytes.substr(offset, kNumberBytes));
}

bool IsZero(absl::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(),
                     [](char byte) { return byte == 0; });
}

}  // namespace

std::string EncodeMarkSlot(const MarkSlot& slot) {
  const auto& [sequence, mark] = slot;
  if (mark.log_id.size() != kMarkLogIdBytes) {
    base::Fatal("a log id does not fit its mark", {{"log_id", mark.log_id}});
  }
  std::string bytes =
      absl::StrCat(kMagic, Number(kMarkFormatVersion), Number(sequence),
                   Number(mark.epoch), mark.log_id, Number(mark.tree_size),
                   BytesOf(absl::MakeConstSpan(&mark.root, 1)));
  bytes.resize(kChecksumAt);
  bytes += Number(Crc32c(bytes));
  bytes.resize(kMarkSlotBytes);
  return bytes;
}

std::optional<uint64_t> VersionOfMarkSlot(absl::string_view bytes) {
  if (bytes.size() != kMarkSlotBytes) return std::nullopt;
  if (bytes.substr(0, kMagic.size()) != kMagic) return std::nullopt;
  if (NumberAt(bytes, kChecksumAt) != Crc32c(bytes.substr(0, kChecksumAt))) {
    return std::nullopt;
  }
  return NumberAt(bytes, kVersionAt);
}

std::optional<MarkSlot> DecodeMarkSlot(absl::string_view bytes) {
  if (VersionOfMarkSlot(bytes) != kMarkFormatVersion) return std::nullopt;
  if (!IsZero(bytes.substr(kFieldsEnd, kChecksumAt - kFieldsEnd)) ||
      !IsZero(bytes.substr(kChecksumEnd))) {
    return std::nullopt;
  }
  MarkSlot slot;
  slot.sequence = NumberAt(bytes, kSequenceAt);
  slot.mark.epoch = NumberAt(bytes, kEpochAt);
  slot.mark.log_id = std::string(bytes.substr(kLogIdAt, kMarkLogIdBytes));
  slot.mark.tree_size = NumberAt(bytes, kTreeSizeAt);
  slot.mark.root = HashesOf(bytes.substr(kRootAt, kMerkleHashBytes))->front();
  return slot;
}

}  // namespace actionplan::eventstore
