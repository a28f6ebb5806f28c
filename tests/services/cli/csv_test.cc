#include "services/cli/csv.h"

#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

TEST(CsvTest, FieldsAreQuotedWhereTheStandardAsksForIt) {
  EXPECT_EQ(CsvField("plain text"), "plain text");
  EXPECT_EQ(CsvField("a,b"), "\"a,b\"");
  EXPECT_EQ(CsvField("say \"no\""), "\"say \"\"no\"\"\"");
  EXPECT_EQ(CsvField("one\ntwo"), "\"one\ntwo\"");
  EXPECT_EQ(CsvField(""), "");
}

// Text and what stands in the file.
struct Case {
  std::string text;
  std::string field;
};

TEST(CsvTest, ASpreadsheetFindsNoFormula) {
  const std::vector<Case> cases = {
      {"=HYPERLINK(1)", "'=HYPERLINK(1)"},
      {"=1+1", "'=1+1"},
      {"+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"},
      {"-2+3+cmd", "'-2+3+cmd"},
      {"@SUM(1,2)", "\"'@SUM(1,2)\""},
      {"=cmd, \"x\"", "\"'=cmd, \"\"x\"\"\""},
      // Tabs and line breaks let the next character begin one.
      {"\t=1+1", "' =1+1"},
      {"\r=1+1", "' =1+1"},
      {"\n=1+1", "\"'\n=1+1\""},
      {"\r\n@x", "\"' \n@x\""},
      // Spaces before it are taken away by some.
      {"  =1+1", "'  =1+1"},
      {"\u00a0=1", "'\u00a0=1"},
      {"\u3000=1", "'\u3000=1"},
      // Wide forms are read alike by spreadsheets in Japanese.
      {"＝1+1", "'＝1+1"},
      {"＋1+1", "'＋1+1"},
      {"－1+1", "'－1+1"},
      {"＠SUM(1)", "'＠SUM(1)"},
      {" ＝1", "' ＝1"},
      // What only looks like a number.
      {"-1e5", "'-1e5"},
      {"-inf", "'-inf"},
      {"+44 1603 123456", "'+44 1603 123456"},
      {"-1-1", "'-1-1"},
      {"--1", "'--1"},
      {"-", "'-"},
      {"- first point", "'- first point"},
      {"-.", "'-."},
      {"-5 ", "'-5 "},
      // A new cell where the semicolon separates.
      {"a;=1+1", "\"a;=1+1\""},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(CsvField(one.text), one.field) << one.text;
  }
}

TEST(CsvTest, WhatIsNoFormulaStaysAsItIs) {
  for (const char* text :
       {"-5", "+3", "-0.25", "0", "007", "2026-11-20", "a=b", "jo@example.org",
        "1-2", "boards/ncc/actions/a12", "'quoted'", "it's", "'", "''", "-5.0",
        "Tŷ Gwyn", "  indented", "x\u00a0=1"}) {
    EXPECT_EQ(CsvField(text), text);
  }
}

TEST(CsvTest, GivesEveryTextBack) {
  for (const std::string text :
       {"plain", "=1+1", "'=1+1", "''=1+1", "'-5", "-5", "'", "''", "' =x",
        "'' ＝x", "a,\"b\";=c", "\n=1", "it's", ""}) {
    std::string value = CsvField(text);
    if (!value.empty() && value[0] == '"') {
      value = absl::StrReplaceAll(value.substr(1, value.size() - 2),
                                  {{"\"\"", "\""}});
    }
    EXPECT_EQ(CsvText(value), text) << value;
  }
}

TEST(CsvTest, ControlCharactersAreShown) {
  EXPECT_EQ(CsvField("a\x1b[31m"), "a\\x1b[31m");
}

TEST(CsvTest, RecordsEndWithBothCharacters) {
  EXPECT_EQ(CsvRecord({"name", "a,b", ""}), "name,\"a,b\",\r\n");
}

}  // namespace
}  // namespace actionplan::cli
