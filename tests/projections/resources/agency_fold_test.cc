#include "actionplan/v1/agency.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/resources/resource.h"
#include "tests/projections/resources/history.h"
#include "tests/support/text_proto.h"

namespace actionplan::resources {
namespace {

using support::IsText;

constexpr char kCreated[] = R"pb(
  agency {
    agency_created {
      title: "Northshire Police"
      type: POLICE
      contact_role: "Head of Public Protection"
      organization: "northshire-police"
    }
  })pb";

TEST(AgencyFoldTest, TakesPartOnceCreated) {
  EXPECT_THAT(FoldOf<v1::Agency>({kCreated}), IsText(R"pb(
                title: "Northshire Police"
                type: POLICE
                contact_role: "Head of Public Protection"
                organization: "northshire-police"
                state: ACTIVE
              )pb"));
}

TEST(AgencyFoldTest, ShowsEachNewValue) {
  EXPECT_THAT(
      FoldOf<v1::Agency>(
          {kCreated,
           "agency { agency_renamed { title: 'Police of the North' } }",
           "agency { agency_reclassified { type: PROBATION } }",
           "agency { agency_contact_changed { contact_role: 'Inspector' } }"}),
      IsText(R"pb(
        title: "Police of the North"
        type: PROBATION
        contact_role: "Inspector"
        organization: "northshire-police"
        state: ACTIVE
      )pb"));
}

TEST(AgencyFoldTest, KeepsWhyItLeft) {
  const auto agency = FoldOf<v1::Agency>(
      {kCreated,
       "agency { agency_deactivated { reason { clear: 'Merged.' } } }"});

  EXPECT_EQ(agency.state(), v1::Agency::DEACTIVATED);
  EXPECT_EQ(agency.deactivation_reason(), "Merged.");
  EXPECT_EQ(agency.title(), "Northshire Police");
}

}  // namespace
}  // namespace actionplan::resources
