#include "services/cli/program.h"

#include <limits>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/cli/api_command.h"
#include "services/cli/api_comments.h"
#include "services/cli/apply_command.h"
#include "services/cli/completion.h"
#include "services/cli/error_view.h"
#include "services/cli/help.h"
#include "services/cli/import_command.h"
#include "services/cli/options.h"
#include "services/cli/reassign_command.h"
#include "services/cli/terminal_text.h"
#include "services/client/method.h"

namespace actionplan::cli {
namespace {

constexpr std::size_t kEveryWord = std::numeric_limits<std::size_t>::max();

bool AsksForHelp(const Arguments& arguments) {
  return absl::c_any_of(arguments.flags,
                        [](const FlagUse& use) { return use.name == "help"; });
}

// Finds out level by level which command is meant.
class Dispatcher {
 public:
  Dispatcher(absl::Span<const std::string> args, const Environment& environment)
      : args_(args), environment_(environment), commands_(AllCommands()) {}

  ExitCode Run() {
    // The words of a shell that completes are anything.
    if (!args_.empty() && args_[0] == "complete") return RunComplete();
    arguments_ = ParseArguments(args_, GlobalFlags(), 1);
    if (arguments_.words.empty()) return RunNothing();
    const std::string noun = arguments_.words[0];
    for (const LocalCommand& command : LocalCommands()) {
      if (command.name == noun) return RunLocal(command);
    }
    // A word like `trail` is a command and has verbs.
    const bool has_verb =
        arguments_.read < args_.size() &&
        FindCommand(commands_, noun, args_[arguments_.read]) != nullptr;
    if (const Command* command = FindCommand(commands_, noun, "");
        command != nullptr && !has_verb) {
      return RunApi(*command);
    }
    if (absl::c_linear_search(NounsOf(commands_), noun)) return RunNoun(noun);
    return Usage("", {Unknown(noun, FirstWords())});
  }

 private:
  ExitCode Show(const std::string& text) {
    environment_.out << text;
    return ExitCode::kDone;
  }

  ExitCode Usage(absl::string_view command,
                 const std::vector<std::string>& problems) {
    environment_.err << UsageText(command, problems);
    return ExitCode::kUsage;
  }

  ExitCode RunNothing() {
    if (!arguments_.problems.empty()) return Usage("", arguments_.problems);
    if (AsksForHelp(arguments_)) {
      return Show(ProgramHelp(commands_, environment_.width));
    }
    environment_.err << ProgramHelp(commands_, environment_.width);
    return ExitCode::kUsage;
  }

  // Reads what follows the words so far; the flags before them stay.
  void ReadOn(const std::vector<FlagSpec>& flags, std::size_t most_words) {
    const Arguments before = std::move(arguments_);
    arguments_ = ParseArguments(args_.subspan(before.read), flags, most_words);
    arguments_.read += before.read;
    arguments_.flags.insert(arguments_.flags.begin(), before.flags.begin(),
                            before.flags.end());
    arguments_.problems.insert(arguments_.problems.begin(),
                               before.problems.begin(), before.problems.end());
  }

  ExitCode RunNoun(const std::string& noun) {
    ReadOn(GlobalFlags(), 1);
    if (arguments_.words.empty()) {
      const std::string help = NounHelp(commands_, noun, environment_.width);
      if (AsksForHelp(arguments_)) return Show(help);
      environment_.err << help;
      return ExitCode::kUsage;
    }
    const std::string verb = arguments_.words[0];
    if (const Command* command = FindCommand(commands_, noun, verb)) {
      return RunApi(*command);
    }
    std::vector<std::string> verbs;
    for (const Command& command : commands_) {
      if (command.noun == noun) verbs.emplace_back(command.verb);
    }
    return Usage(noun, {Unknown(verb, verbs)});
  }

  ExitCode RunApi(const Command& command) {
    const ApiComments comments;
    const auto& method = *client::FindMethod(command.method);
    const auto request_flags = FlagsOf(method, command.argument, comments);
    std::vector<FlagSpec> flags = GlobalFlags();
    for (const RequestFlag& flag : request_flags) flags.push_back(flag.spec);
    for (FlagSpec& flag : ExtraFlags(method)) flags.push_back(std::move(flag));
    ReadOn(flags, kEveryWord);
    if (AsksForHelp(arguments_)) {
      return Show(CommandHelp({.command = command,
                               .method = method,
                               .flags = request_flags,
                               .comments = comments},
                              environment_.width));
    }
    return RunApiCommand({.command = command,
                          .method = method,
                          .flags = request_flags,
                          .arguments = arguments_},
                         environment_);
  }

  ExitCode RunLocal(const LocalCommand& command) {
    std::vector<FlagSpec> flags = GlobalFlags();
    flags.insert(flags.end(), command.flags.begin(), command.flags.end());
    ReadOn(flags, kEveryWord);
    if (AsksForHelp(arguments_)) {
      return Show(LocalCommandHelp(command, environment_.width));
    }
    if (command.name == "apply") {
      return RunApplyCommand(arguments_, environment_);
    }
    if (command.name == "reassign") {
      return RunReassignCommand(arguments_, environment_);
    }
    if (command.name == "import") {
      return RunImportCommand(arguments_, environment_);
    }
    if (!arguments_.problems.empty()) {
      return Usage(command.name, arguments_.problems);
    }
    if (command.name == "version") return Show(ACTIONPLAN_VERSION "\n");
    if (command.name == "completion") return RunCompletion();
    return RunHelp();
  }

  ExitCode RunCompletion() {
    if (arguments_.words != std::vector<std::string>{"bash"}) {
      return Usage("completion", {"the shell is missing: bash"});
    }
    return Show(BashCompletion());
  }

  // `help action submit` is `action submit --help`.
  ExitCode RunHelp() {
    std::vector<std::string> args = arguments_.words;
    args.push_back("--help");
    return Dispatcher(args, environment_).Run();
  }

  ExitCode RunComplete() {
    auto words = args_.subspan(1);
    if (!words.empty() && words[0] == "--") words.remove_prefix(1);
    const ApiComments comments;
    for (const std::string& word : CompletionsOf(words, commands_, comments)) {
      environment_.out << word << "\n";
    }
    return ExitCode::kDone;
  }

  std::vector<std::string> FirstWords() const {
    std::vector<std::string> words = NounsOf(commands_);
    for (const Command& command : commands_) {
      if (command.verb.empty()) words.emplace_back(command.noun);
    }
    for (const LocalCommand& command : LocalCommands()) {
      words.emplace_back(command.name);
    }
    return words;
  }

  static std::string Unknown(const std::string& word,
                             const std::vector<std::string>& known) {
    const std::string nearest = NearestTo(word, known);
    return absl::StrCat(
        "\"", Printable(word), "\" is not a command; ",
        nearest.empty()
            ? absl::StrCat("commands are ", absl::StrJoin(known, ", "))
            : absl::StrCat("did you mean \"", nearest, "\"?"));
  }

  absl::Span<const std::string> args_;
  const Environment& environment_;
  const std::vector<Command> commands_;
  Arguments arguments_;
};

}  // namespace

ExitCode Run(absl::Span<const std::string> args,
             const Environment& environment) {
  return Dispatcher(args, environment).Run();
}

}  // namespace actionplan::cli
