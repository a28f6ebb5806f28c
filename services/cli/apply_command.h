// `actionplan apply`: a file of API commands, run in order.
#ifndef ACTIONPLAN_SERVICES_CLI_APPLY_COMMAND_H_
#define ACTIONPLAN_SERVICES_CLI_APPLY_COMMAND_H_

#include "services/cli/arguments.h"
#include "services/cli/environment.h"
#include "services/cli/exit_code.h"

namespace actionplan::cli {

// Checks the whole file, then runs it up to the first refusal. Running it
// again repeats the same requests, which changes nothing.
ExitCode RunApplyCommand(const Arguments& arguments,
                         const Environment& environment);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_APPLY_COMMAND_H_
