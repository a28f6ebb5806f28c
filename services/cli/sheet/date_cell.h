// Dates as people write them into a plan. What could mean two days is refused,
// never guessed.
#ifndef ACTIONPLAN_SERVICES_CLI_SHEET_DATE_CELL_H_
#define ACTIONPLAN_SERVICES_CLI_SHEET_DATE_CELL_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace actionplan::sheet {

enum class DateOrder { kDayFirst, kMonthFirst };

struct CellDate {
  enum class Kind { kDay, kOngoing, kToBeConfirmed };

  Kind kind = Kind::kDay;
  absl::CivilDay day;  // Of kDay: the last one on which it is on time.

  // Whether the cell has less than a day, as "March 2026" or "Q2 2026/27", so
  // that the last day of it was taken.
  bool is_end_of_period = false;

  // Whether the year has two digits, which are those of 2000 to 2099.
  bool has_short_year = false;
};

// What the date in numbers says about the order of day and month: 31/03/2026
// that the day comes first, 03/31/2026 that the month does; 03/04/2026 nothing.
enum class OrderEvidence { kNone, kDayFirst, kMonthFirst, kAmbiguous };
OrderEvidence EvidenceOf(absl::string_view text);

// Reads
//   31/03/2026, 31.3.26, 31-3-2026    in the order given
//   2026-03-31, also with the hour 00:00 that Excel appends
//   31 March 2026, Tue 31st Mar 26, March 31, 2026, 31-Mar-26
//   March 2026, Mar-26, 03/2026       the last day of the month
//   Q2 2026/27                        of the financial year from April: 30
//                                     September; Q4 is March of the second
//   2026/27                           31 March 2027
//   ongoing, continuous, rolling; TBC, TBA, TBD, to be confirmed, to be agreed
// each also after "by", "end of", "by the end of"; "end of 2026" is 31
// December. INVALID_ARGUMENT says why anything else is no date, and what to
// write.
absl::StatusOr<CellDate> ReadDateCell(absl::string_view text, DateOrder order);

}  // namespace actionplan::sheet

#endif  // ACTIONPLAN_SERVICES_CLI_SHEET_DATE_CELL_H_
