#include "services/cli/csv.h"

#include "gtest/gtest.h"

namespace actionplan::cli {
namespace {

TEST(CsvTest, FieldsAreQuotedWhereTheStandardAsksForIt) {
  EXPECT_EQ(CsvField("plain text"), "plain text");
  EXPECT_EQ(CsvField("a,b"), "\"a,b\"");
  EXPECT_EQ(CsvField("say \"no\""), "\"say \"\"no\"\"\"");
  EXPECT_EQ(CsvField("one\ntwo"), "\"one\ntwo\"");
  EXPECT_EQ(CsvField(""), "");
}

TEST(CsvTest, ASpreadsheetFindsNoFormula) {
  EXPECT_EQ(CsvField("=HYPERLINK(1)"), "'=HYPERLINK(1)");
  EXPECT_EQ(CsvField("+cmd|' /C calc'!A0"), "'+cmd|' /C calc'!A0");
  EXPECT_EQ(CsvField("-2+3+cmd"), "'-2+3+cmd");
  EXPECT_EQ(CsvField("@SUM(1,2)"), "\"'@SUM(1,2)\"");
  EXPECT_EQ(CsvField("\t=1+1"), "' =1+1");
  EXPECT_EQ(CsvField("\r=1+1"), "' =1+1");
}

TEST(CsvTest, NumbersStayNumbers) {
  EXPECT_EQ(CsvField("-5"), "-5");
  EXPECT_EQ(CsvField("+3"), "+3");
  EXPECT_EQ(CsvField("-0.25"), "-0.25");
}

TEST(CsvTest, ControlCharactersAreShown) {
  EXPECT_EQ(CsvField("a\x1b[31m"), "a\\x1b[31m");
}

TEST(CsvTest, RecordsEndWithBothCharacters) {
  EXPECT_EQ(CsvRecord({"name", "a,b", ""}), "name,\"a,b\",\r\n");
}

}  // namespace
}  // namespace actionplan::cli
