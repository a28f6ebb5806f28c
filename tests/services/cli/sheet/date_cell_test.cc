#include "services/cli/sheet/date_cell.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace actionplan::sheet {
namespace {

using ::testing::HasSubstr;

// "2026-03-31", with "end" for the last day of a period and "short" for a year
// of two digits.
std::string Read(absl::string_view text,
                 DateOrder order = DateOrder::kDayFirst) {
  const auto date = ReadDateCell(text, order);
  if (!date.ok()) return std::string(date.status().message());
  if (date->kind == CellDate::Kind::kOngoing) return "ongoing";
  if (date->kind == CellDate::Kind::kToBeConfirmed) return "tbc";
  std::string read = absl::FormatCivilTime(date->day);
  if (date->is_end_of_period) read += " end";
  if (date->has_short_year) read += " short";
  return read;
}

struct Written {
  const char* text;
  const char* read;
};

constexpr Written kDates[] = {
    // Numbers, the day first.
    {"31/03/2026", "2026-03-31"},
    {"1/4/2026", "2026-04-01"},
    {"31.3.26", "2026-03-31 short"},
    {"31-3-2026", "2026-03-31"},
    {"31 03 2026", "2026-03-31"},
    {" 31 / 03 / 2026 ", "2026-03-31"},
    {"29/02/2028", "2028-02-29"},
    // ISO 8601, and as a cell with a clock is exported.
    {"2026-03-31", "2026-03-31"},
    {"2026/03/31", "2026-03-31"},
    {"2026-03-31 00:00:00", "2026-03-31"},
    {"31/03/2026 00:00", "2026-03-31"},
    // Months by name.
    {"31 March 2026", "2026-03-31"},
    {"31st March 2026", "2026-03-31"},
    {"2nd of April 2026", "2026-04-02"},
    {"3rd Sept 2026", "2026-09-03"},
    {"31 MAR 26", "2026-03-31 short"},
    {"31-Mar-26", "2026-03-31 short"},
    {"31-Mar-2026", "2026-03-31"},
    {"31Mar2026", "2026-03-31"},
    {"Tuesday 31 March 2026", "2026-03-31"},
    {"Tue, 31 March, 2026", "2026-03-31"},
    {"March 31, 2026", "2026-03-31"},
    {"by 31 March 2026", "2026-03-31"},
    // The last day of a month.
    {"Mar-26", "2026-03-31 end short"},
    {"April 2017", "2017-04-30 end"},
    {"Feb 2028", "2028-02-29 end"},
    {"Sept. 2026", "2026-09-30 end"},
    {"03/2026", "2026-03-31 end"},
    {"end of March 2026", "2026-03-31 end"},
    {"By the end of December 2026", "2026-12-31 end"},
    {"End March 2026", "2026-03-31 end"},
    {"end of 2026", "2026-12-31 end"},
    // Quarters of the financial year from April.
    {"Q1 2026/27", "2026-06-30 end"},
    {"end of Q2 2026/27", "2026-09-30 end"},
    {"Q3 2026-27", "2026-12-31 end"},
    {"Q4 2026/2027", "2027-03-31 end"},
    {"q4 26/27", "2027-03-31 end"},
    {"Quarter 2 2026/27", "2026-09-30 end"},
    {"2026/27", "2027-03-31 end"},
    {"end of financial year 2026/27", "2027-03-31 end"},
    // Not a day.
    {"ongoing", "ongoing"},
    {"On-going", "ongoing"},
    {"ON GOING", "ongoing"},
    {"Continuous", "ongoing"},
    {"TBC", "tbc"},
    {"tba", "tbc"},
    {"To be  confirmed", "tbc"},
    {"to be agreed", "tbc"},
};

TEST(ReadDateCellTest, ReadsDatesAsPeopleWriteThem) {
  for (const Written& date : kDates) {
    EXPECT_EQ(Read(date.text), date.read) << date.text;
  }
}

constexpr Written kNoDates[] = {
    {"31/02/2026", "is not in the calendar"},
    {"31 April 2026", "is not in the calendar"},
    {"0/4/2026", "is not in the calendar"},
    {"03/31/2026", "has no such month; the day comes first"},
    {"13/13/2026", "is not in the calendar"},
    {"31/03", "has no year"},
    {"10/11", "has no year"},
    {"31 March", "has no year"},
    {"March", "has no year"},
    {"26-Mar", "has no year"},
    {"March 26", "may be a day or a year"},
    {"2026", "is a year only"},
    {"13/2026", "has no such month"},
    {"Q2 2026", "may be of the calendar or of the financial year"},
    {"Q2", "is not one date"},
    {"Q5 2026/27", "is not one date"},
    {"Q2 2026/28", "has no financial year"},
    {"2026/28", "has no year, or is not one date"},
    {"46112", "is a day number of Excel"},
    {"46112.5", "has no year, or is not one date"},
    {"12", "is not a date"},
    {"31/03/2026 and 30/06/2026", "is not one date"},
    {"31/03/2026 (was 31/12/2025)", "is not one date"},
    {"31.03/2026", "is not one date"},
    {"Spring 2026", "is not one date"},
    {"mid March 2026", "is not one date"},
    {"31 Foo 2026", "has no month: foo"},
    {"ASAP", "is not one date"},
    {"Immediate", "is not one date"},
    {"Completed", "is not one date"},
    {"6 months", "is not one date"},
    {"31/03/202", "has no year of two or four digits"},
    {"31/03/9999", "is too far away"},
    {"31/03/1666", "is too far away"},
    {"99999999999999999999/03/2026", "is not in the calendar"},
    {"2026-03-31 14:30", "is not one date"},
    {"", "is not one date"},
    {"\xc3\xa9", "is not one date"},
};

TEST(ReadDateCellTest, RefusesWhatIsNoneOrCouldBeTwo) {
  for (const Written& text : kNoDates) {
    EXPECT_FALSE(ReadDateCell(text.text, DateOrder::kDayFirst).ok())
        << text.text;
    EXPECT_THAT(Read(text.text), HasSubstr(text.read)) << text.text;
  }
}

TEST(ReadDateCellTest, TheMonthComesFirstOnlyWhereTheUserSaysSo) {
  EXPECT_EQ(Read("03/04/2026"), "2026-04-03");
  EXPECT_EQ(Read("03/04/2026", DateOrder::kMonthFirst), "2026-03-04");
  EXPECT_EQ(Read("03/31/2026", DateOrder::kMonthFirst), "2026-03-31");
  EXPECT_EQ(Read("2026-03-04", DateOrder::kMonthFirst), "2026-03-04");
  EXPECT_THAT(Read("31/03/2026", DateOrder::kMonthFirst),
              HasSubstr("is not in the calendar"));
}

TEST(EvidenceOfTest, OnlyANumberPastTwelveSaysWhatComesFirst) {
  EXPECT_EQ(EvidenceOf("31/03/2026"), OrderEvidence::kDayFirst);
  EXPECT_EQ(EvidenceOf("03/31/2026"), OrderEvidence::kMonthFirst);
  EXPECT_EQ(EvidenceOf("03.31.26"), OrderEvidence::kMonthFirst);
  EXPECT_EQ(EvidenceOf("03/04/2026"), OrderEvidence::kAmbiguous);
  for (const char* text : {"04/04/2026", "2026-03-04", "31 March 2026",
                           "13/14/2026", "TBC", "", "03/04"}) {
    EXPECT_EQ(EvidenceOf(text), OrderEvidence::kNone) << text;
  }
}

}  // namespace
}  // namespace actionplan::sheet
