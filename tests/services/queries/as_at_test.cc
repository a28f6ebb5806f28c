#include "services/queries/as_at.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/resources/civil_date.h"
#include "projections/resources/instant.h"
#include "services/queries/due_actions.h"
#include "services/queries/plan_status.h"
#include "tests/services/queries/recorded_plan.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

using support::FailsWith;
using support::FromText;
using testing::HasSubstr;

constexpr absl::CivilDay kToday(2026, 3, 2);  // A Monday.

// A plan of which days are told one by one.
class PastPlanTest : public testing::Test {
 protected:
  static absl::Time London(absl::CivilSecond civil) {
    return absl::FromCivil(civil, *resources::FindTimeZone("Europe/London"));
  }

  void GoTo(absl::CivilSecond civil) { plan_.clock().JumpTo(London(civil)); }

  static std::string Known(absl::Time instant) {
    return absl::StrCat("record_time {",
                        resources::ToTimestamp(instant).ShortDebugString(),
                        "}");
  }
  static std::string True(absl::Time instant) {
    return absl::StrCat("occur_time {",
                        resources::ToTimestamp(instant).ShortDebugString(),
                        "}");
  }

  absl::StatusOr<v1::ActionPlanStatus> Status(const std::string& as_at,
                                              const std::string& rest = "") {
    return PlanStatus(plan_.sources(),
                      FromText<v1::GetActionPlanStatusRequest>(absl::StrCat(
                          "name: 'boards/ncc' as_at {", as_at, "} ", rest)),
                      plan_.clock().Now());
  }

  int Actions(const std::string& as_at, const std::string& rest = "") {
    const auto status = Status(as_at, rest);
    EXPECT_OK(status);
    return status.ok() ? status->total().actions() : -1;
  }

  void Meet(const std::string& id, absl::CivilDay day) {
    plan_.Record("meetings/" + id,
                 absl::StrCat("meeting { meeting_recorded { forum: 'Board' "
                              "meeting_date {",
                              DateText(day), "} } }"));
  }

  RecordedPlan plan_;
};

