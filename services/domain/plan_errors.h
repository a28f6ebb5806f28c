// The refusals that only plans know.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_PLAN_ERRORS_H_
#define ACTIONPLAN_SERVICES_DOMAIN_PLAN_ERRORS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace actionplan::domain {

// INVALID_ARGUMENT, PLAN_AGENCY_NEEDED: a SINGLE_AGENCY plan without an agency.
absl::Status PlanAgencyNeeded();

// INVALID_ARGUMENT, PLAN_AGENCY_FORBIDDEN: another plan with one.
absl::Status PlanAgencyForbidden(absl::string_view kind);

// FAILED_PRECONDITION, PLAN_FULL.
absl::Status PlanFull(absl::string_view plan, int limit);

// FAILED_PRECONDITION, ACTION_ALREADY_IN_PLAN.
absl::Status ActionAlreadyInPlan(absl::string_view action,
                                 absl::string_view plan);

// FAILED_PRECONDITION, ACTION_NOT_IN_PLAN.
absl::Status ActionNotInPlan(absl::string_view action, absl::string_view plan);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_PLAN_ERRORS_H_
