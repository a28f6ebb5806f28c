// The refusals that only boards know.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_BOARD_ERRORS_H_
#define ACTIONPLAN_SERVICES_DOMAIN_BOARD_ERRORS_H_

#include "absl/status/status.h"
#include "services/domain/working_calendar.h"

namespace actionplan::domain {

// INVALID_ARGUMENT, LEVEL_DEADLINES_OUT_OF_ORDER: the levels of a policy are
// not 1, 2, 3, 4.
absl::Status LevelDeadlinesOutOfOrder();

// INVALID_ARGUMENT, CALENDAR_OF_OTHER_DIVISION: the calendar is not of the
// board's division; the message lists those that are.
absl::Status CalendarOfOtherDivision(const WorkingCalendar& calendar,
                                     Division division);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_BOARD_ERRORS_H_
