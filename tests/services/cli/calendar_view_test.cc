#include "services/cli/calendar_view.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/cli/cli_run.h"
#include "tests/support/text_proto.h"

namespace actionplan::cli {
namespace {

using support::FromText;
using support::PlainPresentation;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// One action with a date, a step reached and one to come; one without a date;
// one that is held up.
v1::ListActionsResponse ThreeActions() {
  return FromText<v1::ListActionsResponse>(R"pb(
    actions {
      name: 'boards/ncc/actions/a12'
      etag: '"7"'
      update_time { seconds: 1760000000 }
      title: 'Date plans, all of them'
      state: IN_PROGRESS
      priority: HIGH
      lead_agency: 'boards/ncc/agencies/housing'
      owner_role: 'Head of Options'
      due { date { year: 2026 month: 11 day: 6 } }
      original_due_date { year: 2026 month: 9 day: 1 }
      times_re_dated: 1
      milestones {
        number: 1
        title: 'Half'
        due_date { year: 2026 month: 5 day: 1 }
        reached_on { year: 2026 month: 5 day: 1 }
      }
      milestones {
        number: 2
        title: 'Nearly'
        due_date { year: 2026 month: 10 day: 1 }
      }
    }
    actions {
      name: 'boards/ncc/actions/a13'
      etag: '"2"'
      title: '=Review'
      state: ASSIGNED
      due {
        undated: ONGOING
        review_date { year: 2026 month: 6 day: 1 }
      }
    }
    actions {
      name: 'boards/ncc/actions/a14'
      title: 'Waits'
      state: BLOCKED
      due { undated: TO_BE_CONFIRMED }
      block { review_date { year: 2026 month: 11 day: 6 } }
    })pb");
}

TEST(CalendarViewTest, IsALineForEachDaySoonestFirst) {
  EXPECT_EQ(CalendarAsText(ThreeActions(), PlainPresentation()),
            "DAY         WHAT       ACTION                         OWNER, "
            "AGENCY              STATE\n"
            "2026-06-01  review     =Review · a13                            "
            "                 assigned\n"
            "2026-10-01  milestone  Nearly · a12                   Head of "
            "Options · housing  in progress\n"
            "2026-11-06  due        Date plans, all of them · a12  Head of "
            "Options · housing  in progress\n"
            "2026-11-06  review     Waits · a14                              "
            "                 blocked\n");
}

TEST(CalendarViewTest, SaysSoWhenNothingHasADate) {
  EXPECT_EQ(CalendarAsText({}, PlainPresentation()), "Nothing has a date.\n");
}

TEST(CalendarViewTest, IsARowForEachDay) {
  EXPECT_EQ(
      CalendarAsCsv(ThreeActions()),
      "day,kind,title,action,action_title,state,priority,lead_agency,"
      "owner_role\r\n"
      "2026-06-01,review,'=Review,boards/ncc/actions/a13,'=Review,ASSIGNED,,,"
      "\r\n"
      "2026-10-01,milestone,Nearly,boards/ncc/actions/a12,\"Date plans, all of "
      "them\",IN_PROGRESS,HIGH,boards/ncc/agencies/housing,Head of Options\r\n"
      "2026-11-06,due,\"Date plans, all of "
      "them\",boards/ncc/actions/a12,\"Date "
      "plans, all of them\",IN_PROGRESS,HIGH,boards/ncc/agencies/housing,Head "
      "of Options\r\n"
      "2026-11-06,review,Waits,boards/ncc/actions/a14,Waits,BLOCKED,,,\r\n");
}

TEST(CalendarViewTest, EachDayIsAnEventOfItsAction) {
  const std::string text = CalendarAsIcs(
      ThreeActions(),
      FromText<v1::ListActionsRequest>("parent: 'boards/ncc' lead_agency: "
                                       "'boards/ncc/agencies/housing'"));
  EXPECT_THAT(text,
              HasSubstr("NAME:Actions of boards/ncc/agencies/housing\r\n"));
  EXPECT_THAT(
      text, HasSubstr("BEGIN:VEVENT\r\n"
                      "UID:boards/ncc/actions/a12#due\r\n"
                      "SEQUENCE:7\r\n"
                      "DTSTAMP:20251009T085320Z\r\n"
                      "LAST-MODIFIED:20251009T085320Z\r\n"
                      "DTSTART;VALUE=DATE:20261106\r\n"
                      "TRANSP:TRANSPARENT\r\n"
                      "SUMMARY:Due: Date plans\\, all of them\r\n"
                      "DESCRIPTION:Date plans\\, all of "
                      "them\\nboards/ncc/actions/a12\\nin progress\\,\r\n"
                      "  priority high\\nOwner: Head of Options\\nLead agency: "
                      "housing\\nOriginally d\r\n"
                      " ue: 2026-09-01\\, moved 1 time\r\n"
                      "END:VEVENT\r\n"));
  for (const char* uid :
       {"a12#milestone-2", "a13#review", "a14#block-review"}) {
    EXPECT_THAT(text, HasSubstr(std::string("\r\nUID:boards/ncc/actions/") +
                                uid + "\r\n"));
  }
  EXPECT_THAT(text, HasSubstr("SUMMARY:Milestone: Nearly\r\n"));
  EXPECT_THAT(text, HasSubstr("SUMMARY:Review: =Review\r\n"));
  EXPECT_THAT(text, Not(HasSubstr("milestone-1")));
}

TEST(CalendarViewTest, AnEventKeepsItsNameWhenItsDayMoves) {
  v1::ListActionsResponse answer;
  *answer.add_actions() = ThreeActions().actions(0);
  answer.mutable_actions(0)->set_etag("\"8\"");
  answer.mutable_actions(0)->mutable_due()->mutable_date()->set_day(20);
  const std::string text = CalendarAsIcs(answer, {});
  EXPECT_THAT(text, HasSubstr("UID:boards/ncc/actions/a12#due\r\n"
                              "SEQUENCE:8\r\n"));
  EXPECT_THAT(text, HasSubstr("DTSTART;VALUE=DATE:20261120\r\n"));
}

TEST(CalendarViewTest, AsksForOpenActionsUnlessStatesAreNamed) {
  v1::ListActionsRequest request;
  AskForOpenActions(request);
  EXPECT_THAT(request.states(),
              ElementsAre(v1::Action::ASSIGNED, v1::Action::ACCEPTED,
                          v1::Action::IN_PROGRESS, v1::Action::BLOCKED,
                          v1::Action::SUBMITTED, v1::Action::DECLINED));

  v1::ListActionsRequest drafts;
  drafts.add_states(v1::Action::DRAFT);
  AskForOpenActions(drafts);
  EXPECT_THAT(drafts.states(), ElementsAre(v1::Action::DRAFT));
}

}  // namespace
}  // namespace actionplan::cli
