#include <string>
#include <utility>
#include <vector>

#include "tests/services/handlers/request_shape.h"

namespace actionplan::handlers {
namespace {

using Shapes = std::vector<Shape>;

Shape Propose() {
  return {
      .method = "ProposeAction",
      .good = R"pb(
        parent: 'boards/ncc'
        action {
          title: 'T'
          description: 'D'
          intended_outcome: 'O'
          success_measure: 'M'
          sources { external_reference: 'A report' }
          sources { resource: 'boards/ncc/audits/neglect/findings/f1' }
          sources { resource: 'boards/ncc/audits/a1/recommendations/r1' }
          lead_agency: 'boards/ncc/agencies/health'
          supporting_agencies: 'boards/ncc/agencies/police'
          owner_role: 'Head'
          priority: HIGH
        })pb",
      .must = {"parent", "action.title", "action.sources",
               "action.supporting_agencies[0]"},
      .names = {"parent", "action.lead_agency",
                "action.supporting_agencies[0]"},
      .texts = {{"action.title", 300},
                {"action.description", 4000},
                {"action.intended_outcome", 2000},
                {"action.success_measure", 2000},
                {"action.sources[0].external_reference", 500},
                {"action.owner_role", 200}},
      .enums = {"action.priority"},
      .lists = {{"action.sources", 50}, {"action.supporting_agencies", 50}},
      .wrong = {{"action { sources {} }", "action.sources[3]", "FIELD_MISSING"},
                {"action { sources { external_reference: ' ' } }",
                 "action.sources[3].external_reference", "FIELD_MISSING"},
                {"action { sources { resource: '' } }",
                 "action.sources[3].resource", "NAME_MALFORMED"},
                {"action { sources { resource: 'boards/ncc/audits/neglect' } }",
                 "action.sources[3].resource", "NAME_MALFORMED"},
                {"action { supporting_agencies: 'boards/ncc/agencies/police' }",
                 "action.supporting_agencies[1]", "NAME_REPEATED"}}};
}

// Until AssignAction it may all be open.
Shape ProposeLittle() {
  return {.method = "ProposeAction", .good = R"pb(
            parent: 'boards/ncc'
            action {
              title: 'T'
              sources { external_reference: 'A report' }
            })pb"};
}

Shape Assign() {
  return {.method = "AssignAction",
          .good = R"pb(
            name: 'boards/ncc/actions/a1'
            etag: '"7"'
            lead_agency: 'boards/ncc/agencies/health'
            owner_role: 'Head'
            priority: HIGH
            due {
              date { year: 2026 month: 4 day: 1 }
              review_date { year: 2026 month: 3 day: 1 }
            }
            intended_outcome: 'O'
            success_measure: 'M'
            supporting_agencies: 'boards/ncc/agencies/police'
            smart_override_reason: 'R')pb",
          .must = {"name", "lead_agency", "owner_role", "priority", "due"},
          .names = {"name", "lead_agency", "supporting_agencies[0]"},
          .texts = {{"owner_role", 200},
                    {"intended_outcome", 2000},
                    {"success_measure", 2000},
                    {"smart_override_reason", 2000}},
          .enums = {"priority"},
          .dates = {"due.date", "due.review_date"},
          .lists = {{"supporting_agencies", 50}}};
}

Shape AssignWithoutDate() {
  return {.method = "AssignAction",
          .good = R"pb(
            name: 'boards/ncc/actions/a1'
            lead_agency: 'boards/ncc/agencies/health'
            owner_role: 'Head'
            priority: LOW
            due {
              undated: ONGOING
              review_date { year: 2026 month: 6 day: 1 }
            })pb",
          .must = {"due.review_date"},
          .enums = {"due.undated"},
          .dates = {"due.review_date"},
          .wrong = {{"due { undated: UNDATED_UNSPECIFIED }", "due.undated",
                     "FIELD_MISSING"}}};
}

Shape ResolveByAssigning() {
  return {.method = "ResolveDecline",
          .good = R"pb(
            name: 'boards/ncc/actions/a1'
            decision: ASSIGN_AGAIN
            reason: 'R'
            lead_agency: 'boards/ncc/agencies/police'
            owner_role: 'Head'
            due { date { year: 2026 month: 4 day: 1 } })pb",
          .must = {"name", "decision", "reason", "owner_role"},
          .names = {"name", "lead_agency"},
          .texts = {{"reason", 2000}, {"owner_role", 200}},
          .enums = {"decision"},
          .dates = {"due.date"},
          .wrong = {{"due { undated: TO_BE_CONFIRMED }", "due.review_date",
                     "FIELD_MISSING"}}};
}

