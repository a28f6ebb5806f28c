#include "services/cli/sheet/heading_row.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace actionplan::sheet {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> Columns(const HeadingRow& found) {
  std::vector<std::string> columns;
  for (const Column& column : found.columns) {
    columns.push_back(
        absl::StrCat(ColumnLetters(column.number), " ", column.heading, " ",
                     column.field ? FieldName(*column.field) : "-"));
  }
  return columns;
}

// "error row 3, column C (Lead): …"
std::vector<std::string> Issues(const HeadingRow& found) {
  std::vector<std::string> issues;
  for (const Issue& issue : found.issues) {
    issues.push_back(
        absl::StrCat(issue.severity == Severity::kError ? "error " : "warning ",
                     PlaceText(issue.place), ": ", issue.text));
  }
  return issues;
}

TEST(ColumnLettersTest, CountAsASpreadsheetDoes) {
  EXPECT_EQ(ColumnLetters(0), "A");
  EXPECT_EQ(ColumnLetters(25), "Z");
  EXPECT_EQ(ColumnLetters(26), "AA");
  EXPECT_EQ(ColumnLetters(701), "ZZ");
  EXPECT_EQ(ColumnLetters(702), "AAA");
}

TEST(FindHeadingRowTest, FindsHeadingsInAnyOrder) {
  const HeadingRow found =
      FindHeadingRow({{"By when", "ACTION", "Lead agency", "Ref."}}, {});

  EXPECT_EQ(found.row, 1);
  EXPECT_THAT(Columns(found),
              ElementsAre("A By when due_date", "B ACTION action",
                          "C Lead agency lead_agency", "D Ref. reference"));
  EXPECT_THAT(found.issues, IsEmpty());
}

TEST(FindHeadingRowTest, PassesOverTitlesBeforeIt) {
  const HeadingRow found = FindHeadingRow({{"Composite action plan", ""},
                                           {},
                                           {"Date", "3 March 2026"},
                                           {"Action", "Lead", "Date"},
                                           {"Action", "Lead", "Date"}},
                                          {});
  EXPECT_EQ(found.row, 4);
}

TEST(FindHeadingRowTest, SaysWhenThereIsNone) {
  const HeadingRow found =
      FindHeadingRow({{"Action", "x"}, {"y"}, {"1", "2"}}, {});
  EXPECT_EQ(found.row, 0);
  EXPECT_THAT(Issues(found),
              ElementsAre(HasSubstr("error : no row has headings")));
}

TEST(FindHeadingRowTest, UnknownHeadingsAreTold) {
  const HeadingRow found =
      FindHeadingRow({{"Action", "Lead", "Board\ncomments", ""}}, {});

  EXPECT_THAT(Columns(found),
              ElementsAre("A Action action", "B Lead lead_agency",
                          "C Board comments -"));
  EXPECT_THAT(Issues(found),
              ElementsAre(AllOf(
                  HasSubstr("warning row 1, column C (Board comments): is not "
                            "a known heading"),
                  HasSubstr("--column \"Board comments\"=FIELD"),
                  HasSubstr("supporting_agencies"))));
}

TEST(FindHeadingRowTest, TwoColumnsForOneFieldAreToldWithBoth) {
  const HeadingRow found =
      FindHeadingRow({{"Action", "Progress", "Current status"}}, {});
  EXPECT_THAT(
      Issues(found),
      ElementsAre(HasSubstr("error row 1, column C (Current status): means "
                            "progress, as column B (Progress) does; leave one "
                            "out with --column \"Current status\"=ignore")));
}

TEST(FindHeadingRowTest, AColumnForTheActionIsNeeded) {
  EXPECT_THAT(Issues(FindHeadingRow({{"Ref", "Lead"}}, {})),
              ElementsAre(HasSubstr("error row 1: no heading says where the "
                                    "action is")));
}

TEST(FindHeadingRowTest, TheUserSaysWhatAHeadingMeans) {
  const HeadingRow found =
      FindHeadingRow({{"To do", "Current status", "Progress", "Notes"}},
                     {{"to do", Field::kAction},
                      {"current status", std::nullopt},
                      {"notes", std::nullopt}});

  EXPECT_THAT(Columns(found),
              ElementsAre("A To do action", "B Current status -",
                          "C Progress progress", "D Notes -"));
  EXPECT_THAT(found.issues, IsEmpty());
}

TEST(FindHeadingRowTest, AChosenHeadingHasToBeThere) {
  EXPECT_THAT(
      Issues(FindHeadingRow({{"Action", "Lead"}}, {{"leed", Field::kOwner}})),
      ElementsAre(HasSubstr("error row 1: --column \"leed\": no column is "
                            "headed so")));
}

}  // namespace
}  // namespace actionplan::sheet
