#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/services/handlers/request_shapes.h"

namespace actionplan::handlers {
namespace {

class BoardRequestsTest : public RequestShapesTest {};

std::vector<Shape> Boards() {
  return {
      {"BoardService.CreateBoard",
       "board { title: 'Northshire' division: SCOTLAND time_zone: 'UTC' }",
       "board_id: 'N' board { time_zone: 'Mars' }",
       {{"board_id", "ID_MALFORMED"},
        {"board.title", "FIELD_MISSING"},
        {"board.division", "FIELD_MISSING"},
        {"board.time_zone", "TIME_ZONE_UNKNOWN"}}},
      {"BoardService.GetBoard",
       "name: 'boards/ncc'",
       "name: 'boards/ncc/plans/p1' min_position: -1",
       {{"name", "NAME_MALFORMED"}, {"min_position", "NUMBER_OUT_OF_RANGE"}}},
      {"BoardService.ListBoards",
       "page_size: 1000",
       "page_size: 1001",
       {{"page_size", "NUMBER_OUT_OF_RANGE"}}},
      {"BoardService.AdoptEscalationPolicy",
       R"pb(name: 'boards/ncc'
            escalation_policy {
              overdue_by { high: 1 medium: 5 low: 250 }
              level_deadlines {
                level: 1
                acknowledge_within: 2
                respond_within: 5
              }
              level_deadlines {
                level: 2
                acknowledge_within: 2
                respond_within: 5
              }
              level_deadlines {
                level: 3
                acknowledge_within: 2
                respond_within: 5
              }
              level_deadlines {
                level: 4
                acknowledge_within: 1
                respond_within: 5
              }
            })pb",
       R"pb(name: 'boards/ncc'
            escalation_policy {
              overdue_by { medium: 251 low: 10 }
              level_deadlines { level: 2 respond_within: 5 }
            })pb",
       {{"escalation_policy.overdue_by.high", "NUMBER_OUT_OF_RANGE"},
        {"escalation_policy.overdue_by.medium", "NUMBER_OUT_OF_RANGE"},
        {"escalation_policy.level_deadlines", "LEVELS_INCOMPLETE"},
        {"escalation_policy.level_deadlines[0].level", "NUMBER_OUT_OF_RANGE"},
        {"escalation_policy.level_deadlines[0].acknowledge_within",
         "NUMBER_OUT_OF_RANGE"}}},
      {"MeetingService.RecordMeeting",
       R"pb(parent: 'boards/ncc'
            meeting {
              forum: 'Executive'
              meeting_date { year: 2026 month: 3 day: 2 }
              attendance {
                agency: 'boards/ncc/agencies/police'
                presence: ABSENT
              }
              decisions: 'Agreed'
            })pb",
       R"pb(parent: 'boards'
            meeting {
              attendance {
                agency: 'boards/ncc/agencies/police'
                presence: ABSENT
              }
              attendance { agency: 'boards/ncc/agencies/police' }
              attendance { agency: 'police' presence: PRESENT }
              decisions: ' '
            })pb",
       {{"parent", "NAME_MALFORMED"},
        {"meeting.forum", "FIELD_MISSING"},
        {"meeting.meeting_date", "FIELD_MISSING"},
        {"meeting.attendance[1].presence", "FIELD_MISSING"},
        {"meeting.attendance[1].agency", "NAME_REPEATED"},
        {"meeting.attendance[2].agency", "NAME_MALFORMED"},
        {"meeting.decisions[0]", "FIELD_MISSING"}}},
      {"MeetingService.GetMeeting",
       "name: 'boards/ncc/meetings/m1'",
       "name: 'boards/ncc'",
       {{"name", "NAME_MALFORMED"}}},
      {"MeetingService.ListMeetings",
       "parent: 'boards/-'",
       "parent: 'boards/ncc/meetings/m1' page_size: -1",
       {{"parent", "NAME_MALFORMED"}, {"page_size", "NUMBER_OUT_OF_RANGE"}}},
  };
}