Shape ResolveByCancelling() {
  return {.method = "ResolveDecline",
          .good = "name: 'boards/ncc/actions/a1' decision: CANCEL reason: 'R'",
          .must = {"reason"},
          .wrong = {{"due {}", "due", "FIELD_MISSING"}}};
}

Shape Submit() {
  return {.method = "SubmitCompletion",
          .good = R"pb(
            name: 'boards/ncc/actions/a1'
            completed_on { year: 2026 month: 3 day: 2 }
            outcome_statement: 'Every plan has a date'
            evidence {
              title: 'Dip sample'
              uri: 'https://example.org/sample'
              effective_date { year: 2026 month: 2 day: 27 }
              note: 'N'
            })pb",
          .must = {"name", "completed_on", "outcome_statement",
                   "evidence[0].title", "evidence[0].uri"},
          .names = {"name"},
          .texts = {{"outcome_statement", 4000},
                    {"evidence[0].title", 300},
                    {"evidence[0].uri", 2000},
                    {"evidence[0].note", 2000}},
          .dates = {"completed_on", "evidence[0].effective_date"},
          .lists = {{"evidence", 100}}};
}

Shape AddEvidence() {
  std::string evidence = "evidence { sha256: '";
  return {.method = "AddEvidence",
          .good =
              "name: 'boards/ncc/actions/a1' evidence { title: 'T' uri: "
              "'https://example.org' sha256: '" +
              std::string(32, '0') + std::string(32, 'f') + "' }",
          .must = {"name", "evidence.title", "evidence.uri"},
          .names = {"name"},
          .texts = {{"evidence.title", 300}},
          .wrong = {{evidence + std::string(63, 'a') + "' }", "evidence.sha256",
                     "HASH_MALFORMED"},
                    {evidence + std::string(65, 'a') + "' }", "evidence.sha256",
                     "HASH_MALFORMED"},
                    {evidence + std::string(64, 'A') + "' }", "evidence.sha256",
                     "HASH_MALFORMED"},
                    {evidence + std::string(64, 'g') + "' }", "evidence.sha256",
                     "HASH_MALFORMED"}}};
}

Shape Amend() {
  return {.method = "AmendAction",
          .good = R"pb(
            action {
              name: 'boards/ncc/actions/a1'
              etag: '"7"'
              title: 'T'
              description: 'D'
              intended_outcome: 'O'
              success_measure: 'M'
              supporting_agencies: 'boards/ncc/agencies/police'
            }
            update_mask {
              paths: 'title'
              paths: 'description'
              paths: 'intended_outcome'
              paths: 'success_measure'
              paths: 'supporting_agencies'
            }
            reason: 'R')pb",
          .must = {"action.name", "action.title", "update_mask", "reason"},
          .names = {"action.name", "action.supporting_agencies[0]"},
          .texts = {{"action.title", 300},
                    {"action.description", 4000},
                    {"action.intended_outcome", 2000},
                    {"action.success_measure", 2000},
                    {"reason", 2000}},
          .lists = {{"action.supporting_agencies", 50}},
          .wrong = {{"action { etag: '7' }", "action.etag", "ETAG_MALFORMED"},
                    {"update_mask { paths: 'owner_role' }",
                     "update_mask.paths[5]", "PATH_UNKNOWN"}}};
}

// The title stays as it is, so none is needed.
Shape AmendTheRest() {
  return {.method = "AmendAction",
          .good =
              "action { name: 'boards/ncc/actions/a1' } update_mask { "
              "paths: 'description' } reason: 'R'",
          .wrong = {{"update_mask { paths: 'title' }", "action.title",
                     "FIELD_MISSING"}}};
}

// A command that needs words and nothing else.
Shape Saying(const std::string& method, std::vector<TextField> texts) {
  Shape shape{.method = method,
              .good = "name: 'boards/ncc/actions/a1' etag: '\"7\"' ",
              .must = {"name"},
              .names = {"name"},
              .texts = std::move(texts)};
  for (const TextField& text : shape.texts) {
    shape.good += text.field + ": 'T' ";
    shape.must.push_back(text.field);
  }
  return shape;
}

Shape ApproveExtension() {
  return {.method = "ApproveExtension",
          .good = "name: 'boards/ncc/actions/a1'",
          .must = {"name"},
          .names = {"name"},
          .texts = {{"note", 2000}}};
}

