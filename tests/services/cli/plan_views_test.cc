// The views of a plan as a whole, as board members read them.
#include <string>

#include "absl/strings/str_split.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/cli/answer_view.h"
#include "services/cli/share_text.h"
#include "services/cli/terminal_text.h"
#include "tests/services/cli/cli_run.h"
#include "tests/support/text_proto.h"

namespace actionplan::cli {
namespace {

using support::FromText;
using support::PlainPresentation;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kReading[] = R"pb(
  board: "boards/ncc"
  due_on { year: 2026 month: 11 day: 20 }
  calendar_version: "england-and-wales/2026-1"
  rating_policy_version: "standard/1")pb";

constexpr char kBasis[] =
    "As of 20 November 2026 · calendar england-and-wales/2026-1 · rating "
    "policy standard/1\n";

void ExpectFits(const google::protobuf::Message& answer) {
  const std::string text = AnswerAsText(answer, PlainPresentation(80));
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    EXPECT_LE(DisplayWidth(line), 80) << line;
  }
}

TEST(ShareTextTest, NeverIsAPercentageWithoutItsBase) {
  EXPECT_EQ(ShareAndPercentText({.part = 7, .base = 24}), "7 of 24, 29.2 %");
  EXPECT_EQ(ShareAndPercentText({.part = 7, .base = 21}), "7 of 21, 33.3 %");
  EXPECT_EQ(ShareAndPercentText({.part = 4, .base = 4}), "4 of 4, 100.0 %");
  EXPECT_EQ(ShareAndPercentText({.part = 0, .base = 0}), "0 of 0");
}

