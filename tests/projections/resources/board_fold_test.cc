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

}  // namespace
}  // namespace actionplan::resources
