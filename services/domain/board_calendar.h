// Which working-day calendar and which days a board goes by.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_BOARD_CALENDAR_H_
#define ACTIONPLAN_SERVICES_DOMAIN_BOARD_CALENDAR_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "actionplan/events/v1/event.pb.h"
#include "actionplan/v1/board.pb.h"
#include "services/domain/working_calendar.h"

namespace actionplan::domain {

// England and Wales for a board that says nothing.
Division DivisionOf(const v1::Board& board);

// The version that the board goes by, with its closures laid over; the newest
// of its division when this program does not know the version.
WorkingCalendar CalendarOf(const v1::Board& board);

// The calendar that an answer about the board named, from the board's events:
// it counts as it did then, whatever the board has adopted since. Closures are
// looked for in `history`, which may be any part of the board's stream that has
// their adoption. INVALID_ARGUMENT, CALENDAR_VERSION_UNKNOWN.
absl::StatusOr<WorkingCalendar> FindCalendar(
    absl::string_view version, absl::Span<const events::v1::Event> history);

// The board's time zone; UTC when it has none that this machine knows.
absl::TimeZone ZoneOf(const v1::Board& board);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_BOARD_CALENDAR_H_
