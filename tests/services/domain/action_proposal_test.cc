#include "services/domain/action_proposal.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/domain/action_given.h"
#include "tests/support/error_metadata.h"

namespace actionplan::domain {
namespace {

using given::By;
using support::BoardManager;
using support::FailsWith;
using support::IndependentChair;
using support::MetadataOf;
using support::StatusIs;
using support::SubGroupChair;
using testing::ElementsAre;
using testing::UnorderedElementsAre;
using v1::Action;

Caller Creator() { return support::Of(given::kPolice, "creator-1"); }

v1::CancelActionRequest Cancel() {
  return given::Because<v1::CancelActionRequest>("Twice in the plan.");
}

TEST(ProposeActionTest, SaysWhatWhyAndForWhom) {
  v1::ProposeActionRequest command = given::Propose();
  command.mutable_action()->set_lead_agency(given::kHousing);
  command.mutable_action()->set_owner_role("Head of Housing Options");
  command.mutable_action()->set_priority(Action::HIGH);
  command.mutable_action()->add_supporting_agencies(given::kHealth);

  ASSERT_DECIDES(const auto fact, Action(), command, By(BoardManager("m7")));

  const auto& proposed = fact.action_proposed();
  EXPECT_EQ(proposed.details().title(), "Agree one referral form");
  EXPECT_EQ(proposed.details().description().clear(),
            "All agencies use one form.");
  EXPECT_EQ(proposed.details().description().subject(), "principals/m7");
  EXPECT_FALSE(proposed.details().has_intended_outcome());
  EXPECT_THAT(proposed.details().supporting_agencies(),
              ElementsAre(given::kHealth));
  ASSERT_EQ(proposed.sources_size(), 2);
  EXPECT_EQ(proposed.sources(0).resource(), given::kRecommendation);
  EXPECT_EQ(proposed.sources(1).external_reference(), "Inspection of June, 14");
  EXPECT_EQ(proposed.lead_agency(), given::kHousing);
  EXPECT_EQ(proposed.owner_role(), "Head of Housing Options");
  EXPECT_EQ(proposed.priority(), events::v1::HIGH);
}

TEST(ProposeActionTest, IsForThoseWhoRunAuditsAndAgencies) {
  EXPECT_OK(Decide(Action(), given::Propose(), By(BoardManager())));
  EXPECT_OK(Decide(Action(), given::Propose(), By(SubGroupChair())));
  EXPECT_OK(Decide(Action(), given::Propose(), By(IndependentChair())));
  EXPECT_OK(Decide(Action(), given::Propose(), By(given::HealthLead())));
  EXPECT_OK(
      Decide(Action(), given::Propose(),
             By(support::Of(given::kHealth, "auditor", Role::kAuditLead))));
}

TEST(ProposeActionTest, IsNotForTheOthers) {
  for (const Role role : {Role::kActionOwner, Role::kVerifier, Role::kInspector,
                          Role::kScheduler}) {
    const auto facts = Decide(Action(), given::Propose(),
                              By(support::Of(given::kHealth, "p1", role)));
    EXPECT_THAT(facts, StatusIs(absl::StatusCode::kPermissionDenied));
    EXPECT_THAT(facts, FailsWith("ROLE_NEEDED"));
  }
}

TEST(ProposeActionTest, AChairWhoActsForAnAgencyIsNoChair) {
  const Caller caller =
      support::Of(given::kHealth, "chair-1", Role::kSubGroupChair);
  EXPECT_THAT(Decide(Action(), given::Propose(), By(caller)),
              FailsWith("ROLE_NEEDED"));
}

TEST(ProposeActionTest, NeedsItsBoard) {
  const Circumstances now =
      support::CircumstancesOf("boards/nowhere/actions/a12", BoardManager());
  EXPECT_THAT(Decide(Action(), given::Propose(), now),
              FailsWith("REFERENCE_NOT_FOUND"));
}

TEST(ProposeActionTest, CannotNameAnAgencyThatIsNotThereOrHasLeft) {
  v1::ProposeActionRequest command = given::Propose();
  command.mutable_action()->set_lead_agency("boards/ncc/agencies/nobody");
  EXPECT_THAT(Decide(Action(), command, By(BoardManager())),
              FailsWith("REFERENCE_NOT_FOUND"));
  command.mutable_action()->set_lead_agency(given::kLeft);
  EXPECT_THAT(Decide(Action(), command, By(BoardManager())),
              FailsWith("AGENCY_NOT_ACTIVE"));
  command.mutable_action()->set_lead_agency(given::kForeign);
  EXPECT_THAT(Decide(Action(), command, By(BoardManager())),
              FailsWith("REFERENCE_OF_OTHER_BOARD"));
}

TEST(ProposeActionTest, CannotNameASupporterThatIsNotThereOrHasLeft) {
  for (const auto& [agency, reason] :
       {std::pair("boards/ncc/agencies/nobody", "REFERENCE_NOT_FOUND"),
        std::pair(given::kLeft, "AGENCY_NOT_ACTIVE"),
        std::pair(given::kForeign, "REFERENCE_OF_OTHER_BOARD")}) {
    v1::ProposeActionRequest command = given::Propose();
    command.mutable_action()->add_supporting_agencies(given::kHealth);
    command.mutable_action()->add_supporting_agencies(agency);
    EXPECT_THAT(Decide(Action(), command, By(BoardManager())),
                FailsWith(reason));
  }
}

TEST(ProposeActionTest, CannotComeFromASourceThatIsNotThere) {
  for (const auto& [source, reason] :
       {std::pair("boards/ncc/audits/neglect/findings/f9",
                  "REFERENCE_NOT_FOUND"),
        std::pair("boards/ncc/audits/neglect/recommendations/r9",
                  "REFERENCE_NOT_FOUND"),
        std::pair(given::kMeeting, "REFERENCE_NOT_FOUND"),
        std::pair("boards/other/audits/neglect/findings/f1",
                  "REFERENCE_OF_OTHER_BOARD")}) {
    v1::ProposeActionRequest command = given::Propose();
    command.mutable_action()->add_sources()->set_resource(source);
    EXPECT_THAT(Decide(Action(), command, By(BoardManager())),
                FailsWith(reason))
        << source;
  }
}

TEST(ProposeActionTest, CanComeFromAFinding) {
  v1::ProposeActionRequest command = given::Propose();
  command.mutable_action()->mutable_sources(0)->set_resource(given::kFinding);

  ASSERT_DECIDES(const auto fact, Action(), command, By(BoardManager()));

  EXPECT_EQ(fact.action_proposed().sources(0).resource(), given::kFinding);
}

TEST(ProposeActionTest, LooksAtEverythingItNames) {
  v1::ProposeActionRequest command = given::Propose();
  EXPECT_THAT(RelatedNames(command), ElementsAre(given::kRecommendation));
  command.mutable_action()->set_lead_agency(given::kHousing);
  command.mutable_action()->add_supporting_agencies(given::kHealth);
  EXPECT_THAT(RelatedNames(command),
              UnorderedElementsAre(given::kRecommendation, given::kHousing,
                                   given::kHealth));
}

TEST(AmendActionTest, KeepsTheOldWordsBesideTheNew) {
  const Action action = given::ActionIn(Action::ACCEPTED);
  v1::AmendActionRequest command = given::Amend("Use one referral form");
  command.mutable_action()->set_success_measure("All have every field.");
  command.mutable_action()->add_supporting_agencies(given::kPolice);
  command.mutable_update_mask()->add_paths("success_measure");
  command.mutable_update_mask()->add_paths("supporting_agencies");

  ASSERT_DECIDES(const auto fact, action, command, By(BoardManager("m7")));

  const auto& amended = fact.details_amended();
  EXPECT_EQ(amended.previous_details().title(), "Agree one referral form");
  EXPECT_EQ(amended.details().title(), "Use one referral form");
  EXPECT_EQ(amended.previous_details().success_measure().clear(),
            "Nine of ten have every field.");
  EXPECT_EQ(amended.details().success_measure().clear(),
            "All have every field.");
  EXPECT_THAT(amended.previous_details().supporting_agencies(),
              ElementsAre(given::kHealth));
  EXPECT_THAT(amended.details().supporting_agencies(),
              ElementsAre(given::kPolice));
  EXPECT_EQ(amended.reason().clear(), "Clearer.");
  EXPECT_EQ(amended.reason().subject(), "principals/m7");
}

TEST(AmendActionTest, OwnsNewWordsAndLeavesOldOnesToWhoWroteThem) {
  v1::AmendActionRequest command = given::Amend("Use one referral form");
  command.mutable_action()->set_intended_outcome("Nobody is sent back.");
  command.mutable_update_mask()->add_paths("intended_outcome");

  ASSERT_DECIDES(const auto fact, given::ActionIn(Action::ACCEPTED), command,
                 By(BoardManager("m7")));

  const auto& amended = fact.details_amended();
  EXPECT_EQ(amended.details().intended_outcome().subject(), "principals/m7");
  EXPECT_EQ(amended.details().success_measure().subject(),
            "principals/manager-1");
  EXPECT_EQ(amended.previous_details().success_measure().subject(),
            "principals/manager-1");
  EXPECT_EQ(amended.previous_details().intended_outcome().subject(),
            "principals/creator-1");
}

TEST(AmendActionTest, ChangesOnlyWhatTheMaskNames) {
  v1::AmendActionRequest command = given::Amend("Use one referral form");
  command.mutable_action()->set_description("Not in the mask.");

  ASSERT_DECIDES(const auto fact, given::ActionIn(Action::DRAFT), command,
                 By(BoardManager()));

  EXPECT_EQ(fact.details_amended().details().description().clear(),
            "All agencies use one form.");
}

TEST(AmendActionTest, CanTakeTheDescriptionAway) {
  v1::AmendActionRequest command = given::Amend("Agree one referral form");
  command.mutable_update_mask()->add_paths("description");

  ASSERT_DECIDES(const auto fact, given::ActionIn(Action::ACCEPTED), command,
                 By(BoardManager()));

  EXPECT_FALSE(fact.details_amended().details().has_description());
  EXPECT_EQ(fact.details_amended().previous_details().description().clear(),
            "All agencies use one form.");
}

TEST(AmendActionTest, HasToChangeSomething) {
  const auto facts =
      Decide(given::ActionIn(Action::ACCEPTED),
             given::Amend("Agree one referral form"), By(BoardManager()));
  EXPECT_THAT(facts, FailsWith("NOTHING_TO_CHANGE"));
}

TEST(AmendActionTest, CannotTakeOutcomeAndMeasureFromAnAssignedAction) {
  v1::AmendActionRequest command = given::Amend("Agree one referral form");
  command.mutable_update_mask()->add_paths("intended_outcome");
  command.mutable_update_mask()->add_paths("success_measure");

  const auto facts =
      Decide(given::ActionIn(Action::ASSIGNED), command, By(BoardManager()));

  EXPECT_THAT(facts, FailsWith("SMART_PART_REMOVED"));
  EXPECT_EQ(MetadataOf(facts.status(), "removed"),
            "intended_outcome, success_measure");
  EXPECT_OK(
      Decide(given::ActionIn(Action::DRAFT), command, By(BoardManager())));
}

TEST(AmendActionTest, LeavesAnOverriddenSmartCheckAlone) {
  Action action = given::ActionIn(Action::ASSIGNED);
  action.clear_success_measure();
  EXPECT_OK(Decide(action, given::Amend("Use one form"), By(BoardManager())));
}

TEST(AmendActionTest, MayKeepASupporterThatHasLeftButNotAddOne) {
  Action action = given::ActionIn(Action::ACCEPTED);
  action.add_supporting_agencies(given::kLeft);
  v1::AmendActionRequest command = given::Amend("Use one form");
  command.mutable_update_mask()->add_paths("supporting_agencies");
  command.mutable_action()->add_supporting_agencies(given::kLeft);

  EXPECT_OK(Decide(action, command, By(BoardManager())));
  EXPECT_THAT(
      Decide(given::ActionIn(Action::ACCEPTED), command, By(BoardManager())),
      FailsWith("AGENCY_NOT_ACTIVE"));
  EXPECT_THAT(RelatedNames(command), ElementsAre(given::kLeft));
}

TEST(AmendActionTest, IsForThoseWhoAssign) {
  const Action action = given::ActionIn(Action::ACCEPTED);
  const auto command = given::Amend("Use one form");
  EXPECT_OK(Decide(action, command, By(BoardManager())));
  EXPECT_OK(Decide(action, command, By(SubGroupChair())));
  for (const Caller& other :
       {Creator(), given::HousingLead(), IndependentChair()}) {
    const auto facts = Decide(action, command, By(other));
    EXPECT_THAT(facts, FailsWith("ROLE_NEEDED"));
    EXPECT_EQ(MetadataOf(facts.status(), "roles"),
              "board-manager, sub-group-chair");
  }
}

TEST(AmendActionTest, OfADraftIsForItsCreatorToo) {
  const Action draft = given::ActionIn(Action::DRAFT);
  const auto command = given::Amend("Use one form");
  EXPECT_OK(Decide(draft, command, By(Creator())));
  EXPECT_OK(Decide(draft, command, By(SubGroupChair())));
  EXPECT_THAT(Decide(draft, command, By(given::HousingLead())),
              FailsWith("NOT_CREATOR"));
}

TEST(CancelActionTest, CarriesItsReason) {
  ASSERT_DECIDES(const auto fact, given::ActionIn(Action::ASSIGNED), Cancel(),
                 By(BoardManager("m7")));

  EXPECT_EQ(fact.action_cancelled().reason().clear(), "Twice in the plan.");
  EXPECT_EQ(fact.action_cancelled().reason().subject(), "principals/m7");
}

TEST(CancelActionTest, IsForTheCreatorAndTheBoardManager) {
  const Action action = given::ActionIn(Action::DRAFT);
  EXPECT_OK(Decide(action, Cancel(), By(Creator())));
  EXPECT_OK(Decide(action, Cancel(), By(BoardManager())));
  for (const Caller& other :
       {given::HousingLead(), SubGroupChair(), IndependentChair()}) {
    const auto facts = Decide(action, Cancel(), By(other));
    EXPECT_THAT(facts, StatusIs(absl::StatusCode::kPermissionDenied));
    EXPECT_THAT(facts, FailsWith("NOT_CREATOR"));
    EXPECT_EQ(MetadataOf(facts.status(), "creator"), "creator-1");
  }
}

}  // namespace
}  // namespace actionplan::domain
