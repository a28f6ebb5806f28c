// `actionplan reassign`: every open action of an owner goes to another, as when
// a lead leaves.
#ifndef ACTIONPLAN_SERVICES_CLI_REASSIGN_COMMAND_H_
#define ACTIONPLAN_SERVICES_CLI_REASSIGN_COMMAND_H_

#include "services/cli/arguments.h"
#include "services/cli/environment.h"
#include "services/cli/exit_code.h"

namespace actionplan::cli {

// One command for each action, told row by row; a refusal does not stop the
// others, and the first one is how the program ends. Running it again hands
// over what is left.
ExitCode RunReassignCommand(const Arguments& arguments,
                            const Environment& environment);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_REASSIGN_COMMAND_H_
