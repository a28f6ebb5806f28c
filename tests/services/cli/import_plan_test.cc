#include "services/cli/import_plan.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/cli/dates.h"

namespace actionplan::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using v1::Action;

constexpr char kPlan[] = "boards/ncc/plans/composite";
constexpr char kAction[] = "boards/ncc/actions/a1";
constexpr char kPolice[] = "boards/ncc/agencies/police";
constexpr char kHealth[] = "boards/ncc/agencies/health";

sheet::CellDate On(absl::CivilDay day) { return {.day = day}; }

// Complete, due in four weeks.
ImportRow Row() {
  ImportRow row{.number = 4, .reference = "1.2", .key = "1.2"};
  row.row.set_title("Agree one form");
  row.row.set_success_measure("9 of 10");
  row.row.set_lead_agency(kPolice);
  row.row.set_owner_role("Head of Service");
  row.row.set_due("30/03/2026");
  row.row.set_rating("Amber");
  row.due = On(absl::CivilDay(2026, 3, 30));
  return row;
}

// As the row above made it, or assigned it.
Action Imported(Action::State state) {
  const ImportRow row = Row();
  Action action;
  action.set_name(kAction);
  action.set_state(state);
  action.set_title(row.row.title());
  action.set_success_measure(row.row.success_measure());
  action.set_lead_agency(kPolice);
  action.set_owner_role(row.row.owner_role());
  action.set_priority(Action::MEDIUM);
  if (state != Action::DRAFT) {
    SetDate(row.due->day, *action.mutable_due()->mutable_date());
  }
  action.mutable_imported()->set_plan(kPlan);
  action.mutable_imported()->set_key("1.2");
  *action.mutable_imported()->mutable_row() = row.row;
  SetTimestamp(absl::FromCivil(absl::CivilDay(2026, 2, 1), absl::UTCTimeZone()),
               *action.mutable_last_occur_time());
  return action;
}

class ImportPlanTest : public testing::Test {
 protected:
  ImportPlanTest() {
    board_.plan.set_name(kPlan);
    moment_ = {
        .now = absl::FromCivil(absl::CivilDay(2026, 3, 2), absl::UTCTimeZone()),
        .time_zone = absl::UTCTimeZone()};
  }

  void InPlan(const Action& action) {
    board_.actions.push_back(action);
    board_.plan.add_actions(action.name());
  }

  // The plan for the only row.
  RowPlan PlanFor(const ImportRow& row) {
    rows_.rows = {row};
    plan_ = PlanImport(rows_, board_, moment_);
    return plan_.rows.at(0);
  }

  // "amend title, assign due 2026-03-30, join, record"
  static std::string Steps(const RowPlan& row) {
    std::vector<std::string> steps;
    if (!row.amend.empty()) {
      steps.push_back("amend " + absl::StrJoin(row.amend, " "));
    }
    if (row.assign) {
      steps.push_back("assign " + IsoDay(row.assign->due.date()) +
                      IsoDay(row.assign->due.review_date()));
    }
    if (row.join) steps.push_back("join");
    if (row.record) steps.push_back("record");
    return absl::StrCat(OutcomeName(row.outcome), ": ",
                        absl::StrJoin(steps, ", "));
  }

  ImportRows rows_;
  ImportBoard board_;
  ImportMoment moment_;
  ImportPlan plan_;
};

TEST_F(ImportPlanTest, ANewRowIsImportedAssignedAndJoins) {
  const RowPlan plan = PlanFor(Row());
  EXPECT_EQ(Steps(plan), "new: assign 2026-03-30, join");
  EXPECT_THAT(plan.notes, IsEmpty());
}

TEST_F(ImportPlanTest, ARowThatLacksSomethingStaysADraftAndSaysWhy) {
  ImportRow row = Row();
  row.row.clear_lead_agency();
  row.row.clear_owner_role();
  row.due.reset();
  const RowPlan plan = PlanFor(row);
  EXPECT_EQ(Steps(plan), "new: join");
  EXPECT_THAT(plan.notes, ElementsAre("stays a draft: no lead agency, no "
                                      "owner, no due date"));
}

