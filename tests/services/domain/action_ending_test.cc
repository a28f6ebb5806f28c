#include "services/domain/action_ending.h"

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
using support::IndependentChair;
using support::MetadataOf;
using support::StatusIs;
using support::SubGroupChair;
using testing::ElementsAre;
using v1::Action;

// What the board manager hears when the replacement is in this state.
Facts<events::v1::ActionFact> ReplacedByOneIn(Action::State state) {
  Circumstances now = By(BoardManager());
  Action other = given::ActionIn(state);
  other.set_name(kOtherAction);
  support::Relate(other, now);
  return Decide(given::ActionIn(Action::ACCEPTED), given::Supersede(), now);
}

TEST(SupersedeActionTest, SaysWhatTookItsPlaceAndWhy) {
  const Circumstances now = By(BoardManager());
  const Action action = given::ActionWithPendingExtension(Action::BLOCKED);

  ASSERT_DECIDES(const auto fact, action, given::Supersede(), now);

  EXPECT_EQ(fact.action_superseded().replacement(), kOtherAction);
  EXPECT_EQ(fact.action_superseded().reason().clear(), "Both agree one form.");
  const Action after = given::After({fact}, now, action);
  EXPECT_EQ(after.replacement(), kOtherAction);
  EXPECT_EQ(after.state_reason(), "Both agree one form.");
  EXPECT_FALSE(after.has_pending_extension());
  EXPECT_FALSE(after.has_block());
}

TEST(SupersedeActionTest, IsForTheBoardManager) {
  for (const Caller& caller :
       {given::HousingLead(), SubGroupChair(), IndependentChair()}) {
    EXPECT_THAT(Decide(given::ActionIn(Action::ACCEPTED), given::Supersede(),
                       By(caller)),
                FailsWith("ROLE_NEEDED"));
  }
}

TEST(SupersedeActionTest, LeadsToAnActionThatIsDoneOrWillBe) {
  for (const Action::State state :
       {Action::CANCELLED, Action::SUPERSEDED, Action::NOT_IMPLEMENTED}) {
    const auto facts = ReplacedByOneIn(state);
    EXPECT_THAT(facts, StatusIs(absl::StatusCode::kFailedPrecondition));
    EXPECT_THAT(facts, FailsWith("REPLACEMENT_ENDED"));
    EXPECT_EQ(MetadataOf(facts.status(), "state"), Action::State_Name(state));
  }
  for (const Action::State state :
       {Action::DRAFT, Action::ASSIGNED, Action::ACCEPTED, Action::IN_PROGRESS,
        Action::BLOCKED, Action::SUBMITTED, Action::VERIFIED, Action::CLOSED,
        Action::DECLINED}) {
    EXPECT_OK(ReplacedByOneIn(state));
  }
}

TEST(SupersedeActionTest, NamesAnotherActionOfTheBoard) {
  const Action action = given::ActionIn(Action::ACCEPTED);
  auto command = given::Supersede();
  EXPECT_THAT(RelatedNames(command), ElementsAre(kOtherAction));
  command.set_replacement(kAction);
  EXPECT_THAT(Decide(action, command, By(BoardManager())),
              FailsWith("REPLACED_BY_ITSELF"));
  command.set_replacement("boards/ncc/actions/nowhere");
  EXPECT_THAT(Decide(action, command, By(BoardManager())),
              FailsWith("REFERENCE_NOT_FOUND"));
  command.set_replacement("boards/other/actions/a1");
  EXPECT_THAT(Decide(action, command, By(BoardManager())),
              FailsWith("REFERENCE_OF_OTHER_BOARD"));
}

TEST(DecideNotToImplementTest, KeepsWhatIsPublished) {
  const Circumstances now = By(IndependentChair());
  const Action action = given::ActionWithPendingExtension(Action::IN_PROGRESS);

  ASSERT_DECIDES(const auto fact, action, given::NotImplement(), now);

  const Action after = given::After({fact}, now, action);
  const Action::NonImplementation& decision = after.non_implementation();
  EXPECT_EQ(decision.published_reason(), "The duty has moved to the county.");
  EXPECT_EQ(decision.risk_accepted(), "Referrals may be late until June.");
  EXPECT_EQ(decision.review_date().month(), 5);
  EXPECT_FALSE(after.has_pending_extension());
}

TEST(DecideNotToImplementTest, IsForTheIndependentChairAlone) {
  for (const Caller& caller :
       {given::HousingLead(), SubGroupChair(), BoardManager()}) {
    EXPECT_THAT(Decide(given::ActionIn(Action::ACCEPTED), given::NotImplement(),
                       By(caller)),
                FailsWith("ROLE_NEEDED"));
  }
}

TEST(DecideNotToImplementTest, IsLookedAtAgainOnALaterDay) {
  auto command = given::NotImplement();
  *command.mutable_review_date() = given::Date(kToday);
  EXPECT_THAT(Decide(given::ActionIn(Action::ACCEPTED), command,
                     By(IndependentChair())),
              FailsWith("REVIEW_DATE_NOT_AHEAD"));
}

}  // namespace
}  // namespace actionplan::domain
