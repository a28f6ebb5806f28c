// A board's closures laid over the published calendar.
#include <cstddef>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/working_calendar.h"

namespace actionplan::domain {
namespace {

using absl::CivilDay;

constexpr Division kDivisions[] = {Division::kEnglandAndWales,
                                   Division::kScotland,
                                   Division::kNorthernIreland};

WorkingCalendar England() {
  return WorkingCalendar::Latest(Division::kEnglandAndWales);
}

// Thursday 24 and the three days between Christmas and New Year 2026.
const std::vector<CivilDay> kChristmas = {
    CivilDay(2026, 12, 24), CivilDay(2026, 12, 29), CivilDay(2026, 12, 30),
    CivilDay(2026, 12, 31)};

// What the calendar answers, counted a day at a time from a set of days that is
// kept apart from it.
class NaiveCount {
 public:
  NaiveCount(const WorkingCalendar& published, std::vector<CivilDay> closures)
      : published_(published), closed_(closures.begin(), closures.end()) {}

  bool Works(CivilDay day) const {
    return published_.IsWorkingDay(day).value && !closed_.contains(day);
  }

  CivilDay Add(CivilDay day, int n) const {
    const int step = n < 0 ? -1 : 1;
    while (n != 0) {
      day += step;
      if (Works(day)) n -= step;
    }
    return day;
  }

  int Between(CivilDay from, CivilDay to) const {
    const int step = to < from ? -1 : 1;
    int count = 0;
    while (from != to) {
      from += step;
      if (Works(from)) count += step;
    }
    return count;
  }

