// What of a folder's files would be left by a power cut: the bytes and names
// that a successful sync stands for, and nothing else.
//
// Stricter than most disks. A file that was never synced is empty, one whose
// name was never synced is gone, and after a sync that failed nothing more of
// the file is kept, whatever later syncs say: Linux forgets the pages that it
// could not write (Rebello and others, "Can Applications Recover from fsync
// Failures?", 2020). Kinder in one way: files that were renamed or removed stay
// so, and with a new name every name that its folder had before, since journals
// keep the order of names.
#ifndef ACTIONPLAN_TESTS_DURABILITY_SYNC_LEDGER_H_
#define ACTIONPLAN_TESTS_DURABILITY_SYNC_LEDGER_H_

#include <sys/types.h>

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace actionplan::durability {

// Thread-safe. What it is told survives the process that tells it.
class SyncLedger {
 public:
  // Keeps its own files in `folder`, on the disk of those it is told of.
  explicit SyncLedger(std::string folder);
  ~SyncLedger();
  SyncLedger(const SyncLedger&) = delete;
  SyncLedger& operator=(const SyncLedger&) = delete;

  // The number by which the file is known, whatever name it gets.
  static ino_t NumberOf(const std::string& path);

  // A file was made, or emptied. Nothing of it is on disk.
  void Made(const std::string& path);

  // The first `size` bytes of the file are on disk.
  void Synced(ino_t file, uint64_t size);

  // The whole file is on disk, and has these contents.
  void SyncedAs(ino_t file, absl::string_view contents);

  // The names of the folder's files are on disk.
  void NamesSynced(const std::string& folder);

  // The file got this name, which stays.
  void Renamed(const std::string& path);

  // Leaves in `folder` and below what a power cut would leave. Files it was
  // never told of stay as they are. Nobody may be using them.
  void CutPower(const std::string& folder) const;

 private:
  struct Entry;

  void Write(const Entry& entry);
  std::string CopyOf(ino_t file) const;

  const std::string folder_;
  const int entries_;
};

}  // namespace actionplan::durability

#endif  // ACTIONPLAN_TESTS_DURABILITY_SYNC_LEDGER_H_
