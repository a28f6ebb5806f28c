// What a board adopts, and that answers go by it from then on and say so.
#include <string>

#include "absl/strings/str_cat.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "actionplan/v1/audit_trail_service.pb.h"
#include "actionplan/v1/board.pb.h"
#include "gmock/gmock.h"
#include "tests/scenarios/board_scenario.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::support {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

constexpr char kBoard[] = "boards/ncc";

class WhatABoardGoesByTest : public BoardScenario {
 protected:
  absl::StatusOr<v1::Board> Adopt(const std::string& method,
                                  const std::string& fields) {
    return server_.Chair().Call<v1::Board>(
        absl::StrCat("BoardService.", method), About(kBoard) + fields);
  }

  v1::ListOverdueActionsResponse OverdueAnswer() {
    const auto answer = server_.Manager().Call<v1::ListOverdueActionsResponse>(
        "ActionPlanService.ListOverdueActions", "parent: 'boards/ncc'");
    EXPECT_OK(answer);
    return answer.value_or(v1::ListOverdueActionsResponse());
  }
};

TEST_F(WhatABoardGoesByTest, IsTheNewestCalendarFromTheStart) {
  const auto board =
      server_.Manager().Call<v1::Board>("BoardService.GetBoard", About(kBoard));
  ASSERT_OK(board);
  EXPECT_EQ(board->calendar_version(), "england-and-wales/2026-1");
}

TEST_F(WhatABoardGoesByTest, ChangesWithItsClosures) {
  ASSERT_OK(Accept("a1", kFriday));
  MoveTo(kMondayAfter + 2);
  EXPECT_EQ(OverdueAnswer().actions(0).working_days_overdue(), 3);

  ASSERT_OK(Adopt("AdoptClosures",
                  absl::StrCat("closures { date { ", DateText(kMondayAfter),
                               " } label: 'Move' }")));

  const v1::ListOverdueActionsResponse answer = OverdueAnswer();
  EXPECT_EQ(answer.actions(0).working_days_overdue(), 2);
  EXPECT_EQ(answer.basis().calendar_version(),
            "england-and-wales/2026-1+closures/1");
}

TEST_F(WhatABoardGoesByTest, ChangesWithItsRatingPolicy) {
  ASSERT_OK(Accept("a1", kFriday));
  MoveTo(kMondayAfter);
  EXPECT_EQ(OverdueAnswer().actions(0).rating(), v1::RED);

  ASSERT_OK(Adopt("AdoptRatingPolicy", R"pb(
    rating_policy {
      due_soon_days: 10
      stale_days: 20
      long_overdue_days: 5
      override_days: 30
      ageing_bounds: [ 5, 10 ]
      red: LONG_OVERDUE
      amber: OVERDUE
    })pb"));

  EXPECT_EQ(OverdueAnswer().actions(0).rating(), v1::AMBER);
  EXPECT_EQ(OverdueAnswer().basis().rating_policy_version(), "boards/ncc/1");
  MoveTo(kMondayAfter + 4);
  EXPECT_EQ(OverdueAnswer().actions(0).rating(), v1::RED);
}

TEST_F(WhatABoardGoesByTest, IsOverriddenUntilADayAndThenNoMore) {
  ASSERT_OK(Accept("a1", kFriday));
  MoveTo(kMondayAfter);
  ASSERT_OK(server_.Manager().Try(
      "ActionService.OverrideRating",
      absl::StrCat(About(ActionName("a1")),
                   " colour: GREEN reason: 'Signed this afternoon' end_date { ",
                   DateText(kMondayAfter + 1), " }")));

  EXPECT_EQ(OverdueAnswer().actions(0).rating(), v1::GREEN);
  EXPECT_EQ(OverdueAnswer().actions(0).computed_rating(), v1::RED);
  MoveTo(kMondayAfter + 1);
  EXPECT_TRUE(OverdueAnswer().actions(0).rating_overridden());
  MoveTo(kMondayAfter + 2);
  EXPECT_EQ(OverdueAnswer().actions(0).rating(), v1::RED);
  EXPECT_FALSE(OverdueAnswer().actions(0).rating_overridden());
}

TEST_F(WhatABoardGoesByTest, IsOnTheTrailWithWhatWasBefore) {
  ASSERT_OK(server_.Manager().Try("BoardService.RenameBoard",
                                  About(kBoard) + "title: 'The Partnership'"));
  const auto trail = server_.Manager().Call<v1::ListTrailEntriesResponse>(
      "AuditTrailService.ListTrailEntries",
      "parent: 'boards/ncc' kind: 'BoardRenamed'");
  ASSERT_OK(trail);
  ASSERT_THAT(trail->entries(), SizeIs(1));
  ASSERT_THAT(trail->entries(0).changes(), SizeIs(1));
  EXPECT_EQ(trail->entries(0).changes(0).field(), "title");
  EXPECT_EQ(trail->entries(0).changes(0).current(), "The Partnership");
  EXPECT_FALSE(trail->entries(0).changes(0).previous().empty());
}

}  // namespace
}  // namespace actionplan::support