TEST_F(PastPlanTest, IsThatOfTheEndOfTheMeetingsDay) {
  GoTo(absl::CivilSecond(2026, 3, 10, 23, 59, 59));
  plan_.Accept({.id = "before", .due = kToday});
  GoTo(absl::CivilSecond(2026, 3, 11));
  plan_.Accept({.id = "after", .due = kToday});
  Meet("m1", absl::CivilDay(2026, 3, 10));
  EXPECT_EQ(Actions("meeting: 'boards/ncc/meetings/m1'"), 1);
  ASSERT_OK_AND_ASSIGN(const auto status,
                       Status("meeting: 'boards/ncc/meetings/m1'"));
  EXPECT_THAT(status.basis().as_at(), support::IsText(R"pb(
                record_time { seconds: 1773187199 nanos: 999999999 }
                meeting: "boards/ncc/meetings/m1"
                meeting_axis: RECORD_TIME)pb"));
  EXPECT_THAT(status.basis().due_on(),
              support::IsText("year: 2026 month: 3 day: 10"));
}

TEST_F(PastPlanTest, EndsADayOfThreeAndTwentyHoursWhereTheNextBegins) {
  // Summer time begins in London on 29 March 2026.
  GoTo(absl::CivilSecond(2026, 3, 29, 23, 30, 0));
  plan_.Accept({.id = "before", .due = kToday});
  GoTo(absl::CivilSecond(2026, 3, 30, 0, 30, 0));
  plan_.Accept({.id = "after", .due = kToday});
  Meet("m1", absl::CivilDay(2026, 3, 29));
  EXPECT_EQ(Actions("meeting: 'boards/ncc/meetings/m1'"), 1);
  EXPECT_EQ(Actions("meeting: 'boards/ncc/meetings/m1' "
                    "meeting_axis: OCCUR_TIME"),
            1);
}

TEST_F(PastPlanTest, DoesNotEndBeforeTheMeetingsDayIsOver) {
  Meet("m1", kToday);
  EXPECT_THAT(Status("meeting: 'boards/ncc/meetings/m1'"),
              FailsWith("AS_AT_NOT_OVER"));
  GoTo(absl::CivilSecond(kToday + 1));
  EXPECT_OK(Status("meeting: 'boards/ncc/meetings/m1'"));
}

TEST_F(PastPlanTest, DoesNotKnowAMeetingThatIsNotThere) {
  EXPECT_THAT(Status("meeting: 'boards/ncc/meetings/m1'"),
              FailsWith("RESOURCE_NOT_FOUND"));
}

TEST_F(PastPlanTest, SaysSinceWhenTheBoardIsThere) {
  const absl::Time begin = plan_.clock().Now();
  plan_.clock().Advance(absl::Hours(1));
  const auto status = Status(Known(begin - absl::Nanoseconds(1)));
  EXPECT_THAT(status, FailsWith("NOT_THERE_YET"));
  EXPECT_THAT(std::string(status.status().message()),
              HasSubstr("first recorded at 2026-03-02T09:00:00+00:00"));
  EXPECT_OK(Status(Known(begin)));
}

TEST_F(PastPlanTest, KnowsABoardAsSoonAsOneOfItsActionsHadBegun) {
  plan_.Record("actions/old",
               "action { action_proposed { details { title: 'Old' } } }",
               {.earlier = absl::Hours(240)});
  const absl::Time now = plan_.clock().Now();
  EXPECT_THAT(Status(True(now - absl::Hours(241))), FailsWith("NOT_THERE_YET"));
  ASSERT_OK_AND_ASSIGN(const auto status, Status(True(now - absl::Hours(240))));
  EXPECT_EQ(status.total().actions(), 1);
  EXPECT_EQ(status.board_title(), "Northshire");
}

TEST_F(PastPlanTest, IsToldByTheTitleThatAnAgencyHadThen) {
  plan_.Accept({.id = "a1", .due = kToday});
  const absl::Time before = plan_.clock().Now();
  plan_.clock().Advance(absl::Hours(1));
  plan_.Record("agencies/police",
               "agency { agency_renamed { title: 'Force' } }");
  ASSERT_OK_AND_ASSIGN(const auto then, Status(Known(before)));
  EXPECT_EQ(then.agencies(0).title(), "Police");
  ASSERT_OK_AND_ASSIGN(const auto now, Status(Known(plan_.clock().Now())));
  EXPECT_EQ(now.agencies(0).title(), "Force");
}

TEST_F(PastPlanTest, GoesByThePolicyThatTheBoardHadThen) {
  const auto version = [&](absl::Time instant) {
    const auto reading = PlanReading::Begin(
        plan_.sources(), {.board = "boards/ncc",
                          .as_at = FromText<v1::AsAt>(Known(instant)),
                          .now = plan_.clock().Now()});
    EXPECT_OK(reading);
    return reading->board().escalation_policy().version();
  };
  const absl::Time before = plan_.clock().Now();
  plan_.clock().Advance(absl::Hours(1));
  plan_.Record("",
               "board { escalation_policy_adopted { policy { version: 7 } } }");
  EXPECT_EQ(version(before), 0);
  EXPECT_EQ(version(plan_.clock().Now()), 7);
}

TEST_F(PastPlanTest, CountsAnActionInThePlanItWasInThen) {
  plan_.Accept({.id = "a1", .due = kToday});
  for (const char* plan : {"plans/one", "plans/two"}) {
    plan_.Record(plan, "plan { plan_created { title: 'A plan' } }");
  }
  plan_.Record("plans/one",
               "plan { action_added_to_plan {"
               " action: 'boards/ncc/actions/a1' } }");
  const absl::Time before = plan_.clock().Now();
  plan_.clock().Advance(absl::Hours(1));
  plan_.Record("plans/one",
               "plan { action_removed_from_plan {"
               " action: 'boards/ncc/actions/a1' } }");
  plan_.Record("plans/two",
               "plan { action_added_to_plan {"
               " action: 'boards/ncc/actions/a1' } }");
  EXPECT_EQ(Actions(Known(before), "plan: 'boards/ncc/plans/one'"), 1);
  EXPECT_EQ(Actions(Known(before), "plan: 'boards/ncc/plans/two'"), 0);
  const absl::Time after = plan_.clock().Now();
  EXPECT_EQ(Actions(True(after), "plan: 'boards/ncc/plans/one'"), 0);
  EXPECT_EQ(Actions(True(after), "plan: 'boards/ncc/plans/two'"), 1);
}

TEST_F(PastPlanTest, IsComputedForTheDayOfTheEarlierInstantUnlessOneIsAsked) {
  GoTo(absl::CivilSecond(2026, 3, 20, 12, 0, 0));
  const std::string both = Known(London(absl::CivilSecond(2026, 3, 18))) +
                           True(London(absl::CivilSecond(2026, 3, 16)));
  plan_.Accept({.id = "a1", .due = kToday});
  ASSERT_OK_AND_ASSIGN(const auto status, Status(both));
  EXPECT_THAT(status.basis().due_on(),
              support::IsText("year: 2026 month: 3 day: 16"));
  ASSERT_OK_AND_ASSIGN(const auto asked,
                       Status(both, "due_on { year: 2026 month: 3 day: 19 }"));
  EXPECT_THAT(asked.basis().due_on(),
              support::IsText("year: 2026 month: 3 day: 19"));
}

TEST_F(PastPlanTest,
       CountsARetractedReportOnlyAsItWasKnownBeforeTheRetraction) {
  plan_.Accept({.id = "a1", .due = kToday + 60});
  plan_.clock().Advance(absl::Hours(1));
  plan_.Record("actions/a1",
               "action { progress_recorded { own_view: ON_TRACK } }");
  const absl::Time reported = plan_.clock().Now();
  plan_.clock().Advance(absl::Hours(1));
  plan_.Record("actions/a1",
               "action { entry_retracted { revision: 4 kind: PROGRESS"
               " accepted_again_since { seconds: 1 } } }");
  const absl::Time retracted = plan_.clock().Now();
  const auto green = [&](const std::string& as_at) {
    const auto status = Status(as_at);
    EXPECT_OK(status);
    return status->total().green();
  };
  EXPECT_EQ(green(Known(reported)), 1);
  EXPECT_EQ(green(Known(retracted)), 0);
  EXPECT_EQ(green(True(reported)), 0);
  EXPECT_EQ(green(True(retracted)), 0);
  EXPECT_EQ(green(True(reported) + Known(reported)), 1);
}

TEST_F(PastPlanTest, StaysOnLaterPagesWhatItWasOnTheFirst) {
  plan_.Accept({.id = "a1", .due = kToday - 9});
  plan_.Accept({.id = "a2", .due = kToday - 8});
  const auto request = FromText<v1::ListOverdueActionsRequest>(absl::StrCat(
      "parent: 'boards/ncc' as_at {", True(plan_.clock().Now()), "}"));
  const absl::Time now = plan_.clock().Now();
  Page page{.size = 1};
  std::string last_key;
  ASSERT_OK_AND_ASSIGN(
      const auto first,
      OverdueActions(plan_.sources(), request, now, page, last_key));
  // Recorded after the first page, as something that had happened before it.
  plan_.Accept({.id = "a3", .due = kToday - 7});
  page.after_key = last_key;
  ASSERT_OK_AND_ASSIGN(
      const auto second,
      OverdueActions(plan_.sources(), request, now, page, last_key));
  EXPECT_EQ(first.actions(0).action(), "boards/ncc/actions/a1");
  EXPECT_EQ(second.actions(0).action(), "boards/ncc/actions/a2");
  EXPECT_EQ(last_key, "");
  EXPECT_EQ(second.basis().position(), first.basis().position());
}

}  // namespace
}  // namespace actionplan::queries
