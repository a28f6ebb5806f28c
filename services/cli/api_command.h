// A command that is a method of the API: request, call, answer.
#ifndef ACTIONPLAN_SERVICES_CLI_API_COMMAND_H_
#define ACTIONPLAN_SERVICES_CLI_API_COMMAND_H_

#include "absl/types/span.h"
#include "google/protobuf/descriptor.h"
#include "services/cli/arguments.h"
#include "services/cli/command_table.h"
#include "services/cli/environment.h"
#include "services/cli/exit_code.h"
#include "services/cli/request_flags.h"

namespace actionplan::cli {

struct ApiCommand {
  const Command& command;
  const google::protobuf::MethodDescriptor& method;
  absl::Span<const RequestFlag> flags;
  const Arguments& arguments;
};

// Every problem of the command line is told before anything is sent.
ExitCode RunApiCommand(const ApiCommand& command,
                       const Environment& environment);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_API_COMMAND_H_
