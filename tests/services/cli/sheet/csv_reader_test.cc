#include "services/cli/sheet/csv_reader.h"

#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace actionplan::sheet {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<Cells> Read(absl::string_view text, char delimiter = ',') {
  const auto rows = ReadCsv(text, delimiter);
  EXPECT_TRUE(rows.ok()) << rows.status();
  return rows.value_or(std::vector<Cells>());
}

std::string ErrorOf(absl::string_view text) {
  return std::string(ReadCsv(text, ',').status().message());
}

TEST(ReadCsvTest, ReadsRowsOfCells) {
  EXPECT_THAT(Read("a,b\nc,d\n"),
              ElementsAre(ElementsAre("a", "b"), ElementsAre("c", "d")));
  EXPECT_THAT(Read(""), IsEmpty());
  EXPECT_THAT(Read("a"), ElementsAre(ElementsAre("a")));
  EXPECT_THAT(Read(",a,\n"), ElementsAre(ElementsAre("", "a", "")));
  EXPECT_THAT(Read(" a , b "), ElementsAre(ElementsAre(" a ", " b ")));
}

TEST(ReadCsvTest, TakesAnyLineEnds) {
  for (const char* text : {"a,b\nc\n", "a,b\r\nc\r\n", "a,b\rc\r", "a,b\nc"}) {
    EXPECT_THAT(Read(text),
                ElementsAre(ElementsAre("a", "b"), ElementsAre("c")))
        << text;
  }
}

// Otherwise a message about row 14 would be about the spreadsheet's row 15.
TEST(ReadCsvTest, CountsEmptyLinesAsASpreadsheetDoes) {
  EXPECT_THAT(Read("a\n\n\r\nb\n"), ElementsAre(ElementsAre("a"), IsEmpty(),
                                                IsEmpty(), ElementsAre("b")));
}

TEST(ReadCsvTest, QuotedCellsHoldDelimitersQuotesAndLines) {
  EXPECT_THAT(Read("\"a,b\",\"say \"\"no\"\"\",\"1\r\n2\n3\r4\"\n"),
              ElementsAre(ElementsAre("a,b", "say \"no\"", "1\n2\n3\n4")));
  EXPECT_THAT(Read("\"\",x"), ElementsAre(ElementsAre("", "x")));
  EXPECT_THAT(Read("\"\"\"\""), ElementsAre(ElementsAre("\"")));
}

TEST(ReadCsvTest, AQuoteWithinACellIsNoQuote) {
  EXPECT_THAT(Read("5\" pipe,b"), ElementsAre(ElementsAre("5\" pipe", "b")));
}

TEST(ReadCsvTest, TakesOtherDelimiters) {
  EXPECT_THAT(Read("a;b,c\n", ';'), ElementsAre(ElementsAre("a", "b,c")));
  EXPECT_THAT(Read("a\t\"b\tc\"\n", '\t'),
              ElementsAre(ElementsAre("a", "b\tc")));
}

TEST(ReadCsvTest, AWrongQuoteIsToldWithItsPlace) {
  EXPECT_EQ(ErrorOf("a,b\n\nc,\"d\ne,f\n"),
            "row 3, column B: a quote is opened and never closed");
  EXPECT_THAT(ErrorOf("a,b,\"c\" d\n"),
              HasSubstr("row 1, column C: text stands behind a closing quote"));
}

// What is written as RFC 4180 says is read as it was, whatever it is.
TEST(ReadCsvTest, ReadsBackWhateverIsWritten) {
  std::mt19937 random(7);
  const std::string letters = "ab,;\t\"\n x\xc3\xa9";
  for (int round = 0; round < 2000; ++round) {
    const char delimiter = ",;\t"[random() % 3];
    std::vector<Cells> rows(1 + random() % 4);
    std::string text;
    for (Cells& row : rows) {
      row.resize(1 + random() % 4);
      for (std::size_t i = 0; i < row.size(); ++i) {
        const std::size_t length = random() % 6;
        for (std::size_t j = 0; j < length; ++j) {
          row[i].push_back(letters[random() % letters.size()]);
        }
        const bool plain =
            row[i].find_first_of(absl::StrCat(
                "\"\r\n", std::string(1, delimiter))) == std::string::npos;
        absl::StrAppend(
            &text, i > 0 ? std::string(1, delimiter) : "",
            plain && random() % 2 == 0
                ? row[i]
                : absl::StrCat("\"",
                               absl::StrReplaceAll(row[i], {{"\"", "\"\""}}),
                               "\""));
      }
      absl::StrAppend(&text, random() % 2 == 0 ? "\n" : "\r\n");
      if (row.size() == 1 && row[0].empty()) row.clear();
    }
    EXPECT_EQ(Read(text, delimiter), rows) << text;
  }
}

// No bytes make it read past the end, loop, or lose rows.
TEST(ReadCsvTest, ReadsOrRefusesAnyBytes) {
  std::mt19937 random(11);
  for (int round = 0; round < 20000; ++round) {
    std::string text(random() % 12, ' ');
    for (char& c : text) c = ",\"\r\n;a"[random() % 6];
    const auto rows = ReadCsv(text, ',');
    if (!rows.ok()) {
      EXPECT_TRUE(absl::IsInvalidArgument(rows.status()));
      continue;
    }
    EXPECT_LE(rows->size(), text.size());
  }
}

}  // namespace
}  // namespace actionplan::sheet