Shape With(Shape shape, const Shape& more) {
  shape.good += more.good;
  const auto add = [](auto& to, const auto& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  add(shape.must, more.must);
  add(shape.names, more.names);
  add(shape.enums, more.enums);
  add(shape.dates, more.dates);
  add(shape.wrong, more.wrong);
  return shape;
}

Shapes WordyCommands() {
  return {
      Saying("AcceptAction", {}),
      Saying("DeclineAction", {{"reason", 2000}, {"counter_proposal", 2000}}),
      Saying("RejectCompletion", {{"reason", 2000}}),
      Saying("CancelAction", {{"reason", 2000}}),
      Saying("ReassignAction", {{"owner_role", 200}, {"handover_note", 4000}}),
      Saying("AddComment", {{"text", 4000}}),
      Saying("RejectExtension", {{"reason", 2000}}),
      Saying("WithdrawExtension", {{"reason", 2000}}),
      Saying("UnblockAction", {{"note", 2000}}),
  };
}

Shapes WordyCommandsWithMore() {
  return {
      With(Saying("RecordProgress", {{"narrative", 4000}}),
           {.good = "own_view: AT_RISK",
            .must = {"own_view"},
            .enums = {"own_view"}}),
      With(Saying("VerifyCompletion", {{"result", 4000}}),
           {.good = "method: CASE_SAMPLING",
            .must = {"method"},
            .enums = {"method"}}),
      With(Saying("SignOffAction", {}),
           {.good = "meeting: 'boards/ncc/meetings/march'",
            .must = {"meeting"},
            .names = {"meeting"}}),
      With(Saying("ReopenAction", {{"reason", 2000}}),
           {.good = "due_date { year: 2026 month: 4 day: 1 }",
            .must = {"due_date"},
            .dates = {"due_date"}}),
      With(Saying("WithdrawEvidence", {{"reason", 2000}}),
           {.good = "number: 1",
            .wrong = {{"number: 101", "number", "NUMBER_OUT_OF_RANGE"}}}),
      With(Saying("RetractEntry", {{"reason", 2000}}),
           {.good = "revision: 7",
            .must = {"revision"},
            .wrong = {{"revision: -1", "revision", "NUMBER_OUT_OF_RANGE"}}}),
      With(Saying("ChangePriority", {{"reason", 2000}}),
           {.good = "priority: LOW",
            .must = {"priority"},
            .enums = {"priority"}}),
      With(Saying("SetMilestone", {{"title", 300}}),
           {.good = "due_date { year: 2026 month: 4 day: 1 }",
            .must = {"due_date"},
            .dates = {"due_date"},
            .wrong = {{"number: -1", "number", "NUMBER_OUT_OF_RANGE"}}}),
      With(Saying("ReachMilestone", {}),
           {.good = "number: 1 reached_on { year: 2026 month: 3 day: 1 }",
            .must = {"reached_on"},
            .dates = {"reached_on"},
            .wrong = {{"number: 51", "number", "NUMBER_OUT_OF_RANGE"}}}),
      With(Saying("RecordAssurance", {{"statement", 4000}}),
           {.good = "level: EVIDENCED", .must = {"level"}, .enums = {"level"}}),
      With(Saying("OverrideRating", {{"reason", 2000}}),
           {.good = "colour: AMBER end_date { year: 2026 month: 4 day: 1 }",
            .must = {"colour", "end_date"},
            .enums = {"colour"},
            .dates = {"end_date"},
            .wrong = {{"colour: 1", "colour", "VALUE_UNKNOWN"}}}),
      With(Saying("SupersedeAction", {{"reason", 2000}}),
           {.good = "replacement: 'boards/ncc/actions/a2'",
            .must = {"replacement"},
            .names = {"replacement"}}),
      With(Saying("DecideNotToImplement",
                  {{"published_reason", 4000}, {"risk_accepted", 2000}}),
           {.good = "review_date { year: 2026 month: 4 day: 1 }",
            .must = {"review_date"},
            .dates = {"review_date"}}),
      With(Saying("ReviewAction", {{"note", 2000}}),
           {.good = "meeting: 'boards/ncc/meetings/m1' next_review_date { "
                    "year: 2026 month: 4 day: 1 }",
            .must = {"next_review_date"},
            .names = {"meeting"},
            .dates = {"next_review_date"}}),
      With(Saying("RequestExtension", {{"recovery_plan", 4000}}),
           {.good = "reason_code: CAPACITY proposed_due_date { year: 2026 "
                    "month: 4 day: 1 }",
            .must = {"reason_code", "proposed_due_date"},
            .enums = {"reason_code"},
            .dates = {"proposed_due_date"}}),
  };
}

Shape Block() {
  return {.method = "BlockAction",
          .good = R"pb(
            name: 'boards/ncc/actions/a1'
            etag: '"7"'
            cause: 'C'
            blocked_by { action: 'boards/ncc/actions/a2' }
            blocked_by { external_reference: 'E' }
            review_date { year: 2026 month: 4 day: 1 })pb",
          .must = {"name", "cause", "blocked_by", "review_date"},
          .names = {"name", "blocked_by[0].action"},
          .texts = {{"cause", 2000}, {"blocked_by[1].external_reference", 500}},
          .dates = {"review_date"},
          .lists = {{"blocked_by", 20}},
          .wrong = {{"blocked_by {}", "blocked_by[2]", "FIELD_MISSING"},
                    {"blocked_by { external_reference: ' ' }",
                     "blocked_by[2].external_reference", "FIELD_MISSING"}}};
}

