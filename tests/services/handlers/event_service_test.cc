#include "tests/services/handlers/request_shape.h"

namespace actionplan::handlers {
namespace {

TEST_F(RequestShapeTest, EventServiceNamesEveryWrongField) {
  ExpectShapes("EventService",
               {{.method = "GetEvent",
                 .good = "name: 'events/1000000'",
                 .wrong = {{"name: ''", "name", "NAME_MALFORMED"},
                           {"name: 'events/0'", "name", "NAME_MALFORMED"},
                           {"name: 'events/-1'", "name", "NAME_MALFORMED"},
                           {"name: 'events/18446744073709551616'", "name",
                            "NAME_MALFORMED"},
                           {"name: 'boards/ncc'", "name", "NAME_MALFORMED"}}}});
}

}  // namespace
}  // namespace actionplan::handlers
