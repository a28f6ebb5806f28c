#include "tests/services/handlers/request_shape.h"

namespace actionplan::handlers {
namespace {

Shape Create() {
  return {
      .method = "CreateAudit",
      .good = R"pb(
        parent: 'boards/ncc'
        audit {
          title: 'Neglect'
          kind: MULTI_AGENCY_CASE_AUDIT
          theme: 'neglect'
          business_plan_priority: 'P'
          key_lines_of_enquiry: 'Are children seen?'
          terms_of_reference: 'T'
          case_selection: 'C'
          cases: 'Case 1'
          agencies: 'boards/ncc/agencies/health'
          tool_version: '2'
          meeting_date { year: 2026 month: 3 day: 2 }
          figures { label: 'Seen in time' numerator: 7 denominator: 10 }
          state: REPORTING
        })pb",
      .must = {"parent", "audit.title", "audit.kind", "audit.theme",
               "audit.key_lines_of_enquiry[0]", "audit.cases[0]",
               "audit.agencies[0]", "audit.figures[0].label"},
      .names = {"parent", "audit.agencies[0]"},
      .texts = {{"audit.title", 200},
                {"audit.theme", 200},
                {"audit.business_plan_priority", 500},
                {"audit.key_lines_of_enquiry[0]", 500},
                {"audit.terms_of_reference", 4000},
                {"audit.case_selection", 2000},
                {"audit.cases[0]", 100},
                {"audit.tool_version", 100}},
      .enums = {"audit.kind", "audit.state"},
      .dates = {"audit.meeting_date"},
      .numbers = {{"audit.population", 0, 1'000'000},
                  {"audit.sample", 0, 1'000'000}},
      .lists = {{"audit.key_lines_of_enquiry", 50},
                {"audit.cases", 500},
                {"audit.agencies", 100},
                {"audit.figures", 200}},
      .wrong = {
          {"audit { cases: 'Case 1' }", "audit.cases[1]", "CASE_REPEATED"},
          {"audit { figures { label: 'L' numerator: 3 denominator: 2 } }",
           "audit.figures[1].numerator", "NUMBER_OUT_OF_RANGE"},
          {"audit { state: CLOSED }", "audit.state", "STATE_NOT_INITIAL"},
          {"audit { state: CANCELLED }", "audit.state", "STATE_NOT_INITIAL"}}};
}

TEST_F(RequestShapeTest, AuditServiceNamesEveryWrongField) {
  ExpectShapes(
      "AuditService",
      {Create(),
       {.method = "CloseAudit",
        .good = "name: 'boards/ncc/audits/neglect' etag: '\"7\"' reason: 'R'",
        .must = {"name", "reason"},
        .names = {"name"},
        .texts = {{"reason", 2000}}},
       {.method = "GetAudit",
        .good = "name: 'boards/ncc/audits/neglect'",
        .must = {"name"},
        .names = {"name"}},
       {.method = "ListAudits",
        .good = "parent: 'boards/ncc'",
        .must = {"parent"},
        .names = {"parent"}}});
}

}  // namespace
}  // namespace actionplan::handlers
