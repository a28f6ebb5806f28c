#include "services/domain/recommendation_errors.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"

namespace actionplan::domain {

absl::Status FindingOfOtherAudit(absl::string_view finding,
                                 absl::string_view audit) {
  return base::Error({
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "FINDING_OF_OTHER_AUDIT",
      .message = absl::StrCat(finding, " is not a finding of ", audit,
                              ". Name findings of that audit."),
      .metadata = {{"finding", std::string(finding)},
                   {"audit", std::string(audit)}},
  });
}

absl::Status FindingDismissed(absl::string_view finding) {
  return base::Error({
      .code = absl::StatusCode::kFailedPrecondition,
      .reason = "FINDING_DISMISSED",
      .message = absl::StrCat("The audit does not stand by ", finding,
                              ". Leave it out."),
      .metadata = {{"finding", std::string(finding)}},
  });
}

}  // namespace actionplan::domain
