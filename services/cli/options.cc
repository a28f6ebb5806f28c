#include "services/cli/options.h"

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "eventstore/base/status.h"
#include "services/cli/profile.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

constexpr absl::string_view kOutputs[] = {"table", "json", "csv", "ics"};

const FlagUse* Find(absl::Span<const FlagUse> flags, absl::string_view name) {
  const auto found =
      std::find_if(flags.begin(), flags.end(),
                   [name](const FlagUse& use) { return use.name == name; });
  return found == flags.end() ? nullptr : &*found;
}

// Applies settings to options, the least important first.
class Reader {
 public:
  Reader(Options& options, std::vector<std::string>& problems)
      : options_(options), problems_(problems) {}

  // `origin` names the place of the setting in a complaint.
  void Set(absl::string_view origin, absl::string_view key,
           absl::string_view value) {
    const absl::Status status = Apply(key, value);
    if (!status.ok()) {
      problems_.push_back(absl::StrCat(origin, ": ", status.message()));
    }
  }

 private:
  absl::Status Apply(absl::string_view key, absl::string_view value) {
    if (key == "server") {
      options_.server = std::string(value);
    } else if (key == "as") {
      ASSIGN_OR_RETURN(options_.identity, ParseIdentity(value));
    } else if (key == "output") {
      return ApplyOutput(value);
    } else if (key == "timeout") {
      return ApplyTimeout(value);
    } else {
      return absl::InvalidArgumentError(
          absl::StrCat("\"", Printable(key),
                       "\" is not one of server, as, output, timeout"));
    }
    return absl::OkStatus();
  }

  absl::Status ApplyOutput(absl::string_view value) {
    const auto found = absl::c_find(kOutputs, value);
    if (found == std::end(kOutputs)) {
      return absl::InvalidArgumentError(
          absl::StrCat("\"", Printable(value), "\" is not one of ",
                       absl::StrJoin(kOutputs, ", ")));
    }
    options_.output = static_cast<OutputFormat>(std::distance(kOutputs, found));
    return absl::OkStatus();
  }

  absl::Status ApplyTimeout(absl::string_view value) {
    absl::Duration timeout;
    if (!absl::ParseDuration(value, &timeout) ||
        timeout <= absl::ZeroDuration() || timeout > absl::Hours(24)) {
      return absl::InvalidArgumentError(
          absl::StrCat("\"", Printable(value),
                       "\" is not a length of time up to 24h; write 30s, "
                       "500ms or 2m"));
    }
    options_.timeout = timeout;
    return absl::OkStatus();
  }

  Options& options_;
  std::vector<std::string>& problems_;
};

void ReadProfile(absl::Span<const FlagUse> flags,
                 const Environment& environment, Reader& reader,
                 std::vector<std::string>& problems) {
  const FlagUse* name = Find(flags, "profile");
  const auto profile =
      LoadProfile(ProfilePath(environment), name ? name->value : "");
  if (!profile.ok()) {
    problems.push_back(std::string(profile.status().message()));
    return;
  }
  for (const auto& [key, value] : *profile) {
    reader.Set(absl::StrCat("profile ", ProfilePath(environment), ", ", key),
               key, value);
  }
}

}  // namespace

std::vector<FlagSpec> GlobalFlags() {
  return {
      {.name = "server",
       .value_name = "ADDRESS",
       .help = "The server; 127.0.0.1:50051 when neither this, "
               "ACTIONPLAN_SERVER nor the profile says"},
      {.name = "as",
       .value_name = "PRINCIPAL[,agency=NAME][,role=ROLE…]",
       .help = absl::StrCat("Who calls, for which agency, in which roles: ",
                            absl::StrJoin(RoleNames(), ", "))},
      {.name = "profile",
       .value_name = "NAME",
       .help = "The section of ~/.config/actionplan/profile (or of the file "
               "that ACTIONPLAN_PROFILE names) to take server, as, output "
               "and timeout from; [default] when absent"},
      {.name = "output",
       .value_name = "table|json|csv|ics",
       .help = "For people, for programs, for spreadsheets, for calendars "
               "(only `calendar`)"},
      {.name = "all",
       .takes = Takes::kNothing,
       .help = "Every page of a list, not only the first; what is not a "
               "table has every page unless --page-size or --page-token asks "
               "for one"},
      {.name = "timeout",
       .value_name = "LENGTH",
       .help = "How long a call may take; 30s when absent"},
      {.name = "no-color", .takes = Takes::kNothing, .help = "No colours"},
      {.name = "help", .takes = Takes::kNothing, .help = "This text"},
  };
}

Options ReadOptions(absl::Span<const FlagUse> flags,
                    const Environment& environment,
                    std::vector<std::string>& problems) {
  Options options;
  Reader reader(options, problems);
  ReadProfile(flags, environment, reader, problems);
  const std::string server = environment.variable("ACTIONPLAN_SERVER");
  if (!server.empty()) reader.Set("ACTIONPLAN_SERVER", "server", server);
  for (const char* key : {"server", "as", "output", "timeout"}) {
    const FlagUse* use = Find(flags, key);
    if (use != nullptr) reader.Set(absl::StrCat("--", key), key, use->value);
  }
  if (Find(flags, "all") != nullptr) options.pages = Pages::kAll;
  const bool colour = environment.out_kind == Stream::kTerminal &&
                      Find(flags, "no-color") == nullptr &&
                      environment.variable("NO_COLOR").empty() &&
                      environment.variable("TERM") != "dumb";
  options.colour = colour ? Colour::kOn : Colour::kOff;
  return options;
}

absl::StatusOr<client::Identity> ParseIdentity(absl::string_view text) {
  client::Identity identity;
  const std::vector<std::string> roles = RoleNames();
  bool first = true;
  for (absl::string_view part : absl::StrSplit(text, ',')) {
    part = absl::StripAsciiWhitespace(part);
    if (first) {
      identity.principal = std::string(part);
      first = false;
    } else if (absl::ConsumePrefix(&part, "agency=")) {
      identity.agency = std::string(part);
    } else if (absl::ConsumePrefix(&part, "role=")) {
      if (!absl::c_linear_search(roles, part)) {
        return absl::InvalidArgumentError(
            absl::StrCat("\"", Printable(part), "\" is not a role; roles are ",
                         absl::StrJoin(roles, ", ")));
      }
      identity.roles.emplace_back(part);
    } else {
      return absl::InvalidArgumentError(absl::StrCat(
          "\"", Printable(part), "\" is neither agency=NAME nor role=ROLE"));
    }
  }
  if (identity.principal.empty() ||
      absl::StrContains(identity.principal, '=')) {
    return absl::InvalidArgumentError(
        "write PRINCIPAL[,agency=NAME][,role=ROLE…]; the principal, an opaque "
        "id, comes first");
  }
  return identity;
}

std::vector<std::string> RoleNames() {
  return {"action-owner",      "agency-lead",   "audit-lead",
          "verifier",          "board-manager", "sub-group-chair",
          "independent-chair", "inspector",     "scheduler"};
}

}  // namespace actionplan::cli
