// `actionplan import`: a spreadsheet of actions into a plan.
#ifndef ACTIONPLAN_SERVICES_CLI_IMPORT_COMMAND_H_
#define ACTIONPLAN_SERVICES_CLI_IMPORT_COMMAND_H_

#include "services/cli/arguments.h"
#include "services/cli/environment.h"
#include "services/cli/exit_code.h"

namespace actionplan::cli {

// Shows what importing the sheet would do and, with --commit, does it. Running
// it again, by anybody, changes nothing that the sheet has not changed.
// kInvalid when the sheet has errors that are not passed over.
ExitCode RunImportCommand(const Arguments& arguments,
                          const Environment& environment);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_IMPORT_COMMAND_H_