 private:
  const WorkingCalendar published_;
  const std::set<CivilDay> closed_;
};

// Four hundred days around the borders of the published years: runs of them,
// weekends, holidays and days given twice among them.
std::vector<CivilDay> RandomClosures(std::mt19937& random) {
  const CivilDay first(2010, 1, 1);
  std::uniform_int_distribution<int> start(0, CivilDay(2034, 1, 1) - first);
  std::uniform_int_distribution<int> length(1, 40);
  std::vector<CivilDay> days;
  while (days.size() < 400) {
    const CivilDay day = first + start(random);
    const int run = length(random);
    for (int i = 0; i < run; ++i) days.push_back(day + i);
  }
  return days;
}

TEST(CalendarClosuresTest, AreNoWorkingDays) {
  const WorkingCalendar calendar = England().WithClosures(1, kChristmas);
  for (const CivilDay day : kChristmas) {
    EXPECT_TRUE(England().IsWorkingDay(day).value) << day;
    EXPECT_FALSE(calendar.IsWorkingDay(day).value) << day;
  }
  // From 23 December the next one is 4 January.
  EXPECT_EQ(calendar.AddWorkingDays(CivilDay(2026, 12, 23), 1).value,
            CivilDay(2027, 1, 4));
  EXPECT_EQ(
      calendar.WorkingDaysBetween(CivilDay(2026, 12, 23), CivilDay(2027, 1, 4))
          .value,
      1);
  EXPECT_EQ(calendar.AddWorkingDays(CivilDay(2027, 1, 4), -1).value,
            CivilDay(2026, 12, 23));
}

TEST(CalendarClosuresTest, AreNamedAfterTheCalendarBelow) {
  EXPECT_EQ(England().WithClosures(3, kChristmas).version(),
            "england-and-wales/2026-1+closures/3");
  EXPECT_EQ(England().WithClosures(4, {}).version(),
            "england-and-wales/2026-1+closures/4");
}

TEST(CalendarClosuresTest, TakeThePlaceOfEarlierOnes) {
  const WorkingCalendar again =
      England().WithClosures(1, kChristmas).WithClosures(2, {});
  EXPECT_EQ(again.version(), "england-and-wales/2026-1+closures/2");
  EXPECT_TRUE(again.IsWorkingDay(CivilDay(2026, 12, 24)).value);
}

TEST(CalendarClosuresTest, LeaveTheCalendarBelowAsItWas) {
  const WorkingCalendar published = England();
  const WorkingCalendar closed = published.WithClosures(1, kChristmas);
  EXPECT_TRUE(published.IsWorkingDay(CivilDay(2026, 12, 24)).value);
  EXPECT_EQ(published.version(), "england-and-wales/2026-1");
  EXPECT_EQ(closed.division(), published.division());
  EXPECT_EQ(closed.source(), published.source());
}

TEST(CalendarClosuresTest, OnWeekendsAndHolidaysCountOnce) {
  // Saturday, Christmas Day, and its neighbour twice.
  const WorkingCalendar calendar = England().WithClosures(
      1, {CivilDay(2026, 12, 26), CivilDay(2026, 12, 25),
          CivilDay(2026, 12, 24), CivilDay(2026, 12, 24)});
  EXPECT_EQ(
      calendar.WorkingDaysBetween(CivilDay(2026, 12, 18), CivilDay(2027, 1, 1))
          .value,
      England()
              .WorkingDaysBetween(CivilDay(2026, 12, 18), CivilDay(2027, 1, 1))
              .value -
          1);
}

TEST(CalendarClosuresTest, ChangeNothingAboutWhatIsFirm) {
  const WorkingCalendar calendar =
      England().WithClosures(1, {CivilDay(2027, 12, 31), CivilDay(2028, 1, 4)});
  EXPECT_FALSE(calendar.IsWorkingDay(CivilDay(2027, 12, 31)).provisional);
  EXPECT_TRUE(calendar.IsWorkingDay(CivilDay(2028, 1, 4)).provisional);
  // 31 December and 4 January are closed, 3 January is a holiday.
  const auto next = calendar.AddWorkingDays(CivilDay(2027, 12, 30), 1);
  EXPECT_EQ(next.value, CivilDay(2028, 1, 5));
  EXPECT_TRUE(next.provisional);
}

TEST(CalendarClosuresTest, AgreeWithCountingDayByDay) {
  std::mt19937 random(20261124);  // A fixed seed: a failure can be repeated.
  const CivilDay first(2009, 6, 1);
  std::uniform_int_distribution<int> day_of(0, CivilDay(2034, 1, 1) - first);
  std::uniform_int_distribution<int> distance(-400, 400);
  std::uniform_int_distribution<int> working_days(-250, 250);
  for (int round = 0; round < 10; ++round) {
    for (const Division division : kDivisions) {
      const WorkingCalendar published = WorkingCalendar::Latest(division);
      const std::vector<CivilDay> closures = RandomClosures(random);
      const WorkingCalendar calendar = published.WithClosures(1, closures);
      const NaiveCount naive(published, closures);
      for (int i = 0; i < 300; ++i) {
        const CivilDay from = first + day_of(random);
        const CivilDay to = from + distance(random);
        const int n = working_days(random);
        ASSERT_EQ(calendar.IsWorkingDay(from).value, naive.Works(from)) << from;
        ASSERT_EQ(calendar.WorkingDaysBetween(from, to).value,
                  naive.Between(from, to))
            << from << " to " << to;
        ASSERT_EQ(calendar.AddWorkingDays(from, n).value,
                  n == 0 ? from : naive.Add(from, n))
            << from << " plus " << n;
      }
    }
  }
}

TEST(CalendarClosuresTest, AgreeWithCountingAroundEveryDayOfALongRun) {
  std::vector<CivilDay> year;
  for (CivilDay day(2027, 9, 1); day < CivilDay(2028, 9, 1); ++day) {
    year.push_back(day);
  }
  for (const Division division : kDivisions) {
    const WorkingCalendar published = WorkingCalendar::Latest(division);
    const WorkingCalendar calendar = published.WithClosures(1, year);
    const NaiveCount naive(published, year);
    for (CivilDay day(2027, 8, 15); day < CivilDay(2028, 9, 15); ++day) {
      for (const int n : {-6, -2, -1, 1, 2, 6}) {
        ASSERT_EQ(calendar.AddWorkingDays(day, n).value, naive.Add(day, n))
            << day << " plus " << n;
      }
    }
  }
}

}  // namespace
}  // namespace actionplan::domain
