#include "services/cli/command_table.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/cli/api_comments.h"
#include "services/cli/exit_code.h"
#include "services/cli/request_flags.h"
#include "services/client/method.h"
#include "tests/services/cli/cli_run.h"

namespace actionplan::cli {
namespace {

using support::RunCli;
using support::ShellWords;

// "ActionService.GetAction" for every `rpc` in the protos of the source tree.
std::set<std::string> MethodsOfTheProtos() {
  std::set<std::string> methods;
  for (const auto& file :
       std::filesystem::directory_iterator(ACTIONPLAN_PROTOS)) {
    std::ifstream input(file.path());
    std::string service;
    std::string line;
    while (std::getline(input, line)) {
      const std::vector<std::string> words =
          absl::StrSplit(line, absl::ByAnyChar(" (){"), absl::SkipEmpty());
      if (words.size() < 2) continue;
      if (words[0] == "service") service = words[1];
      if (words[0] == "rpc") {
        methods.insert(absl::StrCat(service, ".", words[1]));
      }
    }
  }
  return methods;
}

TEST(CommandTableTest, EveryMethodOfTheApiIsACommand) {
  std::set<std::string> methods;
  for (const Command& command : AllCommands()) {
    methods.insert(std::string(command.method));
  }

  EXPECT_EQ(methods, MethodsOfTheProtos());
}

TEST(CommandTableTest, EveryCommandHasAMethodAnArgumentAndHelp) {
  std::set<std::string> names;
  for (const Command& command : AllCommands()) {
    const std::string name = NameOf(command);
    EXPECT_TRUE(names.insert(name).second) << name;
    const auto* method = client::FindMethod(command.method);
    ASSERT_NE(method, nullptr) << name;
    EXPECT_EQ(command.argument.empty(), command.argument_name.empty()) << name;
    if (!command.argument.empty()) {
      PathTo(*method->input_type(), command.argument);
    }
    EXPECT_FALSE(command.help.empty()) << name;
    EXPECT_LE(command.help.size(), 60u) << name;
  }
}

TEST(CommandTableTest, NoTwoFlagsOfACommandHaveOneName) {
  const ApiComments comments;
  for (const Command& command : AllCommands()) {
    std::set<std::string> names = {"server", "as",      "profile", "output",
                                   "all",    "timeout", "help",    "no-color"};
    const auto& method = *client::FindMethod(command.method);
    for (const auto& flag : FlagsOf(method, command.argument, comments)) {
      EXPECT_TRUE(names.insert(flag.spec.name).second)
          << NameOf(command) << " --" << flag.spec.name;
      EXPECT_FALSE(flag.spec.help.empty())
          << NameOf(command) << " --" << flag.spec.name;
    }
  }
}

TEST(CommandTableTest, EveryExampleIsACommandLineThatCanBeSent) {
  // Nobody listens there: a command line that is right gets as far as that.
  for (const Command& command : AllCommands()) {
    std::vector<std::string> args =
        ShellWords(absl::StrCat(NameOf(command), " ", command.example));
    args.insert(args.end(), {"--server", "127.0.0.1:1", "--timeout", "50ms"});

    const auto run = RunCli(args);

    EXPECT_EQ(run.code, ExitCode::kUnavailable) << NameOf(command) << "\n"
                                                << run.err;
  }
}

TEST(CommandTableTest, EveryCommandHasHelpWithItsExample) {
  for (const Command& command : AllCommands()) {
    std::vector<std::string> args = ShellWords(NameOf(command));
    args.push_back("--help");

    const auto run = RunCli(args);

    EXPECT_EQ(run.code, ExitCode::kDone) << NameOf(command);
    EXPECT_TRUE(absl::StrContains(run.out, command.example)) << run.out;
  }
}

TEST(CommandTableTest, OutputOnlyFieldsAreNoFlags) {
  const ApiComments comments;
  std::set<std::string> names;
  for (const auto& flag :
       FlagsOf(*client::FindMethod("ActionService.ProposeAction"), "parent",
               comments)) {
    names.insert(flag.spec.name);
  }

  EXPECT_THAT(names, ::testing::IsSupersetOf(
                         {"action-id", "title", "sources", "priority"}));
  for (const char* name : {"parent", "name", "state", "etag", "create-time",
                           "times-re-dated", "action"}) {
    EXPECT_EQ(names.count(name), 0u) << name;
  }
}

}  // namespace
}  // namespace actionplan::cli
