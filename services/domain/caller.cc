#include "services/domain/caller.h"

namespace actionplan::domain {
namespace {

struct Spelling {
  Role role;
  absl::string_view name;
};

constexpr Spelling kSpellings[] = {
    {Role::kActionOwner, "action-owner"},
    {Role::kAgencyLead, "agency-lead"},
    {Role::kAuditLead, "audit-lead"},
    {Role::kVerifier, "verifier"},
    {Role::kBoardManager, "board-manager"},
    {Role::kSubGroupChair, "sub-group-chair"},
    {Role::kIndependentChair, "independent-chair"},
    {Role::kInspector, "inspector"},
    {Role::kScheduler, "scheduler"},
};

}  // namespace

absl::string_view RoleName(Role role) {
  for (const Spelling& spelling : kSpellings) {
    if (spelling.role == role) return spelling.name;
  }
  return "";
}

std::optional<Role> ParseRole(absl::string_view name) {
  for (const Spelling& spelling : kSpellings) {
    if (spelling.name == name) return spelling.role;
  }
  return std::nullopt;
}

}  // namespace actionplan::domain
