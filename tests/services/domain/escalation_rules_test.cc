#include "services/domain/escalation_rules.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/resources/escalation_trigger.h"
#include "tests/support/text_proto.h"

namespace actionplan::domain {
namespace {

using support::FromText;
using support::IsText;
using E = v1::Escalation;

constexpr char kEveryRule[] = R"pb(
  version: 3
  overdue_by { high: 1 medium: 5 low: 10 }
  not_accepted_after: 5
  declined: true
  stale_after: 20
  blocked_past_review: true
  extension_cap_reached: true
  rejected_times: 2)pb";

EvaluationBasis On(absl::CivilDay as_of, const char* policy = kEveryRule) {
  return {.as_of = as_of,
          .policy = FromText<v1::EscalationPolicy>(policy),
          .calendar = WorkingCalendar::Latest(Division::kEnglandAndWales)};
}

Moment On(int64_t seconds, absl::CivilDay day) {
  return {.seconds = seconds, .day = day, .recorded = day};
}

WatchedAction In(v1::Action::State state) {
  return {.name = "boards/ncc/actions/a12",
          .state = state,
          .priority = v1::Action::MEDIUM,
          .entered = On(100, absl::CivilDay(2026, 3, 2)),
          .reported = On(100, absl::CivilDay(2026, 3, 2))};
}

// The last day on which the rule does not hold, and the first on which it does.
struct Example {
  E::Rule rule;
  WatchedAction action;
  absl::CivilDay first_day;
  std::string grounds;  // Without policy and calendar.
};

std::vector<Example> Examples() {
  WatchedAction undated = In(v1::Action::IN_PROGRESS);
  undated.review_date = absl::CivilDay(2026, 3, 6);
  WatchedAction blocked = In(v1::Action::BLOCKED);
  blocked.block_review_date = absl::CivilDay(2026, 3, 6);
  WatchedAction extended = In(v1::Action::IN_PROGRESS);
  extended.extension_revision = 9;
  extended.extension_recorded = absl::CivilDay(2026, 3, 5);
  extended.approved_extensions = 2;
  WatchedAction rejected = In(v1::Action::IN_PROGRESS);
  rejected.rejections = 2;
  rejected.rejected = On(200, absl::CivilDay(2026, 3, 10));
  return {
      {E::NOT_ACCEPTED, In(v1::Action::ASSIGNED), absl::CivilDay(2026, 3, 9),
       "since_time { seconds: 100 } working_days_passed: 5 "
       "working_days_allowed: 5"},
      {E::DECLINED, In(v1::Action::DECLINED), absl::CivilDay(2026, 3, 2),
       "since_time { seconds: 100 }"},
      {E::STALE, In(v1::Action::IN_PROGRESS), absl::CivilDay(2026, 3, 31),
       "since_time { seconds: 100 } working_days_passed: 21 "
       "working_days_allowed: 20"},
      {E::STALE, undated, absl::CivilDay(2026, 3, 9),
       "review_date { year: 2026 month: 3 day: 6 }"},
      {E::BLOCKED_PAST_REVIEW, blocked, absl::CivilDay(2026, 3, 9),
       "review_date { year: 2026 month: 3 day: 6 }"},
      {E::EXTENSION_CAP_REACHED, extended, absl::CivilDay(2026, 3, 5),
       "extension_revision: 9"},
      {E::REJECTED_TWICE, rejected, absl::CivilDay(2026, 3, 10),
       "since_time { seconds: 200 }"},
  };
}

TEST(RulesTest, HoldFromTheFirstDayOnAndSayWhatTheySaw) {
  for (const Example& example : Examples()) {
    SCOPED_TRACE(E::Rule_Name(example.rule) + " " + example.grounds);
    EXPECT_FALSE(
        GroundsFor(example.rule, example.action, On(example.first_day - 1)));
    for (const int later : {0, 40}) {
      auto grounds = GroundsFor(example.rule, example.action,
                                On(example.first_day + later));
      ASSERT_TRUE(grounds);
      const google::type::Date as_of = grounds->as_of_date();
      EXPECT_EQ(absl::CivilDay(as_of.year(), as_of.month(), as_of.day()),
                example.first_day);
      EXPECT_EQ(grounds->policy_version(), 3);
      EXPECT_EQ(grounds->calendar_version(), "england-and-wales/2026-1");
      grounds->clear_as_of_date();
      grounds->clear_policy_version();
      grounds->clear_calendar_version();
      EXPECT_THAT(*grounds, IsText(example.grounds));
      EXPECT_NE(resources::TriggerIn(*grounds), 0);
    }
  }
}

TEST(RulesTest, HoldOnlyWhenThePolicyTurnsThemOn) {
  for (const Example& example : Examples()) {
    EXPECT_FALSE(
        GroundsFor(example.rule, example.action,
                   On(absl::CivilDay(2026, 9, 1),
                      "version: 3 overdue_by { high: 1 medium: 5 low: 10 }")))
        << E::Rule_Name(example.rule);
  }
}

TEST(RulesTest, HeldNotBeforeThePolicyOrTheRecord) {
  for (Example& example : Examples()) {
    EvaluationBasis basis = On(absl::CivilDay(2026, 9, 1));
    basis.in_force_since = absl::CivilDay(2026, 8, 3);
    const auto grounds = GroundsFor(example.rule, example.action, basis);
    ASSERT_TRUE(grounds);
    EXPECT_THAT(grounds->as_of_date(), IsText("year: 2026 month: 8 day: 3"));
  }
  // Refused on Monday, as was claimed on Thursday.
  WatchedAction declined = In(v1::Action::DECLINED);
  declined.entered.recorded = absl::CivilDay(2026, 3, 5);
  EXPECT_FALSE(
      GroundsFor(E::DECLINED, declined, On(absl::CivilDay(2026, 3, 4))));
  EXPECT_TRUE(
      GroundsFor(E::DECLINED, declined, On(absl::CivilDay(2026, 3, 5))));
}

TEST(RulesTest, HoldInNoOtherState) {
  for (Example& example : Examples()) {
    for (const auto state :
         {v1::Action::DRAFT, v1::Action::SUBMITTED, v1::Action::VERIFIED,
          v1::Action::CLOSED, v1::Action::NOT_IMPLEMENTED,
          v1::Action::SUPERSEDED, v1::Action::CANCELLED}) {
      example.action.state = state;
      EXPECT_FALSE(GroundsFor(example.rule, example.action,
                              On(absl::CivilDay(2026, 9, 1))))
          << E::Rule_Name(example.rule) << v1::Action::State_Name(state);
    }
  }
}

TEST(RulesTest, ARequestWithinTheCapIsNoReason) {
  WatchedAction action = In(v1::Action::IN_PROGRESS);
  action.extension_revision = 9;
  action.approved_extensions = 1;

  EXPECT_FALSE(GroundsFor(E::EXTENSION_CAP_REACHED, action,
                          On(absl::CivilDay(2026, 9, 1))));
  action.priority = v1::Action::HIGH;
  EXPECT_TRUE(GroundsFor(E::EXTENSION_CAP_REACHED, action,
                         On(absl::CivilDay(2026, 9, 1))));
}

TEST(RulesTest, EveryRuleThatRaisesHasAFamilyOfItsOwnOrSharesIt) {
  for (const E::Rule rule : RaisingRules()) {
    EXPECT_NE(FamilyOf(rule), E::FAMILY_UNSPECIFIED) << E::Rule_Name(rule);
  }
  EXPECT_EQ(FamilyOf(E::NO_RESPONSE), E::FAMILY_UNSPECIFIED);
  EXPECT_EQ(FamilyOf(E::MANUAL), E::BY_HAND);
  EXPECT_EQ(FamilyOf(E::IMMEDIATE_CONCERN), E::IMMEDIATE);
}

// The row and the resource must agree on when a reason is gone, or an
// evaluation would ask for what the decider refuses.
TEST(TriggerTest, IsGoneAlikeForTheRowAndTheResource) {
  struct Case {
    E::Rule rule;
    int64_t trigger;
    const char* grounds;
    WatchedAction row;
    const char* action;
    bool gone;
  };
  const char* const entered = "state_occur_time { seconds: 100 }";
  WatchedAction twice = In(v1::Action::IN_PROGRESS);
  twice.rejections = 2;
  WatchedAction reported = In(v1::Action::IN_PROGRESS);
  reported.reported.seconds = 300;
  const std::vector<Case> cases = {
      {E::NOT_ACCEPTED, 100, "since_time { seconds: 100 }",
       In(v1::Action::ASSIGNED), "state: ASSIGNED", false},
      {E::NOT_ACCEPTED, 99, "since_time { seconds: 99 }",
       In(v1::Action::ASSIGNED), "state: ASSIGNED", true},
      {E::NOT_ACCEPTED, 100, "since_time { seconds: 100 }",
       In(v1::Action::ACCEPTED), "state: ACCEPTED", true},
      {E::DECLINED, 100, "since_time { seconds: 100 }",
       In(v1::Action::DECLINED), "state: DECLINED", false},
      {E::DECLINED, 100, "since_time { seconds: 100 }",
       In(v1::Action::ASSIGNED), "state: ASSIGNED", true},
      {E::STALE, 100, "since_time { seconds: 100 }",
       In(v1::Action::IN_PROGRESS), "state: IN_PROGRESS", false},
      {E::STALE, 100, "since_time { seconds: 100 }", reported,
       "state: IN_PROGRESS latest_progress { occur_time { seconds: 300 } }",
       true},
      {E::STALE, 100, "since_time { seconds: 100 }", In(v1::Action::SUBMITTED),
       "state: SUBMITTED", true},
      {E::REJECTED_TWICE, 200, "since_time { seconds: 200 }", twice,
       "state: IN_PROGRESS rejections: 2", false},
      {E::REJECTED_TWICE, 200, "since_time { seconds: 200 }",
       In(v1::Action::ASSIGNED), "state: ASSIGNED", true},
      {E::EXTENSION_CAP_REACHED, 9, "extension_revision: 9",
       In(v1::Action::IN_PROGRESS), "state: IN_PROGRESS", true},
      {E::MANUAL, 0, "", In(v1::Action::IN_PROGRESS), "state: IN_PROGRESS",
       false},
  };
  for (const Case& example : cases) {
    const OpenEscalation open{.family = FamilyOf(example.rule),
                              .rule = example.rule,
                              .trigger = example.trigger};
    E escalation;
    escalation.set_rule(example.rule);
    *escalation.mutable_grounds() = FromText<E::Grounds>(example.grounds);
    const auto action =
        FromText<v1::Action>(std::string(entered) + example.action);
    SCOPED_TRACE(E::Rule_Name(example.rule) + " " + example.action);
    EXPECT_EQ(IsTriggerGone(open, example.row), example.gone);
    EXPECT_EQ(IsTriggerGone(escalation, action), example.gone);
  }
}

}  // namespace
}  // namespace actionplan::domain
