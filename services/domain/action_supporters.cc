#include "services/domain/action_supporters.h"

#include <algorithm>

#include "eventstore/base/status.h"
#include "services/domain/references.h"

namespace actionplan::domain {

absl::Status CheckSupporters(
    const v1::Action& state,
    const google::protobuf::RepeatedPtrField<std::string>& wanted,
    const Circumstances& now) {
  const auto& known = state.supporting_agencies();
  for (const std::string& agency : wanted) {
    if (std::find(known.begin(), known.end(), agency) != known.end()) continue;
    RETURN_IF_ERROR(CheckActiveAgency(agency, now));
  }
  return absl::OkStatus();
}

}  // namespace actionplan::domain
