#include "services/escalation/scheduler_errors.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "projections/resources/civil_date.h"

namespace actionplan::escalation {
namespace {

absl::Status NotToday(absl::string_view reason, absl::string_view advice,
                      absl::CivilDay as_of, absl::CivilDay today) {
  const std::string asked = resources::FormatDate(as_of);
  const std::string now = resources::FormatDate(today);
  return base::Error(
      {.code = absl::StatusCode::kInvalidArgument,
       .reason = reason,
       .message = absl::StrCat("as_of_date is ", asked, "; the board's day is ",
                               now, ". ", advice),
       .metadata = {{"as_of_date", asked}, {"today", now}}});
}

}  // namespace

absl::Status EvaluationOfTheFuture(absl::CivilDay as_of, absl::CivilDay today) {
  return NotToday("EVALUATION_OF_THE_FUTURE",
                  "Leave it out, or ask when the day has come.", as_of, today);
}

absl::Status EvaluationOfThePast(absl::CivilDay as_of, absl::CivilDay today) {
  return NotToday("EVALUATION_OF_THE_PAST",
                  "Set validate_only to look at a past day.", as_of, today);
}

}  // namespace actionplan::escalation
