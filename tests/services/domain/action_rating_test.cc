#include "services/domain/action_rating.h"

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/domain/action_given.h"
#include "tests/support/error_metadata.h"
#include "tests/support/text_proto.h"

namespace actionplan::domain {
namespace {

using events::v1::ActionFact;
using given::kToday;
using support::FailsWith;
using support::IsText;
using support::MetadataOf;
using v1::Action;
using v1::RatingOverride;

v1::OverrideRatingRequest Until(absl::CivilDay end) {
  return given::OverrideRating(RatingOverride::AMBER, end);
}

Circumstances ByManager() { return given::By(support::BoardManager()); }

// A board whose own policy allows so many days.
Circumstances WithPolicyOf(int days, Circumstances now) {
  v1::Board board;
  board.set_name(given::kBoard);
  board.mutable_rating_policy()->set_version(3);
  board.mutable_rating_policy()->set_override_days(days);
  now.related.Add(given::kBoard,
                  std::make_shared<const resources::Resource>(board));
  return now;
}

TEST(OverrideRatingTest, SaysWhichColourWhyAndHowLong) {
  ASSERT_DECIDES(const ActionFact fact, given::ActionIn(Action::IN_PROGRESS),
                 Until(kToday + 14), ByManager());
  EXPECT_THAT(fact, IsText(R"pb(
                rating_overridden {
                  colour: AMBER
                  end_date { year: 2026 month: 3 day: 16 }
                  reason {
                    clear: "The new pathway starts on Monday."
                    subject: "principals/manager-1"
                  }
                })pb"));
}

TEST(OverrideRatingTest, ShowsOnTheActionAndLeavesItsState) {
  const Circumstances now = ByManager();
  const Action action = given::ActionIn(Action::IN_PROGRESS);
  ASSERT_OK_AND_ASSIGN(const auto facts, Decide(action, Until(kToday), now));
  const Action after = given::After(facts, now, action);
  EXPECT_EQ(after.state(), Action::IN_PROGRESS);
  EXPECT_EQ(after.rating_override().colour(), RatingOverride::AMBER);
  EXPECT_EQ(after.rating_override().author(), "manager-1");
  EXPECT_EQ(after.rating_override().reason(),
            "The new pathway starts on Monday.");
}

TEST(OverrideRatingTest, KeepsTheColourBeforeWhileThatCounts) {
  Action action = given::ActionIn(Action::ACCEPTED);
  action.mutable_rating_override()->set_colour(RatingOverride::GREEN);
  *action.mutable_rating_override()->mutable_end_date() = given::Date(kToday);

  ASSERT_DECIDES(const ActionFact counts, action, Until(kToday + 7),
                 ByManager());
  EXPECT_EQ(counts.rating_overridden().previous_colour(),
            events::v1::RatingOverridden::GREEN);
  EXPECT_TRUE(counts.rating_overridden().has_previous_end_date());

  *action.mutable_rating_override()->mutable_end_date() =
      given::Date(kToday - 1);
  ASSERT_DECIDES(const ActionFact ended, action, Until(kToday + 7),
                 ByManager());
  EXPECT_EQ(ended.rating_overridden().previous_colour(),
            events::v1::RatingOverridden::COLOUR_UNSPECIFIED);
  EXPECT_FALSE(ended.rating_overridden().has_previous_end_date());
}

TEST(OverrideRatingTest, EndsOnTheDayItselfAtTheEarliest) {
  const Action action = given::ActionIn(Action::ACCEPTED);
  EXPECT_OK(Decide(action, Until(kToday), ByManager()));
  EXPECT_THAT(Decide(action, Until(kToday - 1), ByManager()),
              FailsWith("OVERRIDE_ENDED"));
}

TEST(OverrideRatingTest, EndsAfterNinetyDaysAtTheLatest) {
  const Action action = given::ActionIn(Action::ACCEPTED);
  EXPECT_OK(Decide(action, Until(kToday + 90), ByManager()));
  const auto refused = Decide(action, Until(kToday + 91), ByManager());
  EXPECT_THAT(refused, FailsWith("OVERRIDE_TOO_LONG"));
  EXPECT_EQ(MetadataOf(refused.status(), "last_day"), "2026-05-31");
  EXPECT_EQ(MetadataOf(refused.status(), "rating_policy_version"),
            "standard/1");
}

TEST(OverrideRatingTest, EndsWhenTheBoardsOwnPolicySays) {
  const Action action = given::ActionIn(Action::ACCEPTED);
  const Circumstances now = WithPolicyOf(30, ByManager());
  EXPECT_OK(Decide(action, Until(kToday + 30), now));
  const auto refused = Decide(action, Until(kToday + 31), now);
  EXPECT_THAT(refused, FailsWith("OVERRIDE_TOO_LONG"));
  EXPECT_EQ(MetadataOf(refused.status(), "rating_policy_version"),
            "boards/ncc/3");
}

TEST(OverrideRatingTest, IsReckonedFromTheDayOnWhichItWasGiven) {
  const Action action = given::ActionIn(Action::ACCEPTED);
  const Circumstances yesterday =
      given::ByOn(support::BoardManager(), kToday - 1);
  EXPECT_OK(Decide(action, Until(kToday - 1), yesterday));
  EXPECT_THAT(Decide(action, Until(kToday + 90), yesterday),
              FailsWith("OVERRIDE_TOO_LONG"));
}

TEST(OverrideRatingTest, IsForTheBoardsOffice) {
  const Action action = given::ActionIn(Action::ACCEPTED);
  for (const Caller& caller :
       {support::BoardManager(), support::SubGroupChair(),
        support::IndependentChair()}) {
    EXPECT_OK(Decide(action, Until(kToday + 1), given::By(caller)));
  }
  for (const Caller& caller : {given::HousingLead(), given::PoliceLead()}) {
    EXPECT_THAT(Decide(action, Until(kToday + 1), given::By(caller)),
                FailsWith("ROLE_NEEDED"));
  }
}

}  // namespace
}  // namespace actionplan::domain
