#include "services/domain/action_blocking.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/domain/action_given.h"
#include "tests/support/error_metadata.h"

namespace actionplan::domain {
namespace {

using given::By;
using given::kAction;
using given::kOtherAction;
using given::kToday;
using support::BoardManager;
using support::FailsWith;
using support::MetadataOf;
using support::StatusIs;
using testing::ElementsAre;
using v1::Action;

const Action& InProgress() {
  static const Action& action =
      *new Action(given::ActionIn(Action::IN_PROGRESS));
  return action;
}

// What the lead agency hears when the other action is as given.
Facts<events::v1::ActionFact> BlockedBy(const Action& other) {
  Circumstances now = By(given::HousingLead());
  support::Relate(other, now);
  return Decide(InProgress(), given::Block(), now);
}

Action Other(Action::State state) {
  Action other = given::ActionIn(state);
  other.set_name(kOtherAction);
  return other;
}

TEST(BlockActionTest, CarriesTheCauseAndWhatItWaitsFor) {
  const Circumstances now = By(given::HousingLead());
  ASSERT_DECIDES(const auto fact, InProgress(), given::Block(), now);

  const auto& blocked = fact.action_blocked();
  EXPECT_EQ(blocked.cause().clear(), "The case system is being replaced.");
  EXPECT_EQ(blocked.cause().subject(), "principals/housing-lead");
  EXPECT_EQ(blocked.review_date().day(), 30);
  const Action after = given::After({fact}, now, InProgress());
  ASSERT_EQ(after.block().blocked_by_size(), 2);
  EXPECT_EQ(after.block().blocked_by(0).action(), kOtherAction);
  EXPECT_EQ(after.block().blocked_by(1).external_reference(),
            "The new case system");
  EXPECT_EQ(after.due().date().day(), InProgress().due().date().day());
}

TEST(BlockActionTest, IsForTheLeadAgencyAlone) {
  for (const Caller& caller : {given::HealthLead(), BoardManager()}) {
    EXPECT_THAT(Decide(InProgress(), given::Block(), By(caller)),
                FailsWith("NOT_LEAD_AGENCY"));
  }
}

TEST(BlockActionTest, IsLookedAtAgainOnALaterDay) {
  auto command = given::Block();
  *command.mutable_review_date() = given::Date(kToday);

  const auto facts = Decide(InProgress(), command, By(given::HousingLead()));

  EXPECT_THAT(facts, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(facts, FailsWith("REVIEW_DATE_NOT_AHEAD"));
  EXPECT_EQ(MetadataOf(facts.status(), "field"), "review_date");
}

TEST(BlockActionTest, WaitsForNothingThatHasEnded) {
  for (const Action::State state :
       {Action::VERIFIED, Action::CLOSED, Action::CANCELLED, Action::SUPERSEDED,
        Action::NOT_IMPLEMENTED}) {
    const auto facts = BlockedBy(Other(state));
    EXPECT_THAT(facts, FailsWith("BLOCKER_ENDED"));
    EXPECT_EQ(MetadataOf(facts.status(), "state"), Action::State_Name(state));
  }
  for (const Action::State state :
       {Action::DRAFT, Action::ASSIGNED, Action::ACCEPTED, Action::IN_PROGRESS,
        Action::BLOCKED, Action::SUBMITTED, Action::DECLINED}) {
    EXPECT_OK(BlockedBy(Other(state)));
  }
}

TEST(BlockActionTest, NeverWaitsForItselfOrForWhatWaitsForIt) {
  auto command = given::Block();
  command.mutable_blocked_by(0)->set_action(kAction);
  EXPECT_THAT(Decide(InProgress(), command, By(given::HousingLead())),
              FailsWith("BLOCKED_BY_ITSELF"));

  Action other = Other(Action::BLOCKED);
  other.mutable_block()->add_blocked_by()->set_external_reference("A system");
  EXPECT_OK(BlockedBy(other));
  other.mutable_block()->add_blocked_by()->set_action(kAction);
  EXPECT_THAT(BlockedBy(other), FailsWith("BLOCKERS_WAIT_FOR_EACH_OTHER"));
}

TEST(BlockActionTest, WaitsOnlyForActionsOfItsBoard) {
  EXPECT_THAT(RelatedNames(given::Block()), ElementsAre(kOtherAction));
  auto command = given::Block();
  command.mutable_blocked_by(0)->set_action("boards/ncc/actions/nowhere");
  EXPECT_THAT(Decide(InProgress(), command, By(given::HousingLead())),
              FailsWith("REFERENCE_NOT_FOUND"));
  command.mutable_blocked_by(0)->set_action("boards/other/actions/a1");
  EXPECT_THAT(Decide(InProgress(), command, By(given::HousingLead())),
              FailsWith("REFERENCE_OF_OTHER_BOARD"));
}

TEST(BlockActionTest, TheLastBlockIsTheOneThatCounts) {
  const Circumstances now = By(given::HousingLead());
  ASSERT_DECIDES(const auto first, InProgress(), given::Block(), now);
  Action action = given::After({first}, now, InProgress());
  ASSERT_DECIDES(const auto unblocked, action, given::Unblock(), now);
  EXPECT_EQ(unblocked.action_unblocked().note().clear(),
            "The new system is in use.");
  action = given::After({unblocked}, now, action);
  EXPECT_FALSE(action.has_block());

  auto command = given::Block();
  command.mutable_blocked_by()->RemoveLast();
  ASSERT_DECIDES(const auto second, action, command, now);
  action = given::After({second}, now, action);
  EXPECT_EQ(action.block().blocked_by_size(), 1);
}

TEST(UnblockActionTest, IsForTheLeadAgencyAlone) {
  for (const Caller& caller : {given::HealthLead(), BoardManager()}) {
    EXPECT_THAT(
        Decide(given::ActionIn(Action::BLOCKED), given::Unblock(), By(caller)),
        FailsWith("NOT_LEAD_AGENCY"));
  }
}

}  // namespace
}  // namespace actionplan::domain
