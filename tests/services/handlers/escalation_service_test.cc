#include "tests/services/handlers/request_shape.h"

namespace actionplan::handlers {
namespace {

TEST_F(RequestShapeTest, EscalationServiceNamesEveryWrongField) {
  ExpectShapes(
      "EscalationService",
      {{.method = "RaiseEscalation",
        .good = R"pb(
          parent: 'boards/ncc'
          escalation {
            subject: 'boards/ncc/actions/a1'
            level: 3
            reason: 'A child is at risk'
          })pb",
        .must = {"parent", "escalation.subject", "escalation.reason"},
        .names = {"parent", "escalation.subject"},
        .texts = {{"escalation.reason", 2000}},
        .numbers = {{"escalation.level", 1, 5}}},
       {.method = "AcknowledgeEscalation",
        .good = "name: 'boards/ncc/escalations/a1-by-hand-1' etag: '\"7\"' "
                "note: 'N'",
        .must = {"name", "note"},
        .names = {"name"},
        .texts = {{"note", 2000}}},
       {.method = "AgreeRecoveryPlan",
        .good = "name: 'boards/ncc/escalations/a1-by-hand-1' etag: '\"7\"' "
                "plan: 'P' recovery_date { year: 2026 month: 12 day: 18 }",
        .must = {"name", "plan", "recovery_date"},
        .names = {"name"},
        .texts = {{"plan", 2000}},
        .dates = {"recovery_date"}},
       {.method = "LowerEscalation",
        .good = "name: 'boards/ncc/escalations/a1-by-hand-1' etag: '\"7\"' "
                "reason: 'R' level: 1",
        .must = {"name", "reason"},
        .names = {"name"},
        .texts = {{"reason", 2000}},
        .numbers = {{"level", 1, 4}}},
       {.method = "ResolveEscalation",
        .good = "name: 'boards/ncc/escalations/a1-by-hand-1' etag: '\"7\"' "
                "reason: 'R'",
        .must = {"name", "reason"},
        .names = {"name"},
        .texts = {{"reason", 2000}}},
       {.method = "GetEscalation",
        .good = "name: 'boards/ncc/escalations/a1-by-hand-1'",
        .must = {"name"},
        .names = {"name"}},
       {.method = "ListEscalations",
        .good = "parent: 'boards/ncc' states: RAISED",
        .must = {"parent", "states[0]"},
        .names = {"parent"},
        .enums = {"states[0]"},
        .numbers = {{"level", 0, 5}}}});
}

}  // namespace
}  // namespace actionplan::handlers
