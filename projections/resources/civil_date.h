// Civil dates: the day an instant falls on in a board's time zone, and the
// three ways a day is written down (absl::CivilDay in code, google.type.Date in
// messages, "2026-11-20" in text).
//
// Every function is pure and may be called from any thread. A date is a whole
// day of the years 1 to 9999; anything else is refused on the way in, so code
// behind these functions never sees an impossible date.
#ifndef ACTIONPLAN_PROJECTIONS_RESOURCES_CIVIL_DATE_H_
#define ACTIONPLAN_PROJECTIONS_RESOURCES_CIVIL_DATE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "google/type/date.pb.h"

namespace actionplan::resources {

// The zone with this IANA name ("Europe/London", "UTC"). INVALID_ARGUMENT with
// reason TIME_ZONE_UNKNOWN for every other name, also for "localtime" and for
// paths: an answer must not depend on the machine that gives it.
absl::StatusOr<absl::TimeZone> FindTimeZone(absl::string_view name);

// The date on the wall at `instant` in the zone with this IANA name. Errors are
// those of FindTimeZone. With a zone at hand call absl::ToCivilDay.
absl::StatusOr<absl::CivilDay> LocalDate(absl::Time instant,
                                         absl::string_view time_zone);

// The day must be of the years 1 to 9999.
google::type::Date ToDate(absl::CivilDay day);

// INVALID_ARGUMENT with reason DATE_INVALID for a day that does not exist (30
// February) and for the partial dates that google.type.Date also allows (a
// month without a day, a day without a year).
absl::StatusOr<absl::CivilDay> FromDate(const google::type::Date& date);

bool IsSameDate(const google::type::Date& one, const google::type::Date& two);

// "2026-11-20": four digits, two, two, so that text order is date order.
std::string FormatDate(absl::CivilDay day);

// Reads exactly what FormatDate writes. INVALID_ARGUMENT with reason
// DATE_INVALID for any other text.
absl::StatusOr<absl::CivilDay> ParseDate(absl::string_view text);

}  // namespace actionplan::resources

#endif  // ACTIONPLAN_PROJECTIONS_RESOURCES_CIVIL_DATE_H_
