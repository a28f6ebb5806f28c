#include "eventstore/rocksdb/mark_file.h"

#include <array>
#include <filesystem>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "eventstore/base/logging.h"
#include "eventstore/base/status.h"
#include "eventstore/rocksdb/mark_errors.h"

namespace actionplan::eventstore {
namespace {

constexpr uint64_t kSlots = 2;

uint64_t OffsetOf(uint64_t sequence) {
  return sequence % kSlots * kMarkSlotBytes;
}

std::string FolderOf(const std::string& path) {
  const std::filesystem::path folder =
      std::filesystem::path(path).parent_path();
  return folder.empty() ? "." : folder.string();
}

bool SameLog(const Mark& left, const Mark& right) {
  return left.log_id == right.log_id && left.epoch == right.epoch;
}

bool Follows(const MarkSlot& newer, const MarkSlot& older) {
  return newer.sequence == older.sequence + 1 &&
         SameLog(newer.mark, older.mark) &&
         newer.mark.tree_size >= older.mark.tree_size;
}

}  // namespace

absl::StatusOr<std::unique_ptr<MarkFile>> MarkFile::Create(
    Disk& disk, const std::string& path, const Mark& mark) {
  const std::string unfinished = absl::StrCat(path, ".new");
  ASSIGN_OR_RETURN(std::unique_ptr<DiskFile> file, disk.Create(unfinished));
  for (uint64_t sequence = 1; sequence <= kSlots; ++sequence) {
    RETURN_IF_ERROR(
        file->Write(OffsetOf(sequence),
                    EncodeMarkSlot({.sequence = sequence, .mark = mark})));
  }
  RETURN_IF_ERROR(file->Sync());
  RETURN_IF_ERROR(disk.Rename(unfinished, path));
  RETURN_IF_ERROR(disk.SyncFolder(FolderOf(path)));
  std::unique_ptr<MarkFile> made(new MarkFile(path, std::move(file)));
  made->newest_ = {.sequence = kSlots, .mark = mark};
  return made;
}

absl::StatusOr<std::unique_ptr<MarkFile>> MarkFile::Open(
    Disk& disk, const std::string& path) {
  ASSIGN_OR_RETURN(std::unique_ptr<DiskFile> file, disk.Open(path));
  std::unique_ptr<MarkFile> found(new MarkFile(path, std::move(file)));
  RETURN_IF_ERROR(found->Load());
  // The process that made the file, or wrote to it last, may have been killed
  // before its own syncs.
  RETURN_IF_ERROR(found->file_->Sync());
  RETURN_IF_ERROR(disk.SyncFolder(FolderOf(path)));
  return found;
}

absl::Status MarkFile::Load() {
  ASSIGN_OR_RETURN(const uint64_t size, file_->Size());
  if (size != kSlots * kMarkSlotBytes) {
    return MarkDamaged(path_, absl::StrCat("it has ", size, " bytes"));
  }
  std::array<std::optional<MarkSlot>, kSlots> slots;
  for (uint64_t place = 0; place < kSlots; ++place) {
    std::array<char, kMarkSlotBytes> bytes;
    RETURN_IF_ERROR(file_->Read(place * kMarkSlotBytes, absl::MakeSpan(bytes)));
    const absl::string_view slot(bytes.data(), bytes.size());
    const std::optional<uint64_t> version = VersionOfMarkSlot(slot);
    if (version.has_value() && *version > kMarkFormatVersion) {
      return MarkFormatNewer(path_, *version);
    }
    slots[place] = DecodeMarkSlot(slot);
    if (slots[place].has_value() && slots[place]->sequence % kSlots != place) {
      return MarkDamaged(path_, "a slot stands in the place of the other");
    }
  }
  if (!slots[0].has_value()) slots[0].swap(slots[1]);
  if (!slots[0].has_value()) return MarkDamaged(path_, "no slot is whole");
  lost_slot_ = !slots[1].has_value();
  if (!lost_slot_ && slots[0]->sequence < slots[1]->sequence) {
    slots[0].swap(slots[1]);
  }
  if (!lost_slot_ && !Follows(*slots[0], *slots[1])) {
    return MarkDamaged(path_, "its two slots do not follow each other");
  }
  newest_ = *slots[0];
  return absl::OkStatus();
}

absl::Status MarkFile::Write(const Mark& mark) {
  RETURN_IF_ERROR(write_failure_);
  if (!SameLog(mark, newest_.mark) ||
      mark.tree_size <= newest_.mark.tree_size) {
    base::Fatal("a mark must grow", {{"path", path_},
                                     {"from", newest_.mark.tree_size},
                                     {"to", mark.tree_size}});
  }
  const MarkSlot next = {.sequence = newest_.sequence + 1, .mark = mark};
  absl::Status written =
      file_->Write(OffsetOf(next.sequence), EncodeMarkSlot(next));
  if (written.ok()) written = file_->Sync();
  if (!written.ok()) {
    write_failure_ = MarkNotWritten(written);
    return write_failure_;
  }
  newest_ = next;
  lost_slot_ = false;
  return absl::OkStatus();
}

}  // namespace actionplan::eventstore
