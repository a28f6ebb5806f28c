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
constexpr uint64_t kLeastFloorBytes = 16 << 20;
constexpr uint64_t kLeastReserveBytes = 1 << 20;
constexpr uint64_t kMostStorageBytes = uint64_t{1} << 50;

struct Bounds {
  uint64_t least;
  uint64_t most;
};

void CheckBounds(absl::string_view flag, uint64_t value, const Bounds& bounds,
                 std::vector<std::string>& problems) {
  if (value >= bounds.least && value <= bounds.most) return;
  problems.push_back(
      absl::StrCat(flag, " must be ", bounds.least, " to ", bounds.most));
}

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
  CheckBounds("--max-message-bytes", options.max_message_bytes,
              {kLeastMessageBytes, kMostMessageBytes}, problems);
  CheckBounds("--storage-floor", options.storage_floor_bytes,
              {kLeastFloorBytes, kMostStorageBytes}, problems);
  CheckBounds("--storage-reserve", options.storage_reserve_bytes,
              {kLeastReserveBytes, kMostStorageBytes}, problems);
}

// What is no number is out of every bounds: 0.
template <typename Number>
void ReadNumber(absl::string_view value, Number& number) {
  if (!absl::SimpleAtoi(value, &number)) number = 0;
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
    } else if (absl::ConsumePrefix(&value, "--backups=")) {
      options.backups = std::string(value);
    } else if (absl::ConsumePrefix(&value, "--max-message-bytes=")) {
      ReadNumber(value, options.max_message_bytes);
    } else if (absl::ConsumePrefix(&value, "--storage-floor=")) {
      ReadNumber(value, options.storage_floor_bytes);
    } else if (absl::ConsumePrefix(&value, "--storage-reserve=")) {
      ReadNumber(value, options.storage_reserve_bytes);
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
  actionplan-server backup|restore|verify|recover --help

  --data=FOLDER            where the log and the views are kept; made if absent
  --backups=FOLDER         where `actionplan backup create` puts backups
  --address=HOST:PORT      where to listen (127.0.0.1:50051)
  --insecure-identity      believe callers who they are; loopback only
  --max-message-bytes=N    refuse larger requests (1048576)
  --storage-floor=BYTES    with less space left on the disk of the data, record
                           nothing more and only answer reads; until half as
                           much again is free (1073741824)
  --storage-reserve=BYTES  size of a file in the folder that is given up when
                           space gets scarcer still (268435456)
  --version                print the version
  --help                   print this

Exit codes: 0 stopped by SIGTERM or SIGINT with everything acknowledged kept;
2 wrong flags; 3 the data folder cannot be used; 4 the address cannot be used.

Example: actionplan-server --data=/var/lib/actionplan --insecure-identity
)";
}

}  // namespace actionplan::server
