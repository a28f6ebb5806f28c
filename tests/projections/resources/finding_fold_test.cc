#include "actionplan/v1/finding.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/resources/resource.h"
#include "tests/projections/resources/history.h"
#include "tests/support/text_proto.h"

namespace actionplan::resources {
namespace {

using support::IsText;

constexpr char kRecorded[] = R"pb(
  finding {
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
    }
  })pb";

TEST(FindingFoldTest, ShowsWhatWasRecorded) {
  EXPECT_THAT(FoldOf<v1::Finding>({kRecorded}), IsText(R"pb(
                kind: CONCERN
                text: "Nobody asked the child."
                case_pseudonym: "Case 1"
                themes: "voice_of_child"
                key_line_of_enquiry: "Was the child seen?"
                figure { label: "Seen" numerator: 1 denominator: 2 }
                agencies: "boards/ncc/agencies/police"
                reference: "F1.1"
                state: RECORDED
              )pb"));
}

TEST(FindingFoldTest, HasNoFigureUnlessOneWasRecorded) {
  EXPECT_THAT(
      FoldOf<v1::Finding>({"finding { finding_recorded { kind: STRENGTH } }"}),
      IsText("kind: STRENGTH state: RECORDED"));
}

TEST(FindingFoldTest, IsConfirmed) {
  EXPECT_EQ(FoldOf<v1::Finding>({kRecorded, "finding { finding_confirmed {} }"})
                .state(),
            v1::Finding::CONFIRMED);
}

TEST(FindingFoldTest, KeepsWhyItWasDismissed) {
  const auto finding = FoldOf<v1::Finding>(
      {kRecorded,
       "finding { finding_dismissed { reason { clear: 'Wrong case.' } } }"});

  EXPECT_EQ(finding.state(), v1::Finding::DISMISSED);
  EXPECT_EQ(finding.dismissal_reason(), "Wrong case.");
}

}  // namespace
}  // namespace actionplan::resources
