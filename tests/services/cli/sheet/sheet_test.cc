#include "services/cli/sheet/sheet.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace actionplan::sheet {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Sheet Read(absl::string_view bytes, const ChosenColumns& chosen = {}) {
  auto sheet = ReadSheet(bytes, chosen);
  EXPECT_TRUE(sheet.ok()) << sheet.status();
  return sheet.value_or(Sheet());
}

// "2: action=a lead_agency=b"
std::vector<std::string> Rows(const Sheet& sheet) {
  std::vector<std::string> rows;
  for (const SheetRow& row : sheet.rows) {
    std::string text = absl::StrCat(row.number, ":");
    for (const auto& [field, cell] : row.cells) {
      absl::StrAppend(&text, " ", FieldName(field), "=", cell);
    }
    rows.push_back(text);
  }
  return rows;
}

std::vector<std::string> Issues(const Sheet& sheet) {
  std::vector<std::string> issues;
  for (const Issue& issue : sheet.issues) {
    issues.push_back(
        absl::StrCat(issue.severity == Severity::kError ? "error " : "warning ",
                     PlaceText(issue.place), ": ", issue.text));
  }
  return issues;
}

TEST(ReadSheetTest, GivesTheCellsOfEachRowByField) {
  const Sheet sheet = Read(
      "Plan of March,,\r\n"
      "\r\n"
      "Ref,Action,Lead\r\n"
      "1, Agree one form ,Police\r\n"
      ",,\r\n"
      "2,\"Write\r\na pathway\",\r\n");

  EXPECT_EQ(sheet.headings.row, 3);
  EXPECT_THAT(Rows(sheet),
              ElementsAre("4: reference=1 action=Agree one form "
                          "lead_agency=Police",
                          "6: reference=2 action=Write\na pathway"));
  EXPECT_THAT(sheet.issues, IsEmpty());
}

TEST(ReadSheetTest, FindsOutWhatSeparatesCells) {
  EXPECT_EQ(Read("Ref;Action, or actions;Lead\n1;a, b;c, d\n").delimiter, ';');
  EXPECT_EQ(Read("Ref\tAction\tLead\n1\ta,b;c\tx\n").delimiter, '\t');
  EXPECT_EQ(Read("Ref,Action,Lead\n1,a;b;c;d,x\n").delimiter, ',');
  EXPECT_THAT(Rows(Read("Nr;Was\n1;a\n",
                        {{"nr", Field::kReference}, {"was", Field::kAction}})),
              ElementsAre("2: reference=1 action=a"));
}

TEST(ReadSheetTest, SectionsAndRepeatedHeadingsAreNoRows) {
  const Sheet sheet = Read(
      "Ref,Action,Lead\n"
      "Theme 1: neglect,,\n"
      "1,a,\n"
      "Ref,Action,Lead\n"
      "2,b,\n");

  EXPECT_THAT(Rows(sheet), ElementsAre("3: reference=1 action=a",
                                       "5: reference=2 action=b"));
  EXPECT_THAT(
      Issues(sheet),
      ElementsAre("warning row 2, column A: \"Theme 1: neglect\" stands "
                  "alone, so it is taken for the heading of a section "
                  "and not imported"));
}

TEST(ReadSheetTest, ARowThatSaysMuchButNoActionIsWrong) {
  EXPECT_THAT(Issues(Read("Ref,Action,Lead\n1,,Police\n")),
              ElementsAre("error row 2, column B (Action): is empty, but the "
                          "row is not: what is to be done?"));
}

TEST(ReadSheetTest, CellsWithoutAHeadingAreTold) {
  EXPECT_THAT(Issues(Read("Action,,Lead\na,b,c,d\ne,f,g,\n")),
              ElementsAre("warning row 1, column B: has no heading, so its "
                          "cells are not imported",
                          "warning row 1, column D: has no heading, so its "
                          "cells are not imported"));
}

TEST(ReadSheetTest, CellsThatTheApiWouldRefuseAreTold) {
  const std::string fits(200, 'a');
  EXPECT_THAT(Read(absl::StrCat("Action,RAG\na,", fits)).issues, IsEmpty());
  EXPECT_THAT(
      Issues(Read(absl::StrCat("Action,RAG\na,", fits, "é\nb\x0by,\n"))),
      ElementsAre("error row 2, column B (RAG): has 201 characters; at "
                  "most 200 are allowed",
                  "error row 3, column A (Action): has control "
                  "characters; type the text of the cell anew"));
}

TEST(ReadSheetTest, FormulasThatFailedAreWrongAndOthersAreTold) {
  EXPECT_THAT(
      Issues(Read("Action,RAG\n#REF!,Red\n=B2,Red\n")),
      ElementsAre("error row 2, column A (Action): \"#REF!\" is what a "
                  "spreadsheet shows for a formula that failed; put its value "
                  "there",
                  "warning row 3, column A (Action): is a formula and is taken "
                  "as a text; save its value instead"));
}

TEST(ReadSheetTest, WindowsTextIsTold) {
  const Sheet sheet = Read("Action,Lead\nCaf\xe9,x\n");
  EXPECT_EQ(sheet.encoding, Encoding::kWindows1252);
  EXPECT_THAT(Rows(sheet), ElementsAre("2: action=Café lead_agency=x"));
}

TEST(ReadSheetTest, RefusesWhatIsNoSheet) {
  EXPECT_THAT(std::string(ReadSheet("PK\x03\x04", {}).status().message()),
              HasSubstr("workbook"));
  EXPECT_THAT(std::string(ReadSheet("Action,Lead\n\"a", {}).status().message()),
              HasSubstr("row 2, column A: a quote is opened"));
  EXPECT_THAT(std::string(ReadSheet("Action,Lead\n1,\"open,Police\n2,b\n", {})
                              .status()
                              .message()),
              HasSubstr("row 2, column B: a quote is opened"));
  std::string many = "Action,Lead\n";
  for (std::size_t i = 0; i <= kMostRows; ++i) absl::StrAppend(&many, "a,b\n");
  EXPECT_EQ(
      ReadSheet(many, {}).status().message(),
      "the sheet has 2001 rows with an action; a plan holds at most 2000");
}

}  // namespace
}  // namespace actionplan::sheet
