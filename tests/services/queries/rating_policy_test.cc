// The colours by policies of a board's own.
#include <ostream>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "actionplan/v1/action.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/rating_rules.h"
#include "services/queries/standing.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

using projections::v1::ActionPlanRow;
using support::FromText;
using support::IsText;
using v1::Action;
using v1::RatingPolicy;

// Friday 20 March 2026: no holiday is near.
constexpr absl::CivilDay kToday(2026, 3, 20);

int64_t Seconds(absl::CivilDay day) {
  return absl::ToUnixSeconds(
      absl::FromCivil(absl::CivilHour(day) + 9, absl::UTCTimeZone()));
}

// In progress, reported on today, due in two months as it always was.
ActionPlanRow OnTrack() {
  ActionPlanRow row;
  row.set_state(Action::IN_PROGRESS);
  row.set_due_day(DayNumber(kToday + 60));
  row.set_original_due_day(DayNumber(kToday + 60));
  row.set_started_seconds(Seconds(kToday - 30));
  row.set_latest_progress_seconds(Seconds(kToday));
  return row;
}

ActionPlanRow DueIn(int days) {
  ActionPlanRow row = OnTrack();
  row.set_due_day(DayNumber(kToday + days));
  row.set_original_due_day(DayNumber(kToday + days));
  return row;
}

template <typename Change>
ActionPlanRow With(Change change, ActionPlanRow row = OnTrack()) {
  change(row);
  return row;
}

// Everything that can be a threshold is another than the standard one.
RatingPolicy PolicyWith(RatingPolicy::Condition red) {
  auto policy = FromText<RatingPolicy>(R"pb(
    version: 2
    due_soon_days: 5
    stale_days: 3
    long_overdue_days: 4
    rejections: 1
    override_days: 10
    ageing_bounds: [ 2, 4 ])pb");
  policy.add_red(red);
  return policy;
}

v1::Rating RatingBy(const RatingPolicy& policy, const ActionPlanRow& row) {
  return StandingOf(row,
                    {.calendar = domain::WorkingCalendar::Latest(
                         domain::Division::kEnglandAndWales),
                     .zone = absl::UTCTimeZone(),
                     .due_on = kToday,
                     .rules = {.version = "boards/ncc/2", .policy = policy}})
      .rating;
}

struct Case {
  RatingPolicy::Condition condition;
  ActionPlanRow holds;
  ActionPlanRow just_not;
};

void PrintTo(const Case& c, std::ostream* out) {
  *out << RatingPolicy::Condition_Name(c.condition);
}

std::vector<Case> AllCases() {
  const auto unreported = [](ActionPlanRow& row) {
    row.clear_latest_progress_seconds();
  };
  const auto submitted = [](ActionPlanRow& row) {
    row.set_state(Action::SUBMITTED);
  };
  return {
      {RatingPolicy::OVERDUE, DueIn(-1), DueIn(0)},
      {RatingPolicy::OVERDUE, DueIn(-40), With(submitted, DueIn(-40))},
      // Monday is four working days before Friday, Tuesday three.
      {RatingPolicy::LONG_OVERDUE, DueIn(-4), DueIn(-3)},
      {RatingPolicy::PAST_ORIGINAL_DATE,
       With([](auto& row) { row.set_original_due_day(DayNumber(kToday - 1)); }),
       With([](auto& row) { row.set_original_due_day(DayNumber(kToday)); })},
      {RatingPolicy::PAST_ORIGINAL_DATE, DueIn(-1),
       With([](auto& row) { row.clear_original_due_day(); }, DueIn(-1))},
      {RatingPolicy::REJECTED, With([](auto& row) { row.set_rejections(1); }),
       OnTrack()},
      // The next Friday is five working days away.
      {RatingPolicy::DUE_SOON, DueIn(7), DueIn(10)},
      {RatingPolicy::DUE_SOON, DueIn(0), DueIn(-1)},
      {RatingPolicy::DUE_SOON_WITHOUT_PROGRESS, With(unreported, DueIn(7)),
       DueIn(7)},
      // Friday is three working days after Tuesday, four after Monday.
      {RatingPolicy::STALE, With([](auto& row) {
         row.set_latest_progress_seconds(Seconds(kToday - 4));
       }),
       With([](auto& row) {
         row.set_latest_progress_seconds(Seconds(kToday - 3));
       })},
      {RatingPolicy::BLOCKED,
       With([](auto& row) { row.set_state(Action::BLOCKED); }), OnTrack()},
      {RatingPolicy::DECLINED,
       With([](auto& row) { row.set_state(Action::DECLINED); }), OnTrack()},
      {RatingPolicy::EXTENSION_PENDING,
       With([](auto& row) { row.set_extension_pending(true); }), OnTrack()},
      {RatingPolicy::EXTENDED,
       With([](auto& row) { row.set_approved_extensions(1); }), OnTrack()},
      {RatingPolicy::AT_RISK,
       With([](auto& row) { row.set_own_view(Action::AT_RISK); }),
       With([](auto& row) { row.set_own_view(Action::ON_TRACK); })},
      {RatingPolicy::AT_RISK,
       With([](auto& row) { row.set_own_view(Action::OFF_TRACK); }), OnTrack()},
      {RatingPolicy::OFF_TRACK,
       With([](auto& row) { row.set_own_view(Action::OFF_TRACK); }),
       With([](auto& row) { row.set_own_view(Action::AT_RISK); })},
  };
}

