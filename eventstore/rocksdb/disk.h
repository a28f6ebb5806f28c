// The files that the event store writes itself, beside those of RocksDB: a
// small interface, so that a test can let any one call fail, or cut the power
// between two of them.
//
// Thread-safe as a whole; one file is used by one thread at a time.
//
// Every call can fail with:
//   NOT_FOUND           FILE_MISSING: there is no such file or folder
//   PERMISSION_DENIED   FILE_NOT_PERMITTED
//   RESOURCE_EXHAUSTED  DISK_FULL
//   UNAVAILABLE         DISK_FAILED: anything else
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_DISK_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_DISK_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace actionplan::eventstore {

// An open file. What was written survives a crash of the process; it survives a
// power cut only once Sync() has returned OK. Closed when it is destroyed.
class DiskFile {
 public:
  virtual ~DiskFile() = default;

  virtual absl::StatusOr<uint64_t> Size() const = 0;

  // Fills `bytes`. UNAVAILABLE when the file ends before.
  virtual absl::Status Read(uint64_t offset, absl::Span<char> bytes) const = 0;

  // After an error any part of `bytes` may have been written.
  virtual absl::Status Write(uint64_t offset, absl::string_view bytes) = 0;

  // Grows the file to `size` bytes and holds the space for them.
  virtual absl::Status Allocate(uint64_t size) = 0;

  // Waits until the contents and the size are on disk. After an error it is not
  // known which are, and asking again does not tell.
  virtual absl::Status Sync() = 0;
};

class Disk {
 public:
  virtual ~Disk() = default;

  // Opens a file that is there, for reading and writing.
  virtual absl::StatusOr<std::unique_ptr<DiskFile>> Open(
      const std::string& path) = 0;

  // Makes a file, or empties the one that is there.
  virtual absl::StatusOr<std::unique_ptr<DiskFile>> Create(
      const std::string& path) = 0;

  virtual absl::StatusOr<bool> Exists(const std::string& path) const = 0;

  // Gives a file another name, in place of the file that had it.
  virtual absl::Status Rename(const std::string& from,
                              const std::string& to) = 0;

  virtual absl::Status Remove(const std::string& path) = 0;

  // Waits until the names in a folder are on disk: those made, changed and
  // removed.
  virtual absl::Status SyncFolder(const std::string& path) = 0;

  // How many bytes this process may still write to the file system that
  // `path` lies on.
  virtual absl::StatusOr<uint64_t> FreeBytes(const std::string& path) const = 0;
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_DISK_H_
