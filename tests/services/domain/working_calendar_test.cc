#include "services/domain/working_calendar.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "eventstore/base/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace actionplan::domain {
namespace {

using absl::CivilDay;
using testing::ElementsAre;
using testing::IsSupersetOf;

constexpr Division kDivisions[] = {Division::kEnglandAndWales,
                                   Division::kScotland,
                                   Division::kNorthernIreland};

WorkingCalendar England() {
  return WorkingCalendar::Latest(Division::kEnglandAndWales);
}
WorkingCalendar Scotland() {
  return WorkingCalendar::Latest(Division::kScotland);
}
WorkingCalendar NorthernIreland() {
  return WorkingCalendar::Latest(Division::kNorthernIreland);
}

CalendarAnswer<CivilDay> Firm(CivilDay day) { return {.value = day}; }
CalendarAnswer<int> Firm(int days) { return {.value = days}; }

bool IsWeekday(CivilDay day) {
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday != absl::Weekday::saturday && weekday != absl::Weekday::sunday;
}

// True when each value is above the one before: no two are equal.
template <typename Days>
bool IsAscending(const Days& days) {
  return std::adjacent_find(days.begin(), days.end(), std::greater_equal<>()) ==
         days.end();
}

// The weekdays of a year on which the calendar does not work.
std::vector<CivilDay> HolidaysOf(const WorkingCalendar& calendar, int year) {
  std::vector<CivilDay> days;
  for (CivilDay day(year, 1, 1); day.year() == year; ++day) {
    if (IsWeekday(day) && !calendar.IsWorkingDay(day).value) {
      days.push_back(day);
    }
  }
  return days;
}

// What proclamations changed, against the standing rules.
struct Exception {
  std::vector<CivilDay> moved_away;
  std::vector<CivilDay> added;
};

Exception ExceptionOf(Division division, int year) {
  switch (year) {
    case 2012:
      return {.moved_away = {CivilDay(2012, 5, 28)},
              .added = {CivilDay(2012, 6, 4), CivilDay(2012, 6, 5)}};
    case 2020:
      return {.moved_away = {CivilDay(2020, 5, 4)},
              .added = {CivilDay(2020, 5, 8)}};
    case 2022:
      return {.moved_away = {CivilDay(2022, 5, 30)},
              .added = {CivilDay(2022, 6, 2), CivilDay(2022, 6, 3),
                        CivilDay(2022, 9, 19)}};
    case 2023:
      return {.moved_away = {}, .added = {CivilDay(2023, 5, 8)}};
    case 2026:
      if (division == Division::kScotland) {
        return {.moved_away = {}, .added = {CivilDay(2026, 6, 15)}};
      }
      return {};
    default:
      return {};
  }
}

// The two functions as their contract puts it, a day at a time.
CivilDay AddByDays(const WorkingCalendar& calendar, CivilDay day, int n) {
  const int step = n < 0 ? -1 : 1;
  while (n != 0) {
    day += step;
    n -= calendar.IsWorkingDay(day).value ? step : 0;
  }
  return day;
}

int BetweenByDays(const WorkingCalendar& calendar, CivilDay from, CivilDay to) {
  const int step = to < from ? -1 : 1;
  int count = 0;
  while (from != to) {
    from += step;
    count += calendar.IsWorkingDay(from).value ? step : 0;
  }
  return count;
}

TEST(HolidayTableTest, HoldsAscendingWeekdaysOfItsYearsOnly) {
  for (const HolidayTable& table : HolidayTables()) {
    EXPECT_TRUE(IsAscending(table.dates));
    for (const int date : table.dates) {
      const CivilDay day(date / 10000, date / 100 % 100, date % 100);
      EXPECT_EQ(day.month(), date / 100 % 100) << date;
      EXPECT_EQ(day.day(), date % 100) << date;
      EXPECT_TRUE(IsWeekday(day)) << date;
      EXPECT_GE(day.year(), table.first_year) << date;
      EXPECT_LE(day.year(), table.last_year) << date;
    }
  }
}

TEST(HolidayTableTest, FollowsTheRulesAndTheListedExceptions) {
  for (const Division division : kDivisions) {
    const WorkingCalendar calendar = WorkingCalendar::Latest(division);
    for (auto year = static_cast<int>(calendar.first_firm_day().year());
         year <= calendar.last_firm_day().year(); ++year) {
      const YearOfHolidays standing = StandingHolidays(division, year);
      std::set<CivilDay> expected(standing.begin(), standing.end());
      const Exception exception = ExceptionOf(division, year);
      for (const CivilDay day : exception.moved_away) {
        EXPECT_EQ(expected.erase(day), 1u) << day;
      }
      expected.insert(exception.added.begin(), exception.added.end());

      EXPECT_THAT(HolidaysOf(calendar, year),
                  testing::ElementsAreArray(expected));
    }
  }
}

TEST(HolidayTableTest, NamesEachVersionOnceAfterItsDivision) {
  std::set<std::string> versions;
  for (const HolidayTable& table : HolidayTables()) {
    EXPECT_TRUE(versions.insert(std::string(table.version)).second);
    EXPECT_FALSE(table.source.empty());
  }
  EXPECT_THAT(versions,
              IsSupersetOf({"england-and-wales/2026-1", "scotland/2026-1",
                            "northern-ireland/2026-1"}));
}

TEST(StandingHolidaysTest, GiveEnglandAndWalesEight) {
  EXPECT_THAT(StandingHolidays(Division::kEnglandAndWales, 2028),
              ElementsAre(CivilDay(2028, 1, 3), CivilDay(2028, 4, 14),
                          CivilDay(2028, 4, 17), CivilDay(2028, 5, 1),
                          CivilDay(2028, 5, 29), CivilDay(2028, 8, 28),
                          CivilDay(2028, 12, 25), CivilDay(2028, 12, 26)));
}

TEST(StandingHolidaysTest, GiveScotlandNine) {
  EXPECT_THAT(StandingHolidays(Division::kScotland, 2028),
              ElementsAre(CivilDay(2028, 1, 3), CivilDay(2028, 1, 4),
                          CivilDay(2028, 4, 14), CivilDay(2028, 5, 1),
                          CivilDay(2028, 5, 29), CivilDay(2028, 8, 7),
                          CivilDay(2028, 11, 30), CivilDay(2028, 12, 25),
                          CivilDay(2028, 12, 26)));
}

TEST(StandingHolidaysTest, GiveNorthernIrelandTen) {
  EXPECT_THAT(StandingHolidays(Division::kNorthernIreland, 2028),
              ElementsAre(CivilDay(2028, 1, 3), CivilDay(2028, 3, 17),
                          CivilDay(2028, 4, 14), CivilDay(2028, 4, 17),
                          CivilDay(2028, 5, 1), CivilDay(2028, 5, 29),
                          CivilDay(2028, 7, 12), CivilDay(2028, 8, 28),
                          CivilDay(2028, 12, 25), CivilDay(2028, 12, 26)));
}

TEST(StandingHolidaysTest, AreAscendingWeekdaysAndEquallyManyEveryYear) {
  for (const Division division : kDivisions) {
    const std::size_t a_year = StandingHolidays(division, 2000).size();
    for (int year = 1; year <= 9999; ++year) {
      const YearOfHolidays days = StandingHolidays(division, year);
      ASSERT_EQ(days.size(), a_year);
      ASSERT_TRUE(IsAscending(days)) << year;
      ASSERT_TRUE(std::all_of(days.begin(), days.end(), IsWeekday)) << year;
      ASSERT_EQ(days.front().year(), year);
      ASSERT_EQ(days.back().year(), year);
    }
  }
}

TEST(StandingHolidaysTest, KnowTheEarliestAndTheLatestEaster) {
  // Easter Sunday was 22 March in 1818 and is 25 April in 1943 and 2038.
  EXPECT_EQ(StandingHolidays(Division::kEnglandAndWales, 1818)[2],
            CivilDay(1818, 3, 23));
  EXPECT_EQ(StandingHolidays(Division::kEnglandAndWales, 1943)[2],
            CivilDay(1943, 4, 26));
  EXPECT_EQ(StandingHolidays(Division::kEnglandAndWales, 2038)[2],
            CivilDay(2038, 4, 26));
}

TEST(WorkingCalendarTest, FindsACalendarByItsVersion) {
  for (const HolidayTable& table : HolidayTables()) {
    const auto calendar = WorkingCalendar::Find(table.version);
    ASSERT_TRUE(calendar.ok()) << calendar.status();
    EXPECT_EQ(calendar->version(), table.version);
    EXPECT_EQ(calendar->division(), table.division);
  }
}

TEST(WorkingCalendarTest, RefusesAVersionItHasNeverKnown) {
  const auto calendar = WorkingCalendar::Find("wales/2026-1");

  EXPECT_EQ(calendar.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(base::ReasonOf(calendar.status()), "CALENDAR_VERSION_UNKNOWN");
}

TEST(WorkingCalendarTest, StartsABoardWithTheNewestOfItsDivision) {
  for (const Division division : kDivisions) {
    EXPECT_EQ(WorkingCalendar::Latest(division).division(), division);
  }
  EXPECT_EQ(England().version(), "england-and-wales/2026-1");
  EXPECT_EQ(Scotland().version(), "scotland/2026-1");
  EXPECT_EQ(NorthernIreland().version(), "northern-ireland/2026-1");
}

TEST(WorkingCalendarTest, SeventyDaysFrom30January2018EndOn11May2018) {
  EXPECT_EQ(England().AddWorkingDays(CivilDay(2018, 1, 30), 70),
            Firm(CivilDay(2018, 5, 11)));
  EXPECT_EQ(England().WorkingDaysBetween(CivilDay(2018, 1, 30),
                                         CivilDay(2018, 5, 11)),
            Firm(70));
}

TEST(WorkingCalendarTest, DivisionsKeepTheirOwnHolidays) {
  struct Case {
    CivilDay day;
    std::vector<Division> kept_by;
  };
  const auto england = Division::kEnglandAndWales;
  const auto scotland = Division::kScotland;
  const auto northern_ireland = Division::kNorthernIreland;
  for (const Case& c : std::vector<Case>{
           {CivilDay(2024, 1, 2), {scotland}},
           {CivilDay(2026, 3, 17), {northern_ireland}},
           {CivilDay(2026, 4, 3), {england, scotland, northern_ireland}},
           {CivilDay(2026, 4, 6), {england, northern_ireland}},
           {CivilDay(2026, 6, 15), {scotland}},
           {CivilDay(2027, 7, 12), {northern_ireland}},
           {CivilDay(2026, 8, 3), {scotland}},
           {CivilDay(2026, 8, 31), {england, northern_ireland}},
           {CivilDay(2026, 11, 30), {scotland}},
           {CivilDay(2022, 9, 19), {england, scotland, northern_ireland}},
       }) {
    std::vector<Division> kept_by;
    for (const Division division : kDivisions) {
      if (!WorkingCalendar::Latest(division).IsWorkingDay(c.day).value) {
        kept_by.push_back(division);
      }
    }
    EXPECT_EQ(kept_by, c.kept_by) << c.day;
  }
}

TEST(WorkingCalendarTest, SubstituteDaysStandForHolidaysOnAWeekend) {
  // Christmas 2021 was a Saturday, so both days moved; 2022 a Sunday.
  EXPECT_FALSE(England().IsWorkingDay(CivilDay(2021, 12, 27)).value);
  EXPECT_FALSE(England().IsWorkingDay(CivilDay(2021, 12, 28)).value);
  EXPECT_TRUE(England().IsWorkingDay(CivilDay(2021, 12, 29)).value);
  EXPECT_FALSE(England().IsWorkingDay(CivilDay(2022, 12, 27)).value);
  EXPECT_TRUE(England().IsWorkingDay(CivilDay(2022, 12, 28)).value);
  EXPECT_FALSE(Scotland().IsWorkingDay(CivilDay(2023, 1, 3)).value);
  EXPECT_FALSE(Scotland().IsWorkingDay(CivilDay(2024, 12, 2)).value);
  EXPECT_FALSE(NorthernIreland().IsWorkingDay(CivilDay(2018, 3, 19)).value);
  EXPECT_FALSE(NorthernIreland().IsWorkingDay(CivilDay(2026, 7, 13)).value);
}

TEST(WorkingCalendarTest, AMovedHolidayLeavesAWorkingDayBehind) {
  EXPECT_TRUE(England().IsWorkingDay(CivilDay(2012, 5, 28)).value);
  EXPECT_TRUE(England().IsWorkingDay(CivilDay(2020, 5, 4)).value);
  EXPECT_TRUE(England().IsWorkingDay(CivilDay(2022, 5, 30)).value);
}

TEST(WorkingCalendarTest, CountsOverChristmas) {
  // From Wednesday 23 December 2026: the 24th, 29th, 30th, 31st, 4 January.
  const CivilDay start(2026, 12, 23);
  EXPECT_EQ(England().AddWorkingDays(start, 5), Firm(CivilDay(2027, 1, 4)));
  EXPECT_EQ(Scotland().AddWorkingDays(start, 5), Firm(CivilDay(2027, 1, 5)));
  EXPECT_EQ(England().WorkingDaysBetween(start, CivilDay(2027, 1, 3)), Firm(4));
}

TEST(WorkingCalendarTest, AWeekendMayBeTheStart) {
  const CivilDay saturday(2026, 11, 21);
  EXPECT_EQ(England().AddWorkingDays(saturday, 1),
            Firm(CivilDay(2026, 11, 23)));
  EXPECT_EQ(England().AddWorkingDays(saturday, -1),
            Firm(CivilDay(2026, 11, 20)));
  EXPECT_EQ(England().WorkingDaysBetween(saturday, saturday + 1), Firm(0));
  EXPECT_EQ(England().WorkingDaysBetween(saturday, saturday + 2), Firm(1));
  EXPECT_EQ(England().WorkingDaysBetween(saturday, saturday - 1), Firm(-1));
}

TEST(WorkingCalendarTest, NoDaysLeadBackToTheStartEvenOnAHoliday) {
  for (const CivilDay day : {CivilDay(2026, 11, 20), CivilDay(2026, 11, 21),
                             CivilDay(2026, 12, 25)}) {
    EXPECT_EQ(England().AddWorkingDays(day, 0), Firm(day));
    EXPECT_EQ(England().WorkingDaysBetween(day, day), Firm(0));
  }
}

TEST(WorkingCalendarTest, CountsBackwardsFromAnEarlierDay) {
  EXPECT_EQ(England().AddWorkingDays(CivilDay(2027, 1, 4), -5),
            Firm(CivilDay(2026, 12, 23)));
  EXPECT_EQ(England().WorkingDaysBetween(CivilDay(2027, 1, 4),
                                         CivilDay(2026, 12, 23)),
            Firm(-5));
  // The day before a run of holidays is found from the day after it.
  EXPECT_EQ(England().AddWorkingDays(CivilDay(2021, 12, 29), -1),
            Firm(CivilDay(2021, 12, 24)));
}

TEST(WorkingCalendarTest, AnswersOutsideThePublishedYearsAreProvisional) {
  const WorkingCalendar calendar = England();
  EXPECT_EQ(calendar.first_firm_day(), CivilDay(2012, 1, 1));
  EXPECT_EQ(calendar.last_firm_day(), CivilDay(2027, 12, 31));

  EXPECT_FALSE(calendar.IsWorkingDay(CivilDay(2012, 1, 3)).provisional);
  EXPECT_FALSE(calendar.IsWorkingDay(CivilDay(2027, 12, 31)).provisional);
  EXPECT_TRUE(calendar.IsWorkingDay(CivilDay(2011, 12, 30)).provisional);
  EXPECT_TRUE(calendar.IsWorkingDay(CivilDay(2028, 1, 4)).provisional);

  // Over New Year 2028 the rules decide that 3 January is kept.
  const CalendarAnswer<CivilDay> expected = {.value = CivilDay(2028, 1, 4),
                                             .provisional = true};
  EXPECT_EQ(calendar.AddWorkingDays(CivilDay(2027, 12, 31), 1), expected);
  EXPECT_TRUE(
      calendar.WorkingDaysBetween(CivilDay(2027, 12, 1), CivilDay(2028, 1, 4))
          .provisional);
  EXPECT_TRUE(
      calendar.WorkingDaysBetween(CivilDay(2012, 1, 10), CivilDay(2011, 12, 1))
          .provisional);
  EXPECT_TRUE(calendar.AddWorkingDays(CivilDay(2012, 1, 10), -20).provisional);
  EXPECT_TRUE(calendar.AddWorkingDays(CivilDay(2030, 1, 2), 0).provisional);
}

TEST(WorkingCalendarTest, RulesAnswerForYearsThatAreNotPublished) {
  EXPECT_FALSE(England().IsWorkingDay(CivilDay(2035, 12, 25)).value);
  EXPECT_FALSE(Scotland().IsWorkingDay(CivilDay(2033, 11, 30)).value);
  EXPECT_FALSE(NorthernIreland().IsWorkingDay(CivilDay(2031, 3, 17)).value);
  EXPECT_FALSE(England().IsWorkingDay(CivilDay(2011, 12, 27)).value);
}

TEST(WorkingCalendarTest, NumbersGoUpByOneWithEachWorkingDay) {
  for (const Division division : kDivisions) {
    const WorkingCalendar calendar = WorkingCalendar::Latest(division);
    for (CivilDay day(2011, 12, 1); day < CivilDay(2029, 1, 1); ++day) {
      const auto answer = calendar.WorkingDayNumber(day);
      ASSERT_EQ(answer.value - calendar.WorkingDayNumber(day - 1).value,
                calendar.IsWorkingDay(day).value ? 1 : 0)
          << day;
      ASSERT_EQ(answer.provisional, calendar.IsWorkingDay(day).provisional);
    }
  }
}

TEST(WorkingCalendarTest, AgreesWithCountingDayByDay) {
  std::mt19937 random(20180130);  // A fixed seed: a failure can be repeated.
  const CivilDay first(2008, 1, 1);
  std::uniform_int_distribution<int> day_of(0, CivilDay(2033, 1, 1) - first);
  std::uniform_int_distribution<int> distance(-300, 300);
  std::uniform_int_distribution<int> working_days(-200, 200);
  for (const Division division : kDivisions) {
    const WorkingCalendar calendar = WorkingCalendar::Latest(division);
    for (int i = 0; i < 2000; ++i) {
      const CivilDay from = first + day_of(random);
      const CivilDay to = from + distance(random);
      const int n = working_days(random);
      ASSERT_EQ(calendar.WorkingDaysBetween(from, to).value,
                BetweenByDays(calendar, from, to))
          << from << " to " << to;
      ASSERT_EQ(calendar.AddWorkingDays(from, n).value,
                AddByDays(calendar, from, n))
          << from << " plus " << n;
    }
  }
}

TEST(WorkingCalendarTest, AgreesWithCountingAroundEveryDayOfTheTable) {
  for (const Division division : kDivisions) {
    const WorkingCalendar calendar = WorkingCalendar::Latest(division);
    for (CivilDay day(2011, 11, 1); day < CivilDay(2028, 3, 1); ++day) {
      for (const int n : {-6, -2, -1, 1, 2, 6}) {
        ASSERT_EQ(calendar.AddWorkingDays(day, n).value,
                  AddByDays(calendar, day, n))
            << day << " plus " << n;
      }
    }
  }
}

TEST(WorkingCalendarTest, AddingAndCountingUndoEachOtherOverCenturies) {
  const CivilDay day(2026, 11, 20);
  for (const int n : {-500000, -90000, -12345, 12345, 90000, 2000000}) {
    const CivilDay there = England().AddWorkingDays(day, n).value;
    EXPECT_TRUE(England().IsWorkingDay(there).value);
    EXPECT_EQ(England().WorkingDaysBetween(day, there).value, n);
    EXPECT_EQ(England().AddWorkingDays(there, -n).value, day);
  }
}

}  // namespace
}  // namespace actionplan::domain
