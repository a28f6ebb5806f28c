// The help texts, at every level.
#ifndef ACTIONPLAN_SERVICES_CLI_HELP_H_
#define ACTIONPLAN_SERVICES_CLI_HELP_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "google/protobuf/descriptor.h"
#include "services/cli/api_comments.h"
#include "services/cli/arguments.h"
#include "services/cli/command_table.h"
#include "services/cli/request_flags.h"

namespace actionplan::cli {

// A command that is not a method of the API.
struct LocalCommand {
  absl::string_view name;
  absl::string_view arguments;
  absl::string_view help;
  absl::string_view example;
  std::vector<FlagSpec> flags;
};

// apply, reassign, import, completion, version, help.
std::vector<LocalCommand> LocalCommands();

// The flags of the program beside those of a method: `watch` can end,
// `projection rebuild` can wait.
std::vector<FlagSpec> ExtraFlags(
    const google::protobuf::MethodDescriptor& method);

std::string ProgramHelp(absl::Span<const Command> commands, int width);
std::string NounHelp(absl::Span<const Command> commands, absl::string_view noun,
                     int width);
std::string LocalCommandHelp(const LocalCommand& command, int width);

struct CommandHelpParts {
  const Command& command;
  const google::protobuf::MethodDescriptor& method;
  absl::Span<const RequestFlag> flags;
  const ApiComments& comments;
};
std::string CommandHelp(const CommandHelpParts& parts, int width);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_HELP_H_
