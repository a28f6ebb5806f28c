#include "absl/strings/str_cat.h"
#include "tests/services/handlers/request_shape.h"

namespace actionplan::handlers {
namespace {

Shape Draft() {
  return {
      .method = "DraftRecommendation",
      .good = R"pb(
        parent: 'boards/ncc/audits/neglect'
        recommendation {
          kind: RECOMMENDATION
          text: 'Date every plan'
          addressees: 'All partners'
          findings: 'boards/ncc/audits/neglect/findings/f1'
          themes: 'planning'
          reference: '4'
        })pb",
      .must = {"parent", "recommendation.kind", "recommendation.text",
               "recommendation.addressees[0]", "recommendation.findings[0]"},
      .names = {"parent", "recommendation.findings[0]"},
      .texts = {{"recommendation.text", 4000},
                {"recommendation.addressees[0]", 200},
                {"recommendation.reference", 50}},
      .enums = {"recommendation.kind"},
      .lists = {{"recommendation.addressees", 50},
                {"recommendation.findings", 200},
                {"recommendation.themes", 20}},
      .wrong = {{"recommendation { themes: 'Planning' }",
                 "recommendation.themes[1]", "THEME_MALFORMED"},
                {"recommendation { findings: "
                 "'boards/ncc/audits/neglect/findings/f1' }",
                 "recommendation.findings[1]", "NAME_REPEATED"}}};
}

TEST_F(RequestShapeTest, RecommendationServiceNamesEveryWrongField) {
  const char* const about =
      "name: 'boards/ncc/audits/neglect/recommendations/r1' ";
  ExpectShapes("RecommendationService",
               {Draft(),
                {.method = "AcceptRecommendation",
                 .good = about,
                 .must = {"name"},
                 .names = {"name"},
                 .texts = {{"response", 4000}}},
                {.method = "RejectRecommendation",
                 .good = absl::StrCat(about, "reason: 'R'"),
                 .must = {"name", "reason"},
                 .names = {"name"},
                 .texts = {{"reason", 4000}}},
                {.method = "GetRecommendation",
                 .good = about,
                 .must = {"name"},
                 .names = {"name"}},
                {.method = "ListRecommendations",
                 .good = "parent: 'boards/ncc/audits/neglect' kind: GAP state: "
                         "DRAFTED",
                 .must = {"parent"},
                 .names = {"parent"},
                 .enums = {"kind", "state"}}});
}

}  // namespace
}  // namespace actionplan::handlers
