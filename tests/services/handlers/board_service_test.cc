#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
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

// So many closures, a Monday each.
std::string Mondays(int count) {
  std::string closures;
  for (absl::CivilDay day(2027, 1, 4); count > 0; day += 7, --count) {
    absl::StrAppend(&closures, "closures { date { year: ", day.year(),
                    " month: ", day.month(), " day: ", day.day(),
                    " } label: 'Closed' } ");
  }
  return closures;
}

std::vector<Shape> AdoptClosures() {
  const std::string good = R"pb(
    name: 'boards/ncc'
    etag: '"7"'
    closures {
      date { year: 2026 month: 12 day: 24 }
      label: 'C'
    }
    closures {
      date { year: 2026 month: 12 day: 31 }
      label: 'N'
    })pb";
  return {{.method = "AdoptClosures",
           .good = good,
           .must = {"name", "closures[0].date", "closures[1].label"},
           .names = {"name"},
           .texts = {{"closures[1].label", 40}},
           .dates = {"closures[0].date"},
           .wrong = {{"closures { date { year: 2026 month: 12 day: 24 } "
                      "label: 'Again' }",
                      "closures[2].date", "CLOSURE_GIVEN_TWICE"},
                     {"closures { date { year: 2026 month: 12 day: 26 } "
                      "label: 'Saturday' }",
                      "closures[2].date", "CLOSURE_ON_WEEKEND"},
                     {"closures { date { year: 2026 month: 12 day: 27 } "
                      "label: 'Sunday' }",
                      "closures[2].date", "CLOSURE_ON_WEEKEND"},
                     {Mondays(399), "closures", "TOO_MANY_ITEMS"}}},
          {.method = "AdoptClosures", .good = "name: 'boards/ncc'"},
          {.method = "AdoptClosures",
           .good = "name: 'boards/ncc' validate_only: true " + Mondays(400)}};
}

std::vector<Shape> AdoptRatingPolicy() {
  return {
      {.method = "AdoptRatingPolicy",
       .good = R"pb(
         name: 'boards/ncc'
         etag: '"7"'
         rating_policy {
           due_soon_days: 10
           stale_days: 20
           long_overdue_days: 20
           rejections: 2
           override_days: 90
           ageing_bounds: [ 5, 10 ]
           red: OVERDUE
           amber: [ REJECTED, LONG_OVERDUE ]
         })pb",
       .must = {"name", "rating_policy.red", "rating_policy.red[0]",
                "rating_policy.ageing_bounds"},
       .names = {"name"},
       .enums = {"rating_policy.red[0]"},
       .numbers = {{"rating_policy.due_soon_days", 1, 250},
                   {"rating_policy.stale_days", 1, 250},
                   {"rating_policy.long_overdue_days", 1, 250},
                   {"rating_policy.rejections", 1, 20},
                   {"rating_policy.override_days", 1, 366}},
       .wrong = {{"rating_policy { amber: OVERDUE }", "rating_policy.amber[2]",
                  "CONDITION_GIVEN_TWICE"},
                 {"rating_policy { red: OVERDUE }", "rating_policy.red[1]",
                  "CONDITION_GIVEN_TWICE"},
                 {"rating_policy { ageing_bounds: 10 }",
                  "rating_policy.ageing_bounds[2]", "NUMBER_OUT_OF_RANGE"},
                 {"rating_policy { ageing_bounds: 1001 }",
                  "rating_policy.ageing_bounds[2]", "NUMBER_OUT_OF_RANGE"},
                 {"rating_policy { ageing_bounds: [ 11, 12, 13, 14, 15, "
                  "16, 17, 18, 19 ] }",
                  "rating_policy.ageing_bounds", "TOO_MANY_ITEMS"}}},
      {.method = "AdoptRatingPolicy",
       .good = R"pb(
         name: 'boards/ncc'
         rating_policy {
           due_soon_days: 10
           stale_days: 20
           override_days: 90
           ageing_bounds: 5
           red: OVERDUE
         })pb",
       .wrong = {{"rating_policy { rejections: 2 }", "rating_policy.rejections",
                  "THRESHOLD_UNUSED"},
                 {"rating_policy { long_overdue_days: 2 }",
                  "rating_policy.long_overdue_days", "THRESHOLD_UNUSED"},
                 {"rating_policy { amber: REJECTED }",
                  "rating_policy.rejections", "NUMBER_OUT_OF_RANGE"},
                 {"rating_policy { amber: LONG_OVERDUE }",
                  "rating_policy.long_overdue_days", "NUMBER_OUT_OF_RANGE"}}}};
}

std::vector<Shape> RenameAndAdopt() {
  std::vector<Shape> shapes = {
      {.method = "RenameBoard",
       .good = "name: 'boards/ncc' etag: '\"7\"' title: 'T'",
       .must = {"name", "title"},
       .names = {"name"},
       .texts = {{"title", 200}}},
      {.method = "AdoptCalendar",
       .good = "name: 'boards/ncc' etag: '\"7\"' calendar_version: "
               "'scotland/2026-1'",
       .must = {"name", "calendar_version"},
       .names = {"name"},
       .texts = {{"calendar_version", 200}}},
      {.method = "AdoptCalendar",
       .good = "name: 'boards/ncc' calendar_version: 'x' validate_only: true"}};
  for (const auto& more : {AdoptClosures(), AdoptRatingPolicy()}) {
    shapes.insert(shapes.end(), more.begin(), more.end());
  }
  return shapes;
}

TEST_F(RequestShapeTest, BoardServiceNamesEveryWrongField) {
  std::vector<Shape> shapes = RenameAndAdopt();
  shapes.insert(shapes.end(),
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
  ExpectShapes("BoardService", shapes);
}

}  // namespace
}  // namespace actionplan::handlers
