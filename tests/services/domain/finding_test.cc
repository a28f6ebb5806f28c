#include "services/domain/finding.h"

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

constexpr char kAudit[] = "boards/ncc/audits/neglect";
constexpr char kFinding[] = "boards/ncc/audits/neglect/findings/f1";

v1::RecordFindingRequest Record() {
  return FromText<v1::RecordFindingRequest>(R"pb(
    parent: "boards/ncc/audits/neglect"
    finding {
      kind: CONCERN
      text: "Nobody asked the child."
      case_pseudonym: "Case 1"
      themes: "voice_of_child"
      key_line_of_enquiry: "Was the child seen?"
      figure { label: "Seen" numerator: 1 denominator: 2 }
      agencies: "boards/ncc/agencies/police"
      reference: "F1.1"
    })pb");
}

Scene Setting() {
  return Scene(kFinding)
      .With<v1::Audit>(kAudit,
                       "cases: 'Case 1' cases: 'Case 2' state: REPORTING")
      .With<v1::Agency>(kPolice, "state: ACTIVE");
}

TEST(FindingTest, IsRecordedWithTheCaseAsTheOneItTellsOf) {
  EXPECT_THAT(*Decide(v1::Finding(), Record(), Setting().now()),
              ElementsAre(IsText(R"pb(
                finding_recorded {
                  kind: CONCERN
                  text {
                    clear: "Nobody asked the child."
                    subject: "boards/ncc/audits/neglect/cases/Case 1"
                  }
                  case_pseudonym: "Case 1"
                  themes: "voice_of_child"
                  key_line_of_enquiry: "Was the child seen?"
                  figure { label: "Seen" numerator: 1 denominator: 2 }
                  agencies: "boards/ncc/agencies/police"
                  reference: "F1.1"
                })pb")));
}

TEST(FindingTest, AcrossCasesIsItsWritersWords) {
  auto record = Record();
  record.mutable_finding()->clear_case_pseudonym();
  record.mutable_finding()->clear_figure();

  const auto facts = Decide(v1::Finding(), record, Setting().now());

  ASSERT_OK(facts);
  EXPECT_EQ(facts->front().finding_recorded().text().subject(),
            "principals/caller-1");
  EXPECT_FALSE(facts->front().finding_recorded().has_figure());
}

TEST(FindingTest, LooksAtItsAuditAndItsAgencies) {
  EXPECT_THAT(RelatedNames(Record()), ElementsAre(kPolice, kAudit));
}

TEST(FindingTest, NamesACaseOfItsAudit) {
  auto record = Record();
  record.mutable_finding()->set_case_pseudonym("Case 3");

  EXPECT_THAT(Decide(v1::Finding(), record, Setting().now()),
              FailsWith("CASE_NOT_OF_AUDIT"));
  EXPECT_OK(
      Decide(v1::Finding(), record,
             Setting().With<v1::Audit>(kAudit, "state: REPORTING").now()));
}

TEST(FindingTest, NeedsAnAuditThatGoesOn) {
  EXPECT_THAT(Decide(v1::Finding(), Record(), Scene(kFinding).now()),
              FailsWith("REFERENCE_NOT_FOUND"));
  for (const char* over : {"state: CLOSED", "state: CANCELLED"}) {
    EXPECT_THAT(Decide(v1::Finding(), Record(),
                       Setting().With<v1::Audit>(kAudit, over).now()),
                FailsWith("AUDIT_OVER"));
  }
}

TEST(FindingTest, ConcernsAgenciesThatAreThere) {
  auto record = Record();
  record.mutable_finding()->add_agencies(kHealth);

  EXPECT_THAT(Decide(v1::Finding(), record, Setting().now()),
              FailsWith("REFERENCE_NOT_FOUND"));
}

TEST(FindingTest, IsNotRecordedTwice) {
  EXPECT_THAT(
      Decide(StateOf<v1::Finding>(kFinding, ""), Record(), Setting().now()),
      FailsWith("RESOURCE_ALREADY_EXISTS"));
}

TEST(FindingTest, IsForAuditLeadsAndTheBoardManager) {
  const auto recorded = StateOf<v1::Finding>(kFinding, "state: RECORDED");
  const Scene lead = Setting().As(Role::kAuditLead, kPolice);
  const Scene owner = Setting().As(Role::kActionOwner, kPolice);

  EXPECT_OK(Decide(v1::Finding(), Record(), lead.now()));
  EXPECT_THAT(Decide(v1::Finding(), Record(), owner.now()),
              FailsWith("ROLE_NEEDED"));
  EXPECT_THAT(Decide(recorded, v1::ConfirmFindingRequest(), owner.now()),
              FailsWith("ROLE_NEEDED"));
  EXPECT_THAT(Decide(recorded, v1::DismissFindingRequest(), owner.now()),
              FailsWith("ROLE_NEEDED"));
}

TEST(FindingTest, IsConfirmedOrDismissedOnceRecorded) {
  const auto recorded = StateOf<v1::Finding>(kFinding, "state: RECORDED");

  EXPECT_THAT(*Decide(recorded, v1::ConfirmFindingRequest(), Setting().now()),
              ElementsAre(IsText("finding_confirmed {}")));
  EXPECT_THAT(
      *Decide(recorded,
              FromText<v1::DismissFindingRequest>("reason: 'Wrong case.'"),
              Setting().now()),
      ElementsAre(IsText(R"pb(
        finding_dismissed {
          reason { clear: "Wrong case." subject: "principals/caller-1" }
        })pb")));
}

TEST(FindingTest, IsJudgedOnce) {
  for (const char* judged : {"state: CONFIRMED", "state: DISMISSED"}) {
    const auto finding = StateOf<v1::Finding>(kFinding, judged);
    EXPECT_THAT(Decide(finding, v1::ConfirmFindingRequest(), Setting().now()),
                FailsWith("STATE_FORBIDS"));
    EXPECT_THAT(Decide(finding, v1::DismissFindingRequest(), Setting().now()),
                FailsWith("STATE_FORBIDS"));
  }
}

}  // namespace
}  // namespace actionplan::domain
