// The refusals that only findings know.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_FINDING_ERRORS_H_
#define ACTIONPLAN_SERVICES_DOMAIN_FINDING_ERRORS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace actionplan::domain {

// INVALID_ARGUMENT, CASE_NOT_OF_AUDIT: the audit lists its cases, and this is
// none of them.
absl::Status CaseNotOfAudit(absl::string_view pseudonym,
                            absl::string_view audit);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_FINDING_ERRORS_H_
