// Properties of the evaluator, over random lives of an action: what it leads to
// does not depend on how often or in what portions it is run.
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/resources/civil_date.h"
#include "tests/services/domain/escalation_world.h"

namespace actionplan::domain {
namespace {

constexpr int kLives = 100;
constexpr int kDays = 120;

// What happens to the action on a day of its life.
enum class Happening { kNothing, kMove, kNewDate, kResolvedByHand };

struct Day {
  Happening happening = Happening::kNothing;
  uint32_t choice = 0;
};

std::vector<Day> RandomLife(uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<Day> life(kDays);
  for (Day& day : life) {
    day.choice = random();
    switch (random() % 24) {
      case 0:
      case 1:
      case 2:
        day.happening = Happening::kMove;
        break;
      case 3:
        day.happening = Happening::kNewDate;
        break;
      case 4:
        day.happening = Happening::kResolvedByHand;
        break;
      default:
        break;
    }
  }
  return life;
}

// The next state of an action on a walk through its lifecycle.
v1::Action::State NextState(v1::Action::State state, uint32_t choice) {
  switch (state) {
    case v1::Action::ACCEPTED:
      return v1::Action::IN_PROGRESS;
    case v1::Action::IN_PROGRESS:
      return choice % 8 == 0 ? v1::Action::NOT_IMPLEMENTED
                             : v1::Action::SUBMITTED;
    case v1::Action::SUBMITTED:
      return choice % 2 == 0 ? v1::Action::IN_PROGRESS : v1::Action::VERIFIED;
    case v1::Action::VERIFIED:
      return choice % 2 == 0 ? v1::Action::CLOSED : v1::Action::IN_PROGRESS;
    default:
      return state;
  }
}

void Happen(const Day& day, EscalationWorld& world) {
  const v1::Action::State before = world.action().state();
  const v1::Action::State after = NextState(before, day.choice);
  switch (day.happening) {
    case Happening::kNothing:
      return;
    case Happening::kMove:
      if (after != before) world.SetState(after);
      // A reopening carries a new due date.
      if (before == v1::Action::VERIFIED && after != v1::Action::CLOSED) {
        world.SetDueDate(world.today() + static_cast<int>(day.choice % 10));
      }
      return;
    case Happening::kNewDate:
      if (before == v1::Action::IN_PROGRESS) {
        world.SetDueDate(world.today() + static_cast<int>(day.choice % 20));
      }
      return;
    case Happening::kResolvedByHand:
      return world.ResolveByHand();
  }
}

// When the scheduler evaluates beside after every event.
enum class Mornings { kAll, kTwice, kSomeWithoutEvents };

EscalationWorld Live(uint32_t seed, Mornings mornings) {
  std::mt19937 random(seed + 1);
  EscalationWorld world(absl::CivilDay(2026, 3, 2));
  for (const Day& day : RandomLife(seed)) {
    const bool left_out = mornings == Mornings::kSomeWithoutEvents &&
                          day.happening == Happening::kNothing &&
                          random() % 3 != 0;
    if (!left_out) world.Evaluate();
    if (mornings == Mornings::kTwice) world.Evaluate();
    Happen(day, world);
    if (day.happening != Happening::kNothing) world.Evaluate();
    world.NextDay();
  }
  world.Evaluate();
  return world;
}

TEST(EscalationHistoryTest, IsTheSameHoweverOftenADayIsEvaluated) {
  for (int seed = 0; seed < kLives; ++seed) {
    EXPECT_EQ(Live(seed, Mornings::kTwice).history(),
              Live(seed, Mornings::kAll).history())
        << "seed " << seed;
  }
}

TEST(EscalationHistoryTest, IsTheSameWhenQuietDaysAreLeftOut) {
  for (int seed = 0; seed < kLives; ++seed) {
    EXPECT_EQ(Live(seed, Mornings::kSomeWithoutEvents).history(),
              Live(seed, Mornings::kAll).history())
        << "seed " << seed;
  }
}

TEST(EscalationHistoryTest, SeesEveryKindOfFactInTheseLives) {
  std::string all;
  for (int seed = 0; seed < kLives; ++seed) {
    const EscalationWorld world = Live(seed, Mornings::kAll);
    for (const std::string& line : world.history()) {
      absl::StrAppend(&all, line, "\n");
    }
  }
  for (const char* fact :
       {"escalation_raised", "escalation_paused", "escalation_resumed",
        "SUBJECT_VERIFIED", "SUBJECT_RE_DATED", "SUBJECT_NOT_IMPLEMENTED",
        "RESOLVED_BY_HAND", "a12-timeliness-3"}) {
    EXPECT_THAT(all, testing::HasSubstr(fact));
  }
}

TEST(EscalationHistoryTest, StartsTheClocksWhenTheRecordIsMade) {
  EscalationWorld world(absl::CivilDay(2026, 3, 2));  // Due that day.
  for (int day = 0; day < 17; ++day) world.NextDay();

  world.Evaluate();  // On Thursday 19 March, after an outage.

  ASSERT_EQ(world.history().size(), 1u);
  EXPECT_THAT(world.history()[0],
              testing::HasSubstr("as_of_date { year: 2026 month: 3 day: 9 }"));
  const auto& escalation =
      world.escalations().at("boards/ncc/escalations/a12-timeliness-1");
  EXPECT_EQ(*resources::FromDate(escalation.acknowledge_by()),
            absl::CivilDay(2026, 3, 23));
  EXPECT_EQ(*resources::FromDate(escalation.respond_by()),
            absl::CivilDay(2026, 3, 26));
}

TEST(EscalationHistoryTest, IsTheSameWhenActionsAreEvaluatedApart) {
  std::vector<WatchedAction> actions;
  for (int i = 0; i < 20; ++i) {
    actions.push_back({.name = absl::StrCat("boards/ncc/actions/a", i, "x"),
                       .state = v1::Action::IN_PROGRESS,
                       .priority = v1::Action::MEDIUM,
                       .due_date = absl::CivilDay(2026, 3, 2) + i});
  }
  v1::EscalationPolicy policy;
  policy.mutable_overdue_by()->set_medium(5);
  const EvaluationBasis basis{
      .as_of = absl::CivilDay(2026, 3, 18),
      .policy = policy,
      .calendar = WorkingCalendar::Latest(Division::kScotland)};
  std::vector<std::string> together;
  std::vector<std::string> apart;

  for (const auto& command : Evaluate(basis, actions)) {
    together.push_back(command.name);
  }
  for (const WatchedAction& action : actions) {
    for (const auto& command : Evaluate(basis, {action})) {
      apart.push_back(command.name);
    }
  }

  EXPECT_EQ(together, apart);
  EXPECT_EQ(together.size(), 10u);
}

}  // namespace
}  // namespace actionplan::domain
