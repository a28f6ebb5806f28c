#include "services/cli/command_table.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"

namespace actionplan::cli {

std::vector<Command> AllCommands() {
  std::vector<Command> commands;
  for (const absl::Span<const Command> part :
       {ActionCommands(), BoardCommands(), AuditCommands(), ViewCommands()}) {
    commands.insert(commands.end(), part.begin(), part.end());
  }
  std::stable_partition(
      commands.begin(), commands.end(),
      [](const Command& command) { return command.verb.empty(); });
  return commands;
}

const Command* FindCommand(absl::Span<const Command> commands,
                           absl::string_view noun, absl::string_view verb) {
  const auto found = std::find_if(
      commands.begin(), commands.end(), [&](const Command& command) {
        return command.noun == noun && command.verb == verb;
      });
  return found == commands.end() ? nullptr : &*found;
}

std::vector<std::string> NounsOf(absl::Span<const Command> commands) {
  std::vector<std::string> nouns;
  for (const Command& command : commands) {
    if (command.verb.empty()) continue;
    const std::string noun(command.noun);
    if (!absl::c_linear_search(nouns, noun)) nouns.push_back(noun);
  }
  return nouns;
}

std::string NameOf(const Command& command) {
  if (command.verb.empty()) return std::string(command.noun);
  return absl::StrCat(command.noun, " ", command.verb);
}

}  // namespace actionplan::cli
