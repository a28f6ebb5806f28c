#include "services/cli/profile.h"

#include <fstream>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "eventstore/base/status.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

using Sections = std::map<std::string, Profile>;

absl::StatusOr<Sections> ReadSections(const std::string& path) {
  Sections sections;
  std::ifstream file(path);
  std::string text;
  std::string section = "default";
  for (int number = 1; std::getline(file, text); ++number) {
    const absl::string_view line = absl::StripAsciiWhitespace(text);
    if (line.empty() || line[0] == '#') continue;
    if (line.front() == '[' && line.back() == ']') {
      section = std::string(line.substr(1, line.size() - 2));
      sections[section];
      continue;
    }
    const std::pair<absl::string_view, absl::string_view> setting =
        absl::StrSplit(line, absl::MaxSplits('=', 1));
    if (!absl::StrContains(line, '=')) {
      return absl::InvalidArgumentError(
          absl::StrCat("profile ", path, ", line ", number,
                       ": write [section] or key = value"));
    }
    sections[section].emplace_back(absl::StripAsciiWhitespace(setting.first),
                                   absl::StripAsciiWhitespace(setting.second));
  }
  return sections;
}

}  // namespace

std::string ProfilePath(const Environment& environment) {
  const std::string path = environment.variable("ACTIONPLAN_PROFILE");
  if (!path.empty()) return path;
  const std::string home = environment.variable("HOME");
  if (home.empty()) return "";
  return absl::StrCat(home, "/.config/actionplan/profile");
}

absl::StatusOr<Profile> LoadProfile(const std::string& path,
                                    absl::string_view name) {
  ASSIGN_OR_RETURN(const Sections sections, ReadSections(path));
  Profile profile;
  const auto common = sections.find("default");
  if (common != sections.end()) profile = common->second;
  if (name.empty() || name == "default") return profile;
  const auto chosen = sections.find(std::string(name));
  if (chosen == sections.end()) {
    return absl::NotFoundError(absl::StrCat(
        "--profile: ", path, " has no section [", Printable(name), "]; it has ",
        sections.empty()
            ? "none"
            : absl::StrJoin(sections, ", ",
                            [](std::string* out, const auto& section) {
                              absl::StrAppend(out, section.first);
                            })));
  }
  profile.insert(profile.end(), chosen->second.begin(), chosen->second.end());
  return profile;
}

}  // namespace actionplan::cli
