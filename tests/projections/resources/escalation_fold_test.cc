#include "actionplan/v1/escalation.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/resources/resource.h"
#include "tests/projections/resources/history.h"
#include "tests/support/text_proto.h"

namespace actionplan::resources {
namespace {

using support::IsText;

constexpr char kRaised[] = R"pb(
  escalation {
    escalation_raised {
      subject: "boards/ncc/actions/a12"
      rule: OVERDUE_BY
      family: TIMELINESS
      episode: 1
      level: 1
      reason { clear: "5 working days overdue." }
      grounds {
        as_of_date { year: 2026 month: 3 day: 9 }
        due_date { year: 2026 month: 3 day: 2 }
        working_days_overdue: 5
        working_days_allowed: 5
        policy_version: 2
        calendar_version: "england-and-wales/2026-1"
      }
      agency: "boards/ncc/agencies/police"
      acknowledge_by { year: 2026 month: 3 day: 11 }
      respond_by { year: 2026 month: 3 day: 16 }
    }
  })pb";
constexpr char kAcknowledged[] =
    "escalation { escalation_acknowledged { note { clear: 'Seen.' } } }";
constexpr char kPaused[] = "escalation { escalation_paused {} }";
constexpr char kResumed[] = R"pb(
  escalation {
    escalation_resumed {
      acknowledge_by { year: 2026 month: 3 day: 13 }
      respond_by { year: 2026 month: 3 day: 18 }
    }
  })pb";

TEST(EscalationFoldTest, ShowsWhyItWasRaisedAndByWhenItNeedsAnswers) {
  EXPECT_THAT(FoldOf<v1::Escalation>({kRaised}), IsText(R"pb(
                subject: "boards/ncc/actions/a12"
                rule: OVERDUE_BY
                family: TIMELINESS
                episode: 1
                level: 1
                state: RAISED
                reason: "5 working days overdue."
                grounds {
                  as_of_date { year: 2026 month: 3 day: 9 }
                  due_date { year: 2026 month: 3 day: 2 }
                  working_days_overdue: 5
                  working_days_allowed: 5
                  policy_version: 2
                  calendar_version: "england-and-wales/2026-1"
                }
                raise_time { seconds: 501 }
                agency: "boards/ncc/agencies/police"
                acknowledge_by { year: 2026 month: 3 day: 11 }
                respond_by { year: 2026 month: 3 day: 16 }
                highest_level: 1
                level_time { seconds: 501 }
              )pb"));
}

TEST(EscalationFoldTest, HasNoGroundsAndNoDaysUnlessTheyWereGiven) {
  EXPECT_THAT(
      FoldOf<v1::Escalation>(
          {"escalation { escalation_raised { rule: MANUAL level: 5 } }"}),
      IsText("rule: MANUAL level: 5 state: RAISED "
             "raise_time { seconds: 501 } highest_level: 5 "
             "level_time { seconds: 501 }"));
}

TEST(EscalationFoldTest, KnowsWhoAcknowledgedItAndWhen) {
  const auto escalation = FoldOf<v1::Escalation>({kRaised, kAcknowledged});

  EXPECT_EQ(escalation.state(), v1::Escalation::ACKNOWLEDGED);
  EXPECT_EQ(escalation.acknowledger(), "actor-2");
  EXPECT_EQ(escalation.acknowledgement_note(), "Seen.");
  EXPECT_EQ(escalation.acknowledge_time().seconds(), 502);
}

TEST(EscalationFoldTest, GoesOnWithLaterDaysAfterAPause) {
  const auto paused = FoldOf<v1::Escalation>({kRaised, kPaused});
  const auto resumed = FoldOf<v1::Escalation>({kRaised, kPaused, kResumed});

  EXPECT_EQ(paused.state(), v1::Escalation::PAUSED);
  EXPECT_EQ(resumed.state(), v1::Escalation::RAISED);
  EXPECT_EQ(resumed.acknowledge_by().day(), 13);
  EXPECT_EQ(resumed.respond_by().day(), 18);
}

TEST(EscalationFoldTest, StaysAcknowledgedThroughAPause) {
  EXPECT_EQ(FoldOf<v1::Escalation>({kRaised, kAcknowledged, kPaused, kResumed})
                .state(),
            v1::Escalation::ACKNOWLEDGED);
}

TEST(EscalationFoldTest, KnowsHowItEnded) {
  const auto escalation =
      FoldOf<v1::Escalation>({kRaised, R"pb(
                                escalation {
                                  escalation_resolved {
                                    resolution: RESOLVED_BY_HAND
                                    note { clear: "Agreed on Monday." }
                                  }
                                })pb"});

  EXPECT_EQ(escalation.state(), v1::Escalation::RESOLVED);
  EXPECT_EQ(escalation.resolution(), v1::Escalation::RESOLVED_BY_HAND);
  EXPECT_EQ(escalation.resolution_note(), "Agreed on Monday.");
  EXPECT_EQ(escalation.resolve_time().seconds(), 502);
}

constexpr char kLevelTwo[] = R"pb(
  escalation {
    escalation_level_raised {
      previous_level: 1
      level: 2
      rule: NO_RESPONSE
      grounds { missed_date { year: 2026 month: 3 day: 16 } }
      acknowledge_by { year: 2026 month: 3 day: 19 }
      respond_by { year: 2026 month: 3 day: 24 }
    }
  })pb";
constexpr char kRecovery[] = R"pb(
  escalation {
    recovery_plan_agreed {
      recovery_date { year: 2026 month: 4 day: 17 }
      plan { clear: "Two more staff" }
    }
  })pb";
