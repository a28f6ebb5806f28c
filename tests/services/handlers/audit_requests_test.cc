#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/services/handlers/request_shapes.h"

namespace actionplan::handlers {
namespace {

class AuditRequestsTest : public RequestShapesTest {};

std::vector<Shape> Audits() {
  return {
      {"AuditService.CreateAudit",
       R"pb(parent: 'boards/ncc'
            audit {
              title: 'Neglect'
              kind: DEEP_DIVE
              theme: 'Neglect'
              key_lines_of_enquiry: 'Was it seen?'
              population: 63
              sample: 8
              cases: 'Case 1'
              cases: 'Case 2'
              agencies: 'boards/ncc/agencies/police'
              meeting_date { year: 2026 month: 2 day: 27 }
              figures { label: 'Seen' numerator: 3 denominator: 8 }
              state: MONITORING
            })pb",
       R"pb(parent: 'boards'
            audit {
              kind: 99
              key_lines_of_enquiry: ''
              population: -1
              sample: 1000001
              cases: 'Case 1'
              cases: 'Case 1'
              agencies: 'police'
              meeting_date { year: 2026 month: 2 day: 30 }
              figures { label: 'Seen' }
              state: CLOSED
            })pb",
       {{"parent", "NAME_MALFORMED"},
        {"audit.title", "FIELD_MISSING"},
        {"audit.kind", "VALUE_UNKNOWN"},
        {"audit.theme", "FIELD_MISSING"},
        {"audit.key_lines_of_enquiry[0]", "FIELD_MISSING"},
        {"audit.population", "NUMBER_OUT_OF_RANGE"},
        {"audit.sample", "NUMBER_OUT_OF_RANGE"},
        {"audit.cases[1]", "CASE_REPEATED"},
        {"audit.agencies[0]", "NAME_MALFORMED"},
        {"audit.meeting_date", "DATE_INVALID"},
        {"audit.figures[0].denominator", "NUMBER_OUT_OF_RANGE"},
        {"audit.state", "STATE_NOT_INITIAL"}}},
      {"AuditService.GetAudit",
       "name: 'boards/ncc/audits/neglect'",
       "name: 'audits/neglect'",
       {{"name", "NAME_MALFORMED"}}},
      {"AuditService.ListAudits",
       "parent: 'boards/ncc'",
       "parent: 'boards/ncc/audits/neglect'",
       {{"parent", "NAME_MALFORMED"}}},
      {"AuditService.CloseAudit",
       "name: 'boards/ncc/audits/neglect' reason: 'Done'",
       "name: 'boards/ncc/audits/neglect'",
       {{"reason", "FIELD_MISSING"}}},
  };
}

std::vector<Shape> Findings() {
  return {
      {"FindingService.RecordFinding",
       R"pb(parent: 'boards/ncc/audits/neglect'
            finding {
              kind: CONCERN
              text: 'No chronology'
              case_pseudonym: 'Case 1'
              themes: 'voice_of_child'
              figure { label: 'Seen' numerator: 3 denominator: 8 }
              agencies: 'boards/ncc/agencies/police'
              reference: 'F1.1'
            })pb",
       R"pb(parent: 'boards/ncc'
            finding {
              themes: 'Voice of child'
              figure { numerator: 5 denominator: 4 }
              agencies: 'police'
            })pb",
       {{"parent", "NAME_MALFORMED"},
        {"finding.kind", "FIELD_MISSING"},
        {"finding.text", "FIELD_MISSING"},
        {"finding.themes[0]", "THEME_MALFORMED"},
        {"finding.figure.label", "FIELD_MISSING"},
        {"finding.figure.numerator", "NUMBER_OUT_OF_RANGE"},
        {"finding.agencies[0]", "NAME_MALFORMED"}}},
      {"FindingService.GetFinding",
       "name: 'boards/ncc/audits/neglect/findings/f1'",
       "name: 'boards/ncc/findings/f1'",
       {{"name", "NAME_MALFORMED"}}},
      {"FindingService.ListFindings",
       "parent: 'boards/ncc/audits/-' kind: CONCERN",
       "parent: 'boards/ncc' kind: 99",
       {{"parent", "NAME_MALFORMED"}, {"kind", "VALUE_UNKNOWN"}}},
      {"FindingService.ConfirmFinding",
       "name: 'boards/ncc/audits/neglect/findings/f1'",
       "etag: '1'",
       {{"name", "FIELD_MISSING"}, {"etag", "ETAG_MALFORMED"}}},
      {"FindingService.DismissFinding",
       "name: 'boards/ncc/audits/neglect/findings/f1' reason: 'Not so'",
       "name: 'boards/ncc/audits/neglect/findings/f1'",
       {{"reason", "FIELD_MISSING"}}},
  };
}

std::vector<Shape> Recommendations() {
  return {
      {"RecommendationService.DraftRecommendation",
       R"pb(parent: 'boards/ncc/audits/neglect'
            recommendation {
              kind: GAP
              text: 'Keep chronologies'
              addressees: 'Police'
              findings: 'boards/ncc/audits/neglect/findings/f1'
              themes: 'chronology'
              reference: 'R1'
            })pb",
       R"pb(parent: 'boards/ncc'
            recommendation {
              addressees: ''
              findings: 'f1'
              themes: 'chronology'
              themes: 'chronology'
            })pb",
       {{"parent", "NAME_MALFORMED"},
        {"recommendation.kind", "FIELD_MISSING"},
        {"recommendation.text", "FIELD_MISSING"},
        {"recommendation.addressees[0]", "FIELD_MISSING"},
        {"recommendation.findings[0]", "NAME_MALFORMED"},
        {"recommendation.themes[1]", "THEME_REPEATED"}}},
      {"RecommendationService.GetRecommendation",
       "name: 'boards/ncc/audits/neglect/recommendations/r1'",
       "name: 'r1'",
       {{"name", "NAME_MALFORMED"}}},
      {"RecommendationService.ListRecommendations",
       "parent: 'boards/-/audits/-' kind: GAP state: DRAFTED",
       "parent: 'boards/-/audits/neglect' kind: 99 state: 99",
       {{"parent", "NAME_MALFORMED"},
        {"kind", "VALUE_UNKNOWN"},
        {"state", "VALUE_UNKNOWN"}}},
      {"RecommendationService.AcceptRecommendation",
       "name: 'boards/ncc/audits/neglect/recommendations/r1'",
       "name: 'boards/ncc/audits/neglect/recommendations/r1' response: '" +
           std::string(4001, 'x') + "'",
       {{"response", "TEXT_TOO_LONG"}}},
      {"RecommendationService.RejectRecommendation",
       "name: 'boards/ncc/audits/neglect/recommendations/r1' reason: 'No'",
       "name: 'boards/ncc/audits/neglect/recommendations/r1'",
       {{"reason", "FIELD_MISSING"}}},
  };
}

TEST_F(AuditRequestsTest, OfAuditsAreCheckedFieldByField) {
  ExpectShapes(Audits());
  ExpectEveryMethodOf({"AuditService"}, Audits());
}

TEST_F(AuditRequestsTest, OfFindingsAreCheckedFieldByField) {
  ExpectShapes(Findings());
  ExpectEveryMethodOf({"FindingService"}, Findings());
}

TEST_F(AuditRequestsTest, OfRecommendationsAreCheckedFieldByField) {
  ExpectShapes(Recommendations());
  ExpectEveryMethodOf({"RecommendationService"}, Recommendations());
}

}  // namespace
}  // namespace actionplan::handlers
