#include "actionplan/v1/audit.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/resources/resource.h"
#include "tests/projections/resources/history.h"
#include "tests/support/text_proto.h"

namespace actionplan::resources {
namespace {

using support::IsText;

constexpr char kCreated[] = R"pb(
  audit {
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
      cases: "Case 2"
      agencies: "boards/ncc/agencies/police"
      tool_version: "3"
      meeting_date { year: 2026 month: 2 day: 3 }
      figures {
        label: "Seen alone"
        numerator: 7
        denominator: 24
        not_applicable: 3
        as_stated: "7/24"
      }
      figures { label: "Seen in June" numerator: 0 }
      figures { label: "Seen at home" as_stated: "nearly all" }
      state: MONITORING
    }
  })pb";

TEST(AuditFoldTest, ShowsWhatItWasCreatedAs) {
  EXPECT_THAT(FoldOf<v1::Audit>({kCreated}), IsText(R"pb(
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
                cases: "Case 2"
                agencies: "boards/ncc/agencies/police"
                tool_version: "3"
                meeting_date { year: 2026 month: 2 day: 3 }
                figures {
                  label: "Seen alone"
                  numerator: 7
                  denominator: 24
                  not_applicable: 3
                  as_stated: "7/24"
                }
                figures { label: "Seen in June" numerator: 0 }
                figures { label: "Seen at home" as_stated: "nearly all" }
                state: MONITORING
              )pb"));
}

TEST(AuditFoldTest, HasNoMeetingDateUnlessOneWasGiven) {
  const auto audit = FoldOf<v1::Audit>(
      {"audit { audit_created { title: 'Neglect' state: PLANNED } }"});

  EXPECT_THAT(audit, IsText("title: 'Neglect' state: PLANNED"));
}

TEST(AuditFoldTest, KeepsWhyItWasClosed) {
  const auto audit = FoldOf<v1::Audit>(
      {kCreated, "audit { audit_closed { reason { clear: 'All done.' } } }"});

  EXPECT_EQ(audit.state(), v1::Audit::CLOSED);
  EXPECT_EQ(audit.closing_reason(), "All done.");
}

}  // namespace
}  // namespace actionplan::resources
