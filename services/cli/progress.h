// How far long work has come.
#ifndef ACTIONPLAN_SERVICES_CLI_PROGRESS_H_
#define ACTIONPLAN_SERVICES_CLI_PROGRESS_H_

#include <cstdint>
#include <ostream>
#include <string>

#include "services/cli/environment.h"

namespace actionplan::cli {

struct ProgressParts {
  std::ostream& out;
  Stream kind = Stream::kFile;
  int width = 80;
};

struct Portion {
  std::int64_t done = 0;
  std::int64_t total = 0;  // Nothing is shown while it is 0.
  std::string what;        // What is being done.
};

// On a terminal one line that is drawn over; elsewhere a line for each tenth,
// so that a log stays short.
class Progress {
 public:
  explicit Progress(const ProgressParts& parts) : parts_(parts) {}

  void Show(const Portion& portion);

  // Leaves the line, so that other text can follow. Nothing to do elsewhere.
  void Clear();

 private:
  void Draw(const Portion& portion);

  const ProgressParts parts_;
  std::int64_t tenth_ = 0;
  bool drawn_ = false;
};

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_PROGRESS_H_
