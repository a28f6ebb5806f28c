#include "services/cli/arguments.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace actionplan::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::vector<FlagSpec> kFlags = {
    {.name = "title", .value_name = "TEXT"},
    {.name = "states", .takes = Takes::kManyValues, .value_name = "STATE"},
    {.name = "all", .takes = Takes::kNothing},
    {.name = "help", .takes = Takes::kNothing},
};

Arguments Parse(const std::vector<std::string>& args,
                std::size_t most_words = 100) {
  return ParseArguments(args, kFlags, most_words);
}

std::vector<std::string> Uses(const Arguments& arguments) {
  std::vector<std::string> uses;
  for (const FlagUse& use : arguments.flags) {
    uses.push_back(use.name + "=" + use.value);
  }
  return uses;
}

TEST(ArgumentsTest, WordsAndFlagsMayMix) {
  const Arguments arguments =
      Parse({"--all", "a", "--title", "x y", "b", "--title=", "-h"});

  EXPECT_THAT(arguments.words, ElementsAre("a", "b"));
  EXPECT_THAT(Uses(arguments),
              ElementsAre("all=", "title=x y", "title=", "help="));
  EXPECT_THAT(arguments.problems, ElementsAre("--title is given twice"));
}

TEST(ArgumentsTest, ARepeatedFlagKeepsEveryValue) {
  const Arguments arguments = Parse({"--states", "a", "--states=b"});

  EXPECT_THAT(Uses(arguments), ElementsAre("states=a", "states=b"));
  EXPECT_THAT(arguments.problems, IsEmpty());
}

TEST(ArgumentsTest, EveryWrongFlagIsNamedAtOnce) {
  const Arguments arguments =
      Parse({"--titel", "x", "--unheard", "--all=1", "-x", "--title", "--all"});

  EXPECT_THAT(
      arguments.problems,
      ElementsAre("--titel is not a flag here; did you mean --title?",
                  "--unheard is not a flag here", "--all takes no value",
                  "-x is not a flag; flags begin with two dashes",
                  "--title needs a value: --title=TEXT"));
  EXPECT_THAT(arguments.words, IsEmpty());
}

TEST(ArgumentsTest, AValueMayBeginWithOneDash) {
  EXPECT_THAT(Uses(Parse({"--title", "-3d"})), ElementsAre("title=-3d"));
  EXPECT_THAT(Uses(Parse({"--title=--all"})), ElementsAre("title=--all"));
}

TEST(ArgumentsTest, EverythingAfterTwoDashesIsAWord) {
  EXPECT_THAT(Parse({"a", "--", "--title", "-x"}).words,
              ElementsAre("a", "--title", "-x"));
}

TEST(ArgumentsTest, ReadingStopsAfterTheWordsThatAreWanted) {
  const Arguments arguments = Parse({"--all", "action", "list", "--all"}, 1);

  EXPECT_THAT(arguments.words, ElementsAre("action"));
  EXPECT_EQ(arguments.read, 2u);
}

TEST(ArgumentsTest, AProblemCannotDriveTheTerminal) {
  EXPECT_THAT(Parse({"--\x1b[2J"}).problems,
              ElementsAre("--\\x1b[2J is not a flag here"));
}

TEST(ArgumentsTest, OnlyANearWordIsSuggested) {
  EXPECT_EQ(NearestTo("submitt", {"assign", "submit"}), "submit");
  EXPECT_EQ(NearestTo("actoin", {"action", "audit"}), "action");
  EXPECT_EQ(NearestTo("zebra", {"action", "audit"}), "");
}

}  // namespace
}  // namespace actionplan::cli
