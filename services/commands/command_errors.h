// What the machinery around a decision can refuse a command for.
#ifndef ACTIONPLAN_SERVICES_COMMANDS_COMMAND_ERRORS_H_
#define ACTIONPLAN_SERVICES_COMMANDS_COMMAND_ERRORS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace actionplan::commands {

absl::Status EtagStale(absl::string_view name, absl::string_view etag,
                       absl::string_view current);
absl::Status TooManyReaders();

}  // namespace actionplan::commands

#endif  // ACTIONPLAN_SERVICES_COMMANDS_COMMAND_ERRORS_H_
