#include "services/server/options.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "eventstore/base/status.h"
#include "services/rpc/identity.h"

namespace actionplan::server {
namespace {

constexpr size_t kLeastMessageBytes = 64 * 1024;
constexpr size_t kMostMessageBytes = 16 << 20;

void CheckOptions(const Options& options, std::vector<std::string>& problems) {
  if (options.data.empty()) {
    problems.push_back("--data=FOLDER is required: where the log is kept");
  }
  if (!options.insecure_identity) {
    problems.push_back(
        "--insecure-identity is required for now: callers cannot be "
        "authenticated yet");
  } else if (!rpc::IsLoopback(options.address)) {
    problems.push_back(absl::StrCat(
        "--insecure-identity works only on a loopback address such as "
        "127.0.0.1:50051, not on ",
        options.address));
  }
  if (options.max_message_bytes < kLeastMessageBytes ||
      options.max_message_bytes > kMostMessageBytes) {
    problems.push_back(absl::StrCat("--max-message-bytes must be ",
                                    kLeastMessageBytes, " to ",
                                    kMostMessageBytes));
  }
}

}  // namespace

absl::StatusOr<Options> ParseOptions(absl::Span<const char* const> arguments) {
  Options options;
  std::vector<std::string> problems;
  for (absl::string_view argument : arguments) {
    absl::string_view value = argument;
    if (argument == "--help") {
      options.help = true;
    } else if (argument == "--version") {
      options.version = true;
    } else if (argument == "--insecure-identity") {
      options.insecure_identity = true;
    } else if (absl::ConsumePrefix(&value, "--address=")) {
      options.address = std::string(value);
    } else if (absl::ConsumePrefix(&value, "--data=")) {
      options.data = std::string(value);
    } else if (absl::ConsumePrefix(&value, "--max-message-bytes=")) {
      // What is no number is not in range either.
      if (!absl::SimpleAtoi(value, &options.max_message_bytes)) {
        options.max_message_bytes = 0;
      }
    } else {
      problems.push_back(absl::StrCat(argument, " is no flag of this program"));
    }
  }
  if (options.help || options.version) return options;
  CheckOptions(options, problems);
  if (problems.empty()) return options;
  return base::Error({.code = absl::StatusCode::kInvalidArgument,
                      .reason = "FLAGS_INVALID",
                      .message = absl::StrJoin(problems, "\n")});
}

std::string HelpText() {
  return R"(actionplan-server keeps a safeguarding board's action plans and serves them.

  actionplan-server --data=FOLDER --insecure-identity [--address=HOST:PORT]

  --data=FOLDER            where the log and the views are kept; made if absent
  --address=HOST:PORT      where to listen (127.0.0.1:50051)
  --insecure-identity      believe callers who they are; loopback only
  --max-message-bytes=N    refuse larger requests (1048576)
  --version                print the version
  --help                   print this

Exit codes: 0 stopped by SIGTERM or SIGINT with everything acknowledged kept;
2 wrong flags; 3 the data folder cannot be used; 4 the address cannot be used.

Example: actionplan-server --data=/var/lib/actionplan --insecure-identity
)";
}

}  // namespace actionplan::server
