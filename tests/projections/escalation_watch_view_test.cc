#include "projections/escalation_watch_view.h"

#include <limits>
#include <set>
#include <string>

#include "projections/action_plan_row.h"
#include "tests/projections/projected_view.h"
#include "tests/projections/view_history.h"

namespace actionplan::projections {
namespace {

using actionplan::v1::Action;

class EscalationWatchViewTest : public ViewHistoryTest {
 protected:
  std::set<std::string> Listed(WatchKind kind, int32_t last_day) {
    std::set<std::string> actions;
    for (const std::string& board : boards_) {
      EXPECT_OK(view_.Scan(board, kind, last_day, [&](absl::string_view name) {
        EXPECT_EQ(resources::BoardOf(name), board);
        EXPECT_TRUE(actions.emplace(name).second) << name << " is there twice";
        return true;
      }));
    }
    return actions;
  }

  // The actions of which the condition is true by their rows.
  template <typename Condition>
  std::set<std::string> Where(Condition condition) {
    std::set<std::string> actions;
    for (const auto& [name, action] : All<Action>()) {
      v1::ActionPlanRow row;
      const auto found = view_.Get(name, row);
      EXPECT_TRUE(found.ok() && *found) << name;
      if (condition(action, row)) actions.insert(name);
    }
    return actions;
  }

  static constexpr int32_t kEver = std::numeric_limits<int32_t>::max() - 1;

  const EscalationWatchProjection projection_;
  const ProjectedView projected_{projection_, log_};
  const EscalationWatchView view_{projected_.rows()};
};

bool IsUnderWay(const Action& action) {
  return action.state() == Action::ACCEPTED ||
         action.state() == Action::IN_PROGRESS ||
         action.state() == Action::BLOCKED;
}

TEST_P(EscalationWatchViewTest, ListsWhatEachKindIsAboutAndNothingThatWas) {
  using Row = v1::ActionPlanRow;
  EXPECT_EQ(Listed(WatchKind::kAssigned, kEver),
            Where([](const Action& action, const Row&) {
              return action.state() == Action::ASSIGNED;
            }));
  EXPECT_EQ(Listed(WatchKind::kDeclined, kEver),
            Where([](const Action& action, const Row&) {
              return action.state() == Action::DECLINED;
            }));
  EXPECT_EQ(Listed(WatchKind::kEscalated, 0),
            Where([](const Action&, const Row& row) {
              return row.open_escalations_size() > 0;
            }));
  EXPECT_EQ(Listed(WatchKind::kDue, kEver),
            Where([](const Action& action, const Row& row) {
              return ClockRuns(row) && action.due().has_date();
            }));
  EXPECT_EQ(Listed(WatchKind::kReported, kEver),
            Where([](const Action& action, const Row&) {
              return IsUnderWay(action);
            }));
  EXPECT_EQ(Listed(WatchKind::kRejected, kEver),
            Where([](const Action& action, const Row&) {
              return IsUnderWay(action) && action.rejections() > 0;
            }));
  EXPECT_EQ(Listed(WatchKind::kExtension, kEver),
            Where([](const Action& action, const Row&) {
              return IsUnderWay(action) && action.has_pending_extension();
            }));
}

TEST_P(EscalationWatchViewTest, StopsAtTheLastDay) {
  for (const auto& [name, action] : All<Action>()) {
    v1::ActionPlanRow row;
    const auto found = view_.Get(name, row);
    ASSERT_TRUE(found.ok() && *found);
    if (!ClockRuns(row) || row.due_day() == 0) continue;
    EXPECT_EQ(Listed(WatchKind::kDue, row.due_day()).count(name), 1u);
    EXPECT_EQ(Listed(WatchKind::kDue, row.due_day() - 1).count(name), 0u);
  }
}

INSTANTIATE_TEST_SUITE_P(Histories, EscalationWatchViewTest,
                         testing::Values(1, 2));

}  // namespace
}  // namespace actionplan::projections