constexpr char kLowered[] = R"pb(
  escalation {
    escalation_lowered {
      previous_level: 2
      level: 1
      reason { clear: "They keep to it" }
    }
  })pb";

TEST(EscalationFoldTest, AsksTheNextLevelAnew) {
  const auto escalation =
      FoldOf<v1::Escalation>({kRaised, kAcknowledged, kLevelTwo});

  EXPECT_EQ(escalation.state(), v1::Escalation::RAISED);
  EXPECT_EQ(escalation.level(), 2);
  EXPECT_EQ(escalation.highest_level(), 2);
  EXPECT_EQ(escalation.level_rule(), v1::Escalation::NO_RESPONSE);
  EXPECT_EQ(escalation.rule(), v1::Escalation::OVERDUE_BY);
  EXPECT_EQ(escalation.level_grounds().missed_date().day(), 16);
  EXPECT_EQ(escalation.acknowledger(), "");
  EXPECT_FALSE(escalation.has_acknowledge_time());
  EXPECT_EQ(escalation.respond_by().day(), 24);
}

TEST(EscalationFoldTest, IsHeldByARecoveryDateUntilItRises) {
  const auto held = FoldOf<v1::Escalation>({kRaised, kRecovery});
  EXPECT_EQ(held.state(), v1::Escalation::RECOVERY_AGREED);
  EXPECT_EQ(held.recovery_plan(), "Two more staff");
  EXPECT_EQ(held.recovery_agreer(), "actor-2");
  EXPECT_EQ(held.recovery_date().month(), 4);

  const auto risen = FoldOf<v1::Escalation>({kRaised, kRecovery, kLevelTwo});
  EXPECT_EQ(risen.state(), v1::Escalation::RAISED);
  EXPECT_FALSE(risen.has_recovery_date());
  EXPECT_EQ(risen.recovery_plan(), "");
}

TEST(EscalationFoldTest, IsLoweredAnewOrHeldAsItWas) {
  const auto anew =
      FoldOf<v1::Escalation>({kRaised, kLevelTwo, kAcknowledged, kLowered});
  EXPECT_EQ(anew.state(), v1::Escalation::RAISED);
  EXPECT_EQ(anew.level(), 1);
  EXPECT_EQ(anew.highest_level(), 2);
  EXPECT_EQ(anew.level_rule(), v1::Escalation::RULE_UNSPECIFIED);
  EXPECT_EQ(anew.lowering_reason(), "They keep to it");

  const auto held =
      FoldOf<v1::Escalation>({kRaised, kLevelTwo, kRecovery, kLowered});
  EXPECT_EQ(held.state(), v1::Escalation::RECOVERY_AGREED);
  EXPECT_EQ(held.level(), 1);
  EXPECT_TRUE(held.has_recovery_date());
}

TEST(EscalationFoldTest, GoesOnWithItsRecoveryDateAfterAPause) {
  const auto escalation = FoldOf<v1::Escalation>(
      {kRaised, kRecovery, kPaused,
       "escalation { escalation_resumed { recovery_date { year: 2026 month: 4 "
       "day: 21 } } }"});

  EXPECT_EQ(escalation.state(), v1::Escalation::RECOVERY_AGREED);
  EXPECT_EQ(escalation.recovery_date().day(), 21);
}

}  // namespace
}  // namespace actionplan::resources
