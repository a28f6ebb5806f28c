#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/services/handlers/request_shapes.h"

namespace actionplan::handlers {
namespace {

using Violations = std::multimap<std::string, std::string>;

class ActionRequestsTest : public RequestShapesTest {
 protected:
  Violations ViolationsOf(const char* method, const std::string& request) {
    return support::WrongFields(server_.Manager().Try(method, request));
  }
};

std::string OfA1(const std::string& more = "") {
  return absl::StrCat("name: 'boards/ncc/actions/a1' ", more);
}

std::vector<Shape> FromProposalToAnswer() {
  return {
      {"ActionService.ProposeAction",
       R"pb(parent: 'boards/ncc'
            action {
              title: 'Train staff'
              lead_agency: 'boards/ncc/agencies/police'
              priority: HIGH
              sources { resource: 'boards/ncc/audits/neglect/findings/f1' }
              sources { external_reference: 'Inspection of 2025' }
            })pb",
       R"pb(parent: 'boards/ncc'
            action {
              lead_agency: 'police'
              priority: 99
              sources { resource: 'boards/ncc/plans/p1' }
              sources {}
              sources { external_reference: '' }
              supporting_agencies: 'boards/ncc/agencies/police'
              supporting_agencies: 'boards/ncc/agencies/police'
            })pb",
       {{"action.title", "FIELD_MISSING"},
        {"action.supporting_agencies[1]", "NAME_REPEATED"},
        {"action.lead_agency", "NAME_MALFORMED"},
        {"action.priority", "VALUE_UNKNOWN"},
        {"action.sources[0].resource", "NAME_MALFORMED"},
        {"action.sources[1]", "FIELD_MISSING"},
        {"action.sources[2].external_reference", "FIELD_MISSING"}}},
      {"ActionService.GetAction",
       OfA1(),
       "name: 'boards/ncc/actions/A1'",
       {{"name", "NAME_MALFORMED"}}},
      {"ActionService.ListActions",
       "parent: 'boards/ncc' lead_agency: 'boards/ncc/agencies/police' "
       "states: ACCEPTED",
       "parent: 'boards' lead_agency: 'police' states: ACCEPTED states: 99",
       {{"parent", "NAME_MALFORMED"},
        {"lead_agency", "NAME_MALFORMED"},
        {"states[1]", "VALUE_UNKNOWN"}}},
      {"ActionService.AssignAction",
       OfA1("lead_agency: 'boards/ncc/agencies/police' owner_role: 'Head' "
            "priority: LOW due { date { year: 2026 month: 6 day: 1 } }"),
       OfA1("due { undated: ONGOING }"),
       {{"lead_agency", "FIELD_MISSING"},
        {"owner_role", "FIELD_MISSING"},
        {"priority", "FIELD_MISSING"},
        {"due.review_date", "FIELD_MISSING"}}},
      {"ActionService.AcceptAction",
       OfA1("etag: '\"3\"'"),
       "name: 'a1' etag: '3'",
       {{"name", "NAME_MALFORMED"}, {"etag", "ETAG_MALFORMED"}}},
      {"ActionService.DeclineAction",
       OfA1("reason: 'Not ours' counter_proposal: 'Ask health'"),
       OfA1(),
       {{"reason", "FIELD_MISSING"}, {"counter_proposal", "FIELD_MISSING"}}},
      {"ActionService.ResolveDecline",
       OfA1("decision: CANCEL reason: 'Agreed'"),
       OfA1("lead_agency: 'boards/ncc/agencies/health' due {}"),
       {{"decision", "FIELD_MISSING"},
        {"reason", "FIELD_MISSING"},
        {"owner_role", "FIELD_MISSING"},
        {"due", "FIELD_MISSING"}}},
      {"ActionService.CancelAction",
       OfA1("reason: 'Twice'"),
       OfA1(),
       {{"reason", "FIELD_MISSING"}}},
  };
}

std::vector<Shape> FromProgressToReopening() {
  return {
      {"ActionService.RecordProgress",
       OfA1("narrative: 'Half done' own_view: ON_TRACK"),
       OfA1("own_view: 99"),
       {{"narrative", "FIELD_MISSING"}, {"own_view", "VALUE_UNKNOWN"}}},
      {"ActionService.SubmitCompletion",
       OfA1("completed_on { year: 2026 month: 3 day: 1 } "
            "outcome_statement: 'All trained' "
            "evidence { title: 'Register' uri: 'file:r' }"),
       OfA1("evidence { sha256: 'ABC' "
            "effective_date { year: 2026 month: 13 day: 1 } }"),
       {{"completed_on", "FIELD_MISSING"},
        {"outcome_statement", "FIELD_MISSING"},
        {"evidence[0].title", "FIELD_MISSING"},
        {"evidence[0].uri", "FIELD_MISSING"},
        {"evidence[0].sha256", "HASH_MALFORMED"},
        {"evidence[0].effective_date", "DATE_INVALID"}}},
      {"ActionService.RejectCompletion",
       OfA1("reason: 'No register'"),
       OfA1("reason: ' '"),
       {{"reason", "FIELD_MISSING"}}},
      {"ActionService.VerifyCompletion",
       OfA1("method: DATA_REVIEW result: 'As stated'"),
       OfA1(),
       {{"method", "FIELD_MISSING"}, {"result", "FIELD_MISSING"}}},
      {"ActionService.SignOffAction",
       OfA1("meeting: 'boards/ncc/meetings/m1'"),
       OfA1("meeting: 'boards/ncc/actions/a1'"),
       {{"meeting", "NAME_MALFORMED"}}},
      {"ActionService.ReopenAction",
       OfA1("reason: 'Recurred' due_date { year: 2026 month: 6 day: 1 }"),
       OfA1("due_date { year: 1899 month: 12 day: 31 }"),
       {{"reason", "FIELD_MISSING"}, {"due_date", "DATE_INVALID"}}},
  };
}