TEST_F(ImportPlanTest, WhatIsOngoingNeedsAReviewDate) {
  ImportRow row = Row();
  row.row.set_due("ongoing");
  row.due = sheet::CellDate{.kind = sheet::CellDate::Kind::kOngoing};
  EXPECT_THAT(PlanFor(row).notes,
              ElementsAre("stays a draft: \"ongoing\" needs a --review-date"));

  moment_.review = absl::CivilDay(2026, 9, 30);
  const RowPlan plan = PlanFor(row);
  EXPECT_EQ(Steps(plan), "new: assign 2026-09-30, join");
  EXPECT_EQ(plan.assign->due.undated(), v1::DueDate::ONGOING);
  row.due->kind = sheet::CellDate::Kind::kToBeConfirmed;
  EXPECT_EQ(PlanFor(row).assign->due.undated(), v1::DueDate::TO_BE_CONFIRMED);
}

TEST_F(ImportPlanTest, APassedDueDateNeedsTheDayOfAgreement) {
  ImportRow row = Row();
  row.due = On(absl::CivilDay(2026, 3, 1));
  RowPlan plan = PlanFor(row);
  EXPECT_EQ(Steps(plan), "new: join");
  EXPECT_THAT(plan.notes, ElementsAre(HasSubstr("due 2026-03-01, which has "
                                                "passed; --occur-time")));

  moment_.occur_time = moment_.now - absl::Hours(24 * 30);
  plan = PlanFor(row);
  EXPECT_EQ(Steps(plan), "new: assign 2026-03-01, join");
  EXPECT_EQ(plan.occur_time, moment_.occur_time);
}

TEST_F(ImportPlanTest, WhatChangedSinceCannotHaveHappenedBefore) {
  InPlan(Imported(Action::DRAFT));
  moment_.occur_time = moment_.now - absl::Hours(24 * 60);
  EXPECT_EQ(PlanFor(Row()).occur_time, std::nullopt);
  moment_.occur_time = moment_.now - absl::Hours(24);
  EXPECT_EQ(PlanFor(Row()).occur_time, moment_.occur_time);
}

TEST_F(ImportPlanTest, ARowThatSaysWhatItSaidDoesNothing) {
  InPlan(Imported(Action::ASSIGNED));
  const RowPlan plan = PlanFor(Row());
  EXPECT_EQ(Steps(plan), "unchanged: ");
  EXPECT_THAT(plan.changes, IsEmpty());
}

// Whatever was done here since is not undone.
TEST_F(ImportPlanTest, ARowThatSaysWhatItSaidLeavesTheActionAsItIsNow) {
  Action action = Imported(Action::ASSIGNED);
  action.set_title("Agree and use one form");
  action.set_lead_agency(kHealth);
  action.set_owner_role("Named Nurse");
  action.set_priority(Action::HIGH);
  SetDate(absl::CivilDay(2026, 6, 30), *action.mutable_due()->mutable_date());
  InPlan(action);
  EXPECT_EQ(Steps(PlanFor(Row())), "unchanged: ");
}

// The colleague who imports it again need not know what the first one said of
// "Jane Smith".
TEST_F(ImportPlanTest, AnOwnerWhoWasLeftOutIsTheOneOfTheLastImport) {
  InPlan(Imported(Action::ASSIGNED));
  ImportRow row = Row();
  row.row.clear_owner_role();
  row.leaves_owner_out = true;
  EXPECT_EQ(Steps(PlanFor(row)), "unchanged: ");

  row.row.set_rating("Green");
  const RowPlan plan = PlanFor(row);
  EXPECT_EQ(Steps(plan), "changed: record");
  EXPECT_EQ(plan.row.row.owner_role(), "Head of Service");
}

TEST_F(ImportPlanTest, ARowWithErrorsIsToldOfThoseAlone) {
  ImportRow row = Row();
  row.due.reset();
  row.has_errors = true;
  const RowPlan plan = PlanFor(row);
  EXPECT_EQ(plan.outcome, RowOutcome::kHasErrors);
  EXPECT_THAT(plan.notes, IsEmpty());
}

TEST_F(ImportPlanTest, ChangedClaimsAreRecordedInAnyState) {
  for (const auto state : {Action::ASSIGNED, Action::IN_PROGRESS,
                           Action::CLOSED, Action::CANCELLED}) {
    board_.actions.clear();
    InPlan(Imported(state));
    ImportRow row = Row();
    row.row.set_rating("Green");
    row.row.set_progress("Done.");
    const RowPlan plan = PlanFor(row);
    EXPECT_EQ(Steps(plan), "changed: record");
    ASSERT_EQ(plan.changes.size(), 2u);
    EXPECT_EQ(plan.changes[0].field, "rating");
    EXPECT_EQ(plan.changes[0].before, "Amber");
    EXPECT_EQ(plan.changes[0].after, "Green");
    EXPECT_EQ(plan.changes[1].field, "progress");
  }
}

