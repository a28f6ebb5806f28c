#include "services/domain/finding_errors.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"

namespace actionplan::domain {

absl::Status CaseNotOfAudit(absl::string_view pseudonym,
                            absl::string_view audit) {
  return base::Error({
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "CASE_NOT_OF_AUDIT",
      .message = absl::StrCat("\"", pseudonym, "\" is not a case of ", audit,
                              ". Use a pseudonym from the audit's cases, or "
                              "none for a finding across cases."),
      .metadata = {{"case_pseudonym", std::string(pseudonym)},
                   {"audit", std::string(audit)}},
  });
}

}  // namespace actionplan::domain
