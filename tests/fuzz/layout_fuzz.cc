// Any bytes as the other things that a log keeps beside its records: keys and
// values of its indexes, the frontier and the tiles of its tree, the slots of
// its mark file, rows of views. What is accepted has one spelling, except rows.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "actionplan/projections/v1/rows.pb.h"
#include "actionplan/v1/action.pb.h"
#include "eventstore/merkle/frontier.h"
#include "eventstore/rocksdb/crc32c.h"
#include "eventstore/rocksdb/log_keys.h"
#include "eventstore/rocksdb/mark.h"
#include "eventstore/rocksdb/mark_file.h"
#include "projections/row_parsing.h"
#include "tests/eventstore/rocksdb/memory_disk.h"
#include "tests/fuzz/fuzz_entry.h"
#include "tests/fuzz/quiet_protobuf.h"

namespace actionplan::eventstore {
namespace {

using fuzz::Require;

void TryKeys(absl::string_view bytes) {
  const auto position = DecodePosition(bytes);
  Require(!position || View(EncodePosition(*position)) == bytes,
          "a position has one spelling");
  const auto entry = DecodeRequestEntry(bytes);
  Require(!entry || View(EncodeRequestEntry(*entry)) == bytes,
          "the entry of a request has one spelling");
  if (const auto revision = RevisionOfStreamKey(bytes)) {
    Hash stream;
    bytes.copy(stream.data(), stream.size());
    Require(View(EncodeStreamKey(stream, *revision)) == bytes,
            "the key of a stream's event has one spelling");
  }
  if (const auto tile = DecodeTileKey(bytes)) {
    Require(View(EncodeTileKey(*tile)) == bytes,
            "the key of a tile has one spelling");
    Require(HashesInTile(*tile, kMaxTreeSize) <= kTileWidth,
            "a tile is never wider than a tile");
  }
}

void TryTree(absl::string_view bytes) {
  auto frontier = Frontier::Parse(bytes);
  if (!frontier.ok()) return;
  Require(frontier->Serialise() == bytes, "a frontier has one spelling");
  TreeHasher hasher;
  frontier->Root(hasher);
  if (frontier->size() == kMaxTreeSize) return;
  const uint64_t size = frontier->size();
  frontier->Append(hasher.Leaf(bytes), hasher);
  Require(frontier->size() == size + 1 &&
              Frontier::Parse(frontier->Serialise()).ok(),
          "a frontier that was read can grow");
}

// A slot with this beginning and a checksum that is right.
std::string SlotOf(absl::string_view beginning) {
  constexpr size_t kChecksumAt = 504;
  std::string slot(beginning.substr(0, kChecksumAt));
  slot.resize(kChecksumAt);
  absl::StrAppend(&slot, View(EncodePosition(Crc32c(slot))));
  slot.resize(kMarkSlotBytes);
  return slot;
}

void TrySlot(absl::string_view bytes) {
  const auto slot = DecodeMarkSlot(bytes);
  Require(!slot || EncodeMarkSlot(*slot) == bytes,
          "the slot of a mark has one spelling");
}

void TryMarkFile(const std::string& contents) {
  MemoryDisk disk;
  disk.Put("mark", contents);
  auto file = MarkFile::Open(disk, "mark");
  if (!file.ok()) return;
  const Mark mark = (*file)->newest();
  if (mark.tree_size == UINT64_MAX) return;
  Mark next = mark;
  ++next.tree_size;
  Require((*file)->Write(next).ok(), "a mark that was read can grow");
  file->reset();
  const auto reopened = MarkFile::Open(disk, "mark");
  Require(reopened.ok() && (*reopened)->newest() == next,
          "the mark that was written last is read");
}

void TryMark(absl::string_view bytes) {
  TrySlot(bytes);
  TryMarkFile(std::string(bytes));
  const absl::string_view first = bytes.substr(0, bytes.size() / 2);
  const absl::string_view second = bytes.substr(bytes.size() / 2);
  TrySlot(SlotOf(bytes));
  TryMarkFile(absl::StrCat(SlotOf(first), SlotOf(second)));
  TryMarkFile(absl::StrCat(SlotOf(bytes), std::string(kMarkSlotBytes, '\0')));
}

template <typename Row>
void TryRow(absl::string_view bytes) {
  Row row;
  if (!projections::ParseRow(bytes, row).ok()) return;
  Row again;
  Require(projections::ParseRow(row.SerializeAsString(), again).ok() &&
              again.SerializeAsString() == row.SerializeAsString(),
          "a row that was read is written and read again");
}

void TryRows(absl::string_view bytes) {
  TryRow<projections::v1::ActionPlanRow>(bytes);
  TryRow<projections::v1::Checkpoint>(bytes);
  TryRow<actionplan::v1::Action>(bytes);
}

}  // namespace
}  // namespace actionplan::eventstore

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  actionplan::fuzz::QuietProtobuf();
  const absl::string_view bytes = actionplan::fuzz::Bytes(data, size);
  actionplan::eventstore::TryKeys(bytes);
  actionplan::eventstore::TryTree(bytes);
  actionplan::eventstore::TryMark(bytes);
  actionplan::eventstore::TryRows(bytes);
  return 0;
}
