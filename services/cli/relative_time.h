// Days and times in a file of commands that count from a day of the reader's
// choice, so that an example never grows old.
#ifndef ACTIONPLAN_SERVICES_CLI_RELATIVE_TIME_H_
#define ACTIONPLAN_SERVICES_CLI_RELATIVE_TIME_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace actionplan::cli {

struct Anchor {
  absl::CivilDay day;  // Day 0.
  absl::TimeZone time_zone;
};

// `text` with every `{{day N}}` as the date N days after day 0 and every
// `{{time N HH:MM}}` as the instant, in RFC 3339, of that local time on that
// day. N may be negative; `Nw` counts the days from Monday to Friday only, day
// 0 itself not counted. INVALID_ARGUMENT names what is none of these.
absl::StatusOr<std::string> ExpandRelative(absl::string_view text,
                                           const Anchor& anchor);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_RELATIVE_TIME_H_
