// A failure, told so that the reader knows what to do next.
#ifndef ACTIONPLAN_SERVICES_CLI_ERROR_VIEW_H_
#define ACTIONPLAN_SERVICES_CLI_ERROR_VIEW_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/cli/request_flags.h"

namespace actionplan::cli {

struct ErrorContext {
  std::string command;     // "action submit"
  std::string server;      // The address that was called.
  std::string request_id;  // Empty for a query.

  // The word of the command line for the field at `argument`, and the flags:
  // what the server calls owner_role is --owner-role to the reader.
  std::string argument;
  std::string argument_name;
  absl::Span<const RequestFlag> flags;
};

// A refusal of the server: the sentence, every wrong field, the values that
// neither of them has, and what to do in the words of the command line.
std::string RefusalText(const absl::Status& status,
                        const ErrorContext& context);

// A command line that asks for nothing: every problem, and where help is.
std::string UsageText(absl::string_view command,
                      absl::Span<const std::string> problems);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_ERROR_VIEW_H_
