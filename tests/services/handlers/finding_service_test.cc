#include "absl/strings/str_cat.h"
#include "tests/services/handlers/request_shape.h"

namespace actionplan::handlers {
namespace {

Shape Record() {
  return {.method = "RecordFinding",
          .good = R"pb(
            parent: 'boards/ncc/audits/neglect'
            finding {
              kind: STRENGTH
              text: 'T'
              case_pseudonym: 'Case 1'
              themes: 'voice_of_child'
              key_line_of_enquiry: 'K'
              figure { label: 'Seen in time' numerator: 7 denominator: 10 }
              agencies: 'boards/ncc/agencies/health'
              reference: '3.2'
            })pb",
          .must = {"parent", "finding.kind", "finding.text",
                   "finding.figure.label", "finding.agencies[0]"},
          .names = {"parent", "finding.agencies[0]"},
          .texts = {{"finding.text", 4000},
                    {"finding.case_pseudonym", 100},
                    {"finding.key_line_of_enquiry", 500},
                    {"finding.figure.label", 500},
                    {"finding.reference", 50}},
          .enums = {"finding.kind"},
          .numbers = {{"finding.figure.not_applicable", 0, 3}},
          .lists = {{"finding.themes", 20}, {"finding.agencies", 100}},
          .wrong = {{"finding { themes: 'voice of child' }",
                     "finding.themes[1]", "THEME_MALFORMED"},
                    {"finding { themes: 'voice_of_child' }",
                     "finding.themes[1]", "THEME_REPEATED"},
                    {"finding { agencies: 'boards/ncc/agencies/health' }",
                     "finding.agencies[1]", "NAME_REPEATED"}}};
}

TEST_F(RequestShapeTest, FindingServiceNamesEveryWrongField) {
  const char* const about =
      "name: 'boards/ncc/audits/neglect/findings/f1' etag: '\"7\"'";
  ExpectShapes("FindingService",
               {Record(),
                {.method = "ConfirmFinding",
                 .good = about,
                 .must = {"name"},
                 .names = {"name"}},
                {.method = "DismissFinding",
                 .good = absl::StrCat(about, " reason: 'R'"),
                 .must = {"name", "reason"},
                 .names = {"name"},
                 .texts = {{"reason", 2000}}},
                {.method = "GetFinding",
                 .good = "name: 'boards/ncc/audits/neglect/findings/f1'",
                 .must = {"name"},
                 .names = {"name"}},
                {.method = "ListFindings",
                 .good = "parent: 'boards/ncc/audits/neglect' kind: CONCERN",
                 .must = {"parent"},
                 .names = {"parent"},
                 .enums = {"kind"}}});
}

}  // namespace
}  // namespace actionplan::handlers
