#include "services/verify/options.h"

#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/eventstore/export/exported_log.h"
#include "tests/support/status_matchers.h"

namespace actionplan::verify {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> ProblemsOf(std::vector<const char*> arguments) {
  const auto options = ParseOptions(arguments);
  if (options.ok()) return {};
  return absl::StrSplit(options.status().message(), '\n');
}

TEST(OptionsTest, AnExportAndAKeyAreEnough) {
  const std::string key =
      "--key=" + eventstore::TestSigner('a').verifier().ToString();
  ASSERT_OK_AND_ASSIGN(const Options options,
                       ParseOptions({"log.export", key.c_str(), "--key=@f"}));
  EXPECT_EQ(options.task, Task::kExport);
  EXPECT_EQ(options.export_file, "log.export");
  EXPECT_THAT(options.keys, ElementsAre(key.substr(6), "@f"));
}

TEST(OptionsTest, TheFlagsSayWhatIsToBeProven) {
  ASSERT_OK_AND_ASSIGN(
      Options options,
      ParseOptions({"--checkpoint=c", "--proof=p", "--witness=w", "--key=@k"}));
  EXPECT_EQ(options.task, Task::kGrowth);
  ASSERT_OK_AND_ASSIGN(options,
                       ParseOptions({"--checkpoint=c", "--proof=p", "--key=@k",
                                     "--event=e", "--position=7"}));
  EXPECT_EQ(options.task, Task::kEvent);
  EXPECT_EQ(options.position, 7u);
}

TEST(OptionsTest, HelpNeedsNothingElse) {
  ASSERT_OK_AND_ASSIGN(const Options options, ParseOptions({"--help"}));
  EXPECT_TRUE(options.help);
  EXPECT_THAT(HelpText(), HasSubstr("Exit codes: 0 proven"));
}

TEST(OptionsTest, EveryWrongFlagIsNamedAtOnce) {
  EXPECT_THAT(
      ProblemsOf({"--speed=9", "--witness=", "--position=0", "--key=secret"}),
      ElementsAre("--speed=9 is no flag of this program",
                  "--witness needs the name of a file",
                  "--position needs a whole number from 1 on",
                  HasSubstr("--key=secret is not a verifier key"),
                  "EXPORT, the name of a file, is required without "
                  "--checkpoint"));
}

TEST(OptionsTest, NothingMayBeGivenTwice) {
  EXPECT_THAT(ProblemsOf({"a", "b", "--key=@k"}),
              ElementsAre("EXPORT is given twice: a and b"));
  EXPECT_THAT(ProblemsOf({"a", "--key=@k", "--witness=w", "--witness=v"}),
              ElementsAre("--witness is given twice: w and v"));
  EXPECT_THAT(ProblemsOf({"--event=e", "--position=1", "--position=2",
                          "--proof=p", "--checkpoint=c", "--key=@k"}),
              ElementsAre("--position is given twice"));
}

TEST(OptionsTest, NeedAKey) {
  EXPECT_THAT(ProblemsOf({"a"}),
              ElementsAre(HasSubstr("--key=KEY is required")));
  EXPECT_THAT(ProblemsOf({"a", "--key=@"}),
              ElementsAre(HasSubstr("--key=@ is not a verifier key")));
  EXPECT_THAT(ProblemsOf({"a", "--key"}),
              ElementsAre(HasSubstr("--key= is not a verifier key")));
}

TEST(OptionsTest, OneEventNeedsItsPlaceItsProofAndTheCheckpoint) {
  EXPECT_THAT(ProblemsOf({"--event=e", "--key=@k"}),
              ElementsAre("--position=N is required to prove one event",
                          "--proof=FILE is required to prove one event",
                          "--checkpoint=FILE is required to prove one event"));
  EXPECT_THAT(ProblemsOf({"--position=3", "--proof=p", "--checkpoint=c", "x",
                          "--witness=w", "--key=@k"}),
              ElementsAre("--event=FILE is required to prove one event",
                          "EXPORT cannot be used to prove one event",
                          "--witness cannot be used to prove one event"));
}

TEST(OptionsTest, ComparingCheckpointsNeedsAWitnessAndNoExport) {
  EXPECT_THAT(ProblemsOf({"--checkpoint=c", "x", "--key=@k"}),
              ElementsAre("--witness=FILE is required to compare checkpoints",
                          "EXPORT cannot be used to compare checkpoints"));
}

TEST(OptionsTest, AnExportHasNoUseForAProof) {
  EXPECT_THAT(ProblemsOf({"x", "--proof=p", "--key=@k"}),
              ElementsAre("--proof cannot be used without --checkpoint"));
}

TEST(OptionsTest, NumbersThatAreNoneAreRefused) {
  for (const char* const flag :
       {"--position=", "--position=-1", "--position=7x",
        "--position=18446744073709551616"}) {
    EXPECT_THAT(ProblemsOf({flag, "--event=e", "--proof=p", "--checkpoint=c",
                            "--key=@k"}),
                ElementsAre("--position needs a whole number from 1 on",
                            "--position=N is required to prove one event"))
        << flag;
  }
  EXPECT_THAT(ProblemsOf({"x", "--key=@k"}), IsEmpty());
}

}  // namespace
}  // namespace actionplan::verify
