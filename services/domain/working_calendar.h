// Working days: Monday to Friday without the bank holidays of one division, and
// without the days on which a board's own office is closed, if it has any.
//
// Answers follow one fixed version of the published holidays and one of the
// closures, so an answer recorded with its version can be given again years
// later. For years that had not been published the standing rules answer, and
// the answer says so.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_WORKING_CALENDAR_H_
#define ACTIONPLAN_SERVICES_DOMAIN_WORKING_CALENDAR_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "services/domain/holidays.h"

namespace actionplan::domain {

// An answer, and whether it rests on days outside the published years: then a
// later version of the calendar may answer differently.
template <typename T>
struct CalendarAnswer {
  T value{};
  bool provisional = false;

  friend bool operator==(const CalendarAnswer&,
                         const CalendarAnswer&) = default;
};

// A value that points at constant data: cheap to copy, safe from any thread.
// Every function takes days of the years 1 to 9999 and costs a binary search,
// however far apart the days are.
class WorkingCalendar {
 public:
  // The published calendar of this version, also one that later versions have
  // replaced. INVALID_ARGUMENT with reason CALENDAR_VERSION_UNKNOWN if there is
  // none; the message lists those there are. A version with closures is the
  // board's: FindCalendar() in board_calendar.h.
  static absl::StatusOr<WorkingCalendar> Find(absl::string_view version);

  // The newest version of a division, which a new board starts with.
  static WorkingCalendar Latest(Division division);

  // The same without these days, in any order, which are the closures' version
  // `number`, from 1; it is called "scotland/2026-1+closures/3". Weekends and
  // holidays among them change nothing. In place of earlier closures.
  WorkingCalendar WithClosures(std::int64_t number,
                               absl::Span<const absl::CivilDay> days) const;

  // "scotland/2026-1", or with closures as above.
  std::string version() const;
  Division division() const { return table_->division; }
  absl::string_view source() const { return table_->source; }

  // The published years: within these days, both counted, answers are firm.
  absl::CivilDay first_firm_day() const;
  absl::CivilDay last_firm_day() const;

  CalendarAnswer<bool> IsWorkingDay(absl::CivilDay day) const;

  // The n-th working day after `day`, or before it when n is negative. `day`
  // itself is not counted and need not be a working day; n = 0 gives `day` back
  // unchanged. The result must be of the years 1 to 9999.
  CalendarAnswer<absl::CivilDay> AddWorkingDays(absl::CivilDay day,
                                                int n) const;

  // The working days from `from` (not counted) to `to` (counted), negative when
  // `to` is the earlier. For a working day `to`, AddWorkingDays(from, result)
  // leads back to it.
  CalendarAnswer<int> WorkingDaysBetween(absl::CivilDay from,
                                         absl::CivilDay to) const;

  // The day on a scale that goes up by one with each working day: how many
  // working days lie from one day (not counted) to a later one (counted) is the
  // difference. For who compares many days with one.
  CalendarAnswer<std::int64_t> WorkingDayNumber(absl::CivilDay day) const;

 private:
  explicit WorkingCalendar(const HolidayTable* table) : table_(table) {}

  struct Closures {
    std::int64_t number;
    // Year, month and day as one number, ascending; weekdays that are no
    // holidays, so that no day is counted twice.
    std::vector<int> days;
  };

  bool IsFirm(absl::CivilDay day) const;
  bool IsHoliday(absl::CivilDay day) const;
  bool IsClosed(absl::CivilDay day) const;

  // Holidays, weekdays off for either reason, and working days up to and
  // including `day`, counted from a fixed day; only differences mean something.
  std::int64_t HolidaysThrough(absl::CivilDay day) const;
  std::int64_t DaysOffThrough(absl::CivilDay day) const;
  std::int64_t WorkingDaysThrough(absl::CivilDay day) const;

  const HolidayTable* table_;  // Constant data of the program, never null.
  std::shared_ptr<const Closures> closures_;  // Null without any list.
};

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_WORKING_CALENDAR_H_
