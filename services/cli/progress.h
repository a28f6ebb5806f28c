// How far long work has come.
#ifndef ACTIONPLAN_SERVICES_CLI_PROGRESS_H_
#define ACTIONPLAN_SERVICES_CLI_PROGRESS_H_

#include <ostream>
#include <string>

#include "absl/strings/string_view.h"
#include "services/cli/environment.h"

namespace actionplan::cli {

struct ProgressParts {
  std::ostream& out;
  Stream kind = Stream::kFile;
  int width = 80;
  int total = 0;
};

// On a terminal one line that is drawn over; elsewhere a line for each tenth,
// so that a log stays short.
class Progress {
 public:
  explicit Progress(const ProgressParts& parts) : parts_(parts) {}

  // `done` of the total are done; `what` is being done.
  void Show(int done, absl::string_view what);

  // Leaves the line, so that other text can follow. Nothing to do elsewhere.
  void Clear();

 private:
  void Draw(int done, absl::string_view what);

  const ProgressParts parts_;
  int tenth_ = 0;
  bool drawn_ = false;
};

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_PROGRESS_H_
