#include "services/escalation/watch_list.h"

#include <string>
#include <vector>

#include "absl/strings/substitute.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/resources/civil_date.h"
#include "services/queries/standing.h"
#include "services/queries/view_access.h"
#include "tests/services/queries/recorded_plan.h"
#include "tests/support/status_matchers.h"

namespace actionplan::escalation {
namespace {

using domain::OpenEscalation;
using domain::WatchedAction;
using queries::RecordedPlan;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr absl::CivilDay kToday(2026, 3, 2);  // A Monday.

class WatchListTest : public testing::Test {
 protected:
  // Rules begin with the first working day past a due date.
  void AdoptPolicy() {
    plan_.Record("",
                 "board { escalation_policy_adopted { policy { version: 1 "
                 "overdue_by { high: 1 medium: 5 low: 10 } } } }");
  }

  // As the rule would, or a person.
  void Raise(const std::string& escalation, const std::string& family,
             absl::CivilDay due) {
    plan_.Record(
        "escalations/" + escalation,
        absl::Substitute("escalation { escalation_raised { level: 1 family: $0 "
                         "subject: 'boards/ncc/actions/a1' "
                         "grounds { due_date { $1 } } } }",
                         family, queries::DateText(due)));
  }

  v1::Board Board() {
    return *queries::GetResource<v1::Board>(plan_.views(), "boards/ncc");
  }

  std::vector<WatchedAction> Watched(absl::CivilDay as_of) {
    const v1::Board board = Board();
    const auto watched = WatchList(plan_.views(), board, BasisOf(board, as_of));
    EXPECT_OK(watched);
    return watched.ok() ? *watched : std::vector<WatchedAction>();
  }

  std::vector<std::string> Ids(absl::CivilDay as_of) {
    std::vector<std::string> ids;
    for (const WatchedAction& action : Watched(as_of)) {
      ids.push_back(action.name.substr(sizeof("boards/ncc/actions/") - 1));
    }
    return ids;
  }

  void At(absl::CivilMinute minute) {
    const absl::TimeZone london = *resources::FindTimeZone("Europe/London");
    plan_.clock().JumpTo(absl::FromCivil(minute, london));
  }

