#include "services/queries/plan_changes.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

using projections::v1::ActionPlanRow;
using support::FromText;
using support::IsText;
using testing::IsEmpty;
using v1::PlanChange;

Yardstick On(absl::CivilDay day) {
  return {.calendar = domain::WorkingCalendar::Latest(
              domain::Division::kEnglandAndWales),
          .zone = absl::UTCTimeZone(),
          .due_on = day};
}

// From 2 to 16 March 2026, days 20514 to 20528.
PlanChange Change(const std::string& before, const std::string& after) {
  const auto was = FromText<ActionPlanRow>(before);
  const auto is = FromText<ActionPlanRow>(after);
  const Yardstick since = On(absl::CivilDay(2026, 3, 2));
  const Yardstick until = On(absl::CivilDay(2026, 3, 16));
  return ChangeBetween({.row = was, .yardstick = since},
                       {.row = is, .yardstick = until});
}

constexpr char kBefore[] =
    "action: 'a1' title: 'T' state: 3 lead_agency: 'b/agencies/police' "
    "owner_role: 'Head' priority: 2 due_day: 20700 started_seconds: 1772409600 "
    "assignments: 1 acceptances: 1 ";

// The same with something different.
PlanChange ChangeBy(const std::string& difference) {
  return Change(kBefore, kBefore + difference);
}

TEST(PlanChangesTest, WhatIsAsItWasHasNoChange) {
  EXPECT_THAT(ChangeBy("").kinds(), IsEmpty());
  EXPECT_THAT(ChangeBy("").values(), IsEmpty());
  EXPECT_THAT(ChangeBy("evidence_added: 3 review_day: 9").kinds(), IsEmpty());
}

TEST(PlanChangesTest, TellsOldAndNewValues) {
  EXPECT_THAT(
      ChangeBy("owner_role: 'Deputy' priority: 1 "
               "lead_agency: 'b/agencies/health' title: 'U'"),
      IsText(R"pb(
        action: "a1"
        title: "U"
        lead_agency: "b/agencies/health"
        kinds: OWNER
        kinds: LEAD_AGENCY
        kinds: PRIORITY
        kinds: TITLE
        values { field: "owner_role" previous: "Head" current: "Deputy" }
        values {
          field: "lead_agency"
          previous: "b/agencies/police"
          current: "b/agencies/health"
        }
        values { field: "priority" previous: "MEDIUM" current: "HIGH" }
        values { field: "title" previous: "T" current: "U" })pb"));
}

TEST(PlanChangesTest, TellsADateThatMovedAndHowOften) {
  const PlanChange change = ChangeBy("due_day: 20800 times_re_dated: 2");
  EXPECT_EQ(change.times_re_dated(), 2);
  ASSERT_EQ(change.values_size(), 1);
  EXPECT_THAT(change.values(0),
              IsText("field: 'due_date' previous: '2026-09-04' "
                     "current: '2026-12-13'"));
  EXPECT_EQ(ChangeBy("due_day: 0 undated: 1").values(0).current(), "ONGOING");
}

TEST(PlanChangesTest, ANewActionIsToldByWhatItHas) {
  const PlanChange change = Change("",
                                   "action: 'a2' title: 'T' state: 2 "
                                   "assignments: 1 owner_role: 'Head' "
                                   "started_seconds: 1772409600");
  EXPECT_THAT(change, IsText(R"pb(
                action: "a2"
                title: "T"
                kinds: NEW
                kinds: ASSIGNED
                values { field: "state" current: "ASSIGNED" }
                values { field: "owner_role" current: "Head" }
                values { field: "rating" current: "GREY" })pb"));
}

TEST(PlanChangesTest, AnActionThatBecameLateChangedItsRating) {
  const PlanChange change = Change(
      "action: 'a1' state: 4 due_day: 20520 latest_progress_seconds: "
      "1772409600",
      "action: 'a1' state: 4 due_day: 20520 latest_progress_seconds: "
      "1772409600");
  EXPECT_THAT(
      change, IsText(R"pb(
        action: "a1"
        kinds: RATING
        values { field: "rating" previous: "GREEN" current: "RED" })pb"));
}

TEST(PlanChangesTest, TellsWhatHappenedAlsoWhenTheStateIsTheSameAgain) {
  EXPECT_THAT(ChangeBy("assignments: 2 acceptances: 2").kinds(),
              testing::ElementsAre(PlanChange::ASSIGNED, PlanChange::ACCEPTED));
  const PlanChange progress = ChangeBy("progress_reports: 3");
  EXPECT_THAT(progress.kinds(), testing::ElementsAre(PlanChange::PROGRESS));
  EXPECT_EQ(progress.progress_reports(), 3);
}

TEST(PlanChangesTest, TellsEscalationsThatCameAndWentBetween) {
  const PlanChange change = ChangeBy(
      "escalations { escalation: 'e1' resolved_seconds: 9 } "
      "escalations { escalation: 'e2' } "
      "open_escalations { escalation: 'e2' level: 2 }");
  EXPECT_THAT(change.kinds(),
              testing::ElementsAre(PlanChange::ESCALATED,
                                   PlanChange::ESCALATION_RESOLVED));
  EXPECT_EQ(change.escalations_raised(), 2);
  EXPECT_EQ(change.escalations_resolved(), 1);
  EXPECT_THAT(change.values(0), IsText("field: 'escalation_level' "
                                       "current: '2'"));
}

TEST(PlanChangesTest, TellsALevelThatRoseOrFell) {
  const std::string low =
      kBefore + std::string("open_escalations { level: 2 }");
  const std::string high =
      kBefore + std::string("open_escalations { level: 4 }");
  EXPECT_THAT(Change(low, high).kinds(),
              testing::ElementsAre(PlanChange::LEVEL_RAISED));
  EXPECT_THAT(Change(high, low).kinds(),
              testing::ElementsAre(PlanChange::LEVEL_LOWERED));
}

TEST(PlanChangesTest, TellsWhatEndedAndWhatIsOpenAgain) {
  EXPECT_THAT(Change("action: 'a1' state: 6", "action: 'a1' state: 7").kinds(),
              testing::Contains(PlanChange::ENDED));
  EXPECT_THAT(Change("action: 'a1' state: 8", "action: 'a1' state: 4").kinds(),
              testing::Contains(PlanChange::REOPENED));
  EXPECT_THAT(Change("action: 'a1' state: 7", "action: 'a1' state: 8").kinds(),
              testing::ElementsAre(PlanChange::STATE));
}

TEST(PlanChangesTest, TellsPlansThatItJoinedOrLeft) {
  const PlanChange change = ChangeBy("plans: 'p1' plans: 'p2'");
  EXPECT_THAT(change.values(0), IsText("field: 'plans' current: 'p1 p2'"));
}

}  // namespace
}  // namespace actionplan::queries
