// Days and instants as people write and read them.
#ifndef ACTIONPLAN_SERVICES_CLI_DATES_H_
#define ACTIONPLAN_SERVICES_CLI_DATES_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"

namespace actionplan::cli {

// The moment at which a command line is read, and whose days it means.
struct Moment {
  absl::Time now;
  absl::TimeZone time_zone;

  absl::CivilDay Today() const { return absl::ToCivilDay(now, time_zone); }
};

// "2026-11-20", "today", "+10d", "-3d": days count from today. INVALID_ARGUMENT
// says which forms there are.
absl::StatusOr<absl::CivilDay> ParseDay(absl::string_view text,
                                        const Moment& moment);

// RFC 3339 as "2026-11-20T09:00:00Z", "now", or a day as above with an hour of
// the moment's time zone: "2026-11-20 09:00", "-1d 16:30".
absl::StatusOr<absl::Time> ParseTime(absl::string_view text,
                                     const Moment& moment);

// Exactly "2026-11-20", and nothing else; a day of the calendar from year 1
// to 9999.
absl::StatusOr<absl::CivilDay> ParseIsoDay(absl::string_view text);

// "HH:MM" of a day in a time zone.
absl::StatusOr<absl::Time> ParseHour(absl::string_view text, absl::CivilDay day,
                                     const absl::TimeZone& time_zone);

// "2026-11-20"; "" for a date that is not set.
std::string IsoDay(const google::type::Date& date);

// "20 November 2026"; "" for a date that is not set.
std::string LongDay(const google::type::Date& date);

// "2026-11-20 09:00" in the time zone.
std::string LocalTime(const google::protobuf::Timestamp& time,
                      const absl::TimeZone& time_zone);

// RFC 3339 in UTC, as short as its precision allows.
std::string Rfc3339(absl::Time time);

absl::Time TimeOf(const google::protobuf::Timestamp& time);
void SetDate(absl::CivilDay day, google::type::Date& date);
void SetTimestamp(absl::Time time, google::protobuf::Timestamp& timestamp);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_DATES_H_
