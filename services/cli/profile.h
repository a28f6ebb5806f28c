// The profile file: settings in sections, so that a person types less.
//
//   # comment
//   [default]
//   server = 127.0.0.1:50051
//   [manager]
//   as = ncc-manager,role=board-manager
#ifndef ACTIONPLAN_SERVICES_CLI_PROFILE_H_
#define ACTIONPLAN_SERVICES_CLI_PROFILE_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/cli/environment.h"

namespace actionplan::cli {

// Keys and values in the order of the file.
using Profile = std::vector<std::pair<std::string, std::string>>;

// ACTIONPLAN_PROFILE, or ~/.config/actionplan/profile, or "" without a home.
std::string ProfilePath(const Environment& environment);

// The section `name` of the file after those of [default]; [default] alone when
// `name` is empty. No file and no [default] are no settings; a `name` that the
// file does not have is NOT_FOUND with those that it has; a line that is
// neither a section, a setting nor a comment is INVALID_ARGUMENT with its
// number.
absl::StatusOr<Profile> LoadProfile(const std::string& path,
                                    absl::string_view name);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_PROFILE_H_
