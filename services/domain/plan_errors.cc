#include "services/domain/plan_errors.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"

namespace actionplan::domain {

absl::Status PlanAgencyNeeded() {
  return base::Error({
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "PLAN_AGENCY_NEEDED",
      .message = "A SINGLE_AGENCY plan is some agency's plan. Name the agency, "
                 "or choose another kind.",
  });
}

absl::Status PlanAgencyForbidden(absl::string_view kind) {
  return base::Error({
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "PLAN_AGENCY_FORBIDDEN",
      .message = absl::StrCat("A ", kind,
                              " plan is no single agency's. Leave the agency "
                              "out, or make it a SINGLE_AGENCY plan."),
      .metadata = {{"kind", std::string(kind)}},
  });
}

absl::Status PlanFull(absl::string_view plan, int limit) {
  return base::Error({
      .code = absl::StatusCode::kFailedPrecondition,
      .reason = "PLAN_FULL",
      .message = absl::StrCat(plan, " has ", limit,
                              " actions, which is as many as a plan can hold. "
                              "Remove one, or start another plan."),
      .metadata = {{"plan", std::string(plan)}, {"limit", absl::StrCat(limit)}},
  });
}

absl::Status ActionAlreadyInPlan(absl::string_view action,
                                 absl::string_view plan) {
  return base::Error({
      .code = absl::StatusCode::kFailedPrecondition,
      .reason = "ACTION_ALREADY_IN_PLAN",
      .message = absl::StrCat(action, " is in ", plan,
                              " already. Nothing is left to do."),
      .metadata = {{"action", std::string(action)},
                   {"plan", std::string(plan)}},
  });
}

absl::Status ActionNotInPlan(absl::string_view action, absl::string_view plan) {
  return base::Error({
      .code = absl::StatusCode::kFailedPrecondition,
      .reason = "ACTION_NOT_IN_PLAN",
      .message = absl::StrCat(action, " is not in ", plan,
                              ". Read the plan to see which actions are."),
      .metadata = {{"action", std::string(action)},
                   {"plan", std::string(plan)}},
  });
}

}  // namespace actionplan::domain
