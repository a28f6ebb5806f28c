#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/services/handlers/request_shapes.h"

namespace actionplan::handlers {
namespace {

class ViewRequestsTest : public RequestShapesTest {};

std::vector<Shape> Escalations() {
  return {
      {"EscalationService.RaiseEscalation",
       "parent: 'boards/ncc' escalation { reason: 'Stuck' level: 5 "
       "subject: 'boards/ncc/actions/a1' }",
       "request_id: 'x' escalation { level: 6 subject: 'boards/ncc/plans/p1' }",
       {{"parent", "FIELD_MISSING"},
        {"request_id", "REQUEST_ID_MALFORMED"},
        {"escalation.subject", "NAME_MALFORMED"},
        {"escalation.level", "NUMBER_OUT_OF_RANGE"},
        {"escalation.reason", "FIELD_MISSING"}}},
      {"EscalationService.GetEscalation",
       "name: 'boards/ncc/escalations/e1'",
       "name: 'e1'",
       {{"name", "NAME_MALFORMED"}}},
      {"EscalationService.ListEscalations",
       "parent: 'boards/ncc' level: 5 states: RAISED",
       "parent: 'boards/ncc/actions/a1' level: 6 states: 99",
       {{"parent", "NAME_MALFORMED"},
        {"level", "NUMBER_OUT_OF_RANGE"},
        {"states[0]", "VALUE_UNKNOWN"}}},
      {"EscalationService.AcknowledgeEscalation",
       "name: 'boards/ncc/escalations/e1' note: 'Seen'",
       "name: 'boards/ncc/escalations/e1'",
       {{"note", "FIELD_MISSING"}}},
      {"EscalationService.ResolveEscalation",
       "name: 'boards/ncc/escalations/e1' reason: 'Done'",
       "name: 'boards/ncc/escalations/e1'",
       {{"reason", "FIELD_MISSING"}}},
  };
}

std::vector<Shape> Views() {
  return {
      {"ActionPlanService.GetActionPlanStatus",
       "name: 'boards/ncc' due_on { year: 2026 month: 3 day: 2 } "
       "plan: 'boards/ncc/plans/p1' agency: 'boards/ncc/agencies/police'",
       "due_on { year: 2200 month: 1 day: 1 } plan: 'p1' agency: 'police'",
       {{"name", "FIELD_MISSING"},
        {"due_on", "DATE_INVALID"},
        {"plan", "NAME_MALFORMED"},
        {"agency", "NAME_MALFORMED"}}},
      {"ActionPlanService.ListOverdueActions",
       "parent: 'boards/ncc' priority: HIGH against: ORIGINAL "
       "min_working_days: 5",
       "parent: 'boards/-' due_on { year: 2026 month: 2 day: 29 } "
       "agency: 'police' priority: 99 min_working_days: -1 against: 99",
       {{"parent", "NAME_MALFORMED"},
        {"due_on", "DATE_INVALID"},
        {"agency", "NAME_MALFORMED"},
        {"priority", "VALUE_UNKNOWN"},
        {"min_working_days", "NUMBER_OUT_OF_RANGE"},
        {"against", "VALUE_UNKNOWN"}}},
      {"ActionPlanService.ListDueSoonActions",
       "parent: 'boards/ncc' within_working_days: 250",
       "within_working_days: 251 page_size: 1001",
       {{"parent", "FIELD_MISSING"},
        {"within_working_days", "NUMBER_OUT_OF_RANGE"},
        {"page_size", "NUMBER_OUT_OF_RANGE"}}},
      {"ActionPlanService.GetEscalationHistory",
       "name: 'boards/ncc/actions/a1'",
       "name: 'boards/ncc/escalations/e1'",
       {{"name", "NAME_MALFORMED"}}},
      {"AuditTrailService.ListTrailEntries",
       "parent: 'boards/-' resource: 'boards/ncc/actions/a1' actor: 'lead-1' "
       "agency: 'boards/ncc/agencies/police' kind: 'CommentAdded' "
       "start_time { seconds: 1 } end_time { seconds: 2 } "
       "order_by: 'position'",
       "parent: 'boards/ncc/actions/a1' resource: 'a1' agency: 'police' "
       "kind: 'CommentAded' start_time { nanos: -1 } "
       "end_time { seconds: 253402300800 } order_by: 'time' actor: '" +
           std::string(101, 'x') + "'",
       {{"parent", "NAME_MALFORMED"},
        {"resource", "NAME_MALFORMED"},
        {"actor", "TEXT_TOO_LONG"},
        {"agency", "NAME_MALFORMED"},
        {"kind", "KIND_UNKNOWN"},
        {"start_time", "TIME_INVALID"},
        {"end_time", "TIME_INVALID"},
        {"order_by", "ORDER_UNKNOWN"}}},
      {"EventService.GetEvent",
       "name: 'events/1'",
       "name: 'events/0x1'",
       {{"name", "NAME_MALFORMED"}}},
  };
}

std::vector<Shape> Administration() {
  return {
      {"AdminService.GetServerInfo", "", "", {}},
      {"AdminService.ListProjections", "", "", {}},
      {"AdminService.RebuildProjection",
       "name: 'projections/overdue'",
       "name: 'overdue'",
       {{"name", "NAME_MALFORMED"}}},
      {"AdminService.EvaluateEscalations",
       "parent: 'boards/ncc' as_of_date { year: 2026 month: 3 day: 2 }",
       "parent: 'boards/-' as_of_date { year: 2026 month: 3 }",
       {{"parent", "NAME_MALFORMED"}, {"as_of_date", "DATE_INVALID"}}},
  };
}

TEST_F(ViewRequestsTest, OfEscalationsAreCheckedFieldByField) {
  ExpectShapes(Escalations());
  ExpectEveryMethodOf({"EscalationService"}, Escalations());
}

TEST_F(ViewRequestsTest, OfViewsAreCheckedFieldByField) {
  ExpectShapes(Views());
  ExpectEveryMethodOf(
      {"ActionPlanService", "AuditTrailService", "EventService"}, Views());
}

TEST_F(ViewRequestsTest, OfOperatorsAreCheckedFieldByField) {
  ExpectShapes(Administration());
  ExpectEveryMethodOf({"AdminService"}, Administration());
}

TEST_F(ViewRequestsTest, ForAnEventThatIsNotThereAreNotFound) {
  EXPECT_THAT(
      server_.Manager().Try("EventService.GetEvent", "name: 'events/1'"),
      support::FailsWith("RESOURCE_NOT_FOUND"));
}

TEST_F(ViewRequestsTest, ForAProjectionThatIsNotThereAreNotFound) {
  EXPECT_THAT(server_.Manager().Try("AdminService.RebuildProjection",
                                    "name: 'projections/nonsense'"),
              support::StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace actionplan::handlers
