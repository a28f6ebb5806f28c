// The machine's own disk, by POSIX calls.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_SYSTEM_DISK_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_SYSTEM_DISK_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eventstore/rocksdb/disk.h"

namespace actionplan::eventstore {

// Files it makes are readable and writable by their owner only. Sync() is
// fdatasync(): of what describes a file, only what is needed to read it back.
class SystemDisk final : public Disk {
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
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_SYSTEM_DISK_H_
