#include "services/domain/working_calendar.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "eventstore/base/status.h"

namespace actionplan::domain {
namespace {

constexpr absl::CivilDay kAMonday(1970, 1, 5);

// Days from kAMonday to `day`. The difference of two civil days goes the long
// way through eras and centuries, which is most of what an overdue list costs.
std::int64_t DaysFromMonday(absl::CivilDay day) {
  const std::chrono::sys_days date = std::chrono::year_month_day{
      std::chrono::year{static_cast<int>(day.year())},
      std::chrono::month{static_cast<unsigned>(day.month())},
      std::chrono::day{static_cast<unsigned>(day.day())}};
  constexpr int kMonday = 4;  // Days from 1970-01-01, where chrono begins.
  return date.time_since_epoch().count() - kMonday;
}

// Division that rounds down on both sides of zero.
template <int kDivisor>
constexpr std::int64_t FloorDivide(std::int64_t n) {
  return (n - ((n % kDivisor) + kDivisor) % kDivisor) / kDivisor;
}

// Mondays to Fridays from kAMonday to `day`, both counted.
std::int64_t WeekdaysThrough(absl::CivilDay day) {
  const std::int64_t days = DaysFromMonday(day);
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

// The form in which HolidayTable::dates holds a day; days keep their order.
int TableForm(absl::CivilDay day) {
  return static_cast<int>(day.year()) * 10000 + day.month() * 100 + day.day();
}

// How many of the ascending dates are `date` or earlier: std::upper_bound, but
// each step only moves a pointer. Where due dates are spread over years, the
// branches of the library's are guessed wrong half of the time, and a list of
// overdue actions took twice as long.
std::int64_t CountThrough(absl::Span<const int> dates, int date) {
  const int* first = dates.data();
  std::size_t left = dates.size();
  while (left > 1) {
    const std::size_t half = left / 2;
    first += first[half - 1] <= date ? half : 0;
    left -= half;
  }
  return first - dates.data() + (left == 1 && *first <= date ? 1 : 0);
}

}  // namespace

absl::StatusOr<WorkingCalendar> WorkingCalendar::Find(
    absl::string_view version) {
  for (const HolidayTable& table : HolidayTables()) {
    if (table.version == version) {
      return WorkingCalendar(&table);
    }
  }
  const auto& tables = HolidayTables();
  const std::string known =
      absl::StrJoin(tables, ", ", [](std::string* out, const auto& table) {
        absl::StrAppend(out, table.version);
      });
  return base::Error({
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "CALENDAR_VERSION_UNKNOWN",
      .message = absl::StrCat("There is no working-day calendar \"", version,
                              "\". Name one of ", known, "."),
      .metadata = {{"calendar_version", std::string(version)},
                   {"known", known}},
  });
}

WorkingCalendar WorkingCalendar::Latest(Division division) {
  const auto tables = HolidayTables();
  const auto newest = std::find_if(
      tables.rbegin(), tables.rend(),
      [division](const auto& table) { return table.division == division; });
  return WorkingCalendar(&*newest);
}

WorkingCalendar WorkingCalendar::WithClosures(
    std::int64_t number, absl::Span<const absl::CivilDay> days) const {
  auto closures = std::make_shared<Closures>();
  closures->number = number;
  for (const absl::CivilDay day : days) {
    if (!IsWeekend(day) && !IsHoliday(day)) {
      closures->days.push_back(TableForm(day));
    }
  }
  std::vector<int>& kept = closures->days;
  std::sort(kept.begin(), kept.end());
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  WorkingCalendar calendar(table_);
  calendar.closures_ = std::move(closures);
  return calendar;
}

std::string WorkingCalendar::version() const {
  if (closures_ == nullptr) return std::string(table_->version);
  return absl::StrCat(table_->version, "+closures/", closures_->number);
}

absl::CivilDay WorkingCalendar::first_firm_day() const {
  return absl::CivilDay(table_->first_year, 1, 1);
}

absl::CivilDay WorkingCalendar::last_firm_day() const {
  return absl::CivilDay(table_->last_year, 12, 31);
}

CalendarAnswer<bool> WorkingCalendar::IsWorkingDay(absl::CivilDay day) const {
  return {.value = !IsWeekend(day) && !IsHoliday(day) && !IsClosed(day),
          .provisional = !IsFirm(day)};
}

// The answer is the first weekday x with x - DaysOffThrough(x) == target, in
// weekday numbers. Days off are few, so starting from those known near `day`
// and counting again settles in a few steps. Coming from above, the count can
// settle on a day off right after the answer; the last loop steps back over it.
CalendarAnswer<absl::CivilDay> WorkingCalendar::AddWorkingDays(
    absl::CivilDay day, int n) const {
  if (n == 0) {
    return {.value = day, .provisional = !IsFirm(day)};
  }
  const absl::CivilDay start = n > 0 ? day : day - 1;
  const std::int64_t target =
      WorkingDaysThrough(start) + (n > 0 ? n : std::int64_t{n} + 1);
  std::int64_t off = DaysOffThrough(start);
  absl::CivilDay result = WeekdayNumber(target + off);
  while (DaysOffThrough(result) != off) {
    off = DaysOffThrough(result);
    result = WeekdayNumber(target + off);
  }
  while (IsHoliday(result) || IsClosed(result)) {
    result = WeekdayNumber(WeekdaysThrough(result) - 1);
  }
  return {.value = result, .provisional = !IsFirm(day) || !IsFirm(result)};
}

CalendarAnswer<int> WorkingCalendar::WorkingDaysBetween(
    absl::CivilDay from, absl::CivilDay to) const {
  // Backwards, too, the first day is left out and the last one counted.
  const bool back = to < from;
  return {.value = static_cast<int>(WorkingDaysThrough(back ? to - 1 : to) -
                                    WorkingDaysThrough(back ? from - 1 : from)),
          .provisional = !IsFirm(from) || !IsFirm(to)};
}

CalendarAnswer<std::int64_t> WorkingCalendar::WorkingDayNumber(
    absl::CivilDay day) const {
  return {.value = WorkingDaysThrough(day), .provisional = !IsFirm(day)};
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

bool WorkingCalendar::IsClosed(absl::CivilDay day) const {
  return closures_ != nullptr &&
         std::binary_search(closures_->days.begin(), closures_->days.end(),
                            TableForm(day));
}

std::int64_t WorkingCalendar::HolidaysThrough(absl::CivilDay day) const {
  const auto& dates = table_->dates;
  if (IsFirm(day)) {
    return CountThrough(dates, TableForm(day));
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

std::int64_t WorkingCalendar::DaysOffThrough(absl::CivilDay day) const {
  const std::int64_t holidays = HolidaysThrough(day);
  if (closures_ == nullptr) return holidays;
  return holidays + CountThrough(closures_->days, TableForm(day));
}

std::int64_t WorkingCalendar::WorkingDaysThrough(absl::CivilDay day) const {
  return WeekdaysThrough(day) - DaysOffThrough(day);
}

}  // namespace actionplan::domain
