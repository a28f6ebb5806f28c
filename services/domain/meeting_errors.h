// The refusals that only meetings know.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_MEETING_ERRORS_H_
#define ACTIONPLAN_SERVICES_DOMAIN_MEETING_ERRORS_H_

#include "absl/status/status.h"
#include "absl/time/civil_time.h"

namespace actionplan::domain {

// INVALID_ARGUMENT, MEETING_IN_FUTURE: it has yet to take place.
absl::Status MeetingYetToCome(absl::CivilDay meeting_date,
                              absl::CivilDay today);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_MEETING_ERRORS_H_
