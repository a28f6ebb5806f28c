// Calendars as RFC 5545 writes them: whole days only, which is all that due
// dates need.
//
// libical would do it too, but brings Berkeley DB, ICU and GLib along for what
// is written here: three rules of escaping, folding and line ends.
#ifndef ACTIONPLAN_SERVICES_CLI_ICALENDAR_H_
#define ACTIONPLAN_SERVICES_CLI_ICALENDAR_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace actionplan::cli {

// Something on one whole day. Texts may be any; they are made printable.
struct CalendarEvent {
  std::string uid;            // The same for the same thing, for ever.
  std::int64_t sequence = 0;  // Greater after a change.
  absl::Time change_time;     // When it was changed last.
  absl::CivilDay day;
  std::string summary;
  std::string description;
};

struct Calendar {
  std::string title;
  std::vector<CalendarEvent> events;
};

// The calendar as text. It depends on nothing else, so a file that is written
// again differs only when something in it does.
std::string IcsText(const Calendar& calendar);

// A property with its CRLF, folded so that no line has more than 75 bytes and
// no character is broken. `value` is as it is to stand there.
std::string IcsLine(absl::string_view property, absl::string_view value);

// Any text as a value: backslashes, semicolons, commas and line breaks escaped.
std::string IcsEscaped(absl::string_view text);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_ICALENDAR_H_
