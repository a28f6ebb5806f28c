#include "actionplan/v1/board.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/resources/resource.h"
#include "tests/projections/resources/history.h"
#include "tests/support/text_proto.h"

namespace actionplan::resources {
namespace {

using support::IsText;

constexpr char kCreated[] = R"pb(
  board {
    board_created {
      title: "Northshire Safeguarding Board"
      time_zone: "Europe/London"
      division: ENGLAND_AND_WALES
    }
  })pb";

TEST(BoardFoldTest, ShowsWhatItWasCreatedAs) {
  EXPECT_THAT(FoldOf<v1::Board>({kCreated}), IsText(R"pb(
                title: "Northshire Safeguarding Board"
                time_zone: "Europe/London"
                division: ENGLAND_AND_WALES
                calendar_version: "england-and-wales/2026-1"
              )pb"));
}

TEST(BoardFoldTest, KeepsThePolicyAdoptedLast) {
  const auto board =
      FoldOf<v1::Board>({kCreated, R"pb(
                           board {
                             escalation_policy_adopted {
                               policy {
                                 version: 1
                                 overdue_by { high: 2 medium: 6 low: 11 }
                                 level_deadlines {
                                   level: 1
                                   acknowledge_within: 9
                                   respond_within: 9
                                 }
                               }
                             }
                           })pb",
                         R"pb(
                           board {
                             escalation_policy_adopted {
                               policy {
                                 version: 2
                                 overdue_by { high: 1 medium: 5 low: 10 }
                                 level_deadlines {
                                   level: 1
                                   acknowledge_within: 2
                                   respond_within: 5
                                 }
                                 level_deadlines {
                                   level: 2
                                   acknowledge_within: 1
                                   respond_within: 4
                                 }
                               }
                             }
                           })pb"});

  EXPECT_THAT(
      board.escalation_policy(), IsText(R"pb(
        version: 2
        overdue_by { high: 1 medium: 5 low: 10 }
        level_deadlines { level: 1 acknowledge_within: 2 respond_within: 5 }
        level_deadlines { level: 2 acknowledge_within: 1 respond_within: 4 }
        adopt_time { seconds: 1003 }
      )pb"));
}

TEST(BoardFoldTest, GoesByTheCalendarThatItAdoptedLast) {
  EXPECT_EQ(FoldOf<v1::Board>({R"pb(board {
                                      board_created {
                                        division: SCOTLAND
                                        calendar_version: "scotland/2027-1"
                                      }
                                    })pb"})
                .calendar_version(),
            "scotland/2027-1");
  EXPECT_EQ(FoldOf<v1::Board>({kCreated, R"pb(
                                 board {
                                   calendar_adopted {
                                     previous_calendar_version: "x/1"
                                     calendar_version: "x/2"
                                   }
                                 })pb"})
                .calendar_version(),
            "x/2");
}

TEST(BoardFoldTest, IsCalledWhatItCallsItselfNow) {
  EXPECT_EQ(FoldOf<v1::Board>({kCreated, R"pb(
                                 board {
                                   board_renamed {
                                     previous_title: "Northshire"
                                     title: "The Partnership"
                                   }
                                 })pb"})
                .title(),
            "The Partnership");
}

TEST(BoardFoldTest, KeepsTheClosuresAdoptedLast) {
  const auto board =
      FoldOf<v1::Board>({kCreated, R"pb(
                           board {
                             closures_adopted {
                               closures {
                                 version: 1
                                 closures {
                                   date { year: 2026 month: 12 day: 24 }
                                   label: "One"
                                 }
                                 closures {
                                   date { year: 2026 month: 12 day: 31 }
                                   label: "Two"
                                 }
                               }
                             }
                           })pb",
                         R"pb(
                           board {
                             closures_adopted {
                               closures {
                                 version: 2
                                 closures {
                                   date { year: 2027 month: 12 day: 24 }
                                   label: "One"
                                 }
                               }
                             }
                           })pb"});
  EXPECT_THAT(board.closures(), IsText(R"pb(
                version: 2
                closures {
                  date { year: 2027 month: 12 day: 24 }
                  label: "One"
                }
                adopt_time { seconds: 1003 })pb"));
}

TEST(BoardFoldTest, KeepsTheRatingPolicyAdoptedLast) {
  const auto board =
      FoldOf<v1::Board>({kCreated, R"pb(
                           board {
                             rating_policy_adopted {
                               policy { version: 1 due_soon_days: 3 red: STALE }
                             }
                           })pb",
                         R"pb(
                           board {
                             rating_policy_adopted {
                               policy {
                                 version: 2
                                 due_soon_days: 15
                                 stale_days: 30
                                 long_overdue_days: 20
                                 rejections: 3
                                 override_days: 60
                                 ageing_bounds: [ 10, 30 ]
                                 red: [ LONG_OVERDUE, REJECTED ]
                                 amber: OVERDUE
                               }
                             }
                           })pb"});
  EXPECT_THAT(board.rating_policy(), IsText(R"pb(
                version: 2
                due_soon_days: 15
                stale_days: 30
                long_overdue_days: 20
                rejections: 3
                override_days: 60
                ageing_bounds: [ 10, 30 ]
                red: [ LONG_OVERDUE, REJECTED ]
                amber: OVERDUE
                adopt_time { seconds: 1003 })pb"));
}

}  // namespace
}  // namespace actionplan::resources
