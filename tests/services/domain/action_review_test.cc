#include "services/domain/action_review.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/domain/action_given.h"
#include "tests/support/text_proto.h"

namespace actionplan::domain {
namespace {

using given::By;
using given::kToday;
using support::BoardManager;
using support::FailsWith;
using support::IsText;
using testing::ElementsAre;
using testing::IsEmpty;
using v1::Action;

Action Ongoing(Action::State state) {
  Action action = given::ActionIn(state);
  *action.mutable_due() = given::Undated(v1::DueDate::ONGOING, kToday - 3);
  return action;
}

TEST(ReviewActionTest, MovesTheReviewDateOfWhatHasNoDueDate) {
  const Circumstances now = By(BoardManager());
  const Action action = Ongoing(Action::IN_PROGRESS);

  ASSERT_DECIDES(const auto fact, action, given::Review(), now);

  EXPECT_EQ(fact.action_reviewed().previous_review_date().day(), 27);
  const Action after = given::After({fact}, now, action);
  EXPECT_THAT(after.due().review_date(), IsText("year: 2026 month: 6 day: 1"));
  EXPECT_EQ(after.due().undated(), v1::DueDate::ONGOING);
  EXPECT_EQ(after.state(), Action::IN_PROGRESS);
}

TEST(ReviewActionTest, MovesTheReviewDateOfABlock) {
  const Circumstances now = By(support::SubGroupChair());
  Action action = given::ActionIn(Action::BLOCKED);
  *action.mutable_block()->mutable_review_date() = given::Date(kToday - 3);

  ASSERT_DECIDES(const auto fact, action, given::Review(), now);

  const Action after = given::After({fact}, now, action);
  EXPECT_EQ(after.block().review_date().month(), 6);
  EXPECT_TRUE(after.due().has_date());
  EXPECT_FALSE(after.due().has_review_date());
}

TEST(ReviewActionTest, MovesTheReviewDateOfADecisionNotToImplement) {
  const Circumstances now = By(support::IndependentChair());
  Action action = given::ActionIn(Action::NOT_IMPLEMENTED);
  *action.mutable_non_implementation()->mutable_review_date() =
      given::Date(kToday);

  ASSERT_DECIDES(const auto fact, action, given::Review(), now);

  const Action after = given::After({fact}, now, action);
  EXPECT_EQ(after.non_implementation().review_date().month(), 6);
  EXPECT_FALSE(after.due().has_review_date());
}

TEST(ReviewActionTest, IsNotForWhatHasADueDate) {
  EXPECT_THAT(Decide(given::ActionIn(Action::IN_PROGRESS), given::Review(),
                     By(BoardManager())),
              FailsWith("NOTHING_TO_REVIEW"));
}

TEST(ReviewActionTest, IsForTheBoardsOfficeAndNamesALaterDay) {
  EXPECT_THAT(Decide(Ongoing(Action::ACCEPTED), given::Review(),
                     By(given::HousingLead())),
              FailsWith("ROLE_NEEDED"));
  auto command = given::Review();
  *command.mutable_next_review_date() = given::Date(kToday);
  EXPECT_THAT(Decide(Ongoing(Action::ACCEPTED), command, By(BoardManager())),
              FailsWith("REVIEW_DATE_NOT_AHEAD"));
}

TEST(ReviewActionTest, MayNameAMeetingThatIsThere) {
  auto command = given::Review();
  EXPECT_THAT(RelatedNames(command), IsEmpty());
  command.set_meeting(given::kMeeting);
  EXPECT_THAT(RelatedNames(command), ElementsAre(given::kMeeting));
  EXPECT_TRUE(
      Decide(Ongoing(Action::ACCEPTED), command, By(BoardManager())).ok());
  command.set_meeting("boards/ncc/meetings/nowhere");
  EXPECT_THAT(Decide(Ongoing(Action::ACCEPTED), command, By(BoardManager())),
              FailsWith("REFERENCE_NOT_FOUND"));
}

}  // namespace
}  // namespace actionplan::domain
