// The agencies that help with an action.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ACTION_SUPPORTERS_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ACTION_SUPPORTERS_H_

#include <string>

#include "absl/status/status.h"
#include "actionplan/v1/action.pb.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "services/domain/circumstances.h"

namespace actionplan::domain {

// That every agency of `wanted` is active, unless it helps already: one that
// has left since stays among those that helped. The errors of
// CheckActiveAgency(). Pure; safe from any thread.
absl::Status CheckSupporters(
    const v1::Action& state,
    const google::protobuf::RepeatedPtrField<std::string>& wanted,
    const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ACTION_SUPPORTERS_H_
