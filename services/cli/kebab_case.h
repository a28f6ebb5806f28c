// How the protos' names are written on a command line.
#ifndef ACTIONPLAN_SERVICES_CLI_KEBAB_CASE_H_
#define ACTIONPLAN_SERVICES_CLI_KEBAB_CASE_H_

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"

namespace actionplan::cli {

// "owner-role" for owner_role, "at-risk" for AT_RISK.
inline std::string KebabCase(absl::string_view name) {
  return absl::AsciiStrToLower(absl::StrReplaceAll(name, {{"_", "-"}}));
}

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_KEBAB_CASE_H_
