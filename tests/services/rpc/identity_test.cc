#include "services/rpc/identity.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace actionplan::rpc {
namespace {

using support::FailsWith;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(IdentityTest, ReadsPrincipalAgencyAndRolesFromTheCall) {
  const Metadata metadata = {{kPrincipalKey, "lead-7"},
                             {kAgencyKey, "boards/ncc/agencies/housing"},
                             {kRolesKey, "agency-lead, action-owner"}};
  ASSERT_OK_AND_ASSIGN(const domain::Caller caller, ClaimedCaller(metadata));
  EXPECT_EQ(caller.principal, "lead-7");
  EXPECT_EQ(caller.agency, "boards/ncc/agencies/housing");
  EXPECT_THAT(caller.roles, ElementsAre(domain::Role::kActionOwner,
                                        domain::Role::kAgencyLead));
}

TEST(IdentityTest, RefusesACallThatSaysNobody) {
  EXPECT_THAT(ClaimedCaller({}), FailsWith("CALLER_UNKNOWN"));
}

TEST(IdentityTest, RefusesAPrincipalThatLooksLikeAPersonsAddress) {
  EXPECT_THAT(ClaimedCaller({{kPrincipalKey, "jo.smith@council.gov.uk"}}),
              FailsWith("CALLER_UNKNOWN"));
}

TEST(IdentityTest, SaysEverythingThatIsWrongAtOnce) {
  const Metadata metadata = {
      {kPrincipalKey, ""}, {kAgencyKey, "housing"}, {kRolesKey, "boss"}};
  EXPECT_THAT(std::string(ClaimedCaller(metadata).status().message()),
              AllOf(HasSubstr(kPrincipalKey), HasSubstr(kAgencyKey),
                    HasSubstr("boss")));
}

TEST(IdentityTest, KnowsWhichAddressesOnlyThisMachineCanReach) {
  for (const char* address :
       {"127.0.0.1:1", "127.9.9.9:1", "localhost:1", "[::1]:1"}) {
    EXPECT_TRUE(IsLoopback(address)) << address;
  }
  for (const char* address :
       {"0.0.0.0:1", "[::]:1", "10.0.0.1:1", "localhost.example:1",
        "1127.0.0.1:1", "127.example.org:1", ":1"}) {
    EXPECT_FALSE(IsLoopback(address)) << address;
  }
}

}  // namespace
}  // namespace actionplan::rpc
