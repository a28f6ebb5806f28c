#include "tests/services/handlers/request_shape.h"

namespace actionplan::handlers {
namespace {

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

TEST_F(RequestShapeTest, AQuestionAboutThePastNamesAnInstant) {
  ExpectShapes("ActionPlanService",
               {{.method = "GetActionPlanStatus",
                 .good = "name: 'boards/ncc' as_at { occur_time { seconds: 7 } "
                         "}",
                 .times = {"as_at.occur_time"},
                 .wrong = {{"as_at { occur_time { seconds: 4000000000 } }",
                            "as_at.occur_time", "AS_AT_IN_FUTURE"}}}});
}

TEST_F(RequestShapeTest, ActionPlanServiceNamesEveryWrongField) {
  ExpectShapes("ActionPlanService",
               {AboutThePast({.method = "GetActionPlanStatus",
                 .good = R"pb(
                   name: 'boards/ncc'
                   due_on { year: 2026 month: 3 day: 2 }
                   plan: 'boards/ncc/plans/p1'
                   agency: 'boards/ncc/agencies/health')pb",
                 .must = {"name"},
                 .names = {"name", "plan", "agency"},
                 .dates = {"due_on"}}),
                AboutThePast({.method = "ListOverdueActions",
                 .good = R"pb(
                   parent: 'boards/ncc'
                   due_on { year: 2026 month: 3 day: 2 }
                   agency: 'boards/ncc/agencies/health'
                   priority: HIGH
                   against: ORIGINAL)pb",
                 .must = {"parent"},
                 .names = {"parent", "agency"},
                 .enums = {"priority", "against"},
                 .dates = {"due_on"},
                 .numbers = {{"min_working_days", 0, 100'000}}}),
                AboutThePast({.method = "ListDueSoonActions",
                 .good = R"pb(
                   parent: 'boards/ncc'
                   due_on { year: 2026 month: 3 day: 2 }
                   agency: 'boards/ncc/agencies/health'
                   priority: HIGH)pb",
                 .must = {"parent"},
                 .names = {"parent", "agency"},
                 .enums = {"priority"},
                 .dates = {"due_on"},
                 .numbers = {{"within_working_days", 0, 250}}}),
                AboutThePast({.method = "GetEscalationHistory",
                 .good = "name: 'boards/ncc/actions/a1'",
                 .must = {"name"},
                 .names = {"name"}})});
}

}  // namespace
}  // namespace actionplan::handlers
