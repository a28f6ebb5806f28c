#include "tests/services/handlers/request_shape.h"

namespace actionplan::handlers {
namespace {

Shape AdoptPolicy() {
  return {
      .method = "AdoptEscalationPolicy",
      .good = R"pb(
        name: 'boards/ncc'
        etag: '"7"'
        escalation_policy {
          overdue_by { high: 1 medium: 5 low: 10 }
          level_deadlines { level: 1 acknowledge_within: 2 respond_within: 5 }
          level_deadlines { level: 2 acknowledge_within: 2 respond_within: 5 }
          level_deadlines { level: 3 acknowledge_within: 2 respond_within: 5 }
          level_deadlines { level: 4 acknowledge_within: 1 respond_within: 5 }
        })pb",
      .must = {"name"},
      .names = {"name"},
      .numbers = {{"escalation_policy.overdue_by.high", 1, 250},
                  {"escalation_policy.overdue_by.medium", 1, 250},
                  {"escalation_policy.overdue_by.low", 1, 250},
                  {"escalation_policy.level_deadlines[0].level", 1, 1},
                  {"escalation_policy.level_deadlines[3].level", 4, 4},
                  {"escalation_policy.level_deadlines[0].acknowledge_within", 1,
                   250},
                  {"escalation_policy.level_deadlines[3].respond_within", 1,
                   250},
                  {"escalation_policy.not_accepted_after", 0, 250},
                  {"escalation_policy.stale_after", 0, 250},
                  {"escalation_policy.rejected_times", 0, 10},
                  {"escalation_policy.highest_level", 0, 5},
                  {"escalation_policy.longest_recovery", 0, 250}},
      .wrong = {{"escalation_policy { level_deadlines { level: 5 "
                 "acknowledge_within: 1 respond_within: 1 } }",
                 "escalation_policy.level_deadlines", "LEVELS_INCOMPLETE"}}};
}

TEST_F(RequestShapeTest, BoardServiceNamesEveryWrongField) {
  ExpectShapes("BoardService",
               {{.method = "CreateBoard",
                 .good = "board { title: 'B' division: SCOTLAND time_zone: "
                         "'Europe/London' }",
                 .must = {"board.title", "board.division"},
                 .texts = {{"board.title", 200}},
                 .enums = {"board.division"},
                 .wrong = {{"board { time_zone: 'Europe' }", "board.time_zone",
                            "TIME_ZONE_UNKNOWN"},
                           {"board { time_zone: '../London' }",
                            "board.time_zone", "TIME_ZONE_UNKNOWN"}}},
                {.method = "CreateBoard",
                 .good = "board { title: 'B' division: SCOTLAND }"},
                AdoptPolicy(),
                {.method = "GetBoard",
                 .good = "name: 'boards/ncc'",
                 .must = {"name"},
                 .names = {"name"}},
                {.method = "ListBoards"}});
}

}  // namespace
}  // namespace actionplan::handlers
