#include "services/domain/escalation_evaluator.h"

#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/text_proto.h"

namespace actionplan::domain {
namespace {

using support::FromText;
using support::IsText;
using testing::IsEmpty;
using testing::SizeIs;

using Clocks = OpenEscalation::Clocks;

constexpr char kAction[] = "boards/ncc/actions/a12";
constexpr char kFirst[] = "boards/ncc/escalations/a12-timeliness-1";

// A policy with HIGH 1, MEDIUM 5 and LOW 10 working days, in England.
EvaluationBasis On(absl::CivilDay as_of) {
  return {
      .as_of = as_of,
      .policy = FromText<v1::EscalationPolicy>(
          "version: 3 overdue_by { high: 1 medium: 5 low: 10 }"),
      .calendar = WorkingCalendar::Latest(Division::kEnglandAndWales),
  };
}

// Due on Monday 23 February 2026; five working days later it is Monday 2 March.
WatchedAction InProgress() {
  return {.name = kAction,
          .state = v1::Action::IN_PROGRESS,
          .priority = v1::Action::MEDIUM,
          .due_date = absl::CivilDay(2026, 2, 23)};
}

WatchedAction Escalated(v1::Action::State state, Clocks clocks) {
  WatchedAction action = InProgress();
  action.state = state;
  action.open = {{.name = kFirst,
                  .family = v1::Escalation::TIMELINESS,
                  .rule = v1::Escalation::OVERDUE_BY,
                  .clocks = clocks}};
  action.episodes[v1::Escalation::TIMELINESS] = {
      .count = 1, .trigger = *action.due_date - absl::CivilDay(1970, 1, 1)};
  return action;
}

// The resolution that the evaluation asks for; unspecified when none.
v1::Escalation::Resolution ResolutionOf(const WatchedAction& action,
                                        absl::CivilDay as_of) {
  for (const auto& [name, command] : Evaluate(On(as_of), {action})) {
    const auto* resolve = std::get_if<ResolveByRule>(&command);
    if (resolve != nullptr && name == kFirst) return resolve->resolution;
  }
  return v1::Escalation::RESOLUTION_UNSPECIFIED;
}

TEST(OverdueByTest, RaisesOnTheFirstDayOnWhichTheRuleHolds) {
  EXPECT_THAT(Evaluate(On(absl::CivilDay(2026, 3, 1)), {InProgress()}),
              IsEmpty());

  const auto commands =
      Evaluate(On(absl::CivilDay(2026, 3, 2)), {InProgress()});

  ASSERT_THAT(commands, SizeIs(1));
  EXPECT_EQ(commands[0].name, kFirst);
  const auto& raise = std::get<RaiseByRule>(commands[0].command);
  EXPECT_EQ(raise.episode.subject, kAction);
  EXPECT_EQ(raise.episode.family, v1::Escalation::TIMELINESS);
  EXPECT_EQ(raise.episode.number, 1);
  auto grounds = raise.grounds;
  EXPECT_EQ(grounds.calendar_version(),
            WorkingCalendar::Latest(Division::kEnglandAndWales).version());
  grounds.clear_calendar_version();
  EXPECT_THAT(grounds, IsText(R"pb(
                as_of_date { year: 2026 month: 3 day: 2 }
                due_date { year: 2026 month: 2 day: 23 }
                working_days_overdue: 5
                working_days_allowed: 5
                policy_version: 3
              )pb"));
}

TEST(OverdueByTest, AllowsWhatThePolicySaysForThePriority) {
  struct Example {
    v1::Action::Priority priority;
    absl::CivilDay first_day;
  };
  for (const Example& example :
       {Example{v1::Action::HIGH, absl::CivilDay(2026, 2, 24)},
        Example{v1::Action::MEDIUM, absl::CivilDay(2026, 3, 2)},
        Example{v1::Action::LOW, absl::CivilDay(2026, 3, 9)}}) {
    WatchedAction action = InProgress();
    action.priority = example.priority;
    EXPECT_THAT(Evaluate(On(example.first_day - 1), {action}), IsEmpty());
    EXPECT_THAT(Evaluate(On(example.first_day), {action}), SizeIs(1));
  }
}

TEST(OverdueByTest, CountsNoBankHolidays) {
  // Due on Thursday 2 April 2026; Good Friday and Easter Monday follow.
  WatchedAction action = InProgress();
  action.priority = v1::Action::HIGH;
  action.due_date = absl::CivilDay(2026, 4, 2);

  EXPECT_THAT(Evaluate(On(absl::CivilDay(2026, 4, 6)), {action}), IsEmpty());
  EXPECT_THAT(Evaluate(On(absl::CivilDay(2026, 4, 7)), {action}), SizeIs(1));
}

TEST(OverdueByTest, RaisesLateWithTheDayOnWhichItFirstHeld) {
  const auto in_time = Evaluate(On(absl::CivilDay(2026, 3, 2)), {InProgress()});
  const auto late = Evaluate(On(absl::CivilDay(2026, 4, 30)), {InProgress()});

  ASSERT_THAT(late, SizeIs(1));
  EXPECT_EQ(late[0].name, in_time[0].name);
  EXPECT_THAT(
      std::get<RaiseByRule>(late[0].command).grounds,
      IsText(std::get<RaiseByRule>(in_time[0].command).grounds.DebugString()));
}

TEST(OverdueByTest, HeldNotBeforeTheActionWasAsItIs) {
  WatchedAction action = InProgress();
  action.unchanged_since = absl::CivilDay(2026, 3, 11);  // A rejected claim.

  EXPECT_THAT(Evaluate(On(absl::CivilDay(2026, 3, 10)), {action}), IsEmpty());
  const auto commands = Evaluate(On(absl::CivilDay(2026, 3, 20)), {action});

  ASSERT_THAT(commands, SizeIs(1));
  const auto& grounds = std::get<RaiseByRule>(commands[0].command).grounds;
  EXPECT_EQ(grounds.as_of_date().day(), 11);
  EXPECT_EQ(grounds.working_days_overdue(), 12);
}

TEST(OverdueByTest, HeldNotBeforeThePolicyWasAdopted) {
  EvaluationBasis basis = On(absl::CivilDay(2026, 3, 20));
  basis.in_force_since = absl::CivilDay(2026, 3, 18);

  const auto commands = Evaluate(basis, {InProgress()});

  ASSERT_THAT(commands, SizeIs(1));
  EXPECT_EQ(
      std::get<RaiseByRule>(commands[0].command).grounds.as_of_date().day(),
      18);
}

TEST(OverdueByTest, RaisesInEveryStateInWhichTheClockRuns) {
  for (const auto state :
       {v1::Action::ASSIGNED, v1::Action::ACCEPTED, v1::Action::IN_PROGRESS,
        v1::Action::BLOCKED, v1::Action::DECLINED}) {
    WatchedAction action = InProgress();
    action.state = state;
    EXPECT_THAT(Evaluate(On(absl::CivilDay(2026, 3, 2)), {action}), SizeIs(1))
        << v1::Action::State_Name(state);
  }
  for (const auto state :
       {v1::Action::DRAFT, v1::Action::SUBMITTED, v1::Action::VERIFIED,
        v1::Action::CLOSED, v1::Action::NOT_IMPLEMENTED, v1::Action::SUPERSEDED,
        v1::Action::CANCELLED}) {
    WatchedAction action = InProgress();
    action.state = state;
    EXPECT_THAT(Evaluate(On(absl::CivilDay(2026, 3, 2)), {action}), IsEmpty())
        << v1::Action::State_Name(state);
  }
}

TEST(OverdueByTest, RaisesNothingWithoutPolicyDateOrPriority) {
  EvaluationBasis no_policy = On(absl::CivilDay(2026, 6, 1));
  no_policy.policy.Clear();
  WatchedAction ongoing = InProgress();
  ongoing.due_date.reset();
  WatchedAction without_priority = InProgress();
  without_priority.priority = v1::Action::PRIORITY_UNSPECIFIED;

  EXPECT_THAT(Evaluate(no_policy, {InProgress()}), IsEmpty());
  EXPECT_THAT(
      Evaluate(On(absl::CivilDay(2026, 6, 1)), {ongoing, without_priority}),
      IsEmpty());
}

TEST(OverdueByTest, RaisesNoSecondEpisodeForADueDate) {
  WatchedAction resolved_by_hand =
      Escalated(v1::Action::IN_PROGRESS, Clocks::kRunning);
  resolved_by_hand.open.clear();

  EXPECT_THAT(Evaluate(On(absl::CivilDay(2026, 6, 1)), {resolved_by_hand}),
              IsEmpty());
}

TEST(OverdueByTest, RaisesAnewWhatEndedByItselfAndIsBack) {
  WatchedAction put_right =
      Escalated(v1::Action::IN_PROGRESS, Clocks::kRunning);
  put_right.open.clear();
  put_right.episodes[v1::Escalation::TIMELINESS].ended_by_rule = true;

  const auto commands = Evaluate(On(absl::CivilDay(2026, 6, 1)), {put_right});

  ASSERT_THAT(commands, SizeIs(1));
  EXPECT_EQ(commands[0].name, "boards/ncc/escalations/a12-timeliness-2");
}

TEST(OverdueByTest, RaisesTheNextEpisodeForAnotherDueDate) {
  WatchedAction action = Escalated(v1::Action::IN_PROGRESS, Clocks::kRunning);
  action.open.clear();
  action.due_date = absl::CivilDay(2026, 3, 16);

  const auto commands = Evaluate(On(absl::CivilDay(2026, 6, 1)), {action});

  ASSERT_THAT(commands, SizeIs(1));
  EXPECT_EQ(commands[0].name, "boards/ncc/escalations/a12-timeliness-2");
}

TEST(OverdueByTest, RaisesBesideAnEscalationByHand) {
  WatchedAction action = InProgress();
  action.open = {{.name = "boards/ncc/escalations/a12-by-hand-1",
                  .family = v1::Escalation::BY_HAND}};

  EXPECT_THAT(Evaluate(On(absl::CivilDay(2026, 3, 2)), {action}), SizeIs(1));
}

TEST(OpenEscalationTest, IsLeftAloneWhileTheActionIsLate) {
  EXPECT_THAT(Evaluate(On(absl::CivilDay(2026, 6, 1)),
                       {Escalated(v1::Action::IN_PROGRESS, Clocks::kRunning)}),
              IsEmpty());
}

TEST(OpenEscalationTest, IsPausedOnceWhileCompletionIsSubmitted) {
  const auto as_of = On(absl::CivilDay(2026, 3, 5));

  const auto commands =
      Evaluate(as_of, {Escalated(v1::Action::SUBMITTED, Clocks::kRunning)});

  ASSERT_THAT(commands, SizeIs(1));
  EXPECT_EQ(commands[0].name, kFirst);
  EXPECT_EQ(std::get<PauseEscalation>(commands[0].command).subject, kAction);
  EXPECT_THAT(
      Evaluate(as_of, {Escalated(v1::Action::SUBMITTED, Clocks::kPaused)}),
      IsEmpty());
}

TEST(OpenEscalationTest, IsResumedWhenTheClockRunsAgain) {
  const auto commands =
      Evaluate(On(absl::CivilDay(2026, 3, 5)),
               {Escalated(v1::Action::IN_PROGRESS, Clocks::kPaused)});

  ASSERT_THAT(commands, SizeIs(1));
  EXPECT_EQ(commands[0].name, kFirst);
  EXPECT_EQ(std::get<ResumeEscalation>(commands[0].command).subject, kAction);
}

TEST(OpenEscalationTest, IsResolvedWhenTheActionIsDoneOrGivenUp) {
  const absl::CivilDay day(2026, 3, 5);
  for (const auto clocks : {Clocks::kRunning, Clocks::kPaused}) {
    for (const auto state : {v1::Action::VERIFIED, v1::Action::CLOSED}) {
      EXPECT_EQ(ResolutionOf(Escalated(state, clocks), day),
                v1::Escalation::SUBJECT_VERIFIED);
    }
    EXPECT_EQ(ResolutionOf(Escalated(v1::Action::CANCELLED, clocks), day),
              v1::Escalation::SUBJECT_CANCELLED);
    EXPECT_EQ(ResolutionOf(Escalated(v1::Action::NOT_IMPLEMENTED, clocks), day),
              v1::Escalation::SUBJECT_NOT_IMPLEMENTED);
    EXPECT_EQ(ResolutionOf(Escalated(v1::Action::SUPERSEDED, clocks), day),
              v1::Escalation::SUBJECT_SUPERSEDED);
  }
}

TEST(OpenEscalationTest, IsResolvedWhenTheDueDateIsNotPastAnyMore) {
  const absl::CivilDay day(2026, 3, 5);
  WatchedAction re_dated = Escalated(v1::Action::IN_PROGRESS, Clocks::kPaused);
  re_dated.due_date = day;
  WatchedAction ongoing = Escalated(v1::Action::IN_PROGRESS, Clocks::kRunning);
  ongoing.due_date.reset();
  WatchedAction still_late =
      Escalated(v1::Action::IN_PROGRESS, Clocks::kRunning);
  still_late.due_date = day - 1;

  EXPECT_EQ(ResolutionOf(re_dated, day), v1::Escalation::SUBJECT_RE_DATED);
  EXPECT_EQ(ResolutionOf(ongoing, day), v1::Escalation::SUBJECT_RE_DATED);
  EXPECT_THAT(Evaluate(On(day), {still_late}), IsEmpty());
}

// Waits at level 1 for an acknowledgement until Wednesday 4 March and for an
// answer until Monday 9 March.
WatchedAction Unanswered() {
  WatchedAction action = Escalated(v1::Action::IN_PROGRESS, Clocks::kRunning);
  action.open[0].acknowledge_by = absl::CivilDay(2026, 3, 4);
  action.open[0].respond_by = absl::CivilDay(2026, 3, 9);
  return action;
}

// The one level that the evaluation raises; of no rule when it raises none.
RaiseLevel LevelRaised(const WatchedAction& action, absl::CivilDay as_of) {
  for (const auto& [name, command] : Evaluate(On(as_of), {action})) {
    const auto* raise = std::get_if<RaiseLevel>(&command);
    if (raise != nullptr && name == kFirst) return *raise;
  }
  return RaiseLevel();
}

TEST(LevelTest, RisesOnTheWorkingDayAfterNobodyAcknowledged) {
  const WatchedAction action = Unanswered();

  EXPECT_THAT(Evaluate(On(absl::CivilDay(2026, 3, 4)), {action}), IsEmpty());
  const auto raise = LevelRaised(action, absl::CivilDay(2026, 3, 5));

  EXPECT_EQ(raise.rule, v1::Escalation::NO_ACKNOWLEDGEMENT);
  EXPECT_EQ(raise.from, 1);
  EXPECT_EQ(raise.subject, kAction);
  auto grounds = raise.grounds;
  grounds.clear_calendar_version();
  EXPECT_THAT(grounds, IsText(R"pb(
                as_of_date { year: 2026 month: 3 day: 5 }
                missed_date { year: 2026 month: 3 day: 4 }
                policy_version: 3
              )pb"));
}

TEST(LevelTest, RoseNotBeforePolicyAndCalendarWereInForce) {
  EvaluationBasis basis = On(absl::CivilDay(2026, 3, 12));
  basis.in_force_since = absl::CivilDay(2026, 3, 11);

  const auto commands = Evaluate(basis, {Unanswered()});

  ASSERT_THAT(commands, SizeIs(1));
  EXPECT_EQ(
      std::get<RaiseLevel>(commands[0].command).grounds.as_of_date().day(), 11);
}

TEST(LevelTest, RisesWhenNobodyAnsweredWhatWasAcknowledged) {
  WatchedAction action = Unanswered();
  action.open[0].acknowledge_by.reset();

  EXPECT_THAT(Evaluate(On(absl::CivilDay(2026, 3, 9)), {action}), IsEmpty());
  EXPECT_EQ(LevelRaised(action, absl::CivilDay(2026, 3, 10)).rule,
            v1::Escalation::NO_RESPONSE);
}

TEST(LevelTest, RisesOnAMondayForAMissedFriday) {
  WatchedAction action = Unanswered();
  action.open[0].acknowledge_by = absl::CivilDay(2026, 3, 6);

  EXPECT_THAT(Evaluate(On(absl::CivilDay(2026, 3, 8)), {action}), IsEmpty());
  EXPECT_EQ(LevelRaised(action, absl::CivilDay(2026, 3, 9)).rule,
            v1::Escalation::NO_ACKNOWLEDGEMENT);
}

TEST(LevelTest, IsHeldByARecoveryDateUntilThatIsMissed) {
  WatchedAction action = Unanswered();
  action.open[0].recovery_date = absl::CivilDay(2026, 3, 31);

  EXPECT_THAT(Evaluate(On(absl::CivilDay(2026, 3, 31)), {action}), IsEmpty());
  const auto raise = LevelRaised(action, absl::CivilDay(2026, 4, 20));
  EXPECT_EQ(raise.rule, v1::Escalation::RECOVERY_MISSED);
  EXPECT_THAT(raise.grounds.as_of_date(), IsText("year: 2026 month: 4 day: 1"));
}

TEST(LevelTest, RisesNoHigherThanThePolicySays) {
  WatchedAction action = Unanswered();
  EvaluationBasis basis = On(absl::CivilDay(2026, 3, 5));
  for (const auto& [highest, level, rises] :
       std::vector<std::tuple<int, int, bool>>{{0, 3, true},
                                               {0, 4, false},
                                               {5, 4, true},
                                               {5, 5, false},
                                               {1, 1, false}}) {
    basis.policy.set_highest_level(highest);
    action.open[0].level = level;
    EXPECT_THAT(Evaluate(basis, {action}), SizeIs(rises ? 1 : 0))
        << highest << " " << level;
  }
}

TEST(LevelTest, StandsStillWhileThePauseLasts) {
  WatchedAction action = Unanswered();
  action.state = v1::Action::SUBMITTED;
  action.open[0].clocks = Clocks::kPaused;

  EXPECT_THAT(Evaluate(On(absl::CivilDay(2026, 6, 1)), {action}), IsEmpty());
}

TEST(LevelTest, RisesForWhatPeopleRaisedToo) {
  WatchedAction action = Unanswered();
  action.open[0].family = v1::Escalation::BY_HAND;
  action.open[0].rule = v1::Escalation::MANUAL;
  action.state = v1::Action::SUBMITTED;

  EXPECT_EQ(LevelRaised(action, absl::CivilDay(2026, 3, 5)).rule,
            v1::Escalation::NO_ACKNOWLEDGEMENT);
}

TEST(FamilyTest, HasOneOpenEpisodeWhicheverRuleHolds) {
  EvaluationBasis basis = On(absl::CivilDay(2026, 3, 20));
  basis.policy.set_stale_after(5);
  basis.policy.set_blocked_past_review(true);
  WatchedAction action = InProgress();
  action.due_date.reset();
  action.state = v1::Action::BLOCKED;
  action.reported = {.seconds = 1, .day = absl::CivilDay(2026, 2, 2)};
  action.block_review_date = absl::CivilDay(2026, 3, 6);

  const auto commands = Evaluate(basis, {action});

  ASSERT_THAT(commands, SizeIs(1));
  EXPECT_EQ(commands[0].name, "boards/ncc/escalations/a12-progress-1");
}

TEST(FamilyTest, GetsTheNextEpisodeInTheEvaluationThatEndsTheLast) {
  EvaluationBasis basis = On(absl::CivilDay(2026, 3, 20));
  basis.policy.set_not_accepted_after(5);
  basis.policy.set_declined(true);
  WatchedAction action = InProgress();
  action.due_date.reset();
  action.state = v1::Action::DECLINED;
  action.entered = {.seconds = 1773990000,
                    .day = absl::CivilDay(2026, 3, 20),
                    .recorded = absl::CivilDay(2026, 3, 20)};
  action.open = {{.name = "boards/ncc/escalations/a12-acceptance-1",
                  .family = v1::Escalation::ACCEPTANCE,
                  .rule = v1::Escalation::NOT_ACCEPTED,
                  .trigger = 1772190000}};
  action.episodes[v1::Escalation::ACCEPTANCE] = {.count = 1,
                                                 .trigger = 1772190000};

  const auto commands = Evaluate(basis, {action});

  ASSERT_THAT(commands, SizeIs(2));
  EXPECT_EQ(std::get<ResolveByRule>(commands[0].command).resolution,
            v1::Escalation::SUBJECT_ANSWERED);
  const auto& raise = std::get<RaiseByRule>(commands[1].command);
  EXPECT_EQ(raise.rule, v1::Escalation::DECLINED);
  EXPECT_EQ(raise.episode.number, 2);
}

TEST(OpenEscalationTest, EndsWhenAnotherAgencyHasToBeTold) {
  const absl::CivilDay day(2026, 3, 5);
  WatchedAction action = Escalated(v1::Action::ASSIGNED, Clocks::kRunning);
  action.open[0].agency = "boards/ncc/agencies/health";
  action.lead_agency = "boards/ncc/agencies/police";
  EXPECT_EQ(ResolutionOf(action, day), v1::Escalation::SUBJECT_REASSIGNED);

  // The board was told, whoever leads.
  action.open[0].level = 3;
  EXPECT_EQ(ResolutionOf(action, day), v1::Escalation::RESOLUTION_UNSPECIFIED);
  action.open[0].level = 2;
  action.open[0].family = v1::Escalation::BY_HAND;
  EXPECT_EQ(ResolutionOf(action, day), v1::Escalation::RESOLUTION_UNSPECIFIED);
}

TEST(OpenEscalationTest, ByHandEndsOnlyWithItsSubject) {
  WatchedAction action = Escalated(v1::Action::SUBMITTED, Clocks::kRunning);
  action.open[0].family = v1::Escalation::BY_HAND;
  const absl::CivilDay day(2026, 3, 5);

  EXPECT_THAT(Evaluate(On(day), {action}), IsEmpty());
  action.state = v1::Action::IN_PROGRESS;
  action.due_date = day + 30;
  EXPECT_THAT(Evaluate(On(day), {action}), IsEmpty());
  action.state = v1::Action::VERIFIED;
  EXPECT_EQ(ResolutionOf(action, day), v1::Escalation::SUBJECT_VERIFIED);
}

}  // namespace
}  // namespace actionplan::domain
