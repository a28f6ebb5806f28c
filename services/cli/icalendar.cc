#include "services/cli/icalendar.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

// RFC 5545, section 3.1: bytes of a line without its CRLF.
constexpr std::size_t kLongestLine = 75;

bool ContinuesCharacter(char byte) { return (byte & 0xc0) == 0x80; }

std::string Day(absl::CivilDay day) {
  return absl::StrReplaceAll(absl::FormatCivilTime(day), {{"-", ""}});
}

std::string Instant(absl::Time time) {
  return absl::FormatTime("%Y%m%dT%H%M%SZ", time, absl::UTCTimeZone());
}

std::string EventText(const CalendarEvent& event) {
  return absl::StrCat(
      IcsLine("BEGIN", "VEVENT"), IcsLine("UID", IcsEscaped(event.uid)),
      IcsLine("SEQUENCE", absl::StrCat(event.sequence)),
      // Without a METHOD the stamp says when the event was changed last.
      IcsLine("DTSTAMP", Instant(event.change_time)),
      IcsLine("LAST-MODIFIED", Instant(event.change_time)),
      // Without an end it is the one day; nobody is busy because of it.
      IcsLine("DTSTART;VALUE=DATE", Day(event.day)),
      IcsLine("TRANSP", "TRANSPARENT"),
      IcsLine("SUMMARY", IcsEscaped(event.summary)),
      IcsLine("DESCRIPTION", IcsEscaped(event.description)),
      IcsLine("END", "VEVENT"));
}

// A calendar has to have something in it: what says nothing is a time zone.
std::string NothingText() {
  return absl::StrCat(
      IcsLine("BEGIN", "VTIMEZONE"), IcsLine("TZID", "UTC"),
      IcsLine("BEGIN", "STANDARD"), IcsLine("DTSTART", "19700101T000000"),
      IcsLine("TZOFFSETFROM", "+0000"), IcsLine("TZOFFSETTO", "+0000"),
      IcsLine("END", "STANDARD"), IcsLine("END", "VTIMEZONE"));
}

}  // namespace

std::string IcsText(const Calendar& calendar) {
  std::string text = absl::StrCat(
      IcsLine("BEGIN", "VCALENDAR"), IcsLine("VERSION", "2.0"),
      IcsLine("PRODID", "-//actionplan//actionplan//EN"),
      IcsLine("CALSCALE", "GREGORIAN"),
      // The name of RFC 7986, and what programs read that are older than it.
      IcsLine("NAME", IcsEscaped(calendar.title)),
      IcsLine("X-WR-CALNAME", IcsEscaped(calendar.title)),
      IcsLine("REFRESH-INTERVAL;VALUE=DURATION", "PT12H"));
  if (calendar.events.empty()) text += NothingText();
  for (const CalendarEvent& event : calendar.events) text += EventText(event);
  return text + IcsLine("END", "VCALENDAR");
}

std::string IcsLine(absl::string_view property, absl::string_view value) {
  const std::string line = absl::StrCat(property, ":", value);
  std::string folded;
  std::size_t room = kLongestLine;
  for (absl::string_view rest = line; !rest.empty();) {
    std::size_t size = std::min(room, rest.size());
    while (size < rest.size() && ContinuesCharacter(rest[size])) --size;
    absl::StrAppend(&folded, folded.empty() ? "" : "\r\n ",
                    rest.substr(0, size));
    rest.remove_prefix(size);
    room = kLongestLine - 1;  // After the space that says it goes on.
  }
  return absl::StrCat(folded, "\r\n");
}

std::string IcsEscaped(absl::string_view text) {
  return absl::StrReplaceAll(
      PrintableLines(text),
      {{"\\", "\\\\"}, {";", "\\;"}, {",", "\\,"}, {"\n", "\\n"}});
}

}  // namespace actionplan::cli
