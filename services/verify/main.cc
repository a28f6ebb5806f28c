// actionplan-verify: see --help.
#include <cstdio>
#include <vector>

#include "google/protobuf/stubs/logging.h"
#include "services/verify/answer.h"
#include "services/verify/options.h"
#include "services/verify/program.h"

namespace {

using actionplan::verify::Verdict;

int Exit(Verdict verdict) { return static_cast<int>(verdict); }

}  // namespace

int main(int argc, char** argv) {
  // Bytes that are no message are part of the answer; stderr need not say more.
  google::protobuf::SetLogHandler(nullptr);
  const auto options = actionplan::verify::ParseOptions(
      std::vector<const char*>(argv + 1, argv + argc));
  if (!options.ok()) {
    std::fprintf(stderr, "%s\n",
                 std::string(options.status().message()).c_str());
    return Exit(Verdict::kWrongFlags);
  }
  if (options->help) {
    std::fputs(actionplan::verify::HelpText().c_str(), stdout);
    return 0;
  }
  const auto answer = actionplan::verify::Verify(*options);
  const bool judged = answer.verdict == Verdict::kProven ||
                      answer.verdict == Verdict::kNotProven;
  std::fputs(ToText(answer).c_str(), judged ? stdout : stderr);
  // An answer that nobody could read is none.
  if (std::fflush(stdout) != 0) return Exit(Verdict::kUnusable);
  return Exit(answer.verdict);
}
