#include "services/domain/escalation_levels.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/domain/scene.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::domain {
namespace {

using support::FailsWith;
using support::FromText;
using support::IsText;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kAction[] = "boards/ncc/actions/a12";
constexpr char kName[] = "boards/ncc/escalations/a12-timeliness-1";

// Monday 2 March 2026, nine in the morning, as every scene.
Scene Setting() {
  return Scene(kName)
      .With<v1::Board>("boards/ncc", R"pb(
        division: ENGLAND_AND_WALES
        escalation_policy {
          version: 3
          overdue_by { high: 1 medium: 5 low: 10 }
          level_deadlines { level: 1 acknowledge_within: 2 respond_within: 5 }
          level_deadlines { level: 2 acknowledge_within: 2 respond_within: 5 }
          longest_recovery: 10
        })pb")
      .With<v1::Action>(kAction, "state: IN_PROGRESS");
}

// Raised at level 1; nobody acknowledged it by Friday 27 February.
v1::Escalation Open(const std::string& more = "") {
  return StateOf<v1::Escalation>(
      kName, R"pb(
                   subject: "boards/ncc/actions/a12"
                   agency: "boards/ncc/agencies/police"
                   family: TIMELINESS
                   level: 1
                   state: RAISED
                   acknowledge_by { year: 2026 month: 2 day: 27 }
                   respond_by { year: 2026 month: 3 day: 4 })pb" +
                 more);
}

RaiseLevel Missed(v1::Escalation::Rule rule, const std::string& day) {
  RaiseLevel raise{.subject = kAction, .from = 1, .rule = rule};
  raise.grounds = FromText<v1::Escalation::Grounds>(
      "as_of_date { year: 2026 month: 3 day: 2 } policy_version: 3 "
      "calendar_version: 'england-and-wales/2026-1' missed_date { " +
      day + " }");
  return raise;
}

RaiseLevel Unacknowledged() {
  return Missed(v1::Escalation::NO_ACKNOWLEDGEMENT,
                "year: 2026 month: 2 day: 27");
}