class ConditionTest : public testing::TestWithParam<Case> {};

TEST_P(ConditionTest, IsEnoughForRedOrAmberAndForNothingElse) {
  const Case& c = GetParam();
  const RatingPolicy red = PolicyWith(c.condition);
  RatingPolicy amber = PolicyWith(RatingPolicy::CONDITION_UNSPECIFIED);
  amber.add_amber(c.condition);

  EXPECT_EQ(RatingBy(red, c.holds), v1::RED);
  EXPECT_EQ(RatingBy(amber, c.holds), v1::AMBER);
  for (const RatingPolicy& policy : {red, amber}) {
    const v1::Rating rating = RatingBy(policy, c.just_not);
    EXPECT_TRUE(rating == v1::GREEN || rating == v1::GREY)
        << v1::Rating_Name(rating);
  }
}

TEST_P(ConditionTest, SaysNothingOfWhatIsDoneOrGivenUp) {
  ActionPlanRow row = GetParam().holds;
  const RatingPolicy policy = PolicyWith(GetParam().condition);
  row.set_state(Action::VERIFIED);
  EXPECT_EQ(RatingBy(policy, row), v1::BLUE);
  row.set_state(Action::CANCELLED);
  EXPECT_EQ(RatingBy(policy, row), v1::RATING_UNSPECIFIED);
}

INSTANTIATE_TEST_SUITE_P(EveryCondition, ConditionTest,
                         testing::ValuesIn(AllCases()));

TEST(ConditionsTest, AreAllTried) {
  std::vector<int> tried;
  for (const Case& c : AllCases()) tried.push_back(c.condition);
  for (int condition = 1; condition <= RatingPolicy::Condition_MAX;
       ++condition) {
    EXPECT_THAT(tried, testing::Contains(condition));
  }
}

TEST(RatingPolicyTest, PrefersRedToAmber) {
  RatingPolicy policy = PolicyWith(RatingPolicy::OVERDUE);
  policy.add_amber(RatingPolicy::BLOCKED);
  ActionPlanRow row = DueIn(-1);
  row.set_state(Action::BLOCKED);
  EXPECT_EQ(RatingBy(policy, row), v1::RED);
}

TEST(RatingPolicyTest, OfABoardMayCallALongTimeAmberAndALongerOneRed) {
  RatingPolicy policy = PolicyWith(RatingPolicy::LONG_OVERDUE);
  policy.add_amber(RatingPolicy::OVERDUE);
  EXPECT_EQ(RatingBy(policy, DueIn(-1)), v1::AMBER);
  EXPECT_EQ(RatingBy(policy, DueIn(-4)), v1::RED);
}

TEST(RatingRulesTest, AreTheStandardOnesUntilABoardAdoptsItsOwn) {
  v1::Board board;
  board.set_name("boards/ncc");
  EXPECT_EQ(domain::RatingRulesOf(board).version, "standard/1");
  EXPECT_THAT(domain::RatingRulesOf(board).policy, IsText(R"pb(
                due_soon_days: 10
                stale_days: 20
                rejections: 2
                override_days: 90
                ageing_bounds: [ 5, 10, 20, 60 ]
                red: [ OVERDUE, REJECTED ]
                amber: [
                  BLOCKED,
                  EXTENSION_PENDING,
                  EXTENDED,
                  DUE_SOON_WITHOUT_PROGRESS,
                  STALE
                ])pb"));
}

TEST(RatingRulesTest, AreNamedAfterTheBoardAndItsVersion) {
  v1::Board board;
  board.set_name("boards/ncc");
  *board.mutable_rating_policy() = PolicyWith(RatingPolicy::STALE);
  EXPECT_EQ(domain::RatingRulesOf(board).version, "boards/ncc/2");
  EXPECT_THAT(domain::RatingRulesOf(board).policy.red(),
              testing::ElementsAre(RatingPolicy::STALE));
}

}  // namespace
}  // namespace actionplan::queries
