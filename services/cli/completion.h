// Completion of commands in a shell.
#ifndef ACTIONPLAN_SERVICES_CLI_COMPLETION_H_
#define ACTIONPLAN_SERVICES_CLI_COMPLETION_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "services/cli/api_comments.h"
#include "services/cli/command_table.h"

namespace actionplan::cli {

// A script for bash, which asks `actionplan complete -- WORD…` for candidates.
std::string BashCompletion();

// What the last of `words`, which may be empty, can become after the others:
// commands, flags, or the values of a flag that has a closed list of them.
// Nothing for a file or a resource name.
std::vector<std::string> CompletionsOf(absl::Span<const std::string> words,
                                       absl::Span<const Command> commands,
                                       const ApiComments& comments);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_COMPLETION_H_