  RecordedPlan plan_;
};

TEST_F(WatchListTest, HasWhatIsLateEnoughForTheStrictestRuleByName) {
  AdoptPolicy();
  plan_.Accept({.id = "b-late", .due = kToday - 3});
  plan_.Accept({.id = "a-later", .due = kToday - 30});
  plan_.Accept({.id = "today", .due = kToday});
  plan_.Accept({.id = "future", .due = kToday + 1});
  EXPECT_THAT(Ids(kToday), ElementsAre("a-later", "b-late"));
}

// On the Monday after, one working day has passed since any of these dates.
TEST_F(WatchListTest, DoesNotMissADueDateOnAWeekend) {
  AdoptPolicy();
  plan_.Accept({.id = "friday", .due = kToday - 3});
  plan_.Accept({.id = "saturday", .due = kToday - 2});
  plan_.Accept({.id = "sunday", .due = kToday - 1});
  EXPECT_THAT(Ids(kToday), ElementsAre("friday", "saturday", "sunday"));
  EXPECT_THAT(Ids(kToday - 1), IsEmpty());
}

TEST_F(WatchListTest, DoesNotMissADueDateOnABankHoliday) {
  AdoptPolicy();
  plan_.Accept({.id = "good-friday", .due = absl::CivilDay(2026, 4, 3)});
  plan_.Accept({.id = "easter-monday", .due = absl::CivilDay(2026, 4, 6)});
  EXPECT_THAT(Ids(absl::CivilDay(2026, 4, 6)), IsEmpty());
  EXPECT_THAT(Ids(absl::CivilDay(2026, 4, 7)),
              ElementsAre("easter-monday", "good-friday"));
}

TEST_F(WatchListTest, LeavesOutWhatIsSubmittedUnlessItIsEscalated) {
  AdoptPolicy();
  plan_.Accept({.id = "a1", .due = kToday - 10});
  plan_.Record("actions/a1", "action { completion_submitted {} }");
  EXPECT_THAT(Ids(kToday), IsEmpty());
  Raise("e1", "TIMELINESS", kToday - 10);
  EXPECT_THAT(Ids(kToday), ElementsAre("a1"));
}

TEST_F(WatchListTest, HasTheSubjectsOfOpenEscalationsWhateverTheirState) {
  plan_.Accept({.id = "a1", .due = kToday + 30});
  Raise("e1", "BY_HAND", kToday);
  EXPECT_THAT(Ids(kToday), ElementsAre("a1"));
  plan_.Record("actions/a1", "action { action_cancelled {} }");
  EXPECT_THAT(Ids(kToday), ElementsAre("a1"));
  plan_.Record("escalations/e1", "escalation { escalation_resolved {} }");
  EXPECT_THAT(Ids(kToday), IsEmpty());
}

TEST_F(WatchListTest, LooksAtNothingElseWithoutAPolicy) {
  plan_.Accept({.id = "a1", .due = kToday - 30});
  EXPECT_THAT(Ids(kToday), IsEmpty());
}

TEST_F(WatchListTest, TellsWhatRulesLookAt) {
  AdoptPolicy();
  plan_.Accept({.id = "a1", .due = kToday - 10, .priority = "HIGH"});
  Raise("e1", "TIMELINESS", kToday - 10);
  Raise("e2", "BY_HAND", kToday - 10);
  plan_.Record("escalations/e1", "escalation { escalation_paused {} }");
  const auto watched = Watched(kToday);
  ASSERT_EQ(watched.size(), 1u);
  EXPECT_EQ(watched[0].name, "boards/ncc/actions/a1");
  EXPECT_EQ(watched[0].state, v1::Action::ACCEPTED);
  EXPECT_EQ(watched[0].priority, v1::Action::HIGH);
  EXPECT_EQ(watched[0].due_date, kToday - 10);
  EXPECT_EQ(watched[0].episodes.at(v1::Escalation::TIMELINESS).count, 1);
  ASSERT_EQ(watched[0].open.size(), 2u);
  EXPECT_EQ(watched[0].open[0].name, "boards/ncc/escalations/e1");
  EXPECT_EQ(watched[0].open[0].family, v1::Escalation::TIMELINESS);
  EXPECT_EQ(watched[0].open[0].clocks, OpenEscalation::Clocks::kPaused);
  EXPECT_EQ(watched[0].open[1].name, "boards/ncc/escalations/e2");
  EXPECT_EQ(watched[0].open[1].family, v1::Escalation::BY_HAND);
  EXPECT_EQ(watched[0].open[1].clocks, OpenEscalation::Clocks::kRunning);
}

TEST_F(WatchListTest, RemembersForWhichDueDateTheLastEpisodeWas) {
  AdoptPolicy();
  plan_.Accept({.id = "a1", .due = kToday - 3});
  for (const absl::CivilDay due : {kToday - 20, kToday - 3}) {
    const std::string id = absl::StrCat("e", due.day());
    Raise(id, "TIMELINESS", due);
    plan_.Record("escalations/" + id, "escalation { escalation_resolved {} }");
  }
  const auto watched = Watched(kToday);
  ASSERT_EQ(watched.size(), 1u);
  const auto& episodes = watched[0].episodes.at(v1::Escalation::TIMELINESS);
  EXPECT_EQ(episodes.count, 2);
  EXPECT_EQ(episodes.trigger, queries::DayNumber(kToday - 3));
}

TEST_F(WatchListTest, DoesNotCountEpisodesByHandAsTheRules) {
  AdoptPolicy();
  plan_.Accept({.id = "a1", .due = kToday - 3});
  Raise("e1", "BY_HAND", kToday - 3);
  plan_.Record("escalations/e1", "escalation { escalation_resolved {} }");
  const auto watched = Watched(kToday);
  ASSERT_EQ(watched.size(), 1u);
  EXPECT_EQ(watched[0].episodes.count(v1::Escalation::TIMELINESS), 0u);
  EXPECT_EQ(watched[0].episodes.at(v1::Escalation::BY_HAND).count, 1);
}

TEST_F(WatchListTest, TellsTheBoardsDayOfTheLastChangeThatMatters) {
  AdoptPolicy();
  // Ten minutes past midnight in London is the day before in UTC.
  At(absl::CivilMinute(2026, 6, 30, 12, 0));
  plan_.Accept({.id = "a1", .due = absl::CivilDay(2026, 6, 1)});
  At(absl::CivilMinute(2026, 7, 1, 0, 10));
  plan_.Record("actions/a1", "action { priority_changed { priority: LOW } }");
  At(absl::CivilMinute(2026, 7, 3, 12, 0));
  plan_.Record("actions/a1", "action { progress_recorded {} }");
  At(absl::CivilMinute(2026, 7, 5, 12, 0));
  plan_.Record("actions/a1", "action { comment_added {} }");
  const auto watched = Watched(absl::CivilDay(2026, 7, 6));
  ASSERT_EQ(watched.size(), 1u);
  EXPECT_EQ(watched[0].unchanged_since, absl::CivilDay(2026, 7, 1));
}

TEST_F(WatchListTest, KnowsSinceWhenThePolicyIsInForceByTheBoardsDay) {
  EXPECT_EQ(BasisOf(Board(), kToday).in_force_since, absl::CivilDay(1, 1, 1));
  At(absl::CivilMinute(2026, 7, 1, 0, 10));
  AdoptPolicy();
  const domain::EvaluationBasis basis = BasisOf(Board(), kToday);
  EXPECT_EQ(basis.in_force_since, absl::CivilDay(2026, 7, 1));
  EXPECT_EQ(basis.as_of, kToday);
  EXPECT_EQ(basis.policy.version(), 1);
  EXPECT_EQ(basis.calendar.division(), domain::Division::kEnglandAndWales);
}

TEST_F(WatchListTest, KnowsSinceWhenTheCalendarIsInForce) {
  AdoptPolicy();
  At(absl::CivilMinute(2026, 7, 2, 12, 0));
  plan_.Record("", "board { closures_adopted { closures { version: 1 } } }");
  EXPECT_EQ(BasisOf(Board(), kToday).in_force_since,
            absl::CivilDay(2026, 7, 2));
  At(absl::CivilMinute(2026, 7, 3, 12, 0));
  plan_.Record("",
               "board { calendar_adopted { calendar_version: "
               "'england-and-wales/2026-1' } }");
  EXPECT_EQ(BasisOf(Board(), kToday).in_force_since,
            absl::CivilDay(2026, 7, 3));
}

}  // namespace
}  // namespace actionplan::escalation
