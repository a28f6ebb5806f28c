#include "projections/resources/action_import_fold.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/projections/resources/action_fold_fixture.h"

namespace actionplan::resources {
namespace {

using events::v1::ActionFact;
using testing::ElementsAre;
using v1::Action;
using v1::ActionImport;

class ActionImportFoldTest : public ActionFoldTest {
 protected:
  void Imported(const std::string& title, const std::string& rating) {
    ActionFact fact;
    auto& imported = *fact.mutable_action_imported();
    imported.set_plan("boards/ncc/plans/composite");
    imported.set_key("1.2");
    imported.set_sheet("plan.csv");
    imported.set_row_number(14);
    imported.set_priority(events::v1::HIGH);
    imported.add_sources()->set_external_reference("plan.csv, row 14");
    auto& row = *imported.mutable_row();
    row.mutable_details()->set_title(title);
    *row.mutable_details()->mutable_success_measure() = Text("9 of 10.");
    row.mutable_details()->add_supporting_agencies(kHealth);
    row.set_lead_agency(kHousing);
    row.set_owner_role("Head of Housing");
    *row.mutable_priority() = Text("High");
    *row.mutable_due() = Text("Mar-26");
    *row.mutable_state() = Text("Open");
    *row.mutable_rating() = Text(rating);
    *row.mutable_progress() = Text("Form drafted.");
    *row.mutable_completion() = Text("Not yet.");
    *row.mutable_evidence() = Text("Minutes.");
    *row.mutable_milestones() = Text("Draft, pilot.");
    *row.mutable_recommendation() = Text("One form.");
    *row.mutable_scope() = Text("Local");
    HappensBy({.actor = "manager"}, fact);
  }
};

TEST_F(ActionImportFoldTest, TheFirstImportMakesADraftOfTheRow) {
  Imported("Agree one form", "Amber");

  EXPECT_EQ(action_.name(), kName);
  EXPECT_EQ(action_.state(), Action::DRAFT);
  EXPECT_EQ(action_.title(), "Agree one form");
  EXPECT_EQ(action_.success_measure(), "9 of 10.");
  EXPECT_EQ(action_.success_measure_author(), "p1");
  EXPECT_THAT(action_.supporting_agencies(), ElementsAre(kHealth));
  EXPECT_EQ(action_.lead_agency(), kHousing);
  EXPECT_EQ(action_.owner_role(), "Head of Housing");
  EXPECT_EQ(action_.priority(), Action::HIGH);
  EXPECT_EQ(action_.creator(), "manager");
  EXPECT_FALSE(action_.has_due());
  ASSERT_EQ(action_.sources_size(), 1);
  EXPECT_EQ(action_.sources(0).external_reference(), "plan.csv, row 14");
}

TEST_F(ActionImportFoldTest, KeepsWhereItStoodAndAllThatItClaims) {
  Imported("Agree one form", "Amber");

  const ActionImport& imported = action_.imported();
  EXPECT_EQ(imported.plan(), "boards/ncc/plans/composite");
  EXPECT_EQ(imported.key(), "1.2");
  EXPECT_EQ(imported.sheet(), "plan.csv");
  EXPECT_EQ(imported.row_number(), 14);
  EXPECT_EQ(imported.importer(), "manager");
  EXPECT_EQ(imported.occur_time().seconds(), 501);
  EXPECT_EQ(imported.standing(), ActionImport::CLAIMED_NOT_VERIFIED);
  const v1::ImportedRow& row = imported.row();
  EXPECT_EQ(row.title(), "Agree one form");
  EXPECT_EQ(row.success_measure(), "9 of 10.");
  EXPECT_EQ(row.lead_agency(), kHousing);
  EXPECT_EQ(row.priority() + row.due() + row.state() + row.rating(),
            "HighMar-26OpenAmber");
  EXPECT_EQ(row.progress() + row.completion() + row.evidence(),
            "Form drafted.Not yet.Minutes.");
  EXPECT_EQ(row.milestones() + row.recommendation() + row.scope(),
            "Draft, pilot.One form.Local");
}

TEST_F(ActionImportFoldTest, ALaterImportChangesOnlyWhatTheSheetClaims) {
  Imported("Agree one form", "Amber");
  Assigned(10);
  const Action before = action_;

  Imported("Agree two forms", "Green");

  EXPECT_EQ(action_.imported().row().title(), "Agree two forms");
  EXPECT_EQ(action_.imported().row().rating(), "Green");
  EXPECT_EQ(action_.title(), before.title());
  EXPECT_EQ(action_.state(), Action::ASSIGNED);
  EXPECT_EQ(action_.priority(), before.priority());
  EXPECT_EQ(action_.sources_size(), 1);
  EXPECT_EQ(StateSince(), 502);
  EXPECT_EQ(action_.etag(), "\"3\"");
}

// A sheet that is read today must not keep anybody from entering yesterday's
// progress.
TEST_F(ActionImportFoldTest, WhatIsEnteredAfterAnImportMayHaveHappenedBefore) {
  Imported("Agree one form", "Amber");
  EXPECT_EQ(action_.last_occur_time().seconds(), 501);
  Assigned(10);

  Imported("Agree one form", "Green");

  EXPECT_EQ(action_.last_occur_time().seconds(), 502);
}

TEST_F(ActionImportFoldTest, AcceptanceConfirmsWhatWasClaimedBeforeIt) {
  Imported("Agree one form", "Amber");
  Assigned(10);
  Accepted(10);
  EXPECT_EQ(action_.imported().standing(),
            ActionImport::CONFIRMED_BY_LEAD_AGENCY);

  Imported("Agree one form", "Green");

  EXPECT_EQ(action_.imported().standing(), ActionImport::CLAIMED_NOT_VERIFIED);
}

TEST_F(ActionImportFoldTest, AcceptanceOfAnActionOfNoSheetConfirmsNothing) {
  Proposed();
  Assigned(10);
  Accepted(10);

  EXPECT_FALSE(action_.has_imported());
}

}  // namespace
}  // namespace actionplan::resources