v1::SummarizeAgenciesResponse Agencies() {
  return FromText<v1::SummarizeAgenciesResponse>(
      std::string(R"pb(
        board_title: "Norwich and County"
        agencies {
          agency: "boards/ncc/agencies/housing"
          title: "City Housing"
          actions: 24
          open: 5
          overdue: 2
          done: 19
          open_of_all: 8
          times_re_dated: 3
          extensions: 2
          done_with_evidence: 18
          timeliness {
            on_time: 7
            judged: 21
            not_yet_due: 1
            undated: 2
            slip_working_days: 42
            slip_calendar_days: 60
            mean_slip_working_days: 2
            mean_slip_calendar_days: 2.857
          }
          responses {
            raised: 3
            acknowledged: 2
            waiting: 1
            working_days_to_acknowledge: 3
            mean_working_days_to_acknowledge: 1.5
          }
        }
        agencies {
          actions: 3
          open: 3
          open_of_all: 8
          timeliness { undated: 3 }
          responses {}
        }
        total {
          actions: 27
          open: 8
          overdue: 2
          done: 19
          open_of_all: 8
          timeliness { on_time: 7 judged: 21 not_yet_due: 1 undated: 5 }
        }
        reading {)pb") +
      kReading + "}");
}

TEST(AgenciesViewTest, ShowsEveryRateWithItsBase) {
  EXPECT_EQ(
      AnswerAsText(Agencies(), PlainPresentation()),
      "Norwich and County  boards/ncc\n" + std::string(kBasis) +
          "\n"
          "AGENCY           OPEN  LATE  DONE           ON TIME            "
          "SLIP  MOVED           ANSWERED              LOAD          EVIDENCED "
          " "
          "EXTENDED\n"
          "City Housing        5     2    19  7 of 21 · 33.3 %  2.0 · 2.9 "
          "cal.      3  2 of 3 · 1.5 days   5 of 8 · 62.5 %  18 of 19 · 94.7 %"
          "         2\n"
          "(no agency yet)     3     -     -                 -               "
          "-      -                  -   3 of 8 · 37.5 %                  -    "
          "     -\n"
          "All                 8     2    19  7 of 21 · 33.3 %               "
          "-      -                  -  8 of 8 · 100.0 %    0 of 19 · 0.0 %    "
          "     -\n"
          "\n"
          "ON TIME is done by the original date, of the actions that are done "
          "or past it: 7 of 21, 33.3 %. Of all open and done actions it is 7 "
          "of 27, 25.9 %. Left out: 1 not yet due, 5 without an original "
          "date.\n"
          "SLIP is the mean of working days past the original date, so far for "
          "what is open; calendar days below it. MOVED is how often a date "
          "changed. ANSWERED is escalations acknowledged, and after how many "
          "working days in the mean.\n");
  ExpectFits(Agencies());
}

TEST(AgenciesViewTest, SaysSoWhenNobodyLeadsAnything) {
  v1::SummarizeAgenciesResponse answer;
  answer.set_board_title("Norwich");
  EXPECT_THAT(AnswerAsText(answer, PlainPresentation()),
              HasSubstr("No agency leads an action yet.\n"));
}

TEST(AgenciesViewTest, IsAColumnForEachFigureInAFile) {
  const std::string csv = CsvHeader(Agencies()) + CsvRows(Agencies());
  EXPECT_THAT(csv, HasSubstr("timeliness.on_time,timeliness.judged,"));
  EXPECT_THAT(csv, HasSubstr("boards/ncc/agencies/housing,City Housing,24,5,2,"
                             "19,7,21,1,0,2,42,60,2,2.857,3,2,8,18,3,2,1,3,1.5"
                             "\r\n"));
}

v1::ListMyActionsResponse Mine() {
  return FromText<v1::ListMyActionsResponse>(
      std::string(R"pb(
        actions {
          action: "boards/ncc/actions/a12"
          title: "Rewrite the housing pathway"
          state: IN_PROGRESS
          lead_agency: "boards/ncc/agencies/housing"
          owner_role: "Head of Housing"
          due_date { year: 2026 month: 11 day: 6 }
          due_state: OVERDUE
          working_days_overdue: 10
          escalation_level: 1
          rating: RED
          asks {
            kind: ACKNOWLEDGE_ESCALATION
            by { year: 2026 month: 11 day: 23 }
          }
          asks {
            kind: COMPLETE_OR_EXTEND
            by { year: 2026 month: 11 day: 6 }
          }
        }
        actions {
          action: "boards/east/actions/b1"
          title: "Train staff"
          state: ACCEPTED
          lead_agency: "boards/east/agencies/housing"
          due_date { year: 2026 month: 11 day: 23 }
          due_state: DUE_SOON
          working_days_overdue: -1
          rating: AMBER
        }
        readings {)pb") +
      kReading + "} readings {" + kReading + " board: 'boards/east' }");
}

TEST(MyActionsViewTest, TellsWhatIsAskedAndByWhen) {
  const std::string text = AnswerAsText(Mine(), PlainPresentation());
  EXPECT_THAT(text, HasSubstr("2026-11-06 · 10 working days late  Rewrite the "
                              "housing pathway · boards/ncc/actions/a12"));
  EXPECT_THAT(text, HasSubstr("acknowledge escalation by 2026-11-23; complete "
                              "or extend by 2026-11-06"));
  EXPECT_THAT(text, HasSubstr("2026-11-23 · in 1 working day"));
  EXPECT_THAT(text, HasSubstr("\n\n2 actions, something is asked about 1\n" +
                              std::string(kBasis)));
  ExpectFits(Mine());
}

TEST(MyActionsViewTest, TellsBoardsThatWereReadAlikeOnce) {
  const std::string text = AnswerAsText(Mine(), PlainPresentation());
  EXPECT_EQ(text.find("As of"), text.rfind("As of"));
}

TEST(MyActionsViewTest, SaysSoWhenThereIsNothing) {
  EXPECT_THAT(AnswerAsText(v1::ListMyActionsResponse(), PlainPresentation()),
              HasSubstr("There is no action of yours that fits.\n"));
}

v1::ListChangesResponse Changed() {
  return FromText<v1::ListChangesResponse>(
      std::string(R"pb(
        changes {
          action: "boards/ncc/actions/a12"
          title: "Rewrite the pathway"
          lead_agency: "boards/ncc/agencies/housing"
          kinds: STATE
          kinds: DUE_DATE
          kinds: ESCALATED
          kinds: PROGRESS
          values { field: "state" previous: "ACCEPTED" current: "IN_PROGRESS" }
          values {
            field: "due_date"
            previous: "2026-11-06"
            current: "2026-12-18"
          }
          values {
            field: "lead_agency"
            previous: "boards/ncc/agencies/police"
            current: "boards/ncc/agencies/housing"
          }
          values { field: "escalation_level" current: "2" }
          times_re_dated: 2
          escalations_raised: 1
          progress_reports: 3
        }
        counts { kind: STATE actions: 1 }
        counts { kind: DUE_DATE actions: 1 }
        changed: 1
        actions: 40
        since {
          as_at {
            record_time { seconds: 1793491199 nanos: 999999999 }
            meeting: "boards/ncc/meetings/october"
          }
        }
        until {)pb") +
      kReading + "}");
}

TEST(ChangesViewTest, CountsFirstThenTellsActionByAction) {
  EXPECT_EQ(AnswerAsText(Changed(), PlainPresentation()),
            "From the end of 31 October 2026 (boards/ncc/meetings/october) to "
            "now\n"
            "1 of 40 actions changed: state 1 · due date 1\n"
            "\n"
            "Rewrite the pathway  (housing)  boards/ncc/actions/a12\n"
            "    escalated once · progress reported 3 times\n"
            "    state: accepted -> in progress\n"
            "    due date: 2026-11-06 -> 2026-12-18, re-dated 2 times\n"
            "    lead agency: police -> housing\n"
            "    escalation level: (none) -> 2\n"
            "\n" +
                std::string(kBasis));
  ExpectFits(Changed());
}

TEST(ChangesViewTest, SaysSoWhenNothingChanged) {
  v1::ListChangesResponse answer;
  answer.set_actions(3);
  EXPECT_THAT(AnswerAsText(answer, PlainPresentation()),
              HasSubstr("0 of 3 actions changed\n\nNothing changed.\n"));
  answer.set_changed(1);
  EXPECT_THAT(AnswerAsText(answer, PlainPresentation()),
              HasSubstr("Nothing changed in the ways asked for.\n"));
}

v1::ListPendingDecisionsResponse Decisions() {
  return FromText<v1::ListPendingDecisionsResponse>(
      std::string(R"pb(
        decisions {
          kind: EXTENSION
          action: "boards/ncc/actions/a12"
          title: "Rewrite the pathway"
          lead_agency: "boards/ncc/agencies/housing"
          deciders: INDEPENDENT_CHAIR
          since { seconds: 1794562200 }
          working_days_waiting: 6
          due_date { year: 2026 month: 11 day: 6 }
          proposed_due_date { year: 2026 month: 12 day: 18 }
          retrospective: true
          approved_extensions: 2
          extension_cap: 2
        }
        decisions {
          kind: VERIFICATION
          action: "boards/ncc/actions/a13"
          title: "Train staff"
          deciders: VERIFIER
          since { seconds: 1795080600 }
          completed_on { year: 2026 month: 11 day: 18 }
        }
        decisions {
          kind: DECLINE
          action: "boards/ncc/actions/a14"
          title: "Share records"
          deciders: SUB_GROUP_CHAIR
          deciders: INDEPENDENT_CHAIR
          since { seconds: 1795080600 }
        }
        counts { kind: EXTENSION decisions: 1 }
        counts { kind: DECLINE decisions: 1 }
        counts { kind: VERIFICATION decisions: 1 }
        reading {)pb") +
      kReading + "}");
}

TEST(DecisionsViewTest, TellsWhoDecidesWhatAndSinceWhen) {
  const std::string text = AnswerAsText(Decisions(), PlainPresentation());
  EXPECT_THAT(text,
              HasSubstr("\n   6  extension · from 2026-11-06 to 2026-12-18, 2 "
                        "granted before, 2 allowed, asked for late"));
  EXPECT_THAT(text, HasSubstr("independent chair"));
  EXPECT_THAT(text, HasSubstr("sub-group chair or independent chair"));
  EXPECT_THAT(text, HasSubstr("verification · done on 2026-11-18 as claimed"));
  EXPECT_THAT(text, HasSubstr("3 decisions wait; DAYS are working days: "
                              "extension 1 · decline 1 · verification 1\n"));
  ExpectFits(Decisions());
}

TEST(DecisionsViewTest, SaysSoWhenNothingWaits) {
  EXPECT_THAT(
      AnswerAsText(v1::ListPendingDecisionsResponse(), PlainPresentation()),
      HasSubstr("No decision is waiting.\n"));
}

TEST(DataQualityViewTest, TellsWhatIsWrongAndWhatToDo) {
  const auto answer = FromText<v1::ListDataQualityIssuesResponse>(
      std::string(R"pb(
        issues {
          kind: BLOCKER_ENDED
          action: "boards/ncc/actions/a12"
          title: "Rewrite the pathway"
          lead_agency: "boards/ncc/agencies/housing"
          owner_role: "Head of Housing"
          detail: "It is blocked by an action that has ended"
          remedy: "Unblock it"
          related: "boards/ncc/actions/a1"
        }
        counts { kind: BLOCKER_ENDED issues: 1 }
        open: 24
        without_issue: 23
        reading {)pb") +
      kReading + "}");
  EXPECT_EQ(
      AnswerAsText(answer, PlainPresentation()),
      "WHAT IS WRONG                                   ACTION                 "
      "    OWNER, AGENCY              WHAT TO DO\n"
      "It is blocked by an action that has ended · a1  Rewrite the pathway · "
      "a12  Head of Housing · housing  Unblock it\n"
      "\n"
      "Open actions with nothing wrong: 23 of 24, 95.8 %. Issues: blocker "
      "ended 1\n" +
          std::string(kBasis));
  ExpectFits(answer);
}

TEST(DataQualityViewTest, SaysSoWhenNothingIsWrong) {
  v1::ListDataQualityIssuesResponse answer;
  answer.set_open(5);
  const std::string text = AnswerAsText(answer, PlainPresentation());
  EXPECT_THAT(text, HasSubstr("Nothing is missing, and nothing contradicts "
                              "itself.\n\n5 open actions were looked at.\n"));
  EXPECT_THAT(text, Not(HasSubstr("%")));
}

}  // namespace
}  // namespace actionplan::cli
