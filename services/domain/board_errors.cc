#include "services/domain/board_errors.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "eventstore/base/status.h"

namespace actionplan::domain {

absl::Status LevelDeadlinesOutOfOrder() {
  return base::Error({
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "LEVEL_DEADLINES_OUT_OF_ORDER",
      .message = "A policy says for each level from 1 to 4, in that order, how "
                 "long it has. Give level_deadlines with the levels 1, 2, 3 "
                 "and 4.",
  });
}

absl::Status CalendarOfOtherDivision(const WorkingCalendar& calendar,
                                     Division division) {
  std::vector<absl::string_view> known;
  for (const HolidayTable& table : HolidayTables()) {
    if (table.division == division) known.push_back(table.version);
  }
  return base::Error({
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "CALENDAR_OF_OTHER_DIVISION",
      .message = absl::StrCat("\"", calendar.version(),
                              "\" is not a calendar of the board's division. "
                              "Name one of ",
                              absl::StrJoin(known, ", "), "."),
      .metadata = {{"calendar_version", calendar.version()},
                   {"known", absl::StrJoin(known, ", ")}},
  });
}

}  // namespace actionplan::domain
