#include "services/domain/working_calendar.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"

namespace actionplan::domain {
namespace {

constexpr absl::CivilDay kAMonday(1, 1, 1);

// Division that rounds down on both sides of zero.
template <int kDivisor>
constexpr std::int64_t FloorDivide(std::int64_t n) {
  return (n - ((n % kDivisor) + kDivisor) % kDivisor) / kDivisor;
}

// Mondays to Fridays from kAMonday to `day`, both counted.
std::int64_t WeekdaysThrough(absl::CivilDay day) {
  const std::int64_t days = day - kAMonday;
  const std::int64_t weeks = FloorDivide<7>(days);
  return 5 * weeks + std::min<std::int64_t>(days - 7 * weeks + 1, 5);
}

// The inverse: the weekday for which WeekdaysThrough gives `count`.
absl::CivilDay WeekdayNumber(std::int64_t count) {
  const std::int64_t weeks = FloorDivide<5>(count - 1);
  return kAMonday + (count - 1 + 2 * weeks);
}

bool IsWeekend(absl::CivilDay day) {
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday == absl::Weekday::saturday || weekday == absl::Weekday::sunday;
}

// The form in which HolidayTable::dates holds a day of the published years.
int TableForm(absl::CivilDay day) {
  return static_cast<int>(day.year()) * 10000 + day.month() * 100 + day.day();
}

}  // namespace

absl::StatusOr<WorkingCalendar> WorkingCalendar::Find(
    absl::string_view version) {
  for (const HolidayTable& table : HolidayTables()) {
    if (table.version == version) {
      return WorkingCalendar(&table);
    }
  }
  return base::Error({
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "CALENDAR_VERSION_UNKNOWN",
      .message =
          absl::StrCat("There is no working-day calendar \"", version,
                       "\"; the newest of England and Wales is \"",
                       Latest(Division::kEnglandAndWales).version(), "\"."),
      .metadata = {{"calendar_version", std::string(version)}},
  });
}

WorkingCalendar WorkingCalendar::Latest(Division division) {
  const auto tables = HolidayTables();
  const auto newest = std::find_if(
      tables.rbegin(), tables.rend(),
      [division](const auto& table) { return table.division == division; });
  return WorkingCalendar(&*newest);
}

absl::CivilDay WorkingCalendar::first_firm_day() const {
  return absl::CivilDay(table_->first_year, 1, 1);
}

absl::CivilDay WorkingCalendar::last_firm_day() const {
  return absl::CivilDay(table_->last_year, 12, 31);
}

CalendarAnswer<bool> WorkingCalendar::IsWorkingDay(absl::CivilDay day) const {
  return {.value = !IsWeekend(day) && !IsHoliday(day),
          .provisional = !IsFirm(day)};
}

// The answer is the first weekday x with x - HolidaysThrough(x) == target, in
// weekday numbers. Holidays are few, so starting from those known near `day`
// and counting again settles in a few steps. Coming from above, the count can
// settle on a holiday right after the answer; the last loop steps back over it.
CalendarAnswer<absl::CivilDay> WorkingCalendar::AddWorkingDays(
    absl::CivilDay day, int n) const {
  if (n == 0) {
    return {.value = day, .provisional = !IsFirm(day)};
  }
  const absl::CivilDay start = n > 0 ? day : day - 1;
  const std::int64_t target =
      WorkingDaysThrough(start) + (n > 0 ? n : std::int64_t{n} + 1);
  std::int64_t holidays = HolidaysThrough(start);
  absl::CivilDay result = WeekdayNumber(target + holidays);
  while (HolidaysThrough(result) != holidays) {
    holidays = HolidaysThrough(result);
    result = WeekdayNumber(target + holidays);
  }
  while (IsHoliday(result)) {
    result = WeekdayNumber(WeekdaysThrough(result) - 1);
  }
  return {.value = result, .provisional = !IsFirm(day) || !IsFirm(result)};
}

CalendarAnswer<int> WorkingCalendar::WorkingDaysBetween(
    absl::CivilDay from, absl::CivilDay to) const {
  // Backwards, too, the first day is left out and the last one counted.
  const int shift = to < from ? 1 : 0;
  return {.value = static_cast<int>(WorkingDaysThrough(to - shift) -
                                    WorkingDaysThrough(from - shift)),
          .provisional = !IsFirm(from) || !IsFirm(to)};
}

bool WorkingCalendar::IsFirm(absl::CivilDay day) const {
  return day.year() >= table_->first_year && day.year() <= table_->last_year;
}

bool WorkingCalendar::IsHoliday(absl::CivilDay day) const {
  if (IsFirm(day)) {
    return std::binary_search(table_->dates.begin(), table_->dates.end(),
                              TableForm(day));
  }
  const YearOfHolidays days = StandingHolidays(table_->division, day.year());
  return std::binary_search(days.begin(), days.end(), day);
}

std::int64_t WorkingCalendar::HolidaysThrough(absl::CivilDay day) const {
  const auto& dates = table_->dates;
  if (IsFirm(day)) {
    return std::upper_bound(dates.begin(), dates.end(), TableForm(day)) -
           dates.begin();
  }
  const YearOfHolidays days = StandingHolidays(table_->division, day.year());
  const auto a_year = static_cast<std::int64_t>(days.size());
  const std::int64_t in_this_year =
      std::upper_bound(days.begin(), days.end(), day) - days.begin();
  if (day.year() < table_->first_year) {
    return in_this_year - a_year * (table_->first_year - day.year());
  }
  return in_this_year + static_cast<std::int64_t>(dates.size()) +
         a_year * (day.year() - table_->last_year - 1);
}

std::int64_t WorkingCalendar::WorkingDaysThrough(absl::CivilDay day) const {
  return WeekdaysThrough(day) - HolidaysThrough(day);
}

}  // namespace actionplan::domain
