#include "services/domain/audit_errors.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"

namespace actionplan::domain {

absl::Status AuditStartsAtEnd(absl::string_view state) {
  return base::Error({
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "AUDIT_STARTS_AT_END",
      .message = absl::StrCat("A new audit cannot be ", state,
                              " from the start. Record it as MONITORING, then "
                              "close it with a reason."),
      .metadata = {{"state", std::string(state)}},
  });
}

absl::Status AuditOver(absl::string_view audit, absl::string_view state) {
  return base::Error({
      .code = absl::StatusCode::kFailedPrecondition,
      .reason = "AUDIT_OVER",
      .message = absl::StrCat(audit, " is ", state,
                              " and takes nothing more. Record it under the "
                              "audit that looks at this again."),
      .metadata = {{"audit", std::string(audit)},
                   {"state", std::string(state)}},
  });
}

}  // namespace actionplan::domain
