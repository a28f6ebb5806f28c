#include "services/domain/caller.h"

#include <set>
#include <string>

#include "gtest/gtest.h"

namespace actionplan::domain {
namespace {

TEST(RoleTest, EveryNameLeadsBackToItsRole) {
  std::set<std::string> names;
  for (int number = 0; number <= static_cast<int>(Role::kScheduler); ++number) {
    const Role role = static_cast<Role>(number);
    const absl::string_view name = RoleName(role);
    EXPECT_EQ(ParseRole(name), role) << name;
    names.insert(std::string(name));
  }
  EXPECT_EQ(names, (std::set<std::string>{
                       "action-owner", "agency-lead", "audit-lead",
                       "board-manager", "independent-chair", "inspector",
                       "scheduler", "sub-group-chair", "verifier"}));
}

TEST(RoleTest, OtherNamesAreNoRoles) {
  EXPECT_EQ(ParseRole(""), std::nullopt);
  EXPECT_EQ(ParseRole("Board-Manager"), std::nullopt);
  EXPECT_EQ(ParseRole("administrator"), std::nullopt);
}

TEST(CallerTest, IsBoardOfficeInABoardRoleAndOfNoAgency) {
  for (const Role role :
       {Role::kBoardManager, Role::kSubGroupChair, Role::kIndependentChair}) {
    Caller caller{.principal = "p1", .agency = "", .roles = {role}};
    EXPECT_TRUE(caller.IsBoardOffice());
    caller.agency = "boards/ncc/agencies/housing";
    EXPECT_FALSE(caller.IsBoardOffice());
  }
  for (const Role role :
       {Role::kActionOwner, Role::kAgencyLead, Role::kAuditLead,
        Role::kVerifier, Role::kInspector, Role::kScheduler}) {
    const Caller caller{.principal = "p1", .agency = "", .roles = {role}};
    EXPECT_FALSE(caller.IsBoardOffice());
  }
}

}  // namespace
}  // namespace actionplan::domain
