#include "services/domain/recommendation.h"

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
constexpr char kRecommendation[] =
    "boards/ncc/audits/neglect/recommendations/r1";

v1::DraftRecommendationRequest Draft() {
  return FromText<v1::DraftRecommendationRequest>(R"pb(
    parent: "boards/ncc/audits/neglect"
    recommendation {
      kind: CHALLENGE_TO_BOARD
      text: "Say who leads."
      addressees: "The board"
      findings: "boards/ncc/audits/neglect/findings/f1"
      themes: "leadership"
      reference: "R1"
    })pb");
}

Scene Setting() {
  return Scene(kRecommendation)
      .With<v1::Audit>(kAudit, "state: REPORTING")
      .With<v1::Finding>(kFinding, "state: CONFIRMED");
}

v1::Recommendation Drafted() {
  return StateOf<v1::Recommendation>(kRecommendation, "state: DRAFTED");
}

TEST(RecommendationTest, IsDraftedOnFindingsOfItsAudit) {
  EXPECT_THAT(
      *Decide(v1::Recommendation(), Draft(), Setting().now()),
      ElementsAre(IsText(R"pb(
        recommendation_drafted {
          kind: CHALLENGE_TO_BOARD
          text { clear: "Say who leads." subject: "principals/caller-1" }
          addressees: "The board"
          findings: "boards/ncc/audits/neglect/findings/f1"
          themes: "leadership"
          reference: "R1"
        })pb")));
  EXPECT_THAT(RelatedNames(Draft()), ElementsAre(kFinding, kAudit));
}

TEST(RecommendationTest, RestsOnNoFindingOfAnotherAudit) {
  auto draft = Draft();
  draft.mutable_recommendation()->set_findings(
      0, "boards/ncc/audits/other/findings/f1");

  EXPECT_THAT(Decide(v1::Recommendation(), draft, Setting().now()),
              FailsWith("FINDING_OF_OTHER_AUDIT"));
}

TEST(RecommendationTest, RestsOnNoFindingThatIsNotThereOrWasDismissed) {
  auto draft = Draft();
  draft.mutable_recommendation()->set_findings(
      0, "boards/ncc/audits/neglect/findings/f2");

  EXPECT_THAT(Decide(v1::Recommendation(), draft, Setting().now()),
              FailsWith("REFERENCE_NOT_FOUND"));
  EXPECT_THAT(
      Decide(v1::Recommendation(), Draft(),
             Setting().With<v1::Finding>(kFinding, "state: DISMISSED").now()),
      FailsWith("FINDING_DISMISSED"));
}

TEST(RecommendationTest, NeedsAnAuditThatGoesOn) {
  EXPECT_THAT(
      Decide(v1::Recommendation(), Draft(), Scene(kRecommendation).now()),
      FailsWith("REFERENCE_NOT_FOUND"));
  EXPECT_THAT(Decide(v1::Recommendation(), Draft(),
                     Setting().With<v1::Audit>(kAudit, "state: CLOSED").now()),
              FailsWith("AUDIT_OVER"));
}

TEST(RecommendationTest, IsNotDraftedTwice) {
  EXPECT_THAT(Decide(Drafted(), Draft(), Setting().now()),
              FailsWith("RESOURCE_ALREADY_EXISTS"));
}

TEST(RecommendationTest, IsDraftedByAuditLeadsAndAnsweredByTheBoardsOffice) {
  const Scene lead = Setting().As(Role::kAuditLead, kPolice);
  const Scene chair = Setting().As(Role::kIndependentChair);

  EXPECT_OK(Decide(v1::Recommendation(), Draft(), lead.now()));
  EXPECT_THAT(Decide(v1::Recommendation(), Draft(), chair.now()),
              FailsWith("ROLE_NEEDED"));
  EXPECT_THAT(Decide(Drafted(), v1::AcceptRecommendationRequest(), lead.now()),
              FailsWith("ROLE_NEEDED"));
  EXPECT_THAT(Decide(Drafted(), v1::RejectRecommendationRequest(), lead.now()),
              FailsWith("ROLE_NEEDED"));
  EXPECT_OK(Decide(Drafted(), v1::AcceptRecommendationRequest(), chair.now()));
}

TEST(RecommendationTest, IsAcceptedWithOrWithoutAnAnswer) {
  EXPECT_THAT(
      *Decide(Drafted(),
              FromText<v1::AcceptRecommendationRequest>("response: 'Yes.'"),
              Setting().now()),
      ElementsAre(IsText(R"pb(
        recommendation_accepted {
          response { clear: "Yes." subject: "principals/caller-1" }
        })pb")));
  EXPECT_THAT(
      *Decide(Drafted(), v1::AcceptRecommendationRequest(), Setting().now()),
      ElementsAre(IsText("recommendation_accepted {}")));
}

TEST(RecommendationTest, IsRejectedWithAReason) {
  EXPECT_THAT(
      *Decide(Drafted(),
              FromText<v1::RejectRecommendationRequest>("reason: 'No.'"),
              Setting().now()),
      ElementsAre(IsText(R"pb(
        recommendation_rejected {
          reason { clear: "No." subject: "principals/caller-1" }
        })pb")));
}

TEST(RecommendationTest, IsAnsweredOnce) {
  for (const char* answered : {"state: ACCEPTED", "state: REJECTED"}) {
    const auto state = StateOf<v1::Recommendation>(kRecommendation, answered);
    EXPECT_THAT(
        Decide(state, v1::AcceptRecommendationRequest(), Setting().now()),
        FailsWith("STATE_FORBIDS"));
    EXPECT_THAT(
        Decide(state, v1::RejectRecommendationRequest(), Setting().now()),
        FailsWith("STATE_FORBIDS"));
  }
}

}  // namespace
}  // namespace actionplan::domain
