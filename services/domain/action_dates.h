// What days an action may be given. A day is compared with the day on which the
// command is claimed to have happened, in the board's time zone, so that what
// is entered late is judged as it would have been then.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ACTION_DATES_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ACTION_DATES_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "actionplan/v1/action.pb.h"
#include "google/type/date.pb.h"
#include "services/domain/circumstances.h"

namespace actionplan::domain {

// A day on which something can still be due; `field` names it in the error.
// INVALID_ARGUMENT: DUE_DATE_PAST, DATE_INVALID.
absl::StatusOr<absl::CivilDay> CheckDueDate(absl::string_view field,
                                            const google::type::Date& date,
                                            const Circumstances& now);

// A day on which the board looks again: after that of the command.
// INVALID_ARGUMENT: REVIEW_DATE_NOT_AHEAD, DATE_INVALID.
absl::Status CheckReviewDate(absl::string_view field,
                             const google::type::Date& date,
                             const Circumstances& now);

// A due date as CheckDueDate() wants it; or none, and then a review date that
// lies ahead. INVALID_ARGUMENT: those, REVIEW_DATE_NEEDED,
// REVIEW_DATE_NOT_AHEAD.
absl::Status CheckDue(const v1::DueDate& due, const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ACTION_DATES_H_
