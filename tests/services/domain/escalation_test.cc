#include "services/domain/escalation.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/domain/scene.h"
#include "tests/support/error_metadata.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::domain {
namespace {

using support::FailsWith;
using support::FromText;
using support::IsText;
using support::MetadataOf;
using testing::ElementsAre;

constexpr char kAction[] = "boards/ncc/actions/a12";
constexpr char kFirst[] = "boards/ncc/escalations/a12-by-hand-1";
constexpr char kSecond[] = "boards/ncc/escalations/a12-by-hand-2";
constexpr char kPolicy[] = R"pb(
  division: ENGLAND_AND_WALES
  escalation_policy {
    version: 3
    level_deadlines { level: 1 acknowledge_within: 2 respond_within: 5 }
    level_deadlines { level: 2 acknowledge_within: 2 respond_within: 5 }
    level_deadlines { level: 3 acknowledge_within: 2 respond_within: 5 }
    level_deadlines { level: 4 acknowledge_within: 1 respond_within: 5 }
  })pb";

RaiseByHand Raise(int episode) {
  return {.request = FromText<v1::RaiseEscalationRequest>(R"pb(
            parent: "boards/ncc"
            escalation {
              subject: "boards/ncc/actions/a12"
              level: 4
              reason: "Nobody answers."
            })pb"),
          .episode = episode};
}

Scene Setting(const std::string& name = kFirst) {
  return Scene(name)
      .With<v1::Board>("boards/ncc", kPolicy)
      .With<v1::Action>(kAction, R"pb(
        state: IN_PROGRESS
        lead_agency: "boards/ncc/agencies/police")pb");
}

v1::Escalation Open(const std::string& text) {
  return StateOf<v1::Escalation>(
      kFirst,
      "subject: 'boards/ncc/actions/a12' family: BY_HAND "
      "agency: 'boards/ncc/agencies/police' " +
          text);
}