TEST_F(ImportPlanTest, ChangedWordsBecomeAnAmendment) {
  InPlan(Imported(Action::IN_PROGRESS));
  ImportRow row = Row();
  row.row.set_title("Agree one form with all");
  row.row.add_supporting_agencies(kHealth);
  const RowPlan plan = PlanFor(row);
  EXPECT_EQ(Steps(plan), "changed: amend title supporting_agencies, record");
  EXPECT_THAT(plan.notes, IsEmpty());
}

TEST_F(ImportPlanTest, WordsThatWereAmendedHereTooAreToldBeforeTheyGo) {
  Action action = Imported(Action::DRAFT);
  action.set_title("Agree and use one form");
  InPlan(action);
  ImportRow row = Row();
  row.row.set_title("Agree one form with all");
  EXPECT_THAT(PlanFor(row).notes,
              ElementsAre("title was amended here since the last import; the "
                          "sheet's takes its place"));
  row.row.set_title("Agree and use one form");
  EXPECT_EQ(Steps(PlanFor(row)), "changed: assign 2026-03-30, record");
}

TEST_F(ImportPlanTest, WordsOfAnActionThatIsDoneStay) {
  for (const auto state : {Action::SUBMITTED, Action::VERIFIED, Action::CLOSED,
                           Action::SUPERSEDED}) {
    board_.actions.clear();
    InPlan(Imported(state));
    ImportRow row = Row();
    row.row.set_title("Agree one form with all");
    const RowPlan plan = PlanFor(row);
    EXPECT_EQ(Steps(plan), "changed: record");
    EXPECT_THAT(plan.notes,
                ElementsAre(absl::StrCat("title is not amended: the action is ",
                                         Action::State_Name(state))));
  }
}

TEST_F(ImportPlanTest, AMeasureThatAnAssignedActionNeedsStays) {
  InPlan(Imported(Action::ASSIGNED));
  ImportRow row = Row();
  row.row.clear_success_measure();
  RowPlan plan = PlanFor(row);
  EXPECT_EQ(Steps(plan), "changed: record");
  EXPECT_THAT(plan.notes, ElementsAre("success_measure stays: an assigned "
                                      "action keeps it"));

  board_.actions = {Imported(Action::DRAFT)};
  EXPECT_EQ(Steps(PlanFor(row)),
            "changed: amend success_measure, assign 2026-03-30, record");
}

TEST_F(ImportPlanTest, UntilItIsAcceptedAnActionIsAssignedAnew) {
  InPlan(Imported(Action::ASSIGNED));
  ImportRow date = Row(), owner = Row(), lead = Row(), priority = Row();
  date.row.set_due("30/06/2026");
  date.due = On(absl::CivilDay(2026, 6, 30));
  owner.row.set_owner_role("Named Nurse");
  lead.row.set_lead_agency(kHealth);
  priority.row.set_priority("High");
  priority.priority = Action::HIGH;
  EXPECT_EQ(Steps(PlanFor(date)), "changed: assign 2026-06-30, record");
  for (const ImportRow& row : {owner, lead, priority}) {
    EXPECT_EQ(Steps(PlanFor(row)), "changed: assign 2026-03-30, record");
  }
}

// The same day, written otherwise.
TEST_F(ImportPlanTest, AnotherSpellingOfTheDueDateAssignsNothing) {
  InPlan(Imported(Action::ASSIGNED));
  ImportRow row = Row();
  row.row.set_due("30 March 2026");
  EXPECT_EQ(Steps(PlanFor(row)), "changed: record");
}

TEST_F(ImportPlanTest, AfterAcceptanceADueDateIsOnlyAClaim) {
  InPlan(Imported(Action::ACCEPTED));
  ImportRow row = Row();
  row.row.set_due("30/06/2026");
  row.due = On(absl::CivilDay(2026, 6, 30));
  row.row.set_owner_role("Named Nurse");
  row.row.set_lead_agency(kHealth);
  row.row.set_priority("High");
  row.priority = Action::HIGH;
  const RowPlan plan = PlanFor(row);
  EXPECT_EQ(Steps(plan), "changed: record");
  EXPECT_THAT(
      plan.notes,
      ElementsAre(HasSubstr("lead agency not applied"),
                  HasSubstr("action reassign boards/ncc/actions/a1"),
                  HasSubstr("action change-priority boards/ncc/actions/a1"),
                  "due date not applied; ask for an extension with `actionplan "
                  "action request-extension boards/ncc/actions/a1`"));
}

