// What answers show beside the facts: colours that were given, bands of ageing,
// and what a policy would change.
#include <string>

#include "actionplan/v1/action_plan_service.pb.h"
#include "actionplan/v1/board.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/cli/answer_view.h"
#include "services/cli/dates.h"
#include "tests/services/cli/cli_run.h"
#include "tests/support/text_proto.h"

namespace actionplan::cli {
namespace {

using support::FromText;
using support::PlainPresentation;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(DueViewTest, ShowsTheColourThatWasGivenAndTheComputedOne) {
  const auto answer = FromText<v1::ListOverdueActionsResponse>(R"pb(
    actions {
      action: "boards/ncc/actions/a12"
      title: "Rewrite the pathway"
      rating: AMBER
      computed_rating: RED
      rating_overridden: true
      working_days_since_update: 7
    })pb");
  const std::string text = AnswerAsText(answer, PlainPresentation());
  EXPECT_THAT(text, HasSubstr("amber · for red"));
  EXPECT_THAT(text, HasSubstr("in place of the computed red"));
}

TEST(DueViewTest, ExplainsNoColourThatWasNotGiven) {
  const auto answer = FromText<v1::ListOverdueActionsResponse>(R"pb(
    actions {
      action: "boards/ncc/actions/a12"
      rating: RED
      computed_rating: RED
    })pb");
  const std::string text = AnswerAsText(answer, PlainPresentation());
  EXPECT_THAT(text, Not(HasSubstr("for red")));
}

TEST(StatusViewTest, TellsHowLongTheOverdueOnesAreOverdue) {
  auto status = FromText<v1::ActionPlanStatus>(R"pb(
    total {
      actions: 4
      open: 4
      overdue: 3
      overdue_against_original: 4
      stale: 2
      rating_overridden: 1
      ageing {
        band { first_working_day: 1 last_working_day: 5 }
        actions: 2
      }
      ageing { band { first_working_day: 6 last_working_day: 10 } }
      ageing {
        band { first_working_day: 11 }
        actions: 1
      }
    })pb");
  const std::string text = AnswerAsText(status, PlainPresentation());
  EXPECT_THAT(text, HasSubstr("overdue by working days: 1–5: 2 · 6–10: 0 · "
                              "over 10: 1\n"));
  EXPECT_THAT(text, HasSubstr("4 past the original date · 2 stale · 1 given "
                              "another colour\n"));

  status.mutable_total()->clear_overdue();
  EXPECT_THAT(AnswerAsText(status, PlainPresentation()),
              Not(HasSubstr("by working days")));
}

TEST(EffectViewTest, TellsWhatWouldChange) {
  const auto board = FromText<v1::Board>(R"pb(
    name: "boards/ncc"
    effect {
      before {
        due_on { year: 2026 month: 11 day: 20 }
        calendar_version: "england-and-wales/2026-1"
        rating_policy_version: "standard/1"
      }
      after {
        due_on { year: 2026 month: 11 day: 20 }
        calendar_version: "england-and-wales/2026-1"
        rating_policy_version: "boards/ncc/1"
      }
      colours { rating: RED before: 3 after: 2 }
      colours { rating: GREEN before: 4 after: 4 }
      colour_changes: 2
      working_day_changes: 1
      changed_actions {
        action: "boards/ncc/actions/a12"
        title: "Rewrite the pathway"
        rating_before: RED
        rating_after: AMBER
        working_days_overdue_before: 10
        working_days_overdue_after: 9
      }
    })pb");

  EXPECT_EQ(
      AnswerAsText(board, PlainPresentation()),
      "Nothing was recorded. If it were adopted:\n"
      "\n"
      "  red 3 → 2   green 4\n"
      "  2 actions of another colour, 1 action of other working days\n"
      "\n"
      "ACTION                     BRAG         DAYS PAST DUE\n"
      "Rewrite the pathway · a12  red → amber         10 → 9\n"
      "The first 1 by name are shown.\n"
      "\n"
      "Now: As of 20 November 2026 · calendar england-and-wales/2026-1 · "
      "rating policy standard/1\n"
      "Then: As of 20 November 2026 · calendar england-and-wales/2026-1 · "
      "rating policy boards/ncc/1\n");
}

TEST(EffectViewTest, SaysSoWhenNothingWouldChange) {
  const auto board =
      FromText<v1::Board>("name: 'boards/ncc' effect { before {} after {} }");
  EXPECT_THAT(AnswerAsText(board, PlainPresentation()),
              HasSubstr("0 actions of another colour, 0 actions of other "
                        "working days\n"));
}

TEST(EscalationPreviewViewTest, TellsWhatAPolicyWouldRaiseAndWhy) {
  const auto board = FromText<v1::Board>(R"pb(
    name: "boards/ncc"
    escalation_preview {
      as_of_date { year: 2026 month: 11 day: 20 }
      evaluated_actions: 9
      changed_escalations: 5
      escalations {
        subject: "boards/ncc/actions/a12"
        rule: OVERDUE_BY
        level: 1
        grounds {
          due_date { year: 2026 month: 11 day: 17 }
          working_days_overdue: 3
        }
      }
      escalations {
        subject: "boards/ncc/actions/a13"
        rule: STALE
        level: 1
        grounds {
          since_time { seconds: 1793696400 }
          working_days_passed: 13
        }
      }
      escalations {
        subject: "boards/ncc/actions/a14"
        rule: BLOCKED_PAST_REVIEW
        level: 1
        grounds { review_date { year: 2026 month: 11 day: 18 } }
      }
      escalations {
        subject: "boards/ncc/actions/a15"
        rule: OVERDUE_BY
        level: 2
        level_rule: NO_ACKNOWLEDGEMENT
        level_grounds { missed_date { year: 2026 month: 11 day: 19 } }
      }
    })pb");

  EXPECT_EQ(AnswerAsText(board, PlainPresentation()),
            "Nothing was recorded. If the policy were adopted, it would raise "
            "or change 5 escalations on 20 November 2026; its rules look at 9 "
            "actions.\n"
            "\n"
            "ACTION  LEVEL  RULE                 WHY\n"
            "a12         1  overdue by           3 working days past the due "
            "date 2026-11-17\n"
            "a13         1  stale                13 working days since "
            "2026-11-03 09:00\n"
            "a14         1  blocked past review  review of 2026-11-18 past\n"
            "a15         2  no acknowledgement   awaited by 2026-11-19\n"
            "The first 4 are shown.\n");
}

TEST(EffectViewTest, IsNotThereWhenTheBoardWasChanged) {
  const auto board = FromText<v1::Board>("name: 'boards/ncc'");
  EXPECT_THAT(AnswerAsText(board, PlainPresentation()),
              Not(HasSubstr("recorded")));
}

}  // namespace
}  // namespace actionplan::cli
