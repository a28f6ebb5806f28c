// Properties of the evaluator, over random lives of an action: what it leads to
// does not depend on how often or in what portions it is run.
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/resources/civil_date.h"
#include "tests/services/domain/escalation_world.h"

namespace actionplan::domain {
namespace {

constexpr int kLives = 50;
constexpr int kDays = 120;

// What happens to the action, or to its escalations, on a day of its life.
enum class Happening {
  kNothing,
  kMove,
  kNewDate,
  kReport,
  kExtension,
  kAcknowledged,
  kRecovery,
  kLowered,
  kResolvedByHand
};

struct Day {
  Happening happening = Happening::kNothing;
  uint32_t choice = 0;
};

std::vector<Day> RandomLife(uint32_t seed) {
  constexpr Happening kHappenings[] = {
      Happening::kMove,         Happening::kMove,
      Happening::kMove,         Happening::kMove,
      Happening::kNewDate,      Happening::kReport,
      Happening::kExtension,    Happening::kAcknowledged,
      Happening::kAcknowledged, Happening::kRecovery,
      Happening::kLowered,      Happening::kResolvedByHand};
  std::mt19937 random(seed);
  std::vector<Day> life(kDays);
  for (Day& day : life) {
    day.choice = random();
    const uint32_t drawn = random() % 60;
    if (drawn < std::size(kHappenings)) day.happening = kHappenings[drawn];
  }
  return life;
}

// The next step of an action on a walk through its lifecycle.
void Move(uint32_t choice, EscalationWorld& world) {
  const absl::CivilDay soon = world.today() + 1 + static_cast<int>(choice % 9);
  switch (world.action().state()) {
    case v1::Action::ASSIGNED:
      return world.SetState(choice % 3 == 0 ? v1::Action::DECLINED
                                            : v1::Action::ACCEPTED);
    case v1::Action::DECLINED:
      return world.SetState(v1::Action::ASSIGNED);
    case v1::Action::ACCEPTED:
      return world.SetState(choice % 3 == 0 ? v1::Action::ASSIGNED
                                            : v1::Action::IN_PROGRESS);
    case v1::Action::IN_PROGRESS:
      if (choice % 5 == 0) return world.Block(soon);
      return world.SetState(choice % 16 == 1 ? v1::Action::NOT_IMPLEMENTED
                                             : v1::Action::SUBMITTED);
    case v1::Action::BLOCKED:
      return world.SetState(v1::Action::IN_PROGRESS);
    case v1::Action::SUBMITTED:
      return choice % 3 == 0 ? world.SetState(v1::Action::VERIFIED)
                             : world.Reject();
    case v1::Action::VERIFIED:
      // A reopening carries a new due date.
      world.SetState(v1::Action::IN_PROGRESS);
      return world.SetDueDate(soon);
    default:
      return;
  }
}

void Happen(const Day& day, EscalationWorld& world) {
  const v1::Action::State state = world.action().state();
  const absl::CivilDay later =
      world.today() + static_cast<int>(day.choice % 20);
  switch (day.happening) {
    case Happening::kNothing:
      return;
    case Happening::kMove:
      return Move(day.choice, world);
    case Happening::kNewDate:
      if (state == v1::Action::IN_PROGRESS) world.SetDueDate(later);
      return;
    case Happening::kReport:
      if (state == v1::Action::IN_PROGRESS) world.Report();
      return;
    case Happening::kExtension:
      if (state != v1::Action::IN_PROGRESS) return;
      return world.action().has_pending_extension() ? world.AnswerExtension()
                                                    : world.RequestExtension();
    case Happening::kAcknowledged:
      return world.Acknowledge();
    case Happening::kRecovery:
      return world.AgreeRecovery(later);
    case Happening::kLowered:
      return world.Lower();
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

// The episodes that rules raised, with what each saw.
std::vector<std::string> Raised(const EscalationWorld& world) {
  std::vector<std::string> raised;
  for (const std::string& line : world.history()) {
    if (absl::StrContains(line, "escalation_raised")) raised.push_back(line);
  }
  std::sort(raised.begin(), raised.end());
  return raised;
}

// Levels rise later, because their clocks start when they are recorded.
TEST(EscalationHistoryTest, RaisesTheSameEpisodesWhenQuietDaysAreLeftOut) {
  for (int seed = 0; seed < kLives; ++seed) {
    EXPECT_EQ(Raised(Live(seed, Mornings::kSomeWithoutEvents)),
              Raised(Live(seed, Mornings::kAll)))
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
  for (const char* fact : {"escalation_raised",
                           "escalation_paused",
                           "escalation_resumed",
                           "SUBJECT_VERIFIED",
                           "SUBJECT_RE_DATED",
                           "SUBJECT_NOT_IMPLEMENTED",
                           "SUBJECT_ANSWERED",
                           "SUBJECT_UPDATED",
                           "RESOLVED_BY_HAND",
                           "NOT_ACCEPTED",
                           "DECLINED",
                           "STALE",
                           "BLOCKED_PAST_REVIEW",
                           "EXTENSION_CAP_REACHED",
                           "REJECTED_TWICE",
                           "NO_ACKNOWLEDGEMENT",
                           "NO_RESPONSE",
                           "RECOVERY_MISSED",
                           "escalation_lowered",
                           "level: 4",
                           "a12-timeliness-3"}) {
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