Shape Import() {
  return {.method = "ImportAction",
          .good = R"pb(
            plan: 'boards/ncc/plans/composite'
            etag: '"7"'
            key: '1.2'
            sheet: 'plan.csv'
            row_number: 14
            row {
              title: 'T'
              description: 'D'
              intended_outcome: 'O'
              success_measure: 'M'
              lead_agency: 'boards/ncc/agencies/health'
              supporting_agencies: 'boards/ncc/agencies/police'
              owner_role: 'Head'
              priority: 'High'
              due: 'Mar-26'
              state: 'Open'
              rating: 'Amber'
              progress: 'P'
              completion: 'C'
              evidence: 'E'
              milestones: 'S'
              recommendation: 'R'
              scope: 'Local'
            }
            proposed_priority: HIGH)pb",
          .must = {"plan", "key", "sheet", "row.title",
                   "row.supporting_agencies[0]"},
          .names = {"plan", "row.lead_agency", "row.supporting_agencies[0]"},
          .texts = {{"key", 200},
                    {"sheet", 200},
                    {"row.title", 300},
                    {"row.description", 4000},
                    {"row.intended_outcome", 2000},
                    {"row.success_measure", 2000},
                    {"row.owner_role", 200},
                    {"row.priority", 200},
                    {"row.due", 200},
                    {"row.state", 200},
                    {"row.rating", 200},
                    {"row.progress", 4000},
                    {"row.completion", 2000},
                    {"row.evidence", 2000},
                    {"row.milestones", 2000},
                    {"row.recommendation", 2000},
                    {"row.scope", 200}},
          .enums = {"proposed_priority"},
          .numbers = {{"row_number", 1, 1048576}},
          .lists = {{"row.supporting_agencies", 50}},
          .wrong = {{"key: 'Ref 1.2'", "key", "KEY_NOT_NORMAL"},
                    {"key: '1  2'", "key", "KEY_NOT_NORMAL"},
                    {"key: '1\\t2'", "key", "KEY_NOT_NORMAL"},
                    {"key: ' 1.2'", "key", "KEY_NOT_NORMAL"}}};
}

Shapes Queries() {
  return {{.method = "GetAction",
           .good = "name: 'boards/ncc/actions/a1'",
           .must = {"name"},
           .names = {"name"}},
          {.method = "ListActions",
           .good = "parent: 'boards/ncc' lead_agency: "
                   "'boards/ncc/agencies/health' states: ACCEPTED",
           .must = {"parent", "states[0]"},
           .names = {"parent", "lead_agency"},
           .enums = {"states[0]"}},
          {.method = "ListComments",
           .good = "parent: 'boards/ncc/actions/a1'",
           .must = {"parent"},
           .names = {"parent"}}};
}

TEST_F(RequestShapeTest, ActionServiceNamesEveryWrongField) {
  Shapes shapes = {Propose(),
                   ProposeLittle(),
                   Assign(),
                   AssignWithoutDate(),
                   ResolveByAssigning(),
                   ResolveByCancelling(),
                   Block(),
                   Submit(),
                   AddEvidence(),
                   Amend(),
                   AmendTheRest(),
                   ApproveExtension(),
                   Import()};
  for (const Shapes& more :
       {WordyCommands(), WordyCommandsWithMore(), Queries()}) {
    shapes.insert(shapes.end(), more.begin(), more.end());
  }
  ExpectShapes("ActionService", shapes);
}

}  // namespace
}  // namespace actionplan::handlers
