// The standing rules: Banking and Financial Dealings Act 1971, schedule 1; St
// Andrew's Day Bank Holiday (Scotland) Act 2007; New Year's Day, early May and
// the substitute days as the yearly proclamations set them.
#include "services/domain/holidays.h"

namespace actionplan::domain {
namespace {

constexpr absl::Weekday kMonday = absl::Weekday::monday;

// The day itself, or its substitute: the next Monday after a weekend.
absl::CivilDay KeptOn(absl::CivilDay day) {
  const absl::Weekday weekday = absl::GetWeekday(day);
  const bool weekend =
      weekday == absl::Weekday::saturday || weekday == absl::Weekday::sunday;
  return weekend ? absl::NextWeekday(day, kMonday) : day;
}

absl::CivilDay FirstMonday(absl::civil_year_t year, int month) {
  return absl::NextWeekday(absl::CivilDay(year, month, 1) - 1, kMonday);
}

absl::CivilDay LastMonday(absl::civil_year_t year, int month) {
  return absl::PrevWeekday(absl::CivilDay(year, month + 1, 1), kMonday);
}

// Gregorian Easter by the anonymous algorithm (Nature, 20 April 1876; Meeus,
// Astronomical Algorithms, chapter 8), with its own letters.
absl::CivilDay EasterSunday(absl::civil_year_t year) {
  const auto a = year % 19;
  const auto b = year / 100;
  const auto c = year % 100;
  const auto f = (b + 8) / 25;
  const auto g = (b - f + 1) / 3;
  const auto h = (19 * a + b - b / 4 - g + 15) % 30;
  const auto l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const auto m = (a + 11 * h + 22 * l) / 451;
  const auto n = h + l - 7 * m + 114;
  return absl::CivilDay(year, n / 31, n % 31 + 1);
}

}  // namespace

YearOfHolidays StandingHolidays(Division division, absl::civil_year_t year) {
  const bool scotland = division == Division::kScotland;
  const bool northern_ireland = division == Division::kNorthernIreland;
  const absl::CivilDay easter = EasterSunday(year);
  YearOfHolidays days;
  days.push_back(KeptOn(absl::CivilDay(year, 1, 1)));
  if (scotland) {
    days.push_back(KeptOn(days.back() + 1));  // 2 January.
  }
  if (northern_ireland) {
    days.push_back(KeptOn(absl::CivilDay(year, 3, 17)));  // St Patrick.
  }
  days.push_back(easter - 2);
  if (!scotland) {
    days.push_back(easter + 1);
  }
  days.push_back(FirstMonday(year, 5));
  days.push_back(LastMonday(year, 5));
  if (northern_ireland) {
    days.push_back(KeptOn(absl::CivilDay(year, 7, 12)));  // The Boyne.
  }
  days.push_back(scotland ? FirstMonday(year, 8) : LastMonday(year, 8));
  if (scotland) {
    days.push_back(KeptOn(absl::CivilDay(year, 11, 30)));  // St Andrew.
  }
  days.push_back(KeptOn(absl::CivilDay(year, 12, 25)));
  // Christmas and Boxing Day are the first two weekdays from the 25th on, and
  // New Year's Day and 2 January likewise from the 1st.
  days.push_back(KeptOn(days.back() + 1));
  return days;
}

}  // namespace actionplan::domain
