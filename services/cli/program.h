// The program from its arguments to its exit code.
#ifndef ACTIONPLAN_SERVICES_CLI_PROGRAM_H_
#define ACTIONPLAN_SERVICES_CLI_PROGRAM_H_

#include <string>

#include "absl/types/span.h"
#include "services/cli/environment.h"
#include "services/cli/exit_code.h"

namespace actionplan::cli {

// Runs the command in `args`, without the name of the program. Answers go to
// environment.out; refusals and problems to environment.err.
ExitCode Run(absl::Span<const std::string> args,
             const Environment& environment);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_PROGRAM_H_
