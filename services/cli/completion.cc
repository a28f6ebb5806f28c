#include "services/cli/completion.h"

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "actionplan/events/v1/event.pb.h"
#include "google/protobuf/descriptor.h"
#include "services/cli/arguments.h"
#include "services/cli/help.h"
#include "services/cli/options.h"
#include "services/cli/request_flags.h"
#include "services/client/method.h"

namespace actionplan::cli {
namespace {

// The flags that may follow the words so far.
std::vector<FlagSpec> FlagsAfter(const Command* command,
                                 const ApiComments& comments) {
  std::vector<FlagSpec> flags = GlobalFlags();
  if (command == nullptr) return flags;
  const auto& method = *client::FindMethod(command->method);
  for (const RequestFlag& flag : FlagsOf(method, command->argument, comments)) {
    flags.push_back(flag.spec);
  }
  for (FlagSpec& flag : ExtraFlags(method)) flags.push_back(std::move(flag));
  return flags;
}

std::vector<std::string> FirstWords(absl::Span<const Command> commands) {
  std::vector<std::string> words;
  for (const Command& command : commands) {
    if (command.verb.empty()) words.emplace_back(command.noun);
  }
  absl::c_move(NounsOf(commands), std::back_inserter(words));
  for (const LocalCommand& command : LocalCommands()) {
    words.emplace_back(command.name);
  }
  return words;
}

std::vector<std::string> Verbs(absl::Span<const Command> commands,
                               absl::string_view noun) {
  std::vector<std::string> verbs;
  for (const Command& command : commands) {
    if (command.noun == noun && !command.verb.empty()) {
      verbs.emplace_back(command.verb);
    }
  }
  return verbs;
}

std::vector<std::string> FactKinds() {
  std::vector<std::string> kinds;
  const auto& facts = *events::v1::Event::descriptor()->oneof_decl(0);
  for (int i = 0; i < facts.field_count(); ++i) {
    const auto& of_resource = *facts.field(i)->message_type()->oneof_decl(0);
    for (int j = 0; j < of_resource.field_count(); ++j) {
      kinds.push_back(of_resource.field(j)->message_type()->name());
    }
  }
  return kinds;
}

// The values of the flag before the last word, when it has a closed list: in
// its help, or of the facts, which are too many for that.
std::vector<std::string> ValuesAfter(const std::string& word,
                                     const std::vector<FlagSpec>& flags) {
  absl::string_view name = word;
  if (!absl::ConsumePrefix(&name, "--")) return {};
  for (const FlagSpec& flag : flags) {
    if (flag.name != name) continue;
    if (absl::StrContains(flag.value_name, '|')) {
      return absl::StrSplit(flag.value_name, '|');
    }
    if (name == "kind" || name == "kinds") return FactKinds();
  }
  return {};
}

bool WantsValue(const std::string& word, const std::vector<FlagSpec>& flags) {
  return absl::c_any_of(flags, [&](const FlagSpec& flag) {
    return word == absl::StrCat("--", flag.name) &&
           flag.takes != Takes::kNothing;
  });
}

}  // namespace

std::string BashCompletion() {
  return R"(_actionplan() {
  local IFS=$'\n'
  COMPREPLY=($(actionplan complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" \
    2>/dev/null))
}
complete -o default -F _actionplan actionplan
)";
}

std::vector<std::string> CompletionsOf(absl::Span<const std::string> words,
                                       absl::Span<const Command> commands,
                                       const ApiComments& comments) {
  if (words.empty()) return {};
  const std::string& last = words.back();
  const auto before = words.subspan(0, words.size() - 1);
  const auto parsed = ParseArguments(before, GlobalFlags(), 2).words;
  const Command* command = nullptr;
  if (!parsed.empty()) {
    command = FindCommand(commands, parsed[0], "");
    if (command == nullptr && parsed.size() > 1) {
      command = FindCommand(commands, parsed[0], parsed[1]);
    }
  }
  const std::vector<FlagSpec> flags = FlagsAfter(command, comments);
  std::vector<std::string> candidates;
  if (!before.empty() && WantsValue(before.back(), flags)) {
    candidates = ValuesAfter(before.back(), flags);
  } else if (absl::StartsWith(last, "-")) {
    for (const FlagSpec& flag : flags) {
      candidates.push_back(absl::StrCat("--", flag.name));
    }
  } else if (parsed.empty()) {
    candidates = FirstWords(commands);
  } else if (command == nullptr && parsed.size() == 1) {
    candidates = Verbs(commands, parsed[0]);
    if (parsed[0] == "completion") candidates = {"bash"};
  }
  std::vector<std::string> fitting;
  absl::c_copy_if(candidates, std::back_inserter(fitting),
                  [&](const std::string& candidate) {
                    return absl::StartsWith(candidate, last);
                  });
  return fitting;
}

}  // namespace actionplan::cli
