// The codes that the program ends with, for scripts.
#ifndef ACTIONPLAN_SERVICES_CLI_EXIT_CODE_H_
#define ACTIONPLAN_SERVICES_CLI_EXIT_CODE_H_

#include "absl/status/status.h"

namespace actionplan::cli {

enum class ExitCode {
  kDone = 0,
  kInvalid = 1,  // The server refused the request, or a sheet has errors.
  kUsage = 2,    // The command line is wrong; nothing was sent.
  kNotFound = 3,
  kConflict = 4,  // A stale etag, a state that forbids it, a name in use.
  kNotAllowed = 5,
  kUnavailable = 6,  // Nobody listening, overloaded, or too slow.
  kOther = 7,
};

// The code for an answer of the server.
ExitCode ExitCodeOf(const absl::Status& status);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_EXIT_CODE_H_
