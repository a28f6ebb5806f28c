// Which working-day calendar and which days a board goes by.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_BOARD_CALENDAR_H_
#define ACTIONPLAN_SERVICES_DOMAIN_BOARD_CALENDAR_H_

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "actionplan/v1/board.pb.h"
#include "services/domain/working_calendar.h"

namespace actionplan::domain {

// The newest calendar of the board's division.
WorkingCalendar CalendarOf(const v1::Board& board);

// The board's time zone; UTC when it has none that this machine knows.
absl::TimeZone ZoneOf(const v1::Board& board);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_BOARD_CALENDAR_H_