TEST(RaiseByHandTest, GivesTheLevelItsTimeFromTheDayOfTheRecord) {
  Scene scene = Setting().Claiming(absl::CivilHour(2026, 2, 20, 9));

  EXPECT_THAT(
      *Decide(v1::Escalation(), Raise(1), scene.now()), ElementsAre(IsText(R"pb(
        escalation_raised {
          subject: "boards/ncc/actions/a12"
          rule: MANUAL
          family: BY_HAND
          episode: 1
          level: 4
          reason { clear: "Nobody answers." subject: "principals/caller-1" }
          agency: "boards/ncc/agencies/police"
          acknowledge_by { year: 2026 month: 3 day: 3 }
          respond_by { year: 2026 month: 3 day: 9 }
        })pb")));
}

TEST(RaiseByHandTest, GivesNoTimeAtLevelFiveOrWithoutAPolicy) {
  RaiseByHand public_account = Raise(1);
  public_account.request.mutable_escalation()->set_level(5);
  Scene without_policy = Setting().With<v1::Board>("boards/ncc", "");

  const auto at_five =
      Decide(v1::Escalation(), public_account, Setting().now());
  const auto no_policy =
      Decide(v1::Escalation(), Raise(1), without_policy.now());

  ASSERT_OK(at_five);
  ASSERT_OK(no_policy);
  for (const auto& facts : {*at_five, *no_policy}) {
    EXPECT_FALSE(facts.front().escalation_raised().has_acknowledge_by());
    EXPECT_FALSE(facts.front().escalation_raised().has_respond_by());
  }
}

TEST(RaiseByHandTest, IsAboutTheStreamOfItsEpisode) {
  EXPECT_EQ(NameOf(Raise(1)), kFirst);
  EXPECT_EQ(NameOf(Raise(2)), kSecond);
  EXPECT_THAT(RelatedNames(Raise(1)), ElementsAre(kAction));
  EXPECT_THAT(RelatedNames(Raise(2)), ElementsAre(kFirst, kAction));
}

TEST(RaiseByHandTest, IsRefusedForASubjectOfAnotherBoard) {
  RaiseByHand elsewhere = Raise(1);
  elsewhere.request.set_parent("boards/east");
  EXPECT_THAT(Decide(v1::Escalation(), elsewhere, Setting().now()),
              FailsWith("REFERENCE_OF_OTHER_BOARD"));
}

TEST(RaiseByHandTest, IsRefusedWhileAnEpisodeIsOpen) {
  for (const char* open :
       {"state: RAISED", "state: ACKNOWLEDGED", "state: PAUSED"}) {
    EXPECT_THAT(Decide(Open(open), Raise(1), Setting().now()),
                FailsWith("ESCALATION_ALREADY_OPEN"));
    EXPECT_THAT(
        Decide(v1::Escalation(), Raise(2),
               Setting(kSecond).With<v1::Escalation>(kFirst, open).now()),
        FailsWith("ESCALATION_ALREADY_OPEN"));
  }
}

TEST(RaiseByHandTest, GoesOnToTheNextEpisodeWhenOneIsOver) {
  EXPECT_THAT(Decide(Open("state: RESOLVED"), Raise(1), Setting().now()),
              FailsWith("ESCALATION_EPISODE_TAKEN"));
  EXPECT_OK(Decide(
      v1::Escalation(), Raise(2),
      Setting(kSecond).With<v1::Escalation>(kFirst, "state: RESOLVED").now()));
}

TEST(RaiseByHandTest, LeavesNoEpisodeOut) {
  EXPECT_THAT(Decide(v1::Escalation(), Raise(2), Setting(kSecond).now()),
              FailsWith("ESCALATION_EPISODE_SKIPPED"));
}

TEST(RaiseByHandTest, IsForTheBoardsOfficeAndTheLeadAgency) {
  EXPECT_OK(Decide(v1::Escalation(), Raise(1),
                   Setting().As(Role::kAgencyLead, kPolice).now()));
  EXPECT_THAT(Decide(v1::Escalation(), Raise(1),
                     Setting().As(Role::kAgencyLead, kHealth).now()),
              FailsWith("ROLE_NEEDED"));
  EXPECT_THAT(Decide(v1::Escalation(), Raise(1),
                     Setting().As(Role::kInspector, kPolice).now()),
              FailsWith("ROLE_NEEDED"));
}

TEST(RaiseByHandTest, NeedsASubjectThatIsThereAndNotOver) {
  EXPECT_THAT(Decide(v1::Escalation(), Raise(1), Scene(kFirst).now()),
              FailsWith("REFERENCE_NOT_FOUND"));
  for (const char* over :
       {"VERIFIED", "CLOSED", "NOT_IMPLEMENTED", "SUPERSEDED", "CANCELLED"}) {
    EXPECT_THAT(
        Decide(v1::Escalation(), Raise(1),
               Setting()
                   .With<v1::Action>(kAction, std::string("state: ") + over)
                   .now()),
        FailsWith("SUBJECT_OVER"));
  }
}

TEST(AcknowledgeEscalationTest, IsForThoseWhomTheLevelAddresses) {
  struct Example {
    int level;
    Role role;
    const char* agency;
    bool may;
  };
  for (const Example& example : {
           Example{1, Role::kActionOwner, kPolice, true},
           Example{2, Role::kAgencyLead, kPolice, true},
           Example{1, Role::kInspector, kPolice, false},
           Example{1, Role::kAgencyLead, kHealth, false},
           Example{2, Role::kBoardManager, "", false},
           Example{3, Role::kBoardManager, "", true},
           Example{3, Role::kSubGroupChair, "", true},
           Example{3, Role::kAgencyLead, kPolice, false},
           Example{4, Role::kIndependentChair, "", true},
           Example{4, Role::kBoardManager, "", false},
           Example{5, Role::kIndependentChair, "", true},
       }) {
    auto escalation = Open("state: RAISED");
    escalation.set_level(example.level);
    EXPECT_EQ(Decide(escalation, v1::AcknowledgeEscalationRequest(),
                     Setting().As(example.role, example.agency).now())
                  .ok(),
              example.may)
        << "level " << example.level << " as " << RoleName(example.role)
        << " of \"" << example.agency << "\"";
  }
}

TEST(AcknowledgeEscalationTest, FallsToTheBoardWhenNoAgencyLeads) {
  auto escalation = Open("state: RAISED level: 1");
  escalation.clear_agency();

  EXPECT_OK(
      Decide(escalation, v1::AcknowledgeEscalationRequest(), Setting().now()));
}

TEST(AcknowledgeEscalationTest, KeepsWhatWillBeDone) {
  EXPECT_THAT(
      *Decide(Open("state: RAISED level: 3"),
              FromText<v1::AcknowledgeEscalationRequest>("note: 'On it.'"),
              Setting().now()),
      ElementsAre(IsText(R"pb(
        escalation_acknowledged {
          note { clear: "On it." subject: "principals/caller-1" }
        })pb")));
}

TEST(AcknowledgeEscalationTest, HappensOnce) {
  for (const char* state : {"ACKNOWLEDGED", "PAUSED", "RESOLVED"}) {
    EXPECT_THAT(Decide(Open(std::string("level: 3 state: ") + state),
                       v1::AcknowledgeEscalationRequest(), Setting().now()),
                FailsWith("STATE_FORBIDS"));
  }
}

TEST(ResolveEscalationTest, EndsEveryOpenStateByHand) {
  for (const char* state : {"RAISED", "ACKNOWLEDGED", "PAUSED"}) {
    EXPECT_THAT(
        *Decide(Open(std::string("state: ") + state),
                FromText<v1::ResolveEscalationRequest>("reason: 'Agreed.'"),
                Setting().now()),
        ElementsAre(IsText(R"pb(
          escalation_resolved {
            resolution: RESOLVED_BY_HAND
            note { clear: "Agreed." subject: "principals/caller-1" }
          })pb")));
  }
}

TEST(ResolveEscalationTest, IsForTheIndependentChairFromLevelFourOn) {
  const auto request =
      FromText<v1::ResolveEscalationRequest>("reason: 'Agreed.'");
  const auto at = [](int level) {
    return Open(absl::StrCat("state: RAISED level: ", level));
  };
  const Scene manager = Setting().As(Role::kBoardManager);
  EXPECT_OK(Decide(at(3), request, manager.now()));
  EXPECT_THAT(Decide(at(4), request, manager.now()), FailsWith("ROLE_NEEDED"));
  EXPECT_OK(
      Decide(at(4), request, Setting().As(Role::kIndependentChair).now()));
}

TEST(ResolveEscalationTest, HappensOnceAndByTheBoardsOffice) {
  const absl::Status refusal =
      Decide(Open("state: RESOLVED"), v1::ResolveEscalationRequest(),
             Setting().now())
          .status();
  EXPECT_THAT(refusal, FailsWith("STATE_FORBIDS"));
  EXPECT_EQ(MetadataOf(refusal, "name"), kFirst);
  EXPECT_EQ(MetadataOf(refusal, "state"), "RESOLVED");
  EXPECT_EQ(MetadataOf(refusal, "states"),
            "RAISED, ACKNOWLEDGED, PAUSED, RECOVERY_AGREED");
  EXPECT_THAT(std::string(refusal.message()),
              testing::HasSubstr("RAISED or ACKNOWLEDGED or PAUSED or "
                                 "RECOVERY_AGREED"));
  EXPECT_THAT(Decide(Open("state: RAISED"), v1::ResolveEscalationRequest(),
                     Setting().As(Role::kAgencyLead, kPolice).now()),
              FailsWith("ROLE_NEEDED"));
  EXPECT_THAT(
      Decide(v1::Escalation(), v1::ResolveEscalationRequest(), Setting().now()),
      FailsWith("RESOURCE_NOT_FOUND"));
}

}  // namespace
}  // namespace actionplan::domain
