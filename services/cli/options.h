// The flags that every command has, the profile file, and what they amount to.
#ifndef ACTIONPLAN_SERVICES_CLI_OPTIONS_H_
#define ACTIONPLAN_SERVICES_CLI_OPTIONS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "services/cli/arguments.h"
#include "services/cli/environment.h"
#include "services/cli/palette.h"
#include "services/client/client.h"

namespace actionplan::cli {

enum class OutputFormat { kTable, kJson, kCsv, kIcs };

enum class Pages { kOne, kAll };

struct Options {
  std::string server = "127.0.0.1:50051";
  client::Identity identity;
  OutputFormat output = OutputFormat::kTable;
  Pages pages = Pages::kOne;
  absl::Duration timeout = absl::Seconds(30);
  Colour colour = Colour::kOff;
};

// In the order in which help shows them.
std::vector<FlagSpec> GlobalFlags();

// The options that `flags` ask for. A flag wins over an environment variable,
// that over the profile, that over the default. Flags that are not global are
// passed over. Everything that is wrong is added to `problems`.
Options ReadOptions(absl::Span<const FlagUse> flags,
                    const Environment& environment,
                    std::vector<std::string>& problems);

// "PRINCIPAL,agency=NAME,role=ROLE,role=ROLE".
absl::StatusOr<client::Identity> ParseIdentity(absl::string_view text);

// The roles that a caller can have.
std::vector<std::string> RoleNames();

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_OPTIONS_H_
