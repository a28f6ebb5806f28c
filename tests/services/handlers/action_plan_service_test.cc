#include <vector>

#include "tests/services/handlers/request_shape.h"

namespace actionplan::handlers {
namespace {

std::vector<Shape> ShapesOfLists() {
  return {
      {.method = "GetActionPlanStatus",
       .good = R"pb(
         name: 'boards/ncc'
         due_on { year: 2026 month: 3 day: 2 }
         plan: 'boards/ncc/plans/p1'
         agency: 'boards/ncc/agencies/health'
         source: 'boards/ncc/audits/neglect')pb",
       .must = {"name"},
       .names = {"name", "plan", "agency"},
       .dates = {"due_on"},
       .wrong = {{"source: 'boards/ncc/plans/p1'", "source",
                  "NAME_MALFORMED"}}},
      {.method = "ListOverdueActions",
       .good = R"pb(
         parent: 'boards/ncc'
         due_on { year: 2026 month: 3 day: 2 }
         agency: 'boards/ncc/agencies/health'
         priority: HIGH
         against: ORIGINAL
         filter {
           plan: 'boards/ncc/plans/p1'
           source: 'boards/ncc/audits/neglect/findings/f1'
         }
         order_by: 'priority')pb",
       .must = {"parent"},
       .names = {"parent", "agency", "filter.plan"},
       .enums = {"priority", "against"},
       .dates = {"due_on"},
       .numbers = {{"min_working_days", 0, 100'000},
                   {"max_working_days", 0, 100'000}},
       .wrong = {{"filter { source: 'boards/ncc' }", "filter.source",
                  "NAME_MALFORMED"},
                 {"order_by: 'title'", "order_by", "ORDER_UNKNOWN"},
                 {"min_working_days: 6 max_working_days: 5", "max_working_days",
                  "RANGE_EMPTY"}}},
      {.method = "ListDueSoonActions",
       .good = R"pb(
         parent: 'boards/ncc'
         due_on { year: 2026 month: 3 day: 2 }
         agency: 'boards/ncc/agencies/health'
         priority: HIGH
         filter { plan: 'boards/ncc/plans/p1' })pb",
       .must = {"parent"},
       .names = {"parent", "agency", "filter.plan"},
       .enums = {"priority"},
       .dates = {"due_on"},
       .numbers = {{"within_working_days", 0, 250}},
       .wrong = {{"order_by: 'due_date desc'", "order_by", "ORDER_UNKNOWN"}}},
      {.method = "GetEscalationHistory",
       .good = "name: 'boards/ncc/actions/a1'",
       .must = {"name"},
       .names = {"name"}}};
}

std::vector<Shape> ShapesOfPlanViews() {
  return {{.method = "ListMyActions",
           .good = R"pb(
             agency: 'boards/ncc/agencies/health'
             due_on { year: 2026 month: 3 day: 2 }
             states: ACCEPTED)pb",
           .names = {"agency"},
           .enums = {"states[0]"},
           .dates = {"due_on"},
           .numbers = {{"within_working_days", 0, 250}},
           .wrong = {{"agency: ''", "organization", "FIELD_MISSING"},
                     {"organization: 'nhs'", "agency", "FIELD_NOT_ALLOWED"},
                     {"overdue_only: true within_working_days: 5",
                      "overdue_only", "FIELD_NOT_ALLOWED"}}},
          {.method = "SummarizeAgencies",
           .good = R"pb(
             parent: 'boards/ncc'
             due_on { year: 2026 month: 3 day: 2 }
             plan: 'boards/ncc/plans/p1')pb",
           .must = {"parent"},
           .names = {"parent", "plan"},
           .dates = {"due_on"}},
          {.method = "ListChanges",
           .good = R"pb(
             parent: 'boards/ncc'
             since { meeting: 'boards/ncc/meetings/m1' }
             until { record_time { seconds: 1700000000 } }
             kinds: NEW
             agency: 'boards/ncc/agencies/health'
             filter { plan: 'boards/ncc/plans/p1' })pb",
           .must = {"parent", "since"},
           .names = {"parent", "since.meeting", "agency", "filter.plan"},
           .enums = {"kinds[0]"},
           .times = {"until.record_time"},
           .wrong = {{"until { record_time { seconds: 4000000000 } }",
                      "until.record_time", "AS_AT_IN_FUTURE"},
                     {"since { meeting: 'boards/east/meetings/m1' }",
                      "since.meeting", "REFERENCE_OF_OTHER_BOARD"}}},
          {.method = "ListPendingDecisions",
           .good = R"pb(
             parent: 'boards/ncc'
             due_on { year: 2026 month: 3 day: 2 }
             kinds: EXTENSION
             decider: VERIFIER
             agency: 'boards/ncc/agencies/health'
             filter { plan: 'boards/ncc/plans/p1' })pb",
           .must = {"parent"},
           .names = {"parent", "agency", "filter.plan"},
           .enums = {"kinds[0]", "decider"},
           .dates = {"due_on"}},
          {.method = "ListDataQualityIssues",
           .good = R"pb(
             parent: 'boards/ncc'
             due_on { year: 2026 month: 3 day: 2 }
             kinds: STALE
             agency: 'boards/ncc/agencies/health'
             filter { plan: 'boards/ncc/plans/p1' })pb",
           .must = {"parent"},
           .names = {"parent", "agency", "filter.plan"},
           .enums = {"kinds[0]"},
           .dates = {"due_on"}}};
}

// What every question about the past has.
Shape AboutThePast(Shape shape) {
  shape.good +=
      " as_at { record_time { seconds: 7 } meeting_axis: OCCUR_TIME"
      " meeting: 'boards/ncc/meetings/m1' }";
  shape.names.push_back("as_at.meeting");
  shape.enums.push_back("as_at.meeting_axis");
  shape.times.push_back("as_at.record_time");
  const auto wrong = [&](const char* change, const char* field,
                         const char* reason) {
    shape.wrong.push_back({change, field, reason});
  };
  wrong("as_at { record_time { seconds: 4000000000 } }", "as_at.record_time",
        "AS_AT_IN_FUTURE");
  wrong("as_at { meeting_axis: RECORD_TIME }", "as_at.meeting", "AS_AT_TWICE");
  wrong("as_at { occur_time { seconds: 7 } }", "as_at.meeting", "AS_AT_TWICE");
  wrong("as_at { meeting: '' }", "as_at.meeting_axis", "AXIS_WITHOUT_MEETING");
  wrong("as_at { meeting: 'boards/other/meetings/m1' }", "as_at.meeting",
        "REFERENCE_OF_OTHER_BOARD");
  return shape;
}

TEST_F(RequestShapeTest, ActionPlanServiceNamesEveryWrongField) {
  std::vector<Shape> shapes = ShapesOfLists();
  for (const Shape& shape : ShapesOfPlanViews()) shapes.push_back(shape);
  for (Shape& shape : shapes) {
    // An organization's actions are those of many boards, with meetings of
    // their own; changes lie between two instants.
    if (shape.method != "ListMyActions" && shape.method != "ListChanges") {
      shape = AboutThePast(shape);
    }
  }
  shapes.push_back(
      {.method = "GetActionPlanStatus",
       .good = "name: 'boards/ncc' as_at { occur_time { seconds: 7 } }",
       .times = {"as_at.occur_time"},
       .wrong = {{"as_at { occur_time { seconds: 4000000000 } }",
                  "as_at.occur_time", "AS_AT_IN_FUTURE"}}});
  ExpectShapes("ActionPlanService", shapes);
}

}  // namespace
}  // namespace actionplan::handlers
