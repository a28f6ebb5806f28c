// The refusals that only audits know.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_AUDIT_ERRORS_H_
#define ACTIONPLAN_SERVICES_DOMAIN_AUDIT_ERRORS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace actionplan::domain {

// INVALID_ARGUMENT, AUDIT_STARTS_AT_END: a new audit was to be closed or
// cancelled from the start.
absl::Status AuditStartsAtEnd(absl::string_view state);

// FAILED_PRECONDITION, AUDIT_OVER: nothing is added to an audit that was closed
// or cancelled.
absl::Status AuditOver(absl::string_view audit, absl::string_view state);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_AUDIT_ERRORS_H_