TEST(RaiseLevelTest, KeepsWhatWasMissedAndStartsTheClocksToday) {
  EXPECT_THAT(RelatedNames(Unacknowledged()), ElementsAre(kAction));
  EXPECT_THAT(
      *Decide(Open(), Unacknowledged(), Setting().As(Role::kScheduler).now()),
      ElementsAre(IsText(R"pb(
        escalation_level_raised {
          previous_level: 1
          level: 2
          rule: NO_ACKNOWLEDGEMENT
          reason {
            clear: "Not acknowledged by 2026-02-27."
            subject: "principals/caller-1"
          }
          grounds {
            as_of_date { year: 2026 month: 3 day: 2 }
            policy_version: 3
            calendar_version: "england-and-wales/2026-1"
            missed_date { year: 2026 month: 2 day: 27 }
          }
          acknowledge_by { year: 2026 month: 3 day: 4 }
          respond_by { year: 2026 month: 3 day: 9 }
        })pb")));
}

TEST(RaiseLevelTest, IsForTheScheduler) {
  EXPECT_THAT(Decide(Open(), Unacknowledged(), Setting().now()),
              FailsWith("ROLE_NEEDED"));
}

TEST(RaiseLevelTest, IsStaleWhenSomethingElseIsAwaited) {
  const Circumstances now = Setting().As(Role::kScheduler).now();
  RaiseLevel of_another_level = Unacknowledged();
  of_another_level.from = 2;

  EXPECT_THAT(Decide(Open(), of_another_level, now),
              FailsWith("EVALUATION_STALE"));
  for (const char* meanwhile :
       {"state: ACKNOWLEDGED", "state: PAUSED", "state: RESOLVED",
        "acknowledge_by { day: 28 }",
        "recovery_date { year: 2026 month: 3 day: 20 }"}) {
    EXPECT_THAT(Decide(Open(meanwhile), Unacknowledged(), now),
                FailsWith("EVALUATION_STALE"))
        << meanwhile;
  }
  EXPECT_THAT(
      Decide(Open(),
             Missed(v1::Escalation::NO_RESPONSE, "year: 2026 month: 3 day: 4"),
             now),
      FailsWith("EVALUATION_STALE"));
}

TEST(RaiseLevelTest, IsStaleWhenTheActionIsOver) {
  EXPECT_THAT(Decide(Open(), Unacknowledged(),
                     Setting()
                         .As(Role::kScheduler)
                         .With<v1::Action>(kAction, "state: VERIFIED")
                         .now()),
              FailsWith("EVALUATION_STALE"));
}

TEST(RaiseLevelTest, TellsWhatDidNotCome) {
  const Circumstances now =
      Setting().As(Role::kScheduler).At(absl::CivilHour(2026, 3, 9, 9)).now();
  const auto reason = [&](const v1::Escalation& open, const RaiseLevel& raise) {
    const auto facts = Decide(open, raise, now);
    EXPECT_OK(facts);
    return facts.ok()
               ? facts->front().escalation_level_raised().reason().clear()
               : "";
  };

  EXPECT_EQ(
      reason(Open("state: ACKNOWLEDGED"),
             Missed(v1::Escalation::NO_RESPONSE, "year: 2026 month: 3 day: 4")),
      "No recovery plan by 2026-03-04.");
  EXPECT_EQ(reason(Open("state: RECOVERY_AGREED recovery_date { year: 2026 "
                        "month: 3 day: 6 }"),
                   Missed(v1::Escalation::RECOVERY_MISSED,
                          "year: 2026 month: 3 day: 6")),
            "The recovery agreed for 2026-03-06 did not come.");
}

v1::AgreeRecoveryPlanRequest Until(const std::string& day) {
  return FromText<v1::AgreeRecoveryPlanRequest>(
      "plan: 'Two more staff' recovery_date { " + day + " }");
}

TEST(AgreeRecoveryPlanTest, KeepsTheDateBefore) {
  EXPECT_THAT(
      *Decide(Open("recovery_date { year: 2026 month: 3 day: 6 }"),
              Until("year: 2026 month: 3 day: 20"), Setting().now()),
      ElementsAre(IsText(R"pb(
        recovery_plan_agreed {
          previous_recovery_date { year: 2026 month: 3 day: 6 }
          recovery_date { year: 2026 month: 3 day: 20 }
          plan { clear: "Two more staff" subject: "principals/caller-1" }
        })pb")));
}

TEST(AgreeRecoveryPlanTest, AnAgencyGivesItselfOneDateALevelAndNoLongDate) {
  const Circumstances police = Setting().As(Role::kAgencyLead, kPolice).now();

  EXPECT_OK(Decide(Open(), Until("year: 2026 month: 3 day: 16"), police));
  EXPECT_THAT(Decide(Open(), Until("year: 2026 month: 3 day: 17"), police),
              FailsWith("RECOVERY_NEEDS_BOARD"));
  EXPECT_THAT(Decide(Open("recovery_date { year: 2026 month: 3 day: 6 }"),
                     Until("year: 2026 month: 3 day: 9"), police),
              FailsWith("RECOVERY_ALREADY_AGREED"));
  EXPECT_OK(
      Decide(Open(), Until("year: 2026 month: 6 day: 17"), Setting().now()));
}

TEST(AgreeRecoveryPlanTest, IsForThoseWhomTheLevelAddressesAndForTheBoard) {
  const auto decide = [](int level, Role role, const std::string& agency) {
    v1::Escalation open = Open();
    open.set_level(level);
    return Decide(open, Until("year: 2026 month: 3 day: 10"),
                  Setting().As(role, agency).now());
  };

  EXPECT_THAT(decide(1, Role::kAgencyLead, kHealth),
              FailsWith("NOT_THE_RECIPIENT"));
  EXPECT_OK(decide(2, Role::kAgencyLead, kPolice));
  EXPECT_THAT(decide(3, Role::kAgencyLead, kPolice), FailsWith("ROLE_NEEDED"));
  EXPECT_OK(decide(3, Role::kSubGroupChair, ""));
  EXPECT_THAT(decide(4, Role::kSubGroupChair, ""), FailsWith("ROLE_NEEDED"));
  EXPECT_OK(decide(4, Role::kIndependentChair, ""));
}

TEST(AgreeRecoveryPlanTest, IsForAnOpenEscalationAndADayAheadWithinAYear) {
  const Circumstances now = Setting().now();

  for (const char* state : {"state: PAUSED", "state: RESOLVED"}) {
    EXPECT_THAT(Decide(Open(state), Until("year: 2026 month: 3 day: 10"), now),
                FailsWith("STATE_FORBIDS"));
  }
  EXPECT_OK(Decide(Open(), Until("year: 2026 month: 3 day: 2"), now));
  EXPECT_THAT(Decide(Open(), Until("year: 2026 month: 3 day: 1"), now),
              FailsWith("RECOVERY_DATE_OUT_OF_RANGE"));
  EXPECT_OK(Decide(Open(), Until("year: 2027 month: 3 day: 3"), now));
  EXPECT_THAT(Decide(Open(), Until("year: 2027 month: 3 day: 4"), now),
              FailsWith("RECOVERY_DATE_OUT_OF_RANGE"));
}

v1::LowerEscalationRequest To(int level) {
  v1::LowerEscalationRequest request;
  request.set_level(level);
  request.set_reason("They keep to it");
  return request;
}

TEST(LowerEscalationTest, StartsTheLowerLevelAnew) {
  v1::Escalation open = Open();
  open.set_level(3);

  EXPECT_THAT(*Decide(open, To(1), Setting().now()), ElementsAre(IsText(R"pb(
    escalation_lowered {
      previous_level: 3
      level: 1
      reason { clear: "They keep to it" subject: "principals/caller-1" }
      acknowledge_by { year: 2026 month: 3 day: 4 }
      respond_by { year: 2026 month: 3 day: 9 }
    })pb")));
}

TEST(LowerEscalationTest, LeavesTheLevelHeldByADateOfRecovery) {
  v1::Escalation open = Open(
      "state: RECOVERY_AGREED recovery_date { year: 2026 month: 3 day: 20 }");
  open.set_level(3);

  const auto facts = Decide(open, To(2), Setting().now());

  ASSERT_OK(facts);
  EXPECT_FALSE(facts->front().escalation_lowered().has_acknowledge_by());
  EXPECT_FALSE(facts->front().escalation_lowered().has_respond_by());
}

TEST(LowerEscalationTest, IsForTheBoardsOfficeAndFromLevelFourForTheChair) {
  v1::Escalation open = Open();
  open.set_level(3);
  EXPECT_THAT(
      Decide(open, To(1), Setting().As(Role::kAgencyLead, kPolice).now()),
      FailsWith("ROLE_NEEDED"));
  EXPECT_OK(Decide(open, To(1), Setting().As(Role::kSubGroupChair).now()));
  open.set_level(4);
  EXPECT_THAT(Decide(open, To(1), Setting().As(Role::kSubGroupChair).now()),
              FailsWith("ROLE_NEEDED"));
  EXPECT_OK(Decide(open, To(1), Setting().As(Role::kIndependentChair).now()));
}

TEST(LowerEscalationTest, GoesOnlyDownAndOnlyWhileTheClocksRun) {
  EXPECT_THAT(Decide(Open(), To(1), Setting().now()),
              FailsWith("LEVEL_NOT_LOWER"));
  v1::Escalation open = Open();
  open.set_level(3);
  EXPECT_THAT(Decide(open, To(3), Setting().now()),
              FailsWith("LEVEL_NOT_LOWER"));
  for (const auto state : {v1::Escalation::PAUSED, v1::Escalation::RESOLVED}) {
    open.set_state(state);
    EXPECT_THAT(Decide(open, To(1), Setting().now()),
                FailsWith("STATE_FORBIDS"));
  }
}

}  // namespace
}  // namespace actionplan::domain
