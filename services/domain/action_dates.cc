#include "services/domain/action_dates.h"

#include "eventstore/base/status.h"
#include "projections/resources/civil_date.h"
#include "services/domain/action_errors.h"

namespace actionplan::domain {

absl::StatusOr<absl::CivilDay> CheckDueDate(absl::string_view field,
                                            const google::type::Date& date,
                                            const Circumstances& now) {
  ASSIGN_OR_RETURN(const absl::CivilDay day, resources::FromDate(date));
  if (day < now.occurred_on) return DueDatePast(field, day, now.occurred_on);
  return day;
}

absl::Status CheckReviewDate(absl::string_view field,
                             const google::type::Date& date,
                             const Circumstances& now) {
  ASSIGN_OR_RETURN(const absl::CivilDay review, resources::FromDate(date));
  if (review <= now.occurred_on) {
    return ReviewDateNotAhead(field, review, now.occurred_on);
  }
  return absl::OkStatus();
}

absl::Status CheckDue(const v1::DueDate& due, const Circumstances& now) {
  if (due.has_date()) {
    return CheckDueDate("due.date", due.date(), now).status();
  }
  if (!due.has_review_date()) return ReviewDateNeeded();
  return CheckReviewDate("due.review_date", due.review_date(), now);
}

}  // namespace actionplan::domain
