// An empty folder of its own for one test, removed with everything in it when
// the test ends.
#ifndef ACTIONPLAN_TESTS_SUPPORT_TEMPORARY_FOLDER_H_
#define ACTIONPLAN_TESTS_SUPPORT_TEMPORARY_FOLDER_H_

#include <string>

#include "absl/strings/string_view.h"

namespace actionplan::support {

class TemporaryFolder {
 public:
  // Ends the program when no folder can be made.
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }

  // The path of `name` inside the folder; nothing is created.
  std::string Path(absl::string_view name) const;

 private:
  std::string path_;
};

}  // namespace actionplan::support

#endif  // ACTIONPLAN_TESTS_SUPPORT_TEMPORARY_FOLDER_H_
