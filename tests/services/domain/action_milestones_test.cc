#include "services/domain/action_milestones.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/domain/action_given.h"
#include "tests/support/error_metadata.h"

namespace actionplan::domain {
namespace {

using given::By;
using given::kToday;
using support::BoardManager;
using support::FailsWith;
using support::MetadataOf;
using v1::Action;

TEST(SetMilestoneTest, CountsTheMilestonesOfTheAction) {
  const Circumstances now = By(BoardManager());
  const Action action = given::ActionIn(Action::IN_PROGRESS);

  ASSERT_DECIDES(const auto fact, action, given::SetMilestone(), now);

  EXPECT_EQ(fact.milestone_set().number(), 2);
  EXPECT_EQ(fact.milestone_set().previous_title(), "");
  EXPECT_FALSE(fact.milestone_set().has_previous_due_date());
  const Action after = given::After({fact}, now, action);
  ASSERT_EQ(after.milestones_size(), 2);
  EXPECT_EQ(after.milestones(1).number(), 2);
  EXPECT_EQ(after.milestones(1).title(), "The form is printed");
  EXPECT_EQ(after.milestones(1).due_date().day(), 9);
}

TEST(SetMilestoneTest, SetsOneAnewAndKeepsWhatItWas) {
  const Circumstances now = By(given::HousingLead());
  const Action action = given::ActionIn(Action::IN_PROGRESS);
  auto command = given::SetMilestone();
  command.set_number(1);

  ASSERT_DECIDES(const auto fact, action, command, now);

  EXPECT_EQ(fact.milestone_set().previous_title(), "A draft with all agencies");
  EXPECT_EQ(fact.milestone_set().previous_due_date().day(), 3);
  const Action after = given::After({fact}, now, action);
  ASSERT_EQ(after.milestones_size(), 1);
  EXPECT_EQ(after.milestones(0).title(), "The form is printed");
  EXPECT_THAT(Decide(after, command, now), FailsWith("NOTHING_TO_CHANGE"));
  command.set_number(2);
  EXPECT_THAT(Decide(after, command, now), FailsWith("MILESTONE_UNKNOWN"));
}

TEST(SetMilestoneTest, IsForTheLeadAgencyAndTheBoardManager) {
  EXPECT_THAT(Decide(given::ActionIn(Action::IN_PROGRESS),
                     given::SetMilestone(), By(given::HealthLead())),
              FailsWith("NOT_LEAD_AGENCY"));
}

TEST(SetMilestoneTest, LiesAheadAndHasALimit) {
  Action action = given::ActionIn(Action::IN_PROGRESS);
  auto command = given::SetMilestone();
  *command.mutable_due_date() = given::Date(kToday - 1);
  EXPECT_THAT(Decide(action, command, By(BoardManager())),
              FailsWith("DUE_DATE_PAST"));

  while (action.milestones_size() < kMaxMilestones) action.add_milestones();
  const auto full = Decide(action, given::SetMilestone(), By(BoardManager()));
  EXPECT_THAT(full, FailsWith("MILESTONE_LIMIT_REACHED"));
  EXPECT_EQ(MetadataOf(full.status(), "limit"), "50");
}

TEST(ReachMilestoneTest, HappensOnce) {
  const Circumstances now = By(given::HealthLead());
  const Action action = given::ActionIn(Action::ACCEPTED);

  ASSERT_DECIDES(const auto fact, action, given::ReachMilestone(1), now);

  EXPECT_EQ(fact.milestone_reached().title(), "A draft with all agencies");
  const Action after = given::After({fact}, now, action);
  EXPECT_EQ(after.milestones(0).reached_on().day(), 2);
  EXPECT_EQ(after.milestones(0).note(), "All six answered.");
  EXPECT_THAT(Decide(after, given::ReachMilestone(1), now),
              FailsWith("MILESTONE_ALREADY_REACHED"));
  auto anew = given::SetMilestone();
  anew.set_number(1);
  EXPECT_THAT(Decide(after, anew, By(BoardManager())),
              FailsWith("MILESTONE_ALREADY_REACHED"));
}

TEST(ReachMilestoneTest, IsOfTheActionAndNotOfTheFuture) {
  const Action action = given::ActionIn(Action::ACCEPTED);
  EXPECT_THAT(
      Decide(action, given::ReachMilestone(2), By(given::HousingLead())),
      FailsWith("MILESTONE_UNKNOWN"));
  auto early = given::ReachMilestone(1);
  *early.mutable_reached_on() = given::Date(kToday + 1);
  EXPECT_THAT(Decide(action, early, By(given::HousingLead())),
              FailsWith("MILESTONE_REACHED_IN_FUTURE"));
  EXPECT_THAT(Decide(action, given::ReachMilestone(1), By(given::PoliceLead())),
              FailsWith("NOT_INVOLVED_AGENCY"));
}

}  // namespace
}  // namespace actionplan::domain
