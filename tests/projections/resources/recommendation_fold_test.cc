#include "actionplan/v1/recommendation.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/resources/resource.h"
#include "tests/projections/resources/history.h"
#include "tests/support/text_proto.h"

namespace actionplan::resources {
namespace {

using support::IsText;

constexpr char kDrafted[] = R"pb(
  recommendation {
    recommendation_drafted {
      kind: CHALLENGE_TO_BOARD
      text { clear: "Say who leads." }
      addressees: "The board"
      findings: "boards/ncc/audits/a1/findings/f1"
      themes: "leadership"
      reference: "R1"
    }
  })pb";

TEST(RecommendationFoldTest, ShowsWhatWasDrafted) {
  EXPECT_THAT(FoldOf<v1::Recommendation>({kDrafted}), IsText(R"pb(
                kind: CHALLENGE_TO_BOARD
                text: "Say who leads."
                addressees: "The board"
                findings: "boards/ncc/audits/a1/findings/f1"
                themes: "leadership"
                reference: "R1"
                state: DRAFTED
              )pb"));
}

TEST(RecommendationFoldTest, KeepsTheAnswerWithWhichItWasAccepted) {
  const auto recommendation = FoldOf<v1::Recommendation>(
      {kDrafted,
       "recommendation { recommendation_accepted { response { clear: 'Yes.' } }"
       " }"});

  EXPECT_EQ(recommendation.state(), v1::Recommendation::ACCEPTED);
  EXPECT_EQ(recommendation.response(), "Yes.");
}

TEST(RecommendationFoldTest, KeepsTheReasonForWhichItWasRejected) {
  const auto recommendation = FoldOf<v1::Recommendation>(
      {kDrafted,
       "recommendation { recommendation_rejected { reason { clear: 'No.' } }"
       " }"});

  EXPECT_EQ(recommendation.state(), v1::Recommendation::REJECTED);
  EXPECT_EQ(recommendation.response(), "No.");
}

}  // namespace
}  // namespace actionplan::resources
