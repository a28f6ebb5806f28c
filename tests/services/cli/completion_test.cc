#include "services/cli/completion.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/cli/cli_run.h"

namespace actionplan::cli {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::StartsWith;

std::vector<std::string> Complete(const std::vector<std::string>& words) {
  const ApiComments comments;
  const std::vector<Command> commands = AllCommands();
  return CompletionsOf(words, commands, comments);
}

TEST(CompletionTest, TheFirstWordIsACommand) {
  EXPECT_THAT(Complete({""}), IsSupersetOf({"overdue", "action", "apply"}));
  EXPECT_THAT(Complete({"ov"}), ElementsAre("overdue"));
}

TEST(CompletionTest, ANounIsFollowedByItsVerbs) {
  EXPECT_THAT(Complete({"action", "re"}),
              IsSupersetOf({"reject", "reopen", "reassign"}));
  EXPECT_THAT(Complete({"--as", "p1", "board", "adopt-p"}),
              ElementsAre("adopt-policy"));
}

TEST(CompletionTest, FlagsAreThoseOfTheCommand) {
  const auto flags =
      Complete({"action", "assign", "boards/ncc/actions/a", "-"});

  EXPECT_THAT(flags, Each(StartsWith("--")));
  EXPECT_THAT(flags, IsSupersetOf({"--owner-role", "--due", "--output"}));
  EXPECT_THAT(Complete({"watch", "--until"}), ElementsAre("--until-caught-up"));
}

TEST(CompletionTest, ClosedListsOfValuesAreOffered) {
  EXPECT_THAT(Complete({"action", "assign", "--priority", ""}),
              ElementsAre("high", "medium", "low"));
  EXPECT_THAT(Complete({"overdue", "boards/ncc", "--output", "j"}),
              ElementsAre("json"));
  EXPECT_THAT(Complete({"calendar", "boards/ncc", "--output", "i"}),
              ElementsAre("ics"));
  EXPECT_THAT(Complete({"trail", "--kinds", "Extension"}),
              ElementsAre("ExtensionRequested", "ExtensionApproved",
                          "ExtensionRejected", "ExtensionWithdrawn"));
  EXPECT_THAT(Complete({"finding", "record", "--kind", "st"}),
              ElementsAre("strength"));
  EXPECT_THAT(Complete({"action", "assign", "--owner-role", ""}), IsEmpty());
}

TEST(CompletionTest, ResourceNamesAndFilesAreLeftToTheShell) {
  EXPECT_THAT(Complete({"action", "get", "boa"}), IsEmpty());
  EXPECT_THAT(Complete({"apply", "pl"}), IsEmpty());
  EXPECT_THAT(Complete({}), IsEmpty());
}

TEST(CompletionTest, TheScriptAsksTheProgram) {
  const auto script = support::RunCli({"completion", "bash"});
  const auto answer = support::RunCli({"complete", "--", "action", "sub"});

  EXPECT_EQ(script.code, ExitCode::kDone);
  EXPECT_THAT(script.out, HasSubstr("actionplan complete -- "));
  EXPECT_THAT(script.out, HasSubstr("complete -o default -F _actionplan"));
  EXPECT_EQ(answer.out, "submit\n");
}

}  // namespace
}  // namespace actionplan::cli
