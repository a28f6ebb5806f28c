// The `actionplan` command.
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "eventstore/base/clock.h"
#include "services/cli/environment.h"
#include "services/cli/program.h"

namespace {

using actionplan::cli::Stream;

Stream KindOf(int descriptor) {
  return isatty(descriptor) == 1 ? Stream::kTerminal : Stream::kFile;
}

int TerminalWidth() {
  winsize size = {};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return size.ws_col;
  }
  return 80;
}

std::string Variable(absl::string_view name) {
  const char* value = std::getenv(std::string(name).c_str());
  return value == nullptr ? "" : value;
}

}  // namespace

int main(int argc, char** argv) {
  const actionplan::base::SystemClock clock;
  const std::vector<std::string> args(argv + 1, argv + argc);
  return static_cast<int>(
      actionplan::cli::Run(args, {.out = std::cout,
                                  .err = std::cerr,
                                  .out_kind = KindOf(STDOUT_FILENO),
                                  .err_kind = KindOf(STDERR_FILENO),
                                  .width = TerminalWidth(),
                                  .variable = Variable,
                                  .clock = clock,
                                  .time_zone = absl::LocalTimeZone()}));
}