std::vector<Shape> AgenciesAndPlans() {
  return {
      {"AgencyService.CreateAgency",
       R"pb(parent: 'boards/ncc'
            agency {
              title: 'Police'
              type: POLICE
              contact_role: 'Superintendent'
              organization: 'northshire-police'
            })pb",
       "agency { type: 99 organization: 'Northshire Police' }",
       {{"parent", "FIELD_MISSING"},
        {"agency.title", "FIELD_MISSING"},
        {"agency.type", "VALUE_UNKNOWN"},
        {"agency.organization", "ID_MALFORMED"}}},
      {"AgencyService.GetAgency",
       "name: 'boards/ncc/agencies/police'",
       "",
       {{"name", "FIELD_MISSING"}}},
      {"AgencyService.ListAgencies",
       "parent: 'boards/ncc'",
       "",
       {{"parent", "FIELD_MISSING"}}},
      {"AgencyService.UpdateAgency",
       R"pb(agency { name: 'boards/ncc/agencies/police' title: 'P' etag: '"1"' }
            update_mask { paths: 'title' paths: 'contact_role' })pb",
       R"pb(agency { name: 'police' etag: '1' }
            update_mask { paths: 'title' paths: 'type' paths: 'name' })pb",
       {{"agency.name", "NAME_MALFORMED"},
        {"agency.etag", "ETAG_MALFORMED"},
        {"update_mask.paths[2]", "PATH_UNKNOWN"},
        {"agency.title", "FIELD_MISSING"},
        {"agency.type", "FIELD_MISSING"}}},
      {"AgencyService.DeactivateAgency",
       "name: 'boards/ncc/agencies/police' reason: 'Merged'",
       "name: 'boards/ncc/agencies/police'",
       {{"reason", "FIELD_MISSING"}}},
      {"PlanService.CreatePlan",
       R"pb(parent: 'boards/ncc'
            plan {
              title: 'Neglect'
              kind: SINGLE_AGENCY
              agency: 'boards/ncc/agencies/police'
            })pb",
       "parent: 'boards/ncc' plan_id: '-' plan { kind: SINGLE_AGENCY }",
       {{"plan_id", "ID_MALFORMED"},
        {"plan.title", "FIELD_MISSING"},
        {"plan.agency", "FIELD_MISSING"}}},
      {"PlanService.GetPlan",
       "name: 'boards/ncc/plans/p1'",
       "name: 'plans/p1'",
       {{"name", "NAME_MALFORMED"}}},
      {"PlanService.ListPlans",
       "parent: 'boards/ncc'",
       "parent: 'ncc'",
       {{"parent", "NAME_MALFORMED"}}},
      {"PlanService.AgreePlan",
       "name: 'boards/ncc/plans/p1' meeting: 'boards/ncc/meetings/m1'",
       "name: 'boards/ncc/plans/p1' meeting: 'yesterday'",
       {{"meeting", "NAME_MALFORMED"}}},
      {"PlanService.AddAction",
       "name: 'boards/ncc/plans/p1' action: 'boards/ncc/actions/a1'",
       "name: 'boards/ncc/plans/p1'",
       {{"action", "FIELD_MISSING"}}},
      {"PlanService.RemoveAction",
       "name: 'boards/ncc/plans/p1' action: 'boards/ncc/actions/a1' "
       "reason: 'Twice'",
       "name: 'boards/ncc/plans/p1' action: 'boards/ncc/plans/p1'",
       {{"action", "NAME_MALFORMED"}, {"reason", "FIELD_MISSING"}}},
  };
}

TEST_F(BoardRequestsTest, OfBoardsAndMeetingsAreCheckedFieldByField) {
  ExpectShapes(Boards());
  ExpectEveryMethodOf({"BoardService", "MeetingService"}, Boards());
}

TEST_F(BoardRequestsTest, OfAgenciesAndPlansAreCheckedFieldByField) {
  ExpectShapes(AgenciesAndPlans());
  ExpectEveryMethodOf({"AgencyService", "PlanService"}, AgenciesAndPlans());
}

TEST_F(BoardRequestsTest, LetOnlyASingleAgencysPlanNameAnAgency) {
  EXPECT_EQ(support::WrongFields(server_.Manager().Try(
                "PlanService.CreatePlan",
                "parent: 'boards/ncc' plan { title: 'Neglect' kind: COMPOSITE "
                "agency: 'boards/ncc/agencies/police' }")),
            (std::multimap<std::string, std::string>{
                {"plan.agency", "FIELD_NOT_ALLOWED"}}));
}

TEST_F(BoardRequestsTest, NeedAMaskToUpdateAnything) {
  EXPECT_EQ(support::WrongFields(server_.Manager().Try(
                "AgencyService.UpdateAgency",
                "agency { name: 'boards/ncc/agencies/police' title: 'P' }")),
            (std::multimap<std::string, std::string>{
                {"update_mask", "FIELD_MISSING"}}));
}

TEST_F(BoardRequestsTest, ForAListNeedAParentThatIsThere) {
  EXPECT_THAT(server_.Manager().Try("AgencyService.ListAgencies",
                                    "parent: 'boards/other'"),
              support::FailsWith("RESOURCE_NOT_FOUND"));
  EXPECT_OK(server_.Manager().Try("AgencyService.ListAgencies",
                                  "parent: 'boards/-'"));
}

}  // namespace
}  // namespace actionplan::handlers
