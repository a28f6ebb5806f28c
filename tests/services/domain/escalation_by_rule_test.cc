#include "services/domain/escalation_by_rule.h"

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

constexpr char kAction[] = "boards/ncc/actions/a12";
constexpr char kFirst[] = "boards/ncc/escalations/a12-timeliness-1";
constexpr char kSecond[] = "boards/ncc/escalations/a12-timeliness-2";
constexpr char kOverdue[] = R"pb(
  state: IN_PROGRESS
  priority: MEDIUM
  lead_agency: "boards/ncc/agencies/police"
  due { date { year: 2026 month: 2 day: 23 } })pb";

// What the rule saw on Monday 2 March: five working days past Monday 23
// February.
RaiseByRule Raise(int episode) {
  return {.episode = {.subject = kAction,
                      .family = v1::Escalation::TIMELINESS,
                      .number = episode},
          .rule = v1::Escalation::OVERDUE_BY,
          .grounds = FromText<v1::Escalation::Grounds>(R"pb(
            as_of_date { year: 2026 month: 3 day: 2 }
            due_date { year: 2026 month: 2 day: 23 }
            working_days_overdue: 5
            working_days_allowed: 5
            policy_version: 3
            calendar_version: "england-and-wales/2026-1")pb")};
}

Scene Setting(const std::string& name = kFirst) {
  return Scene(name)
      .As(Role::kScheduler)
      .With<v1::Board>("boards/ncc", R"pb(
        division: ENGLAND_AND_WALES
        escalation_policy {
          version: 3
          overdue_by { high: 1 medium: 5 low: 10 }
          level_deadlines { level: 1 acknowledge_within: 2 respond_within: 5 }
        })pb")
      .With<v1::Action>(kAction, kOverdue);
}

Scene SettingIn(const std::string& action_state) {
  return Setting().With<v1::Action>(kAction, "state: " + action_state);
}

v1::Escalation Open(const std::string& text) {
  return StateOf<v1::Escalation>(
      kFirst, "subject: 'boards/ncc/actions/a12' family: TIMELINESS " + text);
}

TEST(RaiseByRuleTest, KeepsWhatTheRuleSaw) {
  // Recorded on Wednesday: the rule held two days before the server was up.
  Scene scene = Setting().At(absl::CivilHour(2026, 3, 4, 9));

  EXPECT_THAT(
      *Decide(v1::Escalation(), Raise(1), scene.now()), ElementsAre(IsText(R"pb(
        escalation_raised {
          subject: "boards/ncc/actions/a12"
          rule: OVERDUE_BY
          family: TIMELINESS
          episode: 1
          level: 1
          reason {
            clear: "5 working days past the due date 2026-02-23; the policy escalates at 5."
            subject: "principals/caller-1"
          }
          grounds {
            as_of_date { year: 2026 month: 3 day: 2 }
            due_date { year: 2026 month: 2 day: 23 }
            working_days_overdue: 5
            working_days_allowed: 5
            policy_version: 3
            calendar_version: "england-and-wales/2026-1"
          }
          agency: "boards/ncc/agencies/police"
          acknowledge_by { year: 2026 month: 3 day: 6 }
          respond_by { year: 2026 month: 3 day: 11 }
        })pb")));
}

TEST(RaiseByRuleTest, RaisesAnEpisodeOnce) {
  EXPECT_THAT(Decide(Open("state: RAISED"), Raise(1), Setting().now()),
              FailsWith("ESCALATION_ALREADY_OPEN"));
  EXPECT_THAT(Decide(Open("state: RESOLVED"), Raise(1), Setting().now()),
              FailsWith("ESCALATION_EPISODE_TAKEN"));
}

TEST(RaiseByRuleTest, RaisesTheNextEpisodeForAnotherDueDateOnly) {
  const auto setting = [](const std::string& before) {
    return Setting(kSecond).With<v1::Escalation>(kFirst, before);
  };

  EXPECT_THAT(RelatedNames(Raise(2)), ElementsAre(kFirst, kAction));
  EXPECT_OK(Decide(v1::Escalation(), Raise(2),
                   setting("state: RESOLVED grounds { due_date { year: 2026 "
                           "month: 1 day: 12 } }")
                       .now()));
  EXPECT_THAT(Decide(v1::Escalation(), Raise(2),
                     setting("state: RESOLVED resolution: RESOLVED_BY_HAND "
                             "grounds { due_date { year: 2026 month: 2 day: "
                             "23 } }")
                         .now()),
              FailsWith("EVALUATION_STALE"));
  EXPECT_OK(Decide(v1::Escalation(), Raise(2),
                   setting("state: RESOLVED resolution: SUBJECT_RE_DATED "
                           "grounds { due_date { year: 2026 month: 2 day: 23 "
                           "} }")
                       .now()))
      << "the date is back";
  EXPECT_THAT(
      Decide(v1::Escalation(), Raise(2), setting("state: PAUSED").now()),
      FailsWith("ESCALATION_ALREADY_OPEN"));
}

TEST(RaiseByRuleTest, IsRefusedWhenTheActionIsNotWhatTheRuleSaw) {
  for (const std::string change :
       {"state: SUBMITTED", "state: VERIFIED", "state: CANCELLED",
        "priority: HIGH", "due { date { year: 2026 month: 3 day: 23 } }",
        "due { undated: ONGOING }"}) {
    EXPECT_THAT(
        Decide(v1::Escalation(), Raise(1),
               Setting().With<v1::Action>(kAction, kOverdue + change).now()),
        FailsWith("EVALUATION_STALE"))
        << change;
  }
}

TEST(RaiseByRuleTest, IsRefusedWhenAnotherPolicyIsInForce) {
  for (const char* board : {"",
                            "escalation_policy { version: 4 overdue_by { "
                            "high: 1 medium: 5 low: 10 } }"}) {
    EXPECT_THAT(Decide(v1::Escalation(), Raise(1),
                       Setting().With<v1::Board>("boards/ncc", board).now()),
                FailsWith("EVALUATION_STALE"));
  }
}

TEST(RuleTest, IsAppliedByTheSchedulerAlone) {
  const Scene manager = Setting().As(Role::kBoardManager);
  const auto open = Open("state: RAISED");

  EXPECT_THAT(Decide(v1::Escalation(), Raise(1), manager.now()),
              FailsWith("ROLE_NEEDED"));
  EXPECT_THAT(Decide(open, PauseEscalation{kAction}, manager.now()),
              FailsWith("ROLE_NEEDED"));
  EXPECT_THAT(Decide(open, ResumeEscalation{kAction}, manager.now()),
              FailsWith("ROLE_NEEDED"));
  EXPECT_THAT(
      Decide(open, ResolveByRule{kAction, v1::Escalation::SUBJECT_VERIFIED},
             manager.now()),
      FailsWith("ROLE_NEEDED"));
}

TEST(RuleTest, ChangesNothingThatIsOverOrAboutSomethingElse) {
  const Scene submitted = SettingIn("SUBMITTED");

  EXPECT_THAT(Decide(Open("state: RESOLVED"), PauseEscalation{kAction},
                     submitted.now()),
              FailsWith("EVALUATION_STALE"));
  EXPECT_THAT(
      Decide(Open("state: RAISED"), PauseEscalation{"boards/ncc/actions/a13"},
             submitted.now()),
      FailsWith("EVALUATION_STALE"));
  EXPECT_THAT(
      Decide(v1::Escalation(), PauseEscalation{kAction}, submitted.now()),
      FailsWith("RESOURCE_NOT_FOUND"));
}

TEST(PauseEscalationTest, HappensWhileCompletionIsSubmitted) {
  EXPECT_THAT(RelatedNames(PauseEscalation{kAction}), ElementsAre(kAction));
  for (const char* open : {"state: RAISED", "state: ACKNOWLEDGED"}) {
    EXPECT_THAT(*Decide(Open(open), PauseEscalation{kAction},
                        SettingIn("SUBMITTED").now()),
                ElementsAre(IsText("escalation_paused {}")));
  }
  EXPECT_THAT(Decide(Open("state: PAUSED"), PauseEscalation{kAction},
                     SettingIn("SUBMITTED").now()),
              FailsWith("EVALUATION_STALE"));
  EXPECT_THAT(Decide(Open("state: RAISED"), PauseEscalation{kAction},
                     SettingIn("IN_PROGRESS").now()),
              FailsWith("EVALUATION_STALE"));
}

// Paused on Friday 27 February, goes on on Monday 2 March: one working day.
constexpr char kPausedOnFriday[] = R"pb(
  state: PAUSED
  acknowledge_by { year: 2026 month: 2 day: 27 }
  respond_by { year: 2026 month: 3 day: 4 }
  last_occur_time { seconds: 1772190000 })pb";

TEST(ResumeEscalationTest, MovesTheDaysByTheWorkingDaysOfThePause) {
  EXPECT_THAT(RelatedNames(ResumeEscalation{kAction}), ElementsAre(kAction));
  EXPECT_THAT(*Decide(Open(kPausedOnFriday), ResumeEscalation{kAction},
                      SettingIn("IN_PROGRESS").now()),
              ElementsAre(IsText(R"pb(
                escalation_resumed {
                  previous_acknowledge_by { year: 2026 month: 2 day: 27 }
                  acknowledge_by { year: 2026 month: 3 day: 2 }
                  previous_respond_by { year: 2026 month: 3 day: 4 }
                  respond_by { year: 2026 month: 3 day: 5 }
                })pb")));
}

TEST(ResumeEscalationTest, KeepsTheDayOfWhatWasAcknowledgedBefore) {
  auto escalation = Open(kPausedOnFriday);
  escalation.mutable_acknowledge_time()->set_seconds(1772100000);

  const auto facts = Decide(escalation, ResumeEscalation{kAction},
                            SettingIn("IN_PROGRESS").now());

  ASSERT_OK(facts);
  const auto& resumed = facts->front().escalation_resumed();
  EXPECT_THAT(resumed.acknowledge_by(), IsText("year: 2026 month: 2 day: 27"));
  EXPECT_THAT(resumed.respond_by(), IsText("year: 2026 month: 3 day: 5"));
}

TEST(ResumeEscalationTest, GoesOnWithoutDaysWhenThereWereNone) {
  EXPECT_THAT(
      *Decide(Open("state: PAUSED last_occur_time { seconds: 1 }"),
              ResumeEscalation{kAction}, SettingIn("IN_PROGRESS").now()),
      ElementsAre(IsText("escalation_resumed {}")));
}

TEST(ResumeEscalationTest, HappensWhenTheClockRunsAgain) {
  EXPECT_THAT(Decide(Open(kPausedOnFriday), ResumeEscalation{kAction},
                     SettingIn("SUBMITTED").now()),
              FailsWith("EVALUATION_STALE"));
  EXPECT_THAT(Decide(Open("state: RAISED"), ResumeEscalation{kAction},
                     SettingIn("IN_PROGRESS").now()),
              FailsWith("EVALUATION_STALE"));
}

// A clock that was ahead raised it for a due date that is yet to come.
TEST(ResolveByRuleTest, IsNotForTheDueDateThatWasEscalated) {
  const auto decide = [](const std::string& escalated) {
    return Decide(
        Open("state: RAISED grounds { due_date { " + escalated + " } }"),
        ResolveByRule{kAction, v1::Escalation::SUBJECT_RE_DATED},
        Setting()
            .With<v1::Action>(kAction,
                              "state: IN_PROGRESS due { date { year: 2026 "
                              "month: 3 day: 2 } }")
            .now());
  };
  EXPECT_THAT(decide("year: 2026 month: 3 day: 2"),
              FailsWith("EVALUATION_STALE"));
  EXPECT_TRUE(decide("year: 2026 month: 2 day: 23").ok());
}

struct Resolving {
  v1::Escalation::Resolution resolution;
  const char* action;
  const char* family;
  bool holds;
};

TEST(ResolveByRuleTest, HappensWhenTheSubjectIsAsTheResolutionSays) {
  constexpr char kLate[] =
      "state: IN_PROGRESS due { date { year: 2026 month: 3 day: 1 } }";
  constexpr char kToday[] =
      "state: IN_PROGRESS due { date { year: 2026 month: 3 day: 2 } }";
  constexpr char kOngoing[] = "state: IN_PROGRESS due { undated: ONGOING }";
  using E = v1::Escalation;
  for (const Resolving& example : {
           Resolving{E::SUBJECT_VERIFIED, "state: VERIFIED", "TIMELINESS",
                     true},
           Resolving{E::SUBJECT_VERIFIED, "state: CLOSED", "BY_HAND", true},
           Resolving{E::SUBJECT_VERIFIED, "state: CANCELLED", "BY_HAND", false},
           Resolving{E::SUBJECT_CANCELLED, "state: CANCELLED", "BY_HAND", true},
           Resolving{E::SUBJECT_SUPERSEDED, "state: SUPERSEDED", "TIMELINESS",
                     true},
           Resolving{E::SUBJECT_CANCELLED, "state: SUPERSEDED", "TIMELINESS",
                     false},
           Resolving{E::SUBJECT_NOT_IMPLEMENTED, "state: NOT_IMPLEMENTED",
                     "TIMELINESS", true},
           Resolving{E::SUBJECT_VERIFIED, "state: NOT_IMPLEMENTED",
                     "TIMELINESS", false},
           Resolving{E::RESOLUTION_UNSPECIFIED, kLate, "TIMELINESS", false},
           Resolving{E::SUBJECT_CANCELLED, kToday, "TIMELINESS", false},
           Resolving{E::SUBJECT_RE_DATED, kToday, "TIMELINESS", true},
           Resolving{E::SUBJECT_RE_DATED, kOngoing, "TIMELINESS", true},
           Resolving{E::SUBJECT_RE_DATED, kToday, "BY_HAND", false},
           Resolving{E::SUBJECT_RE_DATED, kLate, "TIMELINESS", false},
           Resolving{E::SUBJECT_RE_DATED, "state: SUBMITTED", "TIMELINESS",
                     false},
           Resolving{E::RESOLVED_BY_HAND, "state: VERIFIED", "TIMELINESS",
                     false},
       }) {
    auto escalation = Open("state: PAUSED");
    E::Family family{};
    ASSERT_TRUE(E::Family_Parse(example.family, &family));
    escalation.set_family(family);
    EXPECT_EQ(Decide(escalation, ResolveByRule{kAction, example.resolution},
                     Setting().With<v1::Action>(kAction, example.action).now())
                  .ok(),
              example.holds)
        << E::Resolution_Name(example.resolution) << " for " << example.action;
  }
}

TEST(ResolveByRuleTest, SaysHowItEndedInNobodysWords) {
  EXPECT_THAT(RelatedNames(ResolveByRule{kAction}), ElementsAre(kAction));
  EXPECT_THAT(*Decide(Open("state: RAISED"),
                      ResolveByRule{kAction, v1::Escalation::SUBJECT_VERIFIED},
                      SettingIn("VERIFIED").now()),
              ElementsAre(IsText(
                  "escalation_resolved { resolution: SUBJECT_VERIFIED }")));
}

}  // namespace
}  // namespace actionplan::domain
