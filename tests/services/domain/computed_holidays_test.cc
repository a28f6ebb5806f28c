// The holidays of years that have not been published, computed a second time in
// another way and written down for the next of them.
#include <cstddef>
#include <set>
#include <vector>

#include "absl/time/civil_time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/holidays.h"
#include "services/domain/working_calendar.h"

namespace actionplan::domain {
namespace {

using absl::CivilDay;
using ::testing::ElementsAreArray;

constexpr Division kDivisions[] = {Division::kEnglandAndWales,
                                   Division::kScotland,
                                   Division::kNorthernIreland};

// Year, month and day as one number.
// clang-format off
const std::vector<int> kEnglandAndWales = {
    2028'01'03, 2028'04'14, 2028'04'17, 2028'05'01, 2028'05'29, 2028'08'28,
    2028'12'25, 2028'12'26,
    2029'01'01, 2029'03'30, 2029'04'02, 2029'05'07, 2029'05'28, 2029'08'27,
    2029'12'25, 2029'12'26,
    2030'01'01, 2030'04'19, 2030'04'22, 2030'05'06, 2030'05'27, 2030'08'26,
    2030'12'25, 2030'12'26,
    2031'01'01, 2031'04'11, 2031'04'14, 2031'05'05, 2031'05'26, 2031'08'25,
    2031'12'25, 2031'12'26,
    2032'01'01, 2032'03'26, 2032'03'29, 2032'05'03, 2032'05'31, 2032'08'30,
    2032'12'27, 2032'12'28,
};

const std::vector<int> kScotland = {
    2028'01'03, 2028'01'04, 2028'04'14, 2028'05'01, 2028'05'29, 2028'08'07,
    2028'11'30, 2028'12'25, 2028'12'26,
    2029'01'01, 2029'01'02, 2029'03'30, 2029'05'07, 2029'05'28, 2029'08'06,
    2029'11'30, 2029'12'25, 2029'12'26,
    2030'01'01, 2030'01'02, 2030'04'19, 2030'05'06, 2030'05'27, 2030'08'05,
    2030'12'02, 2030'12'25, 2030'12'26,
    2031'01'01, 2031'01'02, 2031'04'11, 2031'05'05, 2031'05'26, 2031'08'04,
    2031'12'01, 2031'12'25, 2031'12'26,
    2032'01'01, 2032'01'02, 2032'03'26, 2032'05'03, 2032'05'31, 2032'08'02,
    2032'11'30, 2032'12'27, 2032'12'28,
};

const std::vector<int> kNorthernIreland = {
    2028'01'03, 2028'03'17, 2028'04'14, 2028'04'17, 2028'05'01, 2028'05'29,
    2028'07'12, 2028'08'28, 2028'12'25, 2028'12'26,
    2029'01'01, 2029'03'19, 2029'03'30, 2029'04'02, 2029'05'07, 2029'05'28,
    2029'07'12, 2029'08'27, 2029'12'25, 2029'12'26,
    2030'01'01, 2030'03'18, 2030'04'19, 2030'04'22, 2030'05'06, 2030'05'27,
    2030'07'12, 2030'08'26, 2030'12'25, 2030'12'26,
    2031'01'01, 2031'03'17, 2031'04'11, 2031'04'14, 2031'05'05, 2031'05'26,
    2031'07'14, 2031'08'25, 2031'12'25, 2031'12'26,
    2032'01'01, 2032'03'17, 2032'03'26, 2032'03'29, 2032'05'03, 2032'05'31,
    2032'07'12, 2032'08'30, 2032'12'27, 2032'12'28,
};
// clang-format on

const std::vector<int>& WrittenDown(Division division) {
  switch (division) {
    case Division::kScotland:
      return kScotland;
    case Division::kNorthernIreland:
      return kNorthernIreland;
    default:
      return kEnglandAndWales;
  }
}

bool IsWeekend(CivilDay day) {
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday == absl::Weekday::saturday || weekday == absl::Weekday::sunday;
}

// By the golden number and the epact: Knuth, The Art of Computer Programming,
// volume 1, section 1.3.2, exercise 14 (algorithm E).
CivilDay EasterByEpact(int year) {
  const int golden = year % 19 + 1;
  const int century = year / 100 + 1;
  const int leap_years_dropped = 3 * century / 4 - 12;
  const int moon = (8 * century + 5) / 25 - 5;
  const int sunday = 5 * year / 4 - leap_years_dropped - 10;
  int epact = (11 * golden + 20 + moon - leap_years_dropped) % 30;
  if ((epact == 25 && golden > 11) || epact == 24) ++epact;
  int full_moon = 44 - epact;
  if (full_moon < 21) full_moon += 30;
  const int easter = full_moon + 7 - (sunday + full_moon) % 7;
  return CivilDay(year, 3, 1) + (easter - 1);
}

CivilDay MondayInWeekFrom(CivilDay day) {
  while (absl::GetWeekday(day) != absl::Weekday::monday) ++day;
  return day;
}

// Every holiday by its name; each that falls on a weekend, or on a day that an
// earlier one has already taken, moves on to the next free weekday.
std::set<CivilDay> KeptIn(Division division, int year) {
  const bool scotland = division == Division::kScotland;
  const CivilDay easter = EasterByEpact(year);
  std::set<CivilDay> named = {
      CivilDay(year, 1, 1),
      easter - 2,
      MondayInWeekFrom(CivilDay(year, 5, 1)),
      MondayInWeekFrom(CivilDay(year, 5, 25)),
      MondayInWeekFrom(scotland ? CivilDay(year, 8, 1) : CivilDay(year, 8, 25)),
      CivilDay(year, 12, 25),
      CivilDay(year, 12, 26)};
  if (scotland) {
    named.insert({CivilDay(year, 1, 2), CivilDay(year, 11, 30)});
  } else {
    named.insert(easter + 1);
  }
  if (division == Division::kNorthernIreland) {
    named.insert({CivilDay(year, 3, 17), CivilDay(year, 7, 12)});
  }
  std::set<CivilDay> kept;
  for (CivilDay day : named) {
    while (IsWeekend(day) || kept.contains(day)) ++day;
    kept.insert(day);
  }
  return kept;
}

// What the calendar keeps, a day at a time.
std::vector<CivilDay> HolidaysOf(const WorkingCalendar& calendar, int year) {
  std::vector<CivilDay> days;
  for (CivilDay day(year, 1, 1); day.year() == year; ++day) {
    const auto answer = calendar.IsWorkingDay(day);
    EXPECT_TRUE(answer.provisional) << day;
    if (!IsWeekend(day) && !answer.value) days.push_back(day);
  }
  return days;
}

TEST(ComputedHolidaysTest, AreThoseWrittenDownFor2028To2032) {
  for (const Division division : kDivisions) {
    std::vector<int> computed;
    for (int year = 2028; year <= 2032; ++year) {
      for (const CivilDay day :
           HolidaysOf(WorkingCalendar::Latest(division), year)) {
        computed.push_back(static_cast<int>(day.year()) * 10000 +
                           day.month() * 100 + day.day());
      }
    }
    EXPECT_THAT(computed, ElementsAreArray(WrittenDown(division)));
  }
}

TEST(ComputedHolidaysTest, AreTheSameWhenComputedInAnotherWay) {
  for (const Division division : kDivisions) {
    const WorkingCalendar calendar = WorkingCalendar::Latest(division);
    for (int year = 2028; year <= 2250; ++year) {
      EXPECT_THAT(HolidaysOf(calendar, year),
                  ElementsAreArray(KeptIn(division, year)));
    }
    // Before the first year of the table, too, for what is imported.
    for (int year = 1990; year <= 2011; ++year) {
      EXPECT_THAT(HolidaysOf(calendar, year),
                  ElementsAreArray(KeptIn(division, year)));
    }
  }
}

TEST(ComputedHolidaysTest, AreThePublishedOnesButForProclamations) {
  // 2012, 2020, 2022, 2023 and Scotland's 2026 have days that no rule gives.
  const std::set<int> proclaimed = {2012, 2020, 2022, 2023, 2026};
  for (const HolidayTable& table : HolidayTables()) {
    for (int year = table.first_year; year <= table.last_year; ++year) {
      if (proclaimed.contains(year)) continue;
      std::set<int> published;
      for (const int date : table.dates) {
        if (date / 10000 == year) published.insert(date);
      }
      std::set<int> computed;
      for (const CivilDay day : KeptIn(table.division, year)) {
        computed.insert(static_cast<int>(day.year()) * 10000 +
                        day.month() * 100 + day.day());
      }
      EXPECT_EQ(published, computed) << table.version << " " << year;
    }
  }
}

TEST(ComputedHolidaysTest, TheFirstVersionOfScotlandLacksTheWorldCup) {
  const auto before = WorkingCalendar::Find("scotland/2025-1");
  const auto after = WorkingCalendar::Find("scotland/2026-1");
  ASSERT_TRUE(before.ok() && after.ok());
  for (CivilDay day(2012, 1, 1); day.year() <= 2027; ++day) {
    const bool same = before->IsWorkingDay(day) == after->IsWorkingDay(day);
    EXPECT_EQ(same, day != CivilDay(2026, 6, 15)) << day;
  }
  EXPECT_TRUE(before->IsWorkingDay(CivilDay(2026, 6, 15)).value);
}

}  // namespace
}  // namespace actionplan::domain
