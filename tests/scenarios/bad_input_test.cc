// Requests that say something wrong: each gets its own precise refusal, and
// nothing is written.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/scenarios/board_scenario.h"
#include "tests/support/bad_request.h"
#include "tests/support/status_matchers.h"

namespace actionplan::support {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

// A request that is refused, and what for.
struct Wrong {
  const char* what;
  const char* method;
  std::string request;
  absl::StatusCode code;
  const char* reason;
  const char* field = "";  // The one that is wrong; "" for none.
};

class BadInputTest : public BoardScenario {
 protected:
  // "draft" and "accepted" are; it is the day after.
  void SetUp() override {
    BoardScenario::SetUp();
    ASSERT_OK(Propose("draft"));
    ASSERT_OK(Accept("accepted", kFriday));
    ASSERT_OK(server_.Manager().Try("BoardService.CreateBoard", R"pb(
      board_id: 'east'
      board { title: 'East' division: SCOTLAND })pb"));
    ASSERT_OK(server_.Manager().Try("AgencyService.CreateAgency", R"pb(
      parent: 'boards/east'
      agency_id: 'housing'
      agency { title: 'Housing' type: HOUSING })pb"));
    MoveTo(absl::CivilDay(2026, 3, 3));
  }

  // Each for its own reason, and the log stays as it is.
  void ExpectRefused(const Person& person, const std::vector<Wrong>& wrongs) {
    for (const Wrong& wrong : wrongs) {
      SCOPED_TRACE(wrong.what);
      const int64_t head = server_.Head();
      const absl::Status status = person.Try(wrong.method, wrong.request);
      EXPECT_THAT(status, StatusIs(wrong.code));
      EXPECT_THAT(status, FailsWith(wrong.reason));
      if (*wrong.field != '\0') {
        EXPECT_THAT(WrongFields(status),
                    ElementsAre(Pair(wrong.field, wrong.reason)));
      } else {
        EXPECT_THAT(WrongFields(status), IsEmpty());
      }
      EXPECT_EQ(server_.Head(), head);
    }
  }
};

std::string Text(size_t characters) { return std::string(characters, 'x'); }

// A finding with a figure.
std::string Finding(const std::string& figure) {
  return absl::StrCat(
      "parent: 'boards/ncc/audits/neglect' finding { kind: STRENGTH text: 'T' "
      "figure { label: 'Seen' ",
      figure, " } }");
}

// What AssignAction needs, without its date.
std::string Assignment(const std::string& agency, const std::string& more) {
  return absl::StrCat("name: 'boards/ncc/actions/draft' lead_agency: '", agency,
                      "' owner_role: 'Head' ", more);
}

std::string Completion(const std::string& completed_on,
                       const std::string& more = "") {
  return absl::StrCat(
      "name: 'boards/ncc/actions/accepted' outcome_statement: 'Done' evidence "
      "{ title: 'T' uri: 'https://example.org' } completed_on { ",
      completed_on, " } ", more);
}

std::string At(absl::Time time) {
  return absl::StrCat("occur_time { seconds: ", absl::ToUnixSeconds(time),
                      " } ");
}

TEST_F(BadInputTest, NamesEveryWrongFieldAtOnce) {
  const int64_t head = server_.Head();
  const absl::Status status = server_.Manager().Try(
      "ActionService.ProposeAction",
      absl::StrCat(R"pb(
                     parent: 'boards/NCC'
                     action_id: '-x'
                     request_id: 'not-a-uuid'
                     occur_time { seconds: -99999999999999 }
                     action { title: ' ' priority: 77 lead_agency: 'health'
                              supporting_agencies: 'boards/ncc/agencies/health'
                              supporting_agencies: 'boards/ncc/agencies/health'
                              sources { external_reference: 'A report' }
                              sources { resource: 'boards/ncc' }
                              sources {}
                              description: ')pb",
                   Text(4001), "' }"));
  EXPECT_THAT(status, FailsWith("FIELDS_INVALID"));
  EXPECT_THAT(
      WrongFields(status),
      UnorderedElementsAre(
          Pair("parent", "NAME_MALFORMED"), Pair("action_id", "ID_MALFORMED"),
          Pair("request_id", "REQUEST_ID_MALFORMED"),
          Pair("occur_time", "TIME_INVALID"),
          Pair("action.title", "FIELD_MISSING"),
          Pair("action.priority", "VALUE_UNKNOWN"),
          Pair("action.lead_agency", "NAME_MALFORMED"),
          Pair("action.supporting_agencies[1]", "NAME_REPEATED"),
          Pair("action.sources[1].resource", "NAME_MALFORMED"),
          Pair("action.sources[2]", "FIELD_MISSING"),
          Pair("action.description", "TEXT_TOO_LONG")));
  EXPECT_EQ(server_.Head(), head);
}

TEST_F(BadInputTest, NamesTheFieldThatIsWrong) {
  constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
  const std::string health = "boards/ncc/agencies/health";
  ExpectRefused(
      server_.Manager(),
      {
          {"text too long", "ActionService.AddComment",
           About(ActionName("draft")) + "text: '" + Text(4001) + "'", kInvalid,
           "TEXT_TOO_LONG", "text"},
          {"text with control characters", "ActionService.AddComment",
           About(ActionName("draft")) + "text: 'a\\001b'", kInvalid,
           "TEXT_HAS_CONTROL_CHARACTERS", "text"},
          {"wrong enum", "ActionService.AssignAction",
           Assignment(health,
                      "priority: 9 due { date { year: 2026 month: 4 "
                      "day: 1 } }"),
           kInvalid, "VALUE_UNKNOWN", "priority"},
          {"enum not said", "ActionService.AssignAction",
           Assignment(health, "due { date { year: 2026 month: 4 day: 1 } }"),
           kInvalid, "FIELD_MISSING", "priority"},
          {"no day of the calendar", "ActionService.AssignAction",
           Assignment(health,
                      "priority: LOW due { date { year: 2026 month: 2 "
                      "day: 30 } }"),
           kInvalid, "DATE_INVALID", "due.date"},
          {"no date at all", "ActionService.AssignAction",
           Assignment(health, "priority: LOW due {}"), kInvalid,
           "FIELD_MISSING", "due"},
          {"request id not a UUID", "ActionService.AcceptAction",
           About(ActionName("draft")) + "request_id: '42'", kInvalid,
           "REQUEST_ID_MALFORMED", "request_id"},
          {"etag without quotes", "ActionService.AcceptAction",
           About(ActionName("draft")) + "etag: '1'", kInvalid, "ETAG_MALFORMED",
           "etag"},
          {"name of another kind", "ActionService.AcceptAction",
           About("boards/ncc/plans/composite"), kInvalid, "NAME_MALFORMED",
           "name"},
          {"unknown path", "AgencyService.UpdateAgency",
           "agency { name: 'boards/ncc/agencies/health' } update_mask { paths: "
           "'state' }",
           kInvalid, "PATH_UNKNOWN", "update_mask.paths[0]"},
          {"unknown time zone", "BoardService.CreateBoard",
           "board { title: 'B' division: SCOTLAND time_zone: 'Mars/Base' }",
           kInvalid, "TIME_ZONE_UNKNOWN", "board.time_zone"},
          {"theme with spaces", "FindingService.RecordFinding",
           "parent: 'boards/ncc/audits/neglect' finding { kind: STRENGTH text: "
           "'T' themes: 'two words' }",
           kInvalid, "THEME_MALFORMED", "finding.themes[0]"},
          {"page too large", "BoardService.ListBoards", "page_size: 1001",
           kInvalid, "NUMBER_OUT_OF_RANGE", "page_size"},
          {"negative position", "BoardService.ListBoards", "min_position: -1",
           kInvalid, "NUMBER_OUT_OF_RANGE", "min_position"},
          {"no page token", "BoardService.ListBoards", "page_token: 'abc'",
           kInvalid, "PAGE_TOKEN_MALFORMED", "page_token"},
          {"unknown order", "AuditTrailService.ListTrailEntries",
           "parent: 'boards/ncc' order_by: 'actor'", kInvalid, "ORDER_UNKNOWN",
           "order_by"},
          {"unknown kind", "AuditTrailService.ListTrailEntries",
           "parent: 'boards/ncc' kind: 'ActionUpdated'", kInvalid,
           "KIND_UNKNOWN", "kind"},
          {"no event's name", "EventService.GetEvent", "name: 'events/zero'",
           kInvalid, "NAME_MALFORMED", "name"},
          {"level 6", "EscalationService.RaiseEscalation",
           "parent: 'boards/ncc' escalation { subject: "
           "'boards/ncc/actions/accepted' level: 6 reason: 'R' }",
           kInvalid, "NUMBER_OUT_OF_RANGE", "escalation.level"},
      });
}

TEST_F(BadInputTest, TakesAFigureAsTheAuditStatesIt) {
  const std::string record = "FindingService.RecordFinding";
  for (const char* figure :
       {"numerator: 0", "numerator: 4 as_stated: '4 referrals'",
        "as_stated: 'in all cases'", "numerator: 0 denominator: 24",
        "numerator: 7 denominator: 24 not_applicable: 17"}) {
    EXPECT_OK(server_.Manager().Try(record, Finding(figure))) << figure;
  }
  constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
  ExpectRefused(
      server_.Manager(),
      {
          {"neither count nor words", record.c_str(), Finding(""), kInvalid,
           "FIELD_MISSING", "finding.figure.as_stated"},
          {"a base of nothing", record.c_str(), Finding("denominator: 24"),
           kInvalid, "FIELD_MISSING", "finding.figure.numerator"},
          {"more than all", record.c_str(),
           Finding("numerator: 25 denominator: 24"), kInvalid,
           "NUMBER_OUT_OF_RANGE", "finding.figure.numerator"},
          {"fewer than none", record.c_str(), Finding("numerator: -1"),
           kInvalid, "NUMBER_OUT_OF_RANGE", "finding.figure.numerator"},
          {"counted where it did not apply", record.c_str(),
           Finding("numerator: 7 denominator: 24 not_applicable: 18"), kInvalid,
           "NUMBER_OUT_OF_RANGE", "finding.figure.not_applicable"},
          {"not applicable to a part of nothing", record.c_str(),
           Finding("numerator: 7 not_applicable: 1"), kInvalid,
           "NUMBER_OUT_OF_RANGE", "finding.figure.not_applicable"},
      });
}

TEST_F(BadInputTest, SaysWhatTheStateOfThingsForbids) {
  using absl::StatusCode;
  ExpectRefused(
      server_.Manager(),
      {
          {"unknown resource", "ActionService.CancelAction",
           About(ActionName("none")) + "reason: 'R'", StatusCode::kNotFound,
           "RESOURCE_NOT_FOUND"},
          {"unknown reference", "ActionService.AssignAction",
           Assignment("boards/ncc/agencies/none",
                      "priority: LOW due { date { year: 2026 month: 4 day: 1 "
                      "} }"),
           StatusCode::kNotFound, "REFERENCE_NOT_FOUND"},
          {"agency of another board", "ActionService.AssignAction",
           Assignment("boards/east/agencies/housing",
                      "priority: LOW due { date { year: 2026 month: 4 day: 1 "
                      "} }"),
           StatusCode::kInvalidArgument, "REFERENCE_OF_OTHER_BOARD"},
          {"name that is taken", "AgencyService.CreateAgency",
           "parent: 'boards/ncc' agency_id: 'health' agency { title: 'H' type: "
           "HEALTH }",
           StatusCode::kAlreadyExists, "RESOURCE_ALREADY_EXISTS"},
          {"stale etag", "ActionService.AddComment",
           About(ActionName("accepted")) + "etag: '\"1\"' text: 'T'",
           StatusCode::kAborted, "ETAG_STALE"},
          {"forbidden transition", "ActionService.VerifyCompletion",
           About(ActionName("accepted")) + "method: DATA_REVIEW result: 'R'",
           StatusCode::kFailedPrecondition, "STATE_FORBIDS"},
          {"unknown board", "AgencyService.CreateAgency",
           "parent: 'boards/none' agency { title: 'H' type: HEALTH }",
           StatusCode::kNotFound, "REFERENCE_NOT_FOUND"},
          {"occur_time in the future", "ActionService.AddComment",
           About(ActionName("draft")) + "text: 'T' " +
               At(clock_.Now() + absl::Seconds(1)),
           StatusCode::kInvalidArgument, "OCCUR_TIME_IN_FUTURE"},
          {"occur_time that runs backwards", "ActionService.AddComment",
           About(ActionName("draft")) + "text: 'T' " +
               At(clock_.Now() - absl::Hours(25)),
           StatusCode::kFailedPrecondition, "OCCUR_TIME_RUNS_BACKWARDS"},
          {"position past the head", "ActionService.GetAction",
           About(ActionName("draft")) + "min_position: 1000000",
           StatusCode::kOutOfRange, "POSITION_PAST_HEAD"},
          {"event past the head", "EventService.GetEvent",
           "name: 'events/1000000'", StatusCode::kNotFound,
           "RESOURCE_NOT_FOUND"},
          {"unknown projection", "AdminService.RebuildProjection",
           "name: 'projections/none'", StatusCode::kNotFound,
           "PROJECTION_NOT_FOUND"},
      });
}

TEST_F(BadInputTest, TellsTheLeadAgencyWhatItMayNotDo) {
  using absl::StatusCode;
  ExpectRefused(
      server_.Lead(),
      {
          {"completed tomorrow", "ActionService.SubmitCompletion",
           Completion("year: 2026 month: 3 day: 4"),
           StatusCode::kInvalidArgument, "COMPLETED_IN_FUTURE"},
          {"completed after it was submitted, as claimed",
           "ActionService.SubmitCompletion",
           Completion("year: 2026 month: 3 day: 3",
                      At(clock_.Now() - absl::Hours(24))),
           StatusCode::kInvalidArgument, "COMPLETED_IN_FUTURE"},
          {"assigning", "ActionService.AssignAction",
           Assignment("boards/ncc/agencies/health",
                      "priority: LOW due { date { year: 2026 month: 4 day: 1 "
                      "} }"),
           StatusCode::kPermissionDenied, "ROLE_NEEDED"},
      });
  ExpectRefused(
      server_.Other(),
      {
          {"submitting for another agency", "ActionService.SubmitCompletion",
           Completion("year: 2026 month: 3 day: 2"),
           StatusCode::kPermissionDenied, "NOT_LEAD_AGENCY"},
      });
}

TEST_F(BadInputTest, KnowsNobodyWhoDoesNotSayWhoHeIs) {
  const Wrong wrong{"nobody", "BoardService.CreateBoard",
                    "board { title: 'B' division: SCOTLAND }",
                    absl::StatusCode::kUnauthenticated, "CALLER_UNKNOWN"};
  ExpectRefused(server_.As({}), {wrong});
  ExpectRefused(server_.As({.principal = "A. Person@example.org"}), {wrong});
  ExpectRefused(server_.As({.principal = "p1", .roles = {"king"}}), {wrong});
  ExpectRefused(server_.As({.principal = "p1", .agency = "health"}), {wrong});
}

TEST_F(BadInputTest, LetsNobodyOfAnotherBoardIn) {
  const Person stranger =
      server_.As({.principal = "housing-1",
                  .agency = "boards/east/agencies/housing",
                  .roles = {"agency-lead", "audit-lead", "board-manager"}});
  ExpectRefused(
      stranger,
      {
          {"commenting", "ActionService.AddComment",
           About(ActionName("draft")) + "text: 'T'",
           absl::StatusCode::kPermissionDenied, "CALLER_OF_OTHER_BOARD"},
          {"auditing", "AuditService.CloseAudit",
           About("boards/ncc/audits/neglect") + "reason: 'R'",
           absl::StatusCode::kPermissionDenied, "CALLER_OF_OTHER_BOARD"},
      });
}

}  // namespace
}  // namespace actionplan::support
