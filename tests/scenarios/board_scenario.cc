#include "tests/scenarios/board_scenario.h"

#include "absl/strings/str_cat.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "eventstore/base/status.h"
#include "tests/support/status_matchers.h"

namespace actionplan::support {

std::string DateText(absl::CivilDay day) {
  return absl::StrCat("year: ", day.year(), " month: ", day.month(),
                      " day: ", day.day());
}

std::string ActionName(absl::string_view id) {
  return absl::StrCat("boards/ncc/actions/", id);
}

std::string About(absl::string_view name) {
  return absl::StrCat("name: '", name, "' ");
}

void BoardScenario::MakeBoard(const RunningServer& server) {
  const Person manager = server.Manager();
  ASSERT_OK(manager.Try("BoardService.CreateBoard", R"pb(
    board_id: 'ncc'
    board { title: 'Northshire' division: ENGLAND_AND_WALES })pb"));
  ASSERT_OK(manager.Try("AgencyService.CreateAgency", R"pb(
    parent: 'boards/ncc'
    agency_id: 'health'
    agency { title: 'Health' type: HEALTH })pb"));
  ASSERT_OK(manager.Try("AgencyService.CreateAgency", R"pb(
    parent: 'boards/ncc'
    agency_id: 'police'
    agency { title: 'Police' type: POLICE })pb"));
  ASSERT_OK(manager.Try("AuditService.CreateAudit", R"pb(
    parent: 'boards/ncc'
    audit_id: 'neglect'
    audit {
      title: 'Neglect'
      kind: MULTI_AGENCY_CASE_AUDIT
      theme: 'neglect'
      cases: 'Case 1'
      agencies: 'boards/ncc/agencies/health'
    })pb"));
  ASSERT_OK(manager.Try("FindingService.RecordFinding", R"pb(
    parent: 'boards/ncc/audits/neglect'
    finding_id: 'f1'
    finding { kind: AREA_FOR_IMPROVEMENT text: 'Plans lack dates' })pb"));
  ASSERT_OK(manager.Try("FindingService.ConfirmFinding",
                        About("boards/ncc/audits/neglect/findings/f1")));
  ASSERT_OK(manager.Try("RecommendationService.DraftRecommendation", R"pb(
    parent: 'boards/ncc/audits/neglect'
    recommendation_id: 'r1'
    recommendation {
      kind: RECOMMENDATION
      text: 'Date every plan'
      findings: 'boards/ncc/audits/neglect/findings/f1'
    })pb"));
  ASSERT_OK(manager.Try("RecommendationService.AcceptRecommendation",
                        About("boards/ncc/audits/neglect/recommendations/r1")));
  ASSERT_OK(manager.Try("PlanService.CreatePlan", R"pb(
    parent: 'boards/ncc'
    plan_id: 'composite'
    plan { title: 'Composite' kind: COMPOSITE })pb"));
  ASSERT_OK(manager.Try("MeetingService.RecordMeeting", R"pb(
    parent: 'boards/ncc'
    meeting_id: 'march'
    meeting {
      forum: 'Quality sub-group'
      meeting_date { year: 2026 month: 3 day: 2 }
    })pb"));
}

void BoardScenario::MoveTo(absl::CivilDay day) {
  clock_.JumpTo(absl::FromCivil(absl::CivilHour(day) + 9, absl::UTCTimeZone()));
}

absl::Status BoardScenario::Propose(absl::string_view id) {
  return server_.Manager().Try(
      "ActionService.ProposeAction",
      absl::StrCat("action_id: '", id, "' ", R"pb(
        parent: 'boards/ncc'
        action {
          title: 'Date every plan'
          intended_outcome: 'Children are seen in time'
          success_measure: 'Nine plans of ten have dates'
          sources { resource: 'boards/ncc/audits/neglect/recommendations/r1' }
        })pb"));
}

absl::Status BoardScenario::Assign(absl::string_view id, absl::CivilDay due,
                                   absl::string_view priority) {
  RETURN_IF_ERROR(Propose(id));
  return server_.Manager().Try(
      "ActionService.AssignAction",
      absl::StrCat(About(ActionName(id)), "priority: ", priority,
                   " due { date { ", DateText(due), " } }", R"pb(
        lead_agency: 'boards/ncc/agencies/health'
        owner_role: 'Head of safeguarding')pb"));
}

absl::Status BoardScenario::Accept(absl::string_view id, absl::CivilDay due,
                                   absl::string_view priority) {
  RETURN_IF_ERROR(Assign(id, due, priority));
  return server_.Lead().Try("ActionService.AcceptAction",
                            About(ActionName(id)));
}

absl::Status BoardScenario::Submit(absl::string_view id) {
  return server_.Lead().Try("ActionService.SubmitCompletion",
                            absl::StrCat(About(ActionName(id)), R"pb(
                              completed_on { year: 2026 month: 3 day: 2 }
                              outcome_statement: 'Every plan has a date'
                              evidence {
                                title: 'Dip sample'
                                uri: 'https://example.org/sample'
                              })pb"));
}

absl::Status BoardScenario::Reject(absl::string_view id) {
  return server_.Other().Try(
      "ActionService.RejectCompletion",
      About(ActionName(id)) + "reason: 'Two plans have none'");
}

absl::Status BoardScenario::Verify(absl::string_view id) {
  return server_.Other().Try(
      "ActionService.VerifyCompletion",
      About(ActionName(id)) + "method: CASE_SAMPLING result: 'Ten of ten'");
}

absl::Status BoardScenario::SignOff(absl::string_view id) {
  return server_.IndependentChair().Try(
      "ActionService.SignOffAction",
      About(ActionName(id)) + "meeting: 'boards/ncc/meetings/march'");
}

absl::Status BoardScenario::AdoptPolicy() {
  return server_.Chair().Try("BoardService.AdoptEscalationPolicy", R"pb(
    name: 'boards/ncc'
    escalation_policy {
      overdue_by { high: 1 medium: 5 low: 10 }
      level_deadlines { level: 1 acknowledge_within: 2 respond_within: 5 }
      level_deadlines { level: 2 acknowledge_within: 2 respond_within: 5 }
      level_deadlines { level: 3 acknowledge_within: 2 respond_within: 5 }
      level_deadlines { level: 4 acknowledge_within: 1 respond_within: 5 }
    })pb");
}

std::vector<std::string> BoardScenario::Overdue(const std::string& filter) {
  std::vector<std::string> ids;
  const auto page = server_.Manager().Call<v1::ListOverdueActionsResponse>(
      "ActionPlanService.ListOverdueActions", "parent: 'boards/ncc' " + filter);
  EXPECT_OK(page);
  if (!page.ok()) return ids;
  for (const v1::DueAction& due : page->actions()) {
    ids.push_back(due.action().substr(due.action().rfind('/') + 1));
  }
  return ids;
}

}  // namespace actionplan::support
