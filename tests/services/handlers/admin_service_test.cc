#include "tests/services/handlers/request_shape.h"

namespace actionplan::handlers {
namespace {

TEST_F(RequestShapeTest, AdminServiceNamesEveryWrongField) {
  ExpectShapes(
      "AdminService",
      {{.method = "GetServerInfo"},
       {.method = "ListProjections"},
       {.method = "RebuildProjection",
        .good = "name: 'projections/none'",
        .wrong = {{"name: ''", "name", "NAME_MALFORMED"},
                  {"name: 'overdue'", "name", "NAME_MALFORMED"},
                  {"name: 'projection/overdue'", "name", "NAME_MALFORMED"}}},
       {.method = "EvaluateEscalations",
        .good = "parent: 'boards/ncc' as_of_date { year: 2026 month: 3 day: 2 "
                "}",
        .must = {"parent"},
        .names = {"parent"},
        .dates = {"as_of_date"}},
       {.method = "CreateBackup"},
       {.method = "ListBackups"},
       {.method = "VerifyLog"}});
}

}  // namespace
}  // namespace actionplan::handlers
