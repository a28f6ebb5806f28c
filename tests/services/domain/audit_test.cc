#include "services/domain/audit.h"

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

constexpr char kAudit[] = "boards/ncc/audits/homelessness";

v1::CreateAuditRequest Create() {
  return FromText<v1::CreateAuditRequest>(R"pb(
    parent: "boards/ncc"
    audit {
      title: "Homelessness"
      kind: MULTI_AGENCY_CASE_AUDIT
      theme: "Homelessness"
      business_plan_priority: "Priority 2"
      key_lines_of_enquiry: "Was the child seen?"
      terms_of_reference: "Cases of 2025."
      case_selection: "At random."
      population: 40
      sample: 8
      cases: "Case 1"
      agencies: "boards/ncc/agencies/police"
      tool_version: "3"
      meeting_date { year: 2026 month: 2 day: 3 }
      figures { label: "Seen alone" numerator: 7 denominator: 24 }
      figures { label: "Seen at home" as_stated: "nearly all" }
      state: MONITORING
    })pb");
}

Scene Setting() {
  return Scene(kAudit).With<v1::Agency>(kPolice, "state: ACTIVE");
}

TEST(AuditTest, IsCreatedAsItIsDescribed) {
  EXPECT_THAT(*Decide(v1::Audit(), Create(), Setting().now()),
              ElementsAre(IsText(R"pb(
                audit_created {
                  title: "Homelessness"
                  kind: MULTI_AGENCY_CASE_AUDIT
                  theme: "Homelessness"
                  business_plan_priority: "Priority 2"
                  key_lines_of_enquiry: "Was the child seen?"
                  terms_of_reference: "Cases of 2025."
                  case_selection: "At random."
                  population: 40
                  sample: 8
                  cases: "Case 1"
                  agencies: "boards/ncc/agencies/police"
                  tool_version: "3"
                  meeting_date { year: 2026 month: 2 day: 3 }
                  figures { label: "Seen alone" numerator: 7 denominator: 24 }
                  figures { label: "Seen at home" as_stated: "nearly all" }
                  state: MONITORING
                })pb")));
}

TEST(AuditTest, IsPlannedUnlessItSaysWhereItStands) {
  auto create = Create();
  create.mutable_audit()->clear_state();

  const auto facts = Decide(v1::Audit(), create, Setting().now());

  ASSERT_OK(facts);
  EXPECT_EQ(facts->front().audit_created().state(), events::v1::PLANNED);
}

TEST(AuditTest, DoesNotStartAtItsEnd) {
  for (const auto state : {v1::Audit::CLOSED, v1::Audit::CANCELLED}) {
    auto create = Create();
    create.mutable_audit()->set_state(state);
    EXPECT_THAT(Decide(v1::Audit(), create, Setting().now()),
                FailsWith("AUDIT_STARTS_AT_END"));
  }
}

TEST(AuditTest, IsCreatedByAuditLeadsAndTheBoardManager) {
  EXPECT_OK(Decide(v1::Audit(), Create(),
                   Setting().As(Role::kAuditLead, kPolice).now()));
  EXPECT_OK(
      Decide(v1::Audit(), Create(), Setting().As(Role::kBoardManager).now()));
  EXPECT_THAT(Decide(v1::Audit(), Create(),
                     Setting().As(Role::kAgencyLead, kPolice).now()),
              FailsWith("ROLE_NEEDED"));
  EXPECT_THAT(Decide(v1::Audit(), Create(),
                     Setting().As(Role::kIndependentChair).now()),
              FailsWith("ROLE_NEEDED"));
  EXPECT_THAT(
      Decide(
          v1::Audit(), Create(),
          Setting().As(Role::kAuditLead, "boards/other/agencies/police").now()),
      FailsWith("CALLER_OF_OTHER_BOARD"));
}

TEST(AuditTest, NamesAgenciesThatAreThere) {
  EXPECT_THAT(RelatedNames(Create()), ElementsAre(kPolice));
  EXPECT_THAT(Decide(v1::Audit(), Create(), Scene(kAudit).now()),
              FailsWith("REFERENCE_NOT_FOUND"));
}

TEST(AuditTest, IsNotCreatedTwiceNorWithoutItsBoard) {
  EXPECT_THAT(Decide(StateOf<v1::Audit>(kAudit, ""), Create(), Setting().now()),
              FailsWith("RESOURCE_ALREADY_EXISTS"));
  EXPECT_THAT(Decide(v1::Audit(), Create(), Setting().Alone().now()),
              FailsWith("REFERENCE_NOT_FOUND"));
}

TEST(AuditTest, IsClosedWithAReasonWhenItsActionsWereFollowedUp) {
  const auto close = FromText<v1::CloseAuditRequest>("reason: 'All done.'");

  EXPECT_THAT(*Decide(StateOf<v1::Audit>(kAudit, "state: MONITORING"), close,
                      Setting().now()),
              ElementsAre(IsText(R"pb(
                audit_closed {
                  reason { clear: "All done." subject: "principals/caller-1" }
                })pb")));
}

TEST(AuditTest, IsNotClosedFromAnyOtherState) {
  for (int value = v1::Audit::State_MIN; value <= v1::Audit::State_MAX;
       ++value) {
    const auto state = static_cast<v1::Audit::State>(value);
    if (state == v1::Audit::MONITORING) continue;
    auto audit = StateOf<v1::Audit>(kAudit, "");
    audit.set_state(state);
    EXPECT_THAT(Decide(audit, v1::CloseAuditRequest(), Setting().now()),
                FailsWith("STATE_FORBIDS"))
        << v1::Audit::State_Name(state);
  }
}

}  // namespace
}  // namespace actionplan::domain
