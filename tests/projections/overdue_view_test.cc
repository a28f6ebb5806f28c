#include "projections/overdue_view.h"

#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/message_differencer.h"
#include "projections/action_plan_view.h"
#include "projections/resources/names.h"
#include "tests/projections/projected_view.h"
#include "tests/projections/view_history.h"

namespace actionplan::projections {
namespace {

using actionplan::v1::Action;
using google::protobuf::util::MessageDifferencer;
using testing::ElementsAreArray;

class OverdueViewTest : public ViewHistoryTest {
 protected:
  // "day name" of what is due, by reading every action.
  std::vector<std::string> Expected(const DueQuery& query) {
    static const std::set<int> running = {Action::ASSIGNED, Action::ACCEPTED,
                                          Action::IN_PROGRESS, Action::BLOCKED,
                                          Action::DECLINED};
    std::set<std::string> due;  // Days here have five digits each.
    const ActionPlanView plan(plan_rows_.rows());
    EXPECT_OK(plan.Scan(query.board, [&](const v1::ActionPlanRow& row) {
      const int day = query.against == DueDate::kCurrent
                          ? row.due_day()
                          : row.original_due_day();
      if (running.count(row.state()) > 0 && day != 0 &&
          day >= query.first_day && day <= query.last_day) {
        due.insert(absl::StrCat(day, " ", row.action()));
      }
      return true;
    }));
    return {due.begin(), due.end()};
  }

  // The same from the view, in pages.
  std::vector<std::string> Scan(DueQuery query, int page_size) {
    std::vector<std::string> due;
    const ActionPlanView plan(plan_rows_.rows());
    bool more = true;
    while (more) {
      int left = page_size;
      more = false;
      EXPECT_OK(view_.ScanDue(
          query, [&](const v1::ActionPlanRow& row, absl::string_view key) {
            more = left-- == 0;
            if (more) return false;
            query.after_key = std::string(key);
            const int day = query.against == DueDate::kCurrent
                                ? row.due_day()
                                : row.original_due_day();
            due.push_back(absl::StrCat(day, " ", row.action()));
            v1::ActionPlanRow same;
            EXPECT_TRUE(*plan.Get(row.action(), same));
            EXPECT_TRUE(MessageDifferencer::Equals(row, same));
            return true;
          }));
    }
    return due;
  }

  const OverdueProjection projection_;
  const ActionPlanProjection plan_projection_;
  const ProjectedView projected_{projection_, log_, 7};
  const ProjectedView plan_rows_{plan_projection_, log_};
  const OverdueView view_{projected_.rows()};
};

TEST_P(OverdueViewTest, HasTheActionsWhoseClockRunsByDayThenName) {
  size_t seen = 0;
  for (const std::string& board : boards_) {
    for (const DueDate against : {DueDate::kCurrent, DueDate::kOriginal}) {
      for (const auto& [first, last] :
           {std::pair(-10000, 100000), {20500, 20600}, {20454, 20454}}) {
        const DueQuery query{.board = board,
                             .against = against,
                             .first_day = first,
                             .last_day = last};
        const auto expected = Expected(query);
        EXPECT_THAT(Scan(query, 1000), ElementsAreArray(expected));
        EXPECT_THAT(Scan(query, 3), ElementsAreArray(expected));
        seen += expected.size();
      }
    }
  }
  EXPECT_GT(seen, 100U);
}

TEST_P(OverdueViewTest, HasNothingBetweenDaysThatAreTurnedRound) {
  EXPECT_TRUE(
      Scan(
          {.board = *boards_.begin(), .first_day = 100000, .last_day = -100000},
          10)
          .empty());
}

TEST_P(OverdueViewTest, KeepsTwoRowsAtMostBesideThatOfAnAction) {
  size_t listed = 0;
  EXPECT_OK(projected_.rows().Scan("d", "e",
                                   [&](absl::string_view, absl::string_view) {
                                     ++listed;
                                     return true;
                                   }));
  size_t expected = 0;
  for (const std::string& board : boards_) {
    for (const DueDate against : {DueDate::kCurrent, DueDate::kOriginal}) {
      expected += Expected({.board = board,
                            .against = against,
                            .first_day = -100000,
                            .last_day = 100000})
                      .size();
    }
  }
  EXPECT_EQ(listed, expected);
}

INSTANTIATE_TEST_SUITE_P(Histories, OverdueViewTest, testing::Values(1, 2));

}  // namespace
}  // namespace actionplan::projections
