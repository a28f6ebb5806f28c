#include "tests/services/handlers/request_shape.h"

namespace actionplan::handlers {
namespace {

Shape Create() {
  return {.method = "CreatePlan",
          .good = "parent: 'boards/ncc' plan { title: 'T' kind: COMPOSITE }",
          .must = {"parent", "plan.title", "plan.kind"},
          .names = {"parent"},
          .texts = {{"plan.title", 200}},
          .enums = {"plan.kind"},
          .wrong = {{"plan { agency: 'boards/ncc/agencies/health' }",
                     "plan.agency", "FIELD_NOT_ALLOWED"}}};
}

Shape CreateForOneAgency() {
  return {.method = "CreatePlan",
          .good = R"pb(
            parent: 'boards/ncc'
            plan {
              title: 'T'
              kind: SINGLE_AGENCY
              agency: 'boards/ncc/agencies/health'
            })pb",
          .must = {"plan.agency"},
          .names = {"plan.agency"},
          .wrong = {{"plan { kind: BOARD_RESPONSE }", "plan.agency",
                     "FIELD_NOT_ALLOWED"}}};
}

TEST_F(RequestShapeTest, PlanServiceNamesEveryWrongField) {
  ExpectShapes(
      "PlanService",
      {Create(),
       CreateForOneAgency(),
       {.method = "AgreePlan",
        .good = "name: 'boards/ncc/plans/p1' etag: '\"7\"' meeting: "
                "'boards/ncc/meetings/march'",
        .must = {"name", "meeting"},
        .names = {"name", "meeting"}},
       {.method = "AddAction",
        .good = "name: 'boards/ncc/plans/p1' action: 'boards/ncc/actions/a1'",
        .must = {"name", "action"},
        .names = {"name", "action"}},
       {.method = "RemoveAction",
        .good = "name: 'boards/ncc/plans/p1' action: 'boards/ncc/actions/a1' "
                "reason: 'R'",
        .must = {"name", "action", "reason"},
        .names = {"name", "action"},
        .texts = {{"reason", 2000}}},
       {.method = "GetPlan",
        .good = "name: 'boards/ncc/plans/p1'",
        .must = {"name"},
        .names = {"name"}},
       {.method = "ListPlans",
        .good = "parent: 'boards/ncc'",
        .must = {"parent"},
        .names = {"parent"}}});
}

}  // namespace
}  // namespace actionplan::handlers
