// A disk in memory that keeps apart what was written and what was synced, so
// that a test can fail any one call, kill the process or cut the power.
#ifndef ACTIONPLAN_TESTS_EVENTSTORE_ROCKSDB_MEMORY_DISK_H_
#define ACTIONPLAN_TESTS_EVENTSTORE_ROCKSDB_MEMORY_DISK_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eventstore/base/mutex.h"
#include "eventstore/rocksdb/disk.h"

namespace actionplan::eventstore {

enum class DiskFault {
  kNone,
  kFails,         // The call does nothing and says so.
  kFailsHalfWay,  // Half of it happens, and it says that it failed.
};

// What of the writes and names that were never synced reaches the disk as the
// power goes: the bytes of each file in [from, to), and the names or not.
struct PowerCut {
  uint64_t from = 0;
  uint64_t to = 0;
  enum class Names { kAsSynced, kAsWritten } names = Names::kAsSynced;
};

// Thread-safe. Folders are not made: every path may be used. Files that are
// open may outlive it.
class MemoryDisk final : public Disk {
 public:
  absl::StatusOr<std::unique_ptr<DiskFile>> Open(
      const std::string& path) override;
  absl::StatusOr<std::unique_ptr<DiskFile>> Create(
      const std::string& path) override;
  absl::StatusOr<bool> Exists(const std::string& path) const override;
  absl::Status Rename(const std::string& from, const std::string& to) override;
  absl::Status Remove(const std::string& path) override;
  absl::Status SyncFolder(const std::string& path) override;
  absl::StatusOr<uint64_t> FreeBytes(const std::string& path) const override;

  // How many calls were made that can fail.
  int calls() const;

  // The call after the next `calls` ones goes wrong, and no other.
  void FailAfter(int calls, DiskFault fault);

  // Turns the machine off and on. Files that are open keep what they are.
  void Cut(const PowerCut& cut);

  // The contents as a reader sees them now; and what they are to be, synced.
  std::string Contents(const std::string& path) const;
  void Put(const std::string& path, const std::string& contents);

  // How much all files together may hold.
  void set_capacity(uint64_t bytes);

 private:
  friend class MemoryFile;

  struct Node {
    std::string written;
    std::string synced;
  };
  using Names = std::map<std::string, std::shared_ptr<Node>>;

  DiskFault NextFault() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  uint64_t Free() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable base::Mutex mutex_;
  Names names_ ABSL_GUARDED_BY(mutex_);
  Names synced_names_ ABSL_GUARDED_BY(mutex_);
  mutable int calls_ ABSL_GUARDED_BY(mutex_) = 0;
  int fault_at_ ABSL_GUARDED_BY(mutex_) = -1;
  DiskFault fault_ ABSL_GUARDED_BY(mutex_) = DiskFault::kNone;
  uint64_t capacity_ ABSL_GUARDED_BY(mutex_) = UINT64_MAX;
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_TESTS_EVENTSTORE_ROCKSDB_MEMORY_DISK_H_
