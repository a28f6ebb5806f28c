// `actionplan-server backup|restore|verify|recover`: what is done with the log
// of a server that does not run.
#ifndef ACTIONPLAN_SERVICES_SERVER_MAINTENANCE_H_
#define ACTIONPLAN_SERVICES_SERVER_MAINTENANCE_H_

#include <cstdio>

#include "eventstore/base/clock.h"
#include "services/server/maintenance_options.h"
#include "services/server/progress_line.h"

namespace actionplan::server {

// What the exit codes of these commands mean.
inline constexpr int kGood = 0;
inline constexpr int kFlagsWrong = 2;
inline constexpr int kRefused = 3;
inline constexpr int kProblemsFound = 5;

struct Console {
  std::FILE* out;  // What was found, and what to do.
  std::FILE* err;  // How far it is, and why it ended.
  ProgressLine::Kind kind = ProgressLine::Kind::kFile;  // Of `err`.
};

// Does the task and tells; returns the exit code.
int Maintain(const MaintenanceOptions& options, const base::Clock& clock,
             const Console& console);

// The same from the words after the task's, as main() has them.
int RunMaintenance(Task task, absl::Span<const char* const> arguments,
                   const Console& console);

}  // namespace actionplan::server

#endif  // ACTIONPLAN_SERVICES_SERVER_MAINTENANCE_H_
