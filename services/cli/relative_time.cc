#include "services/cli/relative_time.h"

#include <cstdlib>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "eventstore/base/status.h"
#include "services/cli/dates.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

constexpr int kMostDays = 36600;

bool IsWeekend(absl::CivilDay day) {
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday == absl::Weekday::saturday || weekday == absl::Weekday::sunday;
}

absl::CivilDay AddWeekdays(absl::CivilDay day, int count) {
  const int step = count < 0 ? -1 : 1;
  for (int left = std::abs(count); left > 0;) {
    day += step;
    if (!IsWeekend(day)) --left;
  }
  return day;
}

absl::StatusOr<absl::CivilDay> DayOf(absl::string_view offset,
                                     const Anchor& anchor) {
  const bool weekdays = absl::ConsumeSuffix(&offset, "w");
  int days = 0;
  if (!absl::SimpleAtoi(offset, &days) || std::abs(days) > kMostDays) {
    return absl::InvalidArgumentError(absl::StrCat(
        "\"", Printable(offset), "\" is not a number of days, as in -30"));
  }
  return weekdays ? AddWeekdays(anchor.day, days) : anchor.day + days;
}

// What stands for the inside of one pair of braces.
absl::StatusOr<std::string> Expand(absl::string_view inside,
                                   const Anchor& anchor) {
  const std::vector<absl::string_view> words =
      absl::StrSplit(inside, ' ', absl::SkipEmpty());
  if (words.size() == 2 && words[0] == "day") {
    ASSIGN_OR_RETURN(const absl::CivilDay day, DayOf(words[1], anchor));
    return absl::FormatCivilTime(day);
  }
  if (words.size() == 3 && words[0] == "time") {
    ASSIGN_OR_RETURN(const absl::CivilDay day, DayOf(words[1], anchor));
    ASSIGN_OR_RETURN(const absl::Time time,
                     ParseHour(words[2], day, anchor.time_zone));
    return Rfc3339(time);
  }
  return absl::InvalidArgumentError(
      absl::StrCat("{{", Printable(inside),
                   "}} is neither {{day -30}} nor {{time -30 09:00}}"));
}

}  // namespace

absl::StatusOr<std::string> ExpandRelative(absl::string_view text,
                                           const Anchor& anchor) {
  std::string result;
  for (;;) {
    const std::size_t open = text.find("{{");
    if (open == absl::string_view::npos) break;
    const std::size_t close = text.find("}}", open);
    if (close == absl::string_view::npos) {
      return absl::InvalidArgumentError("{{ has no }}");
    }
    ASSIGN_OR_RETURN(const std::string expanded,
                     Expand(text.substr(open + 2, close - open - 2), anchor));
    absl::StrAppend(&result, text.substr(0, open), expanded);
    text.remove_prefix(close + 2);
  }
  absl::StrAppend(&result, text);
  return result;
}

}  // namespace actionplan::cli
