#include "eventstore/rocksdb/log_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"

namespace actionplan::eventstore {
namespace {

std::error_code SyncFolder(const std::filesystem::path& folder) {
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return {errno, std::generic_category()};
  const bool synced = ::fsync(file) == 0;
  const int cause = errno;
  ::close(file);
  if (synced) return {};
  return {cause, std::generic_category()};
}

std::error_code MakeFolder(const std::filesystem::path& folder) {
  std::error_code error;
  if (std::filesystem::is_directory(folder, error)) return {};
  const std::filesystem::path parent = folder.parent_path();
  if (parent != folder) {
    error = MakeFolder(parent);
    if (error) return error;
  }
  std::filesystem::create_directory(folder, error);
  return error ? error : SyncFolder(parent);
}

}  // namespace

absl::Status MakeLogFolder(const std::string& path) {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::absolute(path, error);
  if (!error) error = MakeFolder(folder);
  if (!error) return absl::OkStatus();
  const bool denied = error == std::errc::permission_denied ||
                      error == std::errc::read_only_file_system;
  return base::Error(
      {.code = denied ? absl::StatusCode::kPermissionDenied
                      : absl::StatusCode::kFailedPrecondition,
       .reason = denied ? "LOG_NOT_PERMITTED" : "LOG_NOT_OPENED",
       .message = absl::StrCat("the log folder ", path,
                               " cannot be made: ", error.message())});
}

}  // namespace actionplan::eventstore
