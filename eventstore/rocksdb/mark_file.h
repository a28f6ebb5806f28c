// The file beside the log that says how far the log is known to have come, so
// that a log which lost its end is never taken for the whole.
//
// Two slots (mark.h), 4 KiB each; the mark with sequence number n stands in
// slot n mod 2. A write overwrites the older slot and waits for the disk, so
// the newest mark is never at risk while the next one is being written. The
// file is made under another name, whole and synced, and then renamed: it is
// there with both slots or not at all, and overwriting a slot changes nothing
// but its bytes.
//
// After a crash or a power cut: the mark of the last Write() that returned OK
// is there, or that of the one that had not returned.
//
// What Open() makes of what it finds:
//   no file                      NOT_FOUND
//   not exactly two slots long   MARK_DAMAGED: no crash does that
//   two whole slots              the newer one. They must follow each other, in
//                                their places, for one log, without shrinking;
//                                else MARK_DAMAGED
//   one whole slot               that one, and lost_slot() says that the other
//                                was lost. A write that was cut short does
//                                that; so does damage to the newest mark, and
//                                the file alone cannot tell. The caller can: a
//                                mark is written after the log grew, so when
//                                the log does not go past newest(), no write
//                                was cut short
//   no whole slot                MARK_DAMAGED
//   a whole slot in a later      MARK_FORMAT_NEWER
//   format
//   a slot that cannot be read   UNAVAILABLE (DISK_FAILED)
// A slot with a single bit changed is not whole.
//
// Not thread-safe; the log's own lock keeps a second process out.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_MARK_FILE_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_MARK_FILE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eventstore/rocksdb/disk.h"
#include "eventstore/rocksdb/mark.h"

namespace actionplan::eventstore {

class MarkFile {
 public:
  // Makes the file, in place of one that is there. Once it returns OK the file
  // survives a power cut; after an error or a crash there is no file under this
  // name or the whole one. Errors are those of Disk.
  static absl::StatusOr<std::unique_ptr<MarkFile>> Create(
      Disk& disk, const std::string& path, const Mark& mark);

  // Opens the file, and syncs what it finds: what a process left in memory only
  // must not be built on. Errors as above and those of Disk.
  static absl::StatusOr<std::unique_ptr<MarkFile>> Open(
      Disk& disk, const std::string& path);

  MarkFile(const MarkFile&) = delete;
  MarkFile& operator=(const MarkFile&) = delete;

  const Mark& newest() const { return newest_.mark; }

  // Whether the slot that the next write goes to was not whole.
  bool lost_slot() const { return lost_slot_; }

  const std::string& path() const { return path_; }

  // Puts the mark on disk. It must be of the same log and epoch and its tree
  // larger, or the process ends. UNAVAILABLE (MARK_NOT_WRITTEN): which of the
  // two marks is there is not known, and every later write is refused.
  absl::Status Write(const Mark& mark);

 private:
  MarkFile(std::string path, std::unique_ptr<DiskFile> file)
      : path_(std::move(path)), file_(std::move(file)) {}

  absl::Status Load();

  const std::string path_;
  const std::unique_ptr<DiskFile> file_;
  MarkSlot newest_;
  bool lost_slot_ = false;
  absl::Status write_failure_;
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_MARK_FILE_H_
