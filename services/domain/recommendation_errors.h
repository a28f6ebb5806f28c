// The refusals that only recommendations know.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_RECOMMENDATION_ERRORS_H_
#define ACTIONPLAN_SERVICES_DOMAIN_RECOMMENDATION_ERRORS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace actionplan::domain {

// INVALID_ARGUMENT, FINDING_OF_OTHER_AUDIT: a recommendation rests on findings
// of its own audit.
absl::Status FindingOfOtherAudit(absl::string_view finding,
                                 absl::string_view audit);

// FAILED_PRECONDITION, FINDING_DISMISSED: the audit does not stand by it.
absl::Status FindingDismissed(absl::string_view finding);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_RECOMMENDATION_ERRORS_H_
