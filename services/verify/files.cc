#include "services/verify/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"

namespace actionplan::verify {
namespace {

constexpr size_t kBlockBytes = 64 * 1024;
constexpr mode_t kReadableByAll = 0644;

absl::Status SystemError(absl::string_view what, const std::string& path) {
  const int error = errno;
  const std::string message =
      absl::StrCat(path, " cannot be ", what, ": ", std::strerror(error));
  return error == ENOENT ? absl::NotFoundError(message)
                         : absl::UnavailableError(message);
}

// Closed when it goes out of scope.
class OpenFile {
 public:
  OpenFile(const std::string& path, int flags)
      : descriptor_(open(path.c_str(), flags | O_CLOEXEC, kReadableByAll)) {}
  ~OpenFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  bool ok() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }

 private:
  const int descriptor_;
};

absl::Status WriteDurably(const std::string& path, absl::string_view bytes) {
  const OpenFile file(path, O_WRONLY | O_CREAT | O_TRUNC);
  if (!file.ok()) return SystemError("written", path);
  while (!bytes.empty()) {
    const ssize_t written =
        write(file.descriptor(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return SystemError("written", path);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  if (fsync(file.descriptor()) != 0) return SystemError("written", path);
  return absl::OkStatus();
}

// Without it a power cut could bring the old name back.
absl::Status SyncFolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  const std::string folder =
      slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const OpenFile opened(folder, O_RDONLY | O_DIRECTORY);
  if (!opened.ok() || fsync(opened.descriptor()) != 0) {
    return SystemError("synced", folder);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path, size_t limit) {
  const OpenFile file(path, O_RDONLY);
  if (!file.ok()) return SystemError("read", path);
  std::string bytes;
  std::string block(kBlockBytes, '\0');
  while (true) {
    const ssize_t size = read(file.descriptor(), block.data(), block.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return SystemError("read", path);
    if (size == 0) return bytes;
    bytes.append(block, 0, static_cast<size_t>(size));
    if (bytes.size() > limit) {
      return absl::OutOfRangeError(
          absl::StrCat(path, " is not what it should be: it is larger than ",
                       limit, " bytes"));
    }
  }
}

absl::Status ReplaceFile(const std::string& path, absl::string_view bytes) {
  const std::string next = path + ".new";
  absl::Status written = WriteDurably(next, bytes);
  if (written.ok() && std::rename(next.c_str(), path.c_str()) != 0) {
    written = SystemError("replaced", path);
  }
  if (!written.ok()) {
    unlink(next.c_str());
    return absl::UnavailableError(written.message());
  }
  return SyncFolderOf(path);
}

}  // namespace actionplan::verify
