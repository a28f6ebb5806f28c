#include "tests/services/handlers/request_shape.h"

namespace actionplan::handlers {
namespace {

TEST_F(RequestShapeTest, ActionPlanServiceNamesEveryWrongField) {
  ExpectShapes("ActionPlanService",
               {{.method = "GetActionPlanStatus",
                 .good = R"pb(
                   name: 'boards/ncc'
                   due_on { year: 2026 month: 3 day: 2 }
                   plan: 'boards/ncc/plans/p1'
                   agency: 'boards/ncc/agencies/health')pb",
                 .must = {"name"},
                 .names = {"name", "plan", "agency"},
                 .dates = {"due_on"}},
                {.method = "ListOverdueActions",
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
                 .numbers = {{"min_working_days", 0, 100'000}}},
                {.method = "ListDueSoonActions",
                 .good = R"pb(
                   parent: 'boards/ncc'
                   due_on { year: 2026 month: 3 day: 2 }
                   agency: 'boards/ncc/agencies/health'
                   priority: HIGH)pb",
                 .must = {"parent"},
                 .names = {"parent", "agency"},
                 .enums = {"priority"},
                 .dates = {"due_on"},
                 .numbers = {{"within_working_days", 0, 250}}},
                {.method = "GetEscalationHistory",
                 .good = "name: 'boards/ncc/actions/a1'",
                 .must = {"name"},
                 .names = {"name"}}});
}

}  // namespace
}  // namespace actionplan::handlers
