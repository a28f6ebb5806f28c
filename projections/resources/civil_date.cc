#include "projections/resources/civil_date.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "eventstore/base/status.h"

namespace actionplan::resources {
namespace {

struct YearMonthDay {
  int year = 0;
  int month = 0;
  int day = 0;
};

absl::Status DateInvalid(const std::string& date) {
  return base::Error({
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "DATE_INVALID",
      .message = absl::StrCat("\"", date,
                              "\" is not a date; give a day that exists, as "
                              "year, month and day (2026-11-20)."),
      .metadata = {{"date", date}},
  });
}

absl::Status TimeZoneUnknown(absl::string_view name) {
  return base::Error({
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "TIME_ZONE_UNKNOWN",
      .message = absl::StrCat("\"", name,
                              "\" is not a time zone; give a name of the IANA "
                              "database (Europe/London)."),
      .metadata = {{"time_zone", std::string(name)}},
  });
}

// absl::LoadTimeZone also opens paths and follows the machine's own setting;
// what is left here can only be a name inside the database.
bool MayBeIanaName(absl::string_view name) {
  const auto may_be_part = [](char c) {
    return absl::ascii_isalnum(c) || c == '/' || c == '_' || c == '-' ||
           c == '+';
  };
  return !name.empty() && absl::ascii_isupper(name.front()) &&
         std::all_of(name.begin(), name.end(), may_be_part);
}

// A CivilDay moves 30 February to 2 March; a date that exists stays put.
absl::StatusOr<absl::CivilDay> ExistingDay(const YearMonthDay& date,
                                           const std::string& as_given) {
  const absl::CivilDay day(date.year, date.month, date.day);
  if (date.year < 1 || date.year > 9999 || day.year() != date.year ||
      day.month() != date.month || day.day() != date.day) {
    return DateInvalid(as_given);
  }
  return day;
}

}  // namespace

absl::StatusOr<absl::TimeZone> FindTimeZone(absl::string_view name) {
  absl::TimeZone zone;
  if (!MayBeIanaName(name) || !absl::LoadTimeZone(name, &zone)) {
    return TimeZoneUnknown(name);
  }
  return zone;
}

absl::StatusOr<absl::CivilDay> LocalDate(absl::Time instant,
                                         absl::string_view time_zone) {
  ASSIGN_OR_RETURN(const absl::TimeZone zone, FindTimeZone(time_zone));
  return absl::ToCivilDay(instant, zone);
}

google::type::Date ToDate(absl::CivilDay day) {
  google::type::Date date;
  date.set_year(static_cast<int>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

absl::StatusOr<absl::CivilDay> FromDate(const google::type::Date& date) {
  return ExistingDay(
      {.year = date.year(), .month = date.month(), .day = date.day()},
      absl::StrFormat("%04d-%02d-%02d", date.year(), date.month(), date.day()));
}

bool IsSameDate(const google::type::Date& one, const google::type::Date& two) {
  return one.year() == two.year() && one.month() == two.month() &&
         one.day() == two.day();
}

std::string FormatDate(absl::CivilDay day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

absl::StatusOr<absl::CivilDay> ParseDate(absl::string_view text) {
  constexpr absl::string_view kShape = "dddd-dd-dd";
  bool has_shape = text.size() == kShape.size();
  for (std::size_t i = 0; has_shape && i < kShape.size(); ++i) {
    has_shape =
        kShape[i] == 'd' ? absl::ascii_isdigit(text[i]) : text[i] == kShape[i];
  }
  YearMonthDay date;
  if (!has_shape || !absl::SimpleAtoi(text.substr(0, 4), &date.year) ||
      !absl::SimpleAtoi(text.substr(5, 2), &date.month) ||
      !absl::SimpleAtoi(text.substr(8, 2), &date.day)) {
    return DateInvalid(std::string(text));
  }
  return ExistingDay(date, std::string(text));
}

}  // namespace actionplan::resources
