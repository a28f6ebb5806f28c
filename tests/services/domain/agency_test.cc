#include "services/domain/agency.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/domain/scene.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::domain {
namespace {

using support::FailsWith;
using support::FromText;
using support::IsText;
using testing::ElementsAre;

v1::CreateAgencyRequest Create() {
  return FromText<v1::CreateAgencyRequest>(R"pb(
    parent: "boards/ncc"
    agency {
      title: "Northshire Police"
      type: POLICE
      contact_role: "Head of Public Protection"
      organization: "northshire-police"
    })pb");
}

v1::Agency Police() {
  return StateOf<v1::Agency>(kPolice, R"pb(
    title: "Northshire Police"
    type: POLICE
    contact_role: "Head of Public Protection"
    state: ACTIVE)pb");
}

v1::UpdateAgencyRequest Update(const std::string& text) {
  auto update = FromText<v1::UpdateAgencyRequest>(text);
  update.mutable_agency()->set_name(kPolice);
  return update;
}

TEST(AgencyTest, IsCreatedByTheBoardsOffice) {
  EXPECT_THAT(*Decide(v1::Agency(), Create(), Scene(kPolice).now()),
              ElementsAre(IsText(R"pb(
                agency_created {
                  title: "Northshire Police"
                  type: POLICE
                  contact_role: "Head of Public Protection"
                  organization: "northshire-police"
                })pb")));
  EXPECT_THAT(Decide(v1::Agency(), Create(),
                     Scene(kPolice).As(Role::kAgencyLead, kPolice).now()),
              FailsWith("ROLE_NEEDED"));
}

TEST(AgencyTest, IsNotCreatedTwiceNorWithoutItsBoard) {
  EXPECT_THAT(Decide(Police(), Create(), Scene(kPolice).now()),
              FailsWith("RESOURCE_ALREADY_EXISTS"));
  EXPECT_THAT(Decide(v1::Agency(), Create(), Scene(kPolice).Alone().now()),
              FailsWith("REFERENCE_NOT_FOUND"));
}

TEST(AgencyTest, HasAFactForEachFieldThatChanges) {
  const auto update = Update(R"pb(
    agency { title: "Police" type: PROBATION contact_role: "Inspector" }
    update_mask { paths: "title" paths: "type" paths: "contact_role" })pb");

  EXPECT_THAT(
      *Decide(Police(), update, Scene(kPolice).now()),
      ElementsAre(
          IsText(R"pb(
            agency_renamed {
              previous_title: "Northshire Police"
              title: "Police"
            })pb"),
          IsText(R"pb(
            agency_reclassified { previous_type: POLICE type: PROBATION })pb"),
          IsText(R"pb(
            agency_contact_changed {
              previous_contact_role: "Head of Public Protection"
              contact_role: "Inspector"
            })pb")));
}

TEST(AgencyTest, KeepsFieldsThatTheMaskLeavesOutOrThatStayTheSame) {
  const auto update = Update(R"pb(
    agency { title: "Police" type: POLICE contact_role: "Inspector" }
    update_mask { paths: "type" paths: "contact_role" })pb");

  const auto facts = Decide(Police(), update, Scene(kPolice).now());

  ASSERT_OK(facts);
  ASSERT_EQ(facts->size(), 1u);
  EXPECT_TRUE(facts->front().has_agency_contact_changed());
}

TEST(AgencyTest, CanLoseItsContactRole) {
  const auto facts =
      Decide(Police(), Update("update_mask { paths: 'contact_role' }"),
             Scene(kPolice).now());

  ASSERT_OK(facts);
  EXPECT_EQ(facts->front().agency_contact_changed().contact_role(), "");
}

TEST(AgencyTest, IsNotUpdatedToWhatItIs) {
  const auto update = Update(R"pb(
    agency { title: "Northshire Police" }
    update_mask { paths: "title" })pb");

  EXPECT_THAT(Decide(Police(), update, Scene(kPolice).now()),
              FailsWith("NOTHING_TO_CHANGE"));
}

TEST(AgencyTest, LeavesWithAReason) {
  const auto leave = FromText<v1::DeactivateAgencyRequest>("reason: 'Merged.'");

  EXPECT_THAT(*Decide(Police(), leave, Scene(kPolice).now()),
              ElementsAre(IsText(R"pb(
                agency_deactivated {
                  reason { clear: "Merged." subject: "principals/caller-1" }
                })pb")));
}

TEST(AgencyTest, StaysAsItWasOnceItHasLeft) {
  auto left = Police();
  left.set_state(v1::Agency::DEACTIVATED);

  EXPECT_THAT(Decide(left, v1::DeactivateAgencyRequest(), Scene(kPolice).now()),
              FailsWith("STATE_FORBIDS"));
  EXPECT_THAT(Decide(left,
                     Update("agency { title: 'Police' } "
                            "update_mask { paths: 'title' }"),
                     Scene(kPolice).now()),
              FailsWith("STATE_FORBIDS"));
}

TEST(AgencyTest, DoesNotChangeBeforeItsLastChange) {
  auto police = Police();
  police.mutable_last_occur_time()->set_seconds(1772442000);  // 09:00 that day.
  const Scene earlier = Scene(kPolice).Claiming(absl::CivilHour(2026, 3, 2, 8));

  EXPECT_THAT(Decide(police, v1::DeactivateAgencyRequest(), earlier.now()),
              FailsWith("OCCUR_TIME_RUNS_BACKWARDS"));
}

TEST(AgencyTest, HasToBeThereToChange) {
  EXPECT_THAT(
      Decide(v1::Agency(), v1::DeactivateAgencyRequest(), Scene(kPolice).now()),
      FailsWith("RESOURCE_NOT_FOUND"));
}

}  // namespace
}  // namespace actionplan::domain
