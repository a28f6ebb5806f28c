#include "tests/services/handlers/request_shape.h"

namespace actionplan::handlers {
namespace {

TEST_F(RequestShapeTest, AuditTrailServiceNamesEveryWrongField) {
  std::string kinds;
  for (int i = 0; i < 50; ++i) kinds += "kinds: 'ActionAccepted' ";
  ExpectShapes(
      "AuditTrailService",
      {{.method = "ListTrailEntries",
        .good = R"pb(
          parent: 'boards/ncc'
          resource: 'boards/ncc/actions/a1'
          actor: 'manager-1'
          agency: 'boards/ncc/agencies/health'
          kind: 'ActionAssigned'
          start_time { seconds: 7 }
          end_time { seconds: 8 }
          order_by: 'position desc'
          only_itself: true
          actors: 'manager-2'
          agencies: 'boards/ncc/agencies/police'
          kinds: 'ActionAccepted'
          text: 'chronology'
          occur_start_time { seconds: 5 }
          occur_end_time { seconds: 6 })pb",
        .must = {"parent", "actors[0]"},
        .names = {"parent", "agency", "agencies[0]"},
        .texts = {{"actor", 100}, {"actors[0]", 100}, {"text", 200}},
        .times = {"start_time", "end_time", "occur_start_time",
                  "occur_end_time"},
        .lists = {{"actors", 50}, {"agencies", 50}},
        .wrong = {{"resource: 'events/1'", "resource", "NAME_MALFORMED"},
                  {"resource: 'a1'", "resource", "NAME_MALFORMED"},
                  {"kind: 'actionAssigned'", "kind", "KIND_UNKNOWN"},
                  {"kinds: 'Extension'", "kinds[1]", "KIND_UNKNOWN"},
                  {kinds, "kinds", "TOO_MANY_ITEMS"},
                  {"order_by: 'position asc'", "order_by", "ORDER_UNKNOWN"}}},
       {.method = "ListTrailEntries",
        .good = "parent: 'boards/ncc' order_by: 'position'"},
       {.method = "ListTrailEntries",
        .good = "parent: 'boards/-' as_at { meeting: 'boards/ncc/meetings/m1' "
                "}",
        .names = {"as_at.meeting"}},
       {.method = "GetCheckpoint", .good = ""},
       {.method = "GetInclusionProof",
        .good = "name: 'events/1000000' tree_size: 1",
        .wrong = {{"name: ''", "name", "NAME_MALFORMED"},
                  {"name: 'events/0'", "name", "NAME_MALFORMED"},
                  {"tree_size: -1", "tree_size", "NUMBER_OUT_OF_RANGE"}}},
       {.method = "GetConsistencyProof",
        .good = "old_size: 1 new_size: 1000000",
        .wrong = {{"old_size: 0", "old_size", "NUMBER_OUT_OF_RANGE"},
                  {"old_size: -1", "old_size", "NUMBER_OUT_OF_RANGE"},
                  {"new_size: -1", "new_size", "NUMBER_OUT_OF_RANGE"}}}});
}

}  // namespace
}  // namespace actionplan::handlers
