#include "services/cli/dates.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"

namespace actionplan::cli {
namespace {

// A hundred years each way: further away it is a slip of the hand.
constexpr int kMostDays = 36600;

// Digits and nothing else.
std::optional<int> Digits(absl::string_view text, std::size_t count) {
  if (text.size() != count) return std::nullopt;
  int number = 0;
  for (const char c : text) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) {
      return std::nullopt;
    }
    number = number * 10 + (c - '0');
  }
  return number;
}

// The days in "+10d".
std::optional<int> ParseOffset(absl::string_view text) {
  if (text.size() < 3 || (text[0] != '+' && text[0] != '-') ||
      text.back() != 'd') {
    return std::nullopt;
  }
  const absl::string_view digits = text.substr(1, text.size() - 2);
  const auto days =
      digits.size() > 5 ? std::nullopt : Digits(digits, digits.size());
  if (!days || *days > kMostDays) return std::nullopt;
  return text[0] == '-' ? -*days : *days;
}

absl::Status NoDay(absl::string_view text) {
  return absl::InvalidArgumentError(
      absl::StrCat("\"", absl::CHexEscape(text),
                   "\" is not a day; write 2026-11-20, today or +10d"));
}

}  // namespace

absl::StatusOr<absl::CivilDay> ParseIsoDay(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '-');
  if (parts.size() != 3) return NoDay(text);
  const auto year = Digits(parts[0], 4);
  const auto month = Digits(parts[1], 2);
  const auto day = Digits(parts[2], 2);
  if (!year || *year == 0 || !month || !day) return NoDay(text);
  const absl::CivilDay civil(*year, *month, *day);
  // A civil day of Abseil carries 31 April over into May.
  if (civil.month() != *month || civil.day() != *day) {
    return absl::InvalidArgumentError(
        absl::StrCat(text, " is not in the calendar"));
  }
  return civil;
}

absl::StatusOr<absl::CivilDay> ParseDay(absl::string_view text,
                                        const Moment& moment) {
  if (text == "today") return moment.Today();
  if (const auto days = ParseOffset(text)) return moment.Today() + *days;
  return ParseIsoDay(text);
}

absl::StatusOr<absl::Time> ParseHour(absl::string_view text, absl::CivilDay day,
                                     const absl::TimeZone& time_zone) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits(':', 1));
  const auto hour = Digits(parts.first, 2);
  const auto minute = Digits(parts.second, 2);
  if (!hour || !minute || *hour > 23 || *minute > 59) {
    return absl::InvalidArgumentError(absl::StrCat(
        "\"", absl::CHexEscape(text), "\" is not an hour; write 09:00"));
  }
  return absl::FromCivil(absl::CivilMinute(day) + *hour * 60 + *minute,
                         time_zone);
}

absl::StatusOr<absl::Time> ParseTime(absl::string_view text,
                                     const Moment& moment) {
  if (text == "now") return moment.now;
  absl::Time time;
  if (absl::ParseTime(absl::RFC3339_full, text, &time, nullptr) &&
      time > absl::InfinitePast() && time < absl::InfiniteFuture()) {
    return time;
  }
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits(' ', 1));
  const auto day = ParseDay(parts.first, moment);
  if (!day.ok() || parts.second.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "\"", absl::CHexEscape(text),
        "\" is not a time; write 2026-11-20T09:00:00Z, now, or a day and an "
        "hour: \"2026-11-20 09:00\", \"-1d 16:30\""));
  }
  return ParseHour(parts.second, *day, moment.time_zone);
}

std::string IsoDay(const google::type::Date& date) {
  if (date.year() == 0 && date.month() == 0 && date.day() == 0) return "";
  return absl::StrFormat("%04d-%02d-%02d", date.year(), date.month(),
                         date.day());
}

std::string LongDay(const google::type::Date& date) {
  if (date.month() < 1 || date.month() > 12) return IsoDay(date);
  const absl::CivilDay day(date.year(), date.month(), date.day());
  return absl::FormatTime("%-d %B %Y",
                          absl::FromCivil(day, absl::UTCTimeZone()),
                          absl::UTCTimeZone());
}

std::string LocalTime(const google::protobuf::Timestamp& time,
                      const absl::TimeZone& time_zone) {
  return absl::FormatTime("%Y-%m-%d %H:%M", TimeOf(time), time_zone);
}

std::string Rfc3339(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d%ET%H:%M:%E*SZ", time, absl::UTCTimeZone());
}

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixSeconds(time.seconds()) +
         absl::Nanoseconds(time.nanos());
}

void SetDate(absl::CivilDay day, google::type::Date& date) {
  date.set_year(static_cast<std::int32_t>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
}

void SetTimestamp(absl::Time time, google::protobuf::Timestamp& timestamp) {
  const std::int64_t seconds = absl::ToUnixSeconds(time);
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(static_cast<std::int32_t>(
      absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
}

}  // namespace actionplan::cli
