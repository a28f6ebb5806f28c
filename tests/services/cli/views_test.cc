// The designed views, as a board manager reads them.
#include <string>

#include "absl/strings/str_split.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "actionplan/v1/audit_trail_service.pb.h"
#include "actionplan/v1/finding.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/cli/answer_view.h"
#include "services/cli/dates.h"
#include "services/cli/terminal_text.h"
#include "tests/services/cli/cli_run.h"

namespace actionplan::cli {
namespace {

using support::PlainPresentation;
using ::testing::HasSubstr;

void Fill(v1::Basis& basis) {
  SetDate(absl::CivilDay(2026, 11, 20), *basis.mutable_due_on());
  basis.set_calendar_version("england-and-wales-3");
  basis.set_rating_policy_version("standard-1");
  basis.set_provisional(true);
}

constexpr char kBasis[] =
    "As of 20 November 2026 · calendar england-and-wales-3 · rating policy "
    "standard-1 · provisional: not all holidays are published yet, working "
    "days may change\n";

google::protobuf::Timestamp TimeAt(int day, int hour) {
  google::protobuf::Timestamp timestamp;
  SetTimestamp(absl::FromCivil(absl::CivilHour(2026, 11, day, hour),
                               absl::UTCTimeZone()),
               timestamp);
  return timestamp;
}

v1::DueAction LateAction() {
  v1::DueAction action;
  action.set_action("boards/ncc/actions/a12");
  action.set_title("Rewrite the housing pathway for families");
  action.set_state(v1::Action::IN_PROGRESS);
  action.set_lead_agency("boards/ncc/agencies/housing");
  action.set_owner_role("Head of Housing Options");
  SetDate(absl::CivilDay(2026, 11, 6), *action.mutable_due_date());
  SetDate(absl::CivilDay(2026, 9, 1), *action.mutable_original_due_date());
  action.set_working_days_overdue(10);
  action.set_times_re_dated(1);
  action.set_extension_pending(true);
  action.set_escalation_level(3);
  action.set_rating(v1::RED);
  action.set_working_days_since_update(12);
  return action;
}

TEST(DueViewTest, TellsHowLateWhoseAndHowOftenMoved) {
  v1::ListOverdueActionsResponse answer;
  *answer.add_actions() = LateAction();
  Fill(*answer.mutable_basis());

  EXPECT_EQ(
      AnswerAsText(answer, PlainPresentation(120)),
      "DAYS  ACTION                           OWNER, AGENCY            STATE"
      "        DUE             MOVED  LEVEL  BRAG  QUIET\n"
      "  10  Rewrite the housing pathway for  Head of Housing Options  in "
      "progress  2026-11-06       1+1?      3  red      12\n"
      "      families                         housing                      "
      "         was 2026-09-01\n"
      "      a12\n"
      "\n"
      "1 action overdue; DAYS are working days past DUE, QUIET those without "
      "news\n"
      "MOVED 1+1? is one change of date and a request for another\n"
      "As of 20 November 2026 · calendar england-and-wales-3 · rating policy "
      "standard-1 · provisional: not all holidays are\n"
      "published yet, working days may change\n");
}

TEST(DetailsViewTest, ShowsAFigureWithNoMoreThanTheAuditSaid) {
  v1::Finding finding;
  finding.mutable_figure()->set_label("Referrals to the MASH");
  finding.mutable_figure()->set_numerator(0);
  EXPECT_EQ(AnswerAsText(finding, PlainPresentation()),
            "figure\n"
            "  label      Referrals to the MASH\n"
            "  numerator  0\n");

  finding.mutable_figure()->set_denominator(4);
  EXPECT_THAT(AnswerAsText(finding, PlainPresentation()),
              HasSubstr("denominator  4\n"));
}

TEST(DueViewTest, IsOneLineForEachActionInAFile) {
  v1::ListOverdueActionsResponse answer;
  *answer.add_actions() = LateAction();

  EXPECT_THAT(
      AnswerAsText(answer, PlainPresentation()),
      HasSubstr(
          "\n  10  Rewrite the housing pathway for families · a12  Head of "
          "Housing Options · housing  in progress  2026-11-06 · was "
          "2026-09-01   1+1?      3  red      12\n"));
}

TEST(DueViewTest, FitsAnOrdinaryTerminal) {
  v1::ListOverdueActionsResponse answer;
  *answer.add_actions() = LateAction();

  const std::string text = AnswerAsText(answer, PlainPresentation(80));

  EXPECT_THAT(text, HasSubstr("was 2026-09-01"));
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    EXPECT_LE(DisplayWidth(line), 80) << line;
  }
}

TEST(DueViewTest, SaysSoWhenThereIsNothing) {
  v1::ListOverdueActionsResponse overdue;
  Fill(*overdue.mutable_basis());
  const v1::ListDueSoonActionsResponse soon;

  EXPECT_THAT(AnswerAsText(overdue, PlainPresentation()),
              HasSubstr("Nothing is overdue.\n"));
  EXPECT_THAT(AnswerAsText(overdue, PlainPresentation()), HasSubstr(kBasis));
  EXPECT_THAT(AnswerAsText(soon, PlainPresentation()),
              HasSubstr("Nothing falls due soon.\n"));
}

TEST(DueViewTest, CountsTheDaysThatAreLeft) {
  v1::ListDueSoonActionsResponse answer;
  *answer.add_actions() = LateAction();
  answer.mutable_actions(0)->set_working_days_overdue(-4);

  EXPECT_THAT(AnswerAsText(answer, PlainPresentation()),
              HasSubstr("\n   4  Rewrite"));
}

TEST(StatusViewTest, IsOnePage) {
  v1::ActionPlanStatus status;
  status.set_board("boards/ncc");
  status.set_board_title("Norwich and County");
  Fill(*status.mutable_basis());
  auto& total = *status.mutable_total();
  total.set_actions(6);
  total.set_open(4);
  total.set_overdue(2);
  total.set_red(2);
  total.set_green(3);
  total.set_blue(1);
  auto* state = status.add_states();
  state->set_state(v1::Action::IN_PROGRESS);
  state->set_actions(4);
  auto* agency = status.add_agencies();
  agency->set_agency("boards/ncc/agencies/housing");
  agency->set_title("City Housing");
  *agency->mutable_counts() = total;
  status.add_agencies()->mutable_counts()->set_actions(1);

  EXPECT_EQ(
      AnswerAsText(status, PlainPresentation()),
      "Norwich and County  boards/ncc\n" + std::string(kBasis) +
          "\n"
          "  red 2   amber 0   green 3   blue 1   grey 0\n"
          "\n"
          "  6 actions, 4 open · 2 overdue · 0 due soon · 0 awaiting "
          "verification · 0 escalated · 0 re-dated\n"
          "  in progress 4\n"
          "\n"
          "AGENCY           ALL  OPEN  LATE  SOON  ESC  RED  AMB  GRN  BLU"
          "  GRY\n"
          "City Housing       6     4     2     -    -    2    -    3    1"
          "    -\n"
          "(no agency yet)    1     -     -     -    -    -    -    -    -"
          "    -\n");
}

TEST(StatusViewTest, ShowsSharesAsABarOnATerminal) {
  v1::ActionPlanStatus status;
  status.mutable_total()->set_red(1);
  status.mutable_total()->set_green(3);
  Presentation terminal = PlainPresentation(20);
  terminal.palette = Palette(Colour::kOn);

  const std::string text = AnswerAsText(status, terminal);

  EXPECT_THAT(text, HasSubstr("\x1b[1;31mred 1\x1b[0m"));
  EXPECT_THAT(text, HasSubstr("  \x1b[1;31m████\x1b[0m"
                              "\x1b[32m████████████\x1b[0m\n"));
}

TEST(HistoryViewTest, IsATimelineWithResponseTimes) {
  v1::EscalationHistory history;
  history.set_subject("boards/ncc/actions/a12");
  history.set_title("Rewrite the pathway");
  auto& episode = *history.add_episodes();
  auto& escalation = *episode.mutable_escalation();
  escalation.set_name("boards/ncc/escalations/e1");
  escalation.set_episode(1);
  escalation.set_family(v1::Escalation::TIMELINESS);
  escalation.set_level(2);
  escalation.set_state(v1::Escalation::ACKNOWLEDGED);
  escalation.set_reason("10 working days overdue");
  SetDate(absl::CivilDay(2026, 11, 27), *escalation.mutable_respond_by());
  history.set_calendar_version("england-and-wales/2026-1");
  history.set_provisional(true);
  episode.set_working_days_to_acknowledge(1);
  auto* raised = episode.add_steps();
  raised->set_kind("EscalationRaised");
  raised->set_actor("scheduler");
  raised->set_level(2);
  *raised->mutable_occur_time() = TimeAt(19, 9);
  auto* acknowledged = episode.add_steps();
  acknowledged->set_kind("EscalationAcknowledged");
  acknowledged->set_actor("jo");
  acknowledged->set_agency("boards/ncc/agencies/housing");
  acknowledged->set_note("On the agenda");
  *acknowledged->mutable_occur_time() = TimeAt(20, 14);

  EXPECT_EQ(AnswerAsText(history, PlainPresentation()),
            "Rewrite the pathway  boards/ncc/actions/a12\n"
            "\n"
            "Episode 1, timeliness  level 2  acknowledged  "
            "boards/ncc/escalations/e1\n"
            "  10 working days overdue\n"
            "  2026-11-19 09:00  raised, level 2, by scheduler\n"
            "  2026-11-20 14:00  acknowledged, by jo (housing)\n"
            "                    On the agenda\n"
            "  acknowledged after 1 working day · to be answered by "
            "2026-11-27\n"
            "\n"
            "Working days by calendar england-and-wales/2026-1, provisional: "
            "not all holidays are published yet\n");
}

TEST(HistoryViewTest, SaysSoWhenItWasNeverEscalated) {
  EXPECT_THAT(AnswerAsText(v1::EscalationHistory(), PlainPresentation()),
              HasSubstr("It was never escalated.\n"));
}

TEST(TrailViewTest, TellsWhoDidWhatWithOldAndNewValues) {
  v1::ListTrailEntriesResponse answer;
  auto& entry = *answer.add_entries();
  entry.set_event("events/9");
  entry.set_resource("boards/ncc/actions/a12");
  *entry.mutable_record_time() = TimeAt(20, 9);
  entry.set_actor("jo");
  entry.set_agency("boards/ncc/agencies/housing");
  entry.set_summary("Extension approved\x1b[2J");
  entry.set_reason("Capacity");
  auto* change = entry.add_changes();
  change->set_field("due_date");
  change->set_previous("2026-11-06");
  change->set_current("2026-12-18");
  auto* added = entry.add_changes();
  added->set_field("overdue_by.high");
  added->set_current("3");

  EXPECT_EQ(AnswerAsText(answer, PlainPresentation()),
            "2026-11-20 09:00  jo (housing)  Extension approved\\x1b[2J  "
            "boards/ncc/actions/a12 events/9 revision 0\n"
            "    due date: 2026-11-06 -> 2026-12-18\n"
            "    overdue by high: (none) -> 3\n"
            "    reason: Capacity\n");
}

TEST(TrailViewTest, MarksWhatWasRetracted) {
  v1::ListTrailEntriesResponse answer;
  auto& entry = *answer.add_entries();
  entry.set_summary("Progress, on track");
  entry.set_retracted(true);
  entry.set_retraction_reason("A slip");
  EXPECT_THAT(AnswerAsText(answer, PlainPresentation()),
              HasSubstr("Progress, on track [retracted: A slip]"));
}

TEST(TrailViewTest, TellsWhatWasRecordedOnALaterDayThanItHappened) {
  v1::ListTrailEntriesResponse answer;
  auto& entry = *answer.add_entries();
  entry.set_event("events/9");
  entry.set_resource("boards/ncc/actions/a12");
  *entry.mutable_occur_time() = TimeAt(18, 14);
  *entry.mutable_record_time() = TimeAt(20, 9);
  entry.set_actor("jo");
  entry.set_summary("Accepted");
  entry.set_recorded_days_later(2);

  EXPECT_EQ(AnswerAsText(answer, PlainPresentation()),
            "2026-11-18 14:00  jo  Accepted  boards/ncc/actions/a12 events/9 "
            "revision 0 recorded 2 days later, 2026-11-20 09:00\n");

  answer.mutable_entries(0)->set_recorded_days_later(1);
  EXPECT_THAT(AnswerAsText(answer, PlainPresentation()),
              HasSubstr("recorded 1 day later, 2026-11-20 09:00\n"));
}

}  // namespace
}  // namespace actionplan::cli
