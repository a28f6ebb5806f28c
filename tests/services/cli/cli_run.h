// Runs the command line program inside a test, with a fixed clock and without
// a home, and keeps what it wrote.
#ifndef ACTIONPLAN_TESTS_SERVICES_CLI_CLI_RUN_H_
#define ACTIONPLAN_TESTS_SERVICES_CLI_CLI_RUN_H_

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/cli/environment.h"
#include "services/cli/exit_code.h"
#include "services/cli/presentation.h"

namespace actionplan::support {

struct CliRun {
  cli::ExitCode code;
  std::string out;
  std::string err;
};

struct CliSetup {
  std::map<std::string, std::string> variables;
  cli::Stream kind = cli::Stream::kFile;
  int width = 80;
};

// It is 2026-03-02 09:00 in London. Waits between attempts are short, but real:
// on a busy machine a first connection may fail, and gRPC then makes no other
// for a tenth of a second.
CliRun RunCli(const std::vector<std::string>& args, const CliSetup& setup = {});

// The words of a line as a shell splits it: at spaces, but for "…".
std::vector<std::string> ShellWords(absl::string_view line);

// For a file, in London.
cli::Presentation PlainPresentation(int width = 0);

}  // namespace actionplan::support

#endif  // ACTIONPLAN_TESTS_SERVICES_CLI_CLI_RUN_H_
