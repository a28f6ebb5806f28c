#include "eventstore/rocksdb/system_disk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"

namespace actionplan::eventstore {
namespace {

struct Kind {
  absl::StatusCode code;
  absl::string_view reason;
};

Kind KindOf(int cause) {
  switch (cause) {
    case ENOENT:
    case ENOTDIR:
      return {absl::StatusCode::kNotFound, "FILE_MISSING"};
    case EACCES:
    case EPERM:
    case EROFS:
      return {absl::StatusCode::kPermissionDenied, "FILE_NOT_PERMITTED"};
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return {absl::StatusCode::kResourceExhausted, "DISK_FULL"};
    default:
      return {absl::StatusCode::kUnavailable, "DISK_FAILED"};
  }
}

struct Attempt {
  absl::string_view path;
  absl::string_view verb;  // As in "cannot be opened".
};

absl::Status Failed(const Attempt& attempt, int cause) {
  const auto [code, reason] = KindOf(cause);
  return base::Error(
      {.code = code,
       .reason = reason,
       .message = absl::StrCat(attempt.path, " cannot be ", attempt.verb, ": ",
                               std::generic_category().message(cause))});
}

absl::Status Check(int result, const Attempt& attempt) {
  return result == 0 ? absl::OkStatus() : Failed(attempt, errno);
}

template <typename Call>
auto UnlessInterrupted(Call call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

class SystemFile final : public DiskFile {
 public:
  SystemFile(std::string path, int descriptor)
      : path_(std::move(path)), descriptor_(descriptor) {}
  ~SystemFile() override { ::close(descriptor_); }
  SystemFile(const SystemFile&) = delete;
  SystemFile& operator=(const SystemFile&) = delete;

  absl::StatusOr<uint64_t> Size() const override {
    struct stat found;
    RETURN_IF_ERROR(Check(::fstat(descriptor_, &found), {path_, "looked at"}));
    return static_cast<uint64_t>(found.st_size);
  }

  absl::Status Read(uint64_t offset, absl::Span<char> bytes) const override {
    while (!bytes.empty()) {
      const ssize_t count = UnlessInterrupted([&] {
        return ::pread(descriptor_, bytes.data(), bytes.size(),
                       static_cast<off_t>(offset));
      });
      if (count < 0) return Failed({path_, "read"}, errno);
      if (count == 0) return Failed({path_, "read to its end"}, EIO);
      bytes.remove_prefix(static_cast<size_t>(count));
      offset += static_cast<uint64_t>(count);
    }
    return absl::OkStatus();
  }

  absl::Status Write(uint64_t offset, absl::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t count = UnlessInterrupted([&] {
        return ::pwrite(descriptor_, bytes.data(), bytes.size(),
                        static_cast<off_t>(offset));
      });
      if (count < 0) return Failed({path_, "written"}, errno);
      bytes.remove_prefix(static_cast<size_t>(count));
      offset += static_cast<uint64_t>(count);
    }
    return absl::OkStatus();
  }

  absl::Status Allocate(uint64_t size) override {
    const int cause =
        ::posix_fallocate(descriptor_, 0, static_cast<off_t>(size));
    return cause == 0 ? absl::OkStatus() : Failed({path_, "grown"}, cause);
  }

  absl::Status Sync() override {
    return Check(::fdatasync(descriptor_), {path_, "synced"});
  }

 private:
  const std::string path_;
  const int descriptor_;
};

absl::StatusOr<std::unique_ptr<DiskFile>> OpenWith(const std::string& path,
                                                   int flags) {
  constexpr mode_t kOwnerOnly = 0600;
  const int descriptor = UnlessInterrupted([&] {
    return ::open(path.c_str(), flags | O_RDWR | O_CLOEXEC, kOwnerOnly);
  });
  if (descriptor < 0) return Failed({path, "opened"}, errno);
  return std::make_unique<SystemFile>(path, descriptor);
}

}  // namespace

absl::StatusOr<std::unique_ptr<DiskFile>> SystemDisk::Open(
    const std::string& path) {
  return OpenWith(path, 0);
}

absl::StatusOr<std::unique_ptr<DiskFile>> SystemDisk::Create(
    const std::string& path) {
  return OpenWith(path, O_CREAT | O_TRUNC);
}

absl::StatusOr<bool> SystemDisk::Exists(const std::string& path) const {
  struct stat found;
  if (::stat(path.c_str(), &found) == 0) return true;
  const absl::Status status = Failed({path, "looked at"}, errno);
  if (absl::IsNotFound(status)) return false;
  return status;
}

absl::Status SystemDisk::Rename(const std::string& from,
                                const std::string& to) {
  return Check(std::rename(from.c_str(), to.c_str()), {from, "renamed"});
}

absl::Status SystemDisk::Remove(const std::string& path) {
  return Check(::unlink(path.c_str()), {path, "removed"});
}

absl::Status SystemDisk::SyncFolder(const std::string& path) {
  const int folder = UnlessInterrupted(
      [&] { return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
  if (folder < 0) return Failed({path, "opened"}, errno);
  const absl::Status synced = Check(::fsync(folder), {path, "synced"});
  ::close(folder);
  return synced;
}

absl::StatusOr<uint64_t> SystemDisk::FreeBytes(const std::string& path) const {
  struct statvfs found;
  RETURN_IF_ERROR(
      Check(::statvfs(path.c_str(), &found), {path, "asked for its space"}));
  return static_cast<uint64_t>(found.f_bavail) * found.f_frsize;
}

}  // namespace actionplan::eventstore
