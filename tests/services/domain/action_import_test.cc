#include "services/domain/action_import.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/domain/action_given.h"

namespace actionplan::domain {
namespace {

using events::v1::ActionFact;
using given::By;
using support::BoardManager;
using support::FailsWith;
using support::IndependentChair;
using support::StatusIs;
using support::SubGroupChair;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using v1::Action;

v1::ImportActionRequest Import() {
  v1::ImportActionRequest command;
  command.set_plan(given::kPlan);
  command.set_key("1.2");
  command.set_sheet("plan.csv");
  command.set_row_number(14);
  command.set_proposed_priority(Action::HIGH);
  v1::ImportedRow& row = *command.mutable_row();
  row.set_title("Agree one referral form");
  row.set_description("All agencies use one form.");
  row.set_lead_agency(given::kHousing);
  row.add_supporting_agencies(given::kHealth);
  row.set_owner_role("Head of Housing Options");
  row.set_due("Mar-26");
  row.set_rating("Amber");
  row.set_progress("A draft is out.");
  return command;
}

// The action that the command made, as "m1" imported it.
Action Imported(Action::State state = Action::DRAFT) {
  const Circumstances now = By(BoardManager("m1"));
  Action action = given::After(*Decide(Action(), Import(), now), now, Action());
  action.set_state(state);
  return action;
}

TEST(ImportActionTest, ARowThatIsNewBecomesADraftWithItsClaims) {
  ASSERT_DECIDES(const auto fact, Action(), Import(), By(BoardManager("m7")));

  const auto& imported = fact.action_imported();
  EXPECT_EQ(imported.plan(), given::kPlan);
  EXPECT_EQ(imported.key(), "1.2");
  EXPECT_EQ(imported.sheet(), "plan.csv");
  EXPECT_EQ(imported.row_number(), 14);
  EXPECT_EQ(imported.priority(), events::v1::HIGH);
  EXPECT_FALSE(imported.has_previous_row());
  const auto& row = imported.row();
  EXPECT_EQ(row.details().title(), "Agree one referral form");
  EXPECT_EQ(row.details().description().clear(), "All agencies use one form.");
  EXPECT_THAT(row.details().supporting_agencies(), ElementsAre(given::kHealth));
  EXPECT_EQ(row.lead_agency(), given::kHousing);
  EXPECT_EQ(row.owner_role(), "Head of Housing Options");
  EXPECT_EQ(row.due().clear(), "Mar-26");
  EXPECT_EQ(row.rating().clear(), "Amber");
  EXPECT_EQ(row.rating().subject(), "principals/m7");
  EXPECT_FALSE(row.has_completion());
}

TEST(ImportActionTest, EveryClaimIsKept) {
  v1::ImportActionRequest command = Import();
  v1::ImportedRow& row = *command.mutable_row();
  row.set_intended_outcome("outcome");
  row.set_success_measure("measure");
  row.set_priority("priority");
  row.set_state("state");
  row.set_completion("completion");
  row.set_evidence("evidence");
  row.set_milestones("milestones");
  row.set_recommendation("recommendation");
  row.set_scope("scope");

  ASSERT_DECIDES(const auto fact, Action(), command, By(BoardManager()));

  const auto& kept = fact.action_imported().row();
  EXPECT_EQ(kept.details().intended_outcome().clear(), "outcome");
  EXPECT_EQ(kept.details().success_measure().clear(), "measure");
  EXPECT_EQ(kept.priority().clear(), "priority");
  EXPECT_EQ(kept.state().clear(), "state");
  EXPECT_EQ(kept.completion().clear(), "completion");
  EXPECT_EQ(kept.evidence().clear(), "evidence");
  EXPECT_EQ(kept.milestones().clear(), "milestones");
  EXPECT_EQ(kept.recommendation().clear(), "recommendation");
  EXPECT_EQ(kept.scope().clear(), "scope");
}

TEST(ImportActionTest, TheRowAndItsRecommendationAreTheSources) {
  v1::ImportActionRequest command = Import();
  ASSERT_DECIDES(const auto alone, Action(), command, By(BoardManager()));
  ASSERT_EQ(alone.action_imported().sources_size(), 1);
  EXPECT_EQ(alone.action_imported().sources(0).external_reference(),
            "plan.csv, row 14, reference 1.2");

  command.set_key("text:0123");
  command.mutable_row()->set_recommendation("Housing should have one form.");
  ASSERT_DECIDES(const auto both, Action(), command, By(BoardManager()));
  ASSERT_EQ(both.action_imported().sources_size(), 2);
  EXPECT_EQ(both.action_imported().sources(0).external_reference(),
            "plan.csv, row 14");
  EXPECT_EQ(both.action_imported().sources(1).external_reference(),
            "Housing should have one form.");
}

TEST(ImportActionTest, ALongRecommendationIsCutBetweenCharacters) {
  v1::ImportActionRequest command = Import();
  std::string fits, longer;
  for (int i = 0; i < 500; ++i) fits += "é";
  longer = fits + "é";
  for (const auto& [text, source] :
       {std::pair(fits, fits), std::pair(longer, fits.substr(0, 998) + "…")}) {
    command.mutable_row()->set_recommendation(text);
    ASSERT_DECIDES(const auto fact, Action(), command, By(BoardManager()));
    EXPECT_EQ(fact.action_imported().sources(1).external_reference(), source);
    EXPECT_EQ(fact.action_imported().row().recommendation().clear(), text);
  }
}

TEST(ImportActionTest, ARowThatHasNotChangedLeavesNoFact) {
  v1::ImportActionRequest command = Import();
  command.set_sheet("plan (2).csv");
  command.set_row_number(15);
  command.set_proposed_priority(Action::LOW);
  for (const Action::State state : {Action::DRAFT, Action::CLOSED}) {
    ASSERT_OK_AND_ASSIGN(const auto facts, Decide(Imported(state), command,
                                                  By(BoardManager("m2"))));
    EXPECT_THAT(facts, IsEmpty());
  }
}

TEST(ImportActionTest, AChangedRowIsRecordedBesideWhatItSaidBefore) {
  v1::ImportActionRequest command = Import();
  command.mutable_row()->set_rating("Green");
  command.mutable_row()->clear_progress();

  ASSERT_DECIDES(const auto fact, Imported(Action::IN_PROGRESS), command,
                 By(BoardManager("m2")));

  const auto& imported = fact.action_imported();
  EXPECT_EQ(imported.previous_row().rating().clear(), "Amber");
  EXPECT_EQ(imported.previous_row().rating().subject(), "principals/m1");
  EXPECT_EQ(imported.previous_row().progress().clear(), "A draft is out.");
  EXPECT_EQ(imported.row().rating().clear(), "Green");
  EXPECT_EQ(imported.row().rating().subject(), "principals/m2");
  EXPECT_FALSE(imported.row().has_progress());
  EXPECT_THAT(imported.sources(), IsEmpty());
  EXPECT_EQ(imported.priority(), events::v1::ACTION_PRIORITY_UNSPECIFIED);
}

TEST(ImportActionTest, IsForTheBoardManagerAlone) {
  for (const Caller& caller :
       {SubGroupChair(), IndependentChair(), given::HousingLead(),
        support::Of(given::kHealth, "m1", Role::kBoardManager)}) {
    const auto facts = Decide(Action(), Import(), By(caller));
    EXPECT_THAT(facts, StatusIs(absl::StatusCode::kPermissionDenied));
    EXPECT_THAT(facts, FailsWith("ROLE_NEEDED"));
    EXPECT_THAT(Decide(Imported(), Import(), By(caller)),
                FailsWith("ROLE_NEEDED"));
  }
}

TEST(ImportActionTest, AnActionOfAnotherRowIsNotTouched) {
  v1::ImportActionRequest other_key = Import(), other_plan = Import();
  other_key.set_key("1.3");
  other_plan.set_plan("boards/ncc/plans/response");
  Circumstances now = By(BoardManager());
  v1::Plan plan;
  plan.set_name("boards/ncc/plans/response");
  support::Relate(plan, now);
  for (const auto& command : {other_key, other_plan}) {
    const auto facts = Decide(Imported(), command, now);
    EXPECT_THAT(facts, StatusIs(absl::StatusCode::kAlreadyExists));
    EXPECT_THAT(facts, FailsWith("RESOURCE_ALREADY_EXISTS"));
  }
  EXPECT_THAT(Decide(given::ActionIn(Action::DRAFT), Import(), now),
              FailsWith("RESOURCE_ALREADY_EXISTS"));
}

TEST(ImportActionTest, NeedsItsPlan) {
  v1::ImportActionRequest command = Import();
  command.set_plan("boards/ncc/plans/nowhere");
  EXPECT_THAT(Decide(Action(), command, By(BoardManager())),
              FailsWith("REFERENCE_NOT_FOUND"));
}

TEST(ImportActionTest, NewAgenciesHaveToBeActive) {
  for (const auto& [agency, reason] :
       {std::pair("boards/ncc/agencies/nobody", "REFERENCE_NOT_FOUND"),
        std::pair(given::kLeft, "AGENCY_NOT_ACTIVE"),
        std::pair(given::kForeign, "REFERENCE_OF_OTHER_BOARD")}) {
    v1::ImportActionRequest lead = Import(), supporting = Import();
    lead.mutable_row()->set_lead_agency(agency);
    supporting.mutable_row()->add_supporting_agencies(agency);
    for (const auto& command : {lead, supporting}) {
      EXPECT_THAT(Decide(Action(), command, By(BoardManager())),
                  FailsWith(reason));
      EXPECT_THAT(Decide(Imported(), command, By(BoardManager())),
                  FailsWith(reason));
    }
  }
}

TEST(ImportActionTest, AgenciesOfTheRowMayHaveLeftSince) {
  Action action = Imported();
  v1::ImportedRow& before = *action.mutable_imported()->mutable_row();
  before.set_lead_agency(given::kLeft);
  before.add_supporting_agencies(given::kLeft);
  v1::ImportActionRequest command = Import();
  *command.mutable_row() = before;
  command.mutable_row()->set_rating("Green");

  EXPECT_OK(Decide(action, command, By(BoardManager())));
}

TEST(ImportActionTest, LooksAtThePlanAndTheAgencies) {
  EXPECT_THAT(
      RelatedNames(Import()),
      UnorderedElementsAre(given::kPlan, given::kHousing, given::kHealth));
}

}  // namespace
}  // namespace actionplan::domain
