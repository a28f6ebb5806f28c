#include "tests/support/temporary_folder.h"

#include <stdlib.h>

#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "eventstore/base/logging.h"

namespace actionplan::support {

TemporaryFolder::TemporaryFolder() {
  std::string pattern =
      (std::filesystem::temp_directory_path() / "actionplan-test-XXXXXX")
          .string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    base::Fatal("no temporary folder", {{"pattern", pattern}});
  }
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryFolder::Path(absl::string_view name) const {
  return absl::StrCat(path_, "/", name);
}

}  // namespace actionplan::support
