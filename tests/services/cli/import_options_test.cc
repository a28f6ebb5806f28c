#include "services/cli/import_options.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/cli/options.h"
#include "tests/services/cli/cli_run.h"

namespace actionplan::cli {
namespace {

using sheet::Field;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

class ImportOptionsTest : public testing::Test {
 protected:
  ImportOptions Read(const std::string& line) {
    std::vector<FlagSpec> flags = GlobalFlags();
    for (FlagSpec& flag : ImportFlags()) flags.push_back(std::move(flag));
    arguments_ = ParseArguments(support::ShellWords(line), flags, 100);
    problems_ = arguments_.problems;
    return ReadImportOptions(arguments_,
                             {.now = absl::FromCivil(absl::CivilDay(2026, 3, 2),
                                                     absl::UTCTimeZone()),
                              .time_zone = absl::UTCTimeZone()},
                             problems_);
  }

  Arguments arguments_;
  std::vector<std::string> problems_;
};

TEST_F(ImportOptionsTest, ReadsWhatTheUserSaysOfTheSheet) {
  const ImportOptions options = Read(
      "boards/ncc/plans/p1 plan.csv --column \"Who leads\"=lead_agency "
      "--column Notes=ignore --agency \"Kent Police\"=police --agency All=none "
      "--owner \"Jane Smith\"=\"Head of Service\" --date ASAP=2026-04-30 "
      "--date-order month-first --review-date +10d --priority high "
      "--occur-time 2026-01-10T09:00:00Z --commit --skip-rows-with-errors");

  EXPECT_THAT(problems_, IsEmpty());
  EXPECT_EQ(options.plan, "boards/ncc/plans/p1");
  EXPECT_EQ(options.Board(), "boards/ncc");
  EXPECT_EQ(options.path, "plan.csv");
  EXPECT_THAT(options.columns,
              ElementsAre(Pair("notes", std::nullopt),
                          Pair("who leads", Field::kLeadAgency)));
  EXPECT_THAT(options.agencies,
              ElementsAre(Pair("all", ""), Pair("kent police", "police")));
  EXPECT_THAT(options.owners,
              ElementsAre(Pair("jane smith", "Head of Service")));
  EXPECT_THAT(options.dates, ElementsAre(Pair("asap", "2026-04-30")));
  EXPECT_EQ(options.date_order, sheet::DateOrder::kMonthFirst);
  EXPECT_EQ(options.review_date, absl::CivilDay(2026, 3, 12));
  EXPECT_EQ(options.priority, v1::Action::HIGH);
  EXPECT_EQ(options.occur_time, absl::FromCivil(absl::CivilHour(2026, 1, 10, 9),
                                                absl::UTCTimeZone()));
  EXPECT_TRUE(options.commit);
  EXPECT_TRUE(options.skip_rows_with_errors);
}

TEST_F(ImportOptionsTest, NothingIsSentUnlessItIsSaid) {
  const ImportOptions options = Read("boards/ncc/plans/p1 plan.csv");
  EXPECT_FALSE(options.commit);
  EXPECT_FALSE(options.skip_rows_with_errors);
  EXPECT_EQ(options.priority, v1::Action::MEDIUM);
}

TEST_F(ImportOptionsTest, TellsEverythingThatIsWrong) {
  Read(
      "boards/ncc plan.csv --column x --column Lead=leed --agency Fire= "
      "--date-order backwards --priority urgent --review-date soon "
      "--occur-time then");
  EXPECT_THAT(
      problems_,
      ElementsAre(HasSubstr("\"boards/ncc\" is not a plan's name"),
                  HasSubstr("--column: \"x\" is not \"TEXT\"=MEANING"),
                  HasSubstr("--column: \"leed\" is not one of ignore, "
                            "reference, recommendation"),
                  HasSubstr("--agency: \"Fire=\" says nothing"),
                  HasSubstr("--date-order: \"backwards\" is not one of "
                            "day-first, month-first"),
                  HasSubstr("--priority: \"urgent\" is not one of high"),
                  HasSubstr("--review-date: \"soon\" is not a day"),
                  HasSubstr("--occur-time: \"then\" is not a time")));
  Read("boards/ncc/plans/p1");
  EXPECT_THAT(problems_, ElementsAre("name the PLAN and one FILE"));
}

TEST_F(ImportOptionsTest, TheCommandThatCommitsIsTheSameForAShell) {
  Read(
      "boards/ncc/plans/p1 \"my plan's.csv\" --server localhost:1 --owner "
      "\"Jane Smith\"=Head --output json");
  EXPECT_EQ(CommitCommand(arguments_),
            R"(actionplan import boards/ncc/plans/p1 'my plan'\''s.csv' )"
            "--server localhost:1 --owner 'Jane Smith=Head' --commit");
}

}  // namespace
}  // namespace actionplan::cli