TEST_F(ImportPlanTest, AnActionJoinsThePlanOnce) {
  Action action = Imported(Action::DRAFT);
  action.clear_owner_role();  // Else it would be assigned, too.
  ImportRow row = Row();
  row.row.clear_owner_role();
  *action.mutable_imported()->mutable_row() = row.row;
  action.set_etag("\"1\"");  // The import was cut off.
  board_.actions = {action};
  EXPECT_EQ(Steps(PlanFor(row)), "changed: join");
  action.set_etag("\"2\"");  // Somebody took it out.
  board_.actions = {action};
  EXPECT_EQ(Steps(PlanFor(row)), "unchanged: ");
}

TEST_F(ImportPlanTest, WhatChangedHereAndNotInTheSheetStays) {
  Action action = Imported(Action::ASSIGNED);
  action.set_priority(Action::HIGH);
  action.set_lead_agency(kHealth);
  SetDate(absl::CivilDay(2026, 5, 29), *action.mutable_due()->mutable_date());
  InPlan(action);
  ImportRow row = Row();
  row.row.set_owner_role("Named Nurse");

  const RowPlan plan = PlanFor(row);

  EXPECT_EQ(Steps(plan), "changed: assign 2026-05-29, record");
  EXPECT_EQ(plan.assign->owner_role, "Named Nurse");
  EXPECT_EQ(plan.assign->priority, Action::HIGH);
  EXPECT_EQ(plan.assign->lead_agency, kHealth);
}

TEST_F(ImportPlanTest, AColumnThatTheSheetDoesNotHaveSaysNothing) {
  InPlan(Imported(Action::ASSIGNED));
  ImportRow row = Row();
  row.row.clear_success_measure();
  row.row.clear_rating();
  row.absent = {"success_measure", "rating", "supporting_agencies"};
  EXPECT_EQ(Steps(PlanFor(row)), "unchanged: ");
}

TEST_F(ImportPlanTest, TheSameKeyOfAnotherPlanIsAnotherAction) {
  Action action = Imported(Action::ASSIGNED);
  action.mutable_imported()->set_plan("boards/ncc/plans/response");
  board_.actions = {action};
  EXPECT_EQ(PlanFor(Row()).outcome, RowOutcome::kNew);
}

TEST_F(ImportPlanTest, ANewRowThatSaysWhatAnActionOfThePlanSaysIsTold) {
  Action action = Imported(Action::ASSIGNED);
  action.clear_imported();
  action.set_title("Agree ONE form.");
  InPlan(action);
  PlanFor(Row());
  ASSERT_EQ(plan_.issues.size(), 1u);
  EXPECT_EQ(plan_.issues[0].severity, sheet::Severity::kWarning);
  EXPECT_EQ(plan_.issues[0].place.row, 4);
  EXPECT_THAT(plan_.issues[0].text,
              HasSubstr("says what boards/ncc/actions/a1 of the plan says"));
}

TEST_F(ImportPlanTest, RowsThatAreMissingAreListedAndKept) {
  Action gone = Imported(Action::ASSIGNED), ended = gone;
  gone.set_name("boards/ncc/actions/a2");
  gone.mutable_imported()->set_key("9");
  ended.mutable_imported()->set_key("10");
  ended.set_state(Action::CANCELLED);
  InPlan(gone);
  InPlan(ended);
  PlanFor(Row());
  ASSERT_EQ(plan_.gone.size(), 1u);
  EXPECT_EQ(plan_.gone[0]->name(), "boards/ncc/actions/a2");
}

TEST_F(ImportPlanTest, APlanHoldsNoMoreThanItCan) {
  for (int i = 0; i < 2000; ++i) {
    board_.plan.add_actions(absl::StrCat("boards/ncc/actions/x", i));
  }
  PlanFor(Row());
  EXPECT_TRUE(plan_.has_sheet_errors);
  ASSERT_EQ(plan_.issues.size(), 1u);
  EXPECT_THAT(plan_.issues[0].text, HasSubstr("2000 actions and 1 would join"));
}

}  // namespace
}  // namespace actionplan::cli
