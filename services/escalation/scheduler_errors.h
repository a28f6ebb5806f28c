// What an evaluation can be refused for.
#ifndef ACTIONPLAN_SERVICES_ESCALATION_SCHEDULER_ERRORS_H_
#define ACTIONPLAN_SERVICES_ESCALATION_SCHEDULER_ERRORS_H_

#include "absl/status/status.h"
#include "absl/time/civil_time.h"

namespace actionplan::escalation {

// INVALID_ARGUMENT, EVALUATION_OF_THE_FUTURE: rules look at what has happened.
absl::Status EvaluationOfTheFuture(absl::CivilDay as_of, absl::CivilDay today);

// INVALID_ARGUMENT, EVALUATION_OF_THE_PAST: a past day can only be looked at.
absl::Status EvaluationOfThePast(absl::CivilDay as_of, absl::CivilDay today);

}  // namespace actionplan::escalation

#endif  // ACTIONPLAN_SERVICES_ESCALATION_SCHEDULER_ERRORS_H_
