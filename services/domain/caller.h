// Who is calling. Made once for each call, in services/rpc, and handed to
// everything that decides; never taken from a message.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_CALLER_H_
#define ACTIONPLAN_SERVICES_DOMAIN_CALLER_H_

#include <optional>
#include <set>
#include <string>

#include "absl/strings/string_view.h"

namespace actionplan::domain {

enum class Role {
  kActionOwner,
  kAgencyLead,
  kAuditLead,
  kVerifier,
  kBoardManager,
  kSubGroupChair,
  kIndependentChair,
  kInspector,
  kScheduler,  // The service that applies escalation policies.
};

// "board-manager" for Role::kBoardManager, and back.
absl::string_view RoleName(Role role);
std::optional<Role> ParseRole(absl::string_view name);

struct Caller {
  std::string principal;  // An opaque id, never a person's name.
  std::string agency;     // A resource name; empty for the board's own office.
  std::set<Role> roles;

  bool Has(Role role) const { return roles.contains(role); }

  // Of the board itself: its manager, a sub-group's chair, the independent
  // chair; and of no agency.
  bool IsBoardOffice() const {
    return agency.empty() &&
           (Has(Role::kBoardManager) || Has(Role::kSubGroupChair) ||
            Has(Role::kIndependentChair));
  }
};

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_CALLER_H_