std::vector<Shape> RecordAndExtension() {
  return {
      {"ActionService.ReassignAction",
       OfA1("owner_role: 'Deputy' handover_note: 'All yours'"),
       OfA1(),
       {{"owner_role", "FIELD_MISSING"}, {"handover_note", "FIELD_MISSING"}}},
      {"ActionService.AmendAction",
       "action { " + OfA1("description: 'At length'") +
           " } update_mask { paths: 'description' } reason: 'Clearer'",
       "action { name: 'a1' etag: '1' } "
       "update_mask { paths: 'title' paths: 'state' }",
       {{"action.name", "NAME_MALFORMED"},
        {"action.etag", "ETAG_MALFORMED"},
        {"update_mask.paths[1]", "PATH_UNKNOWN"},
        {"action.title", "FIELD_MISSING"},
        {"reason", "FIELD_MISSING"}}},
      {"ActionService.AddEvidence",
       OfA1("evidence { title: 'Register' uri: 'file:r' }"),
       OfA1("evidence { note: '\001' }"),
       {{"evidence.title", "FIELD_MISSING"},
        {"evidence.uri", "FIELD_MISSING"},
        {"evidence.note", "TEXT_HAS_CONTROL_CHARACTERS"}}},
      {"ActionService.AddComment",
       OfA1("text: 'Hm'"),
       OfA1(),
       {{"text", "FIELD_MISSING"}}},
      {"ActionService.ListComments",
       "parent: 'boards/ncc/actions/a1'",
       "parent: 'boards/ncc' page_size: 1001",
       {{"parent", "NAME_MALFORMED"}, {"page_size", "NUMBER_OUT_OF_RANGE"}}},
      {"ActionService.RequestExtension",
       OfA1("proposed_due_date { year: 2026 month: 6 day: 1 } "
            "reason_code: CAPACITY recovery_plan: 'Two more trainers'"),
       OfA1(),
       {{"proposed_due_date", "FIELD_MISSING"},
        {"reason_code", "FIELD_MISSING"},
        {"recovery_plan", "FIELD_MISSING"}}},
      {"ActionService.ApproveExtension",
       OfA1(),
       OfA1("note: '" + std::string(2001, 'x') + "'"),
       {{"note", "TEXT_TOO_LONG"}}},
      {"ActionService.RejectExtension",
       OfA1("reason: 'No'"),
       OfA1(),
       {{"reason", "FIELD_MISSING"}}},
      {"ActionService.WithdrawExtension",
       OfA1("reason: 'Not needed'"),
       OfA1(),
       {{"reason", "FIELD_MISSING"}}},
  };
}

TEST_F(ActionRequestsTest, FromProposalToReopeningAreCheckedFieldByField) {
  ExpectShapes(FromProposalToAnswer());
  ExpectShapes(FromProgressToReopening());
}

TEST_F(ActionRequestsTest, ForRecordAndExtensionAreCheckedFieldByField) {
  ExpectShapes(RecordAndExtension());
}

TEST_F(ActionRequestsTest, AreAllInATable) {
  std::vector<Shape> all = FromProposalToAnswer();
  for (const auto& shapes : {FromProgressToReopening(), RecordAndExtension()}) {
    all.insert(all.end(), shapes.begin(), shapes.end());
  }
  ExpectEveryMethodOf({"ActionService"}, all);
}

TEST_F(ActionRequestsTest, ToProposeNeedASource) {
  EXPECT_EQ(ViolationsOf("ActionService.ProposeAction",
                         "parent: 'boards/ncc' action { title: 'Train' }"),
            (Violations{{"action.sources", "FIELD_MISSING"}}));
}

TEST_F(ActionRequestsTest, ToAssignNeedADateOrWhyThereIsNone) {
  EXPECT_EQ(ViolationsOf("ActionService.AssignAction",
                         OfA1("lead_agency: 'boards/ncc/agencies/police' "
                              "owner_role: 'Head' priority: LOW")),
            (Violations{{"due", "FIELD_MISSING"}}));
}

TEST_F(ActionRequestsTest, MayNotTakeTheTitleAway) {
  const std::string action = "action { " + OfA1() + " } reason: 'Shorter' ";
  EXPECT_EQ(ViolationsOf("ActionService.AmendAction",
                         action + "update_mask { paths: 'title' }"),
            (Violations{{"action.title", "FIELD_MISSING"}}));
}

}  // namespace
}  // namespace actionplan::handlers
