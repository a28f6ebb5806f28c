#include "tests/services/cli/cli_run.h"

#include <algorithm>
#include <sstream>

#include "absl/time/clock.h"
#include "services/cli/program.h"
#include "tests/support/fake_clock.h"

namespace actionplan::support {
namespace {

absl::TimeZone London() {
  absl::TimeZone zone;
  absl::LoadTimeZone("Europe/London", &zone);
  return zone;
}

// Long enough that four of them outlast the time for which gRPC does not try a
// connection again.
void SleepAWhile(absl::Duration asked) {
  absl::SleepFor(std::min(asked, absl::Milliseconds(150)));
}

}  // namespace

CliRun RunCli(const std::vector<std::string>& args, const CliSetup& setup) {
  const FakeClock clock;
  std::ostringstream out;
  std::ostringstream err;
  const cli::Environment environment = {
      .out = out,
      .err = err,
      .out_kind = setup.kind,
      .err_kind = setup.kind,
      .width = setup.width,
      .variable =
          [&](absl::string_view name) {
            const auto found = setup.variables.find(std::string(name));
            return found == setup.variables.end() ? "" : found->second;
          },
      .clock = clock,
      .time_zone = London(),
      .sleep = SleepAWhile};
  const cli::ExitCode code = cli::Run(args, environment);
  return {.code = code, .out = out.str(), .err = err.str()};
}

std::vector<std::string> ShellWords(absl::string_view line) {
  std::vector<std::string> words;
  bool quoted = false;
  bool inside = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ' ' && !quoted) {
      inside = false;
      continue;
    }
    if (!inside) words.emplace_back();
    inside = true;
    if (c != '"') words.back().push_back(c);
  }
  return words;
}

cli::Presentation PlainPresentation(int width) {
  return {.width = width, .time_zone = London()};
}

}  // namespace actionplan::support
