// Every list of the API in small pages, found in the protos.
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "services/client/method.h"
#include "tests/scenarios/board_scenario.h"
#include "tests/support/bad_request.h"
#include "tests/support/status_matchers.h"

namespace actionplan::support {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;
using google::protobuf::MethodDescriptor;
using ::testing::ElementsAre;
using ::testing::Pair;
using ::testing::SizeIs;

// What a list of the scenario below is asked with, and what it has.
struct List {
  const char* method;
  const char* query;
  size_t rows;
};

constexpr List kLists[] = {
    {"BoardService.ListBoards", "", 3},
    {"AgencyService.ListAgencies", "parent: 'boards/ncc'", 5},
    {"AuditService.ListAudits", "parent: 'boards/-'", 4},
    {"FindingService.ListFindings", "parent: 'boards/ncc/audits/-'", 4},
    {"RecommendationService.ListRecommendations",
     "parent: 'boards/ncc/audits/neglect'", 4},
    {"PlanService.ListPlans", "parent: 'boards/ncc'", 4},
    {"MeetingService.ListMeetings", "parent: 'boards/ncc'", 4},
    {"ActionService.ListActions", "parent: 'boards/ncc' states: ACCEPTED", 4},
    {"ActionService.ListComments", "parent: 'boards/ncc/actions/a0'", 5},
    {"EscalationService.ListEscalations", "parent: 'boards/ncc' level: 2", 5},
    {"ActionPlanService.ListOverdueActions", "parent: 'boards/ncc'", 5},
    {"ActionPlanService.ListDueSoonActions",
     "parent: 'boards/ncc' due_on { year: 2026 month: 3 day: 4 }", 5},
    {"ActionPlanService.ListMyActions", "agency: 'boards/ncc/agencies/health'",
     5},
    {"ActionPlanService.ListChanges",
     "parent: 'boards/ncc' since { meeting: 'boards/ncc/meetings/march' }", 5},
    {"ActionPlanService.ListPendingDecisions", "parent: 'boards/ncc'", 3},
    {"ActionPlanService.ListDataQualityIssues", "parent: 'boards/ncc'", 3},
    {"AuditTrailService.ListTrailEntries",
     "parent: 'boards/ncc' resource: 'boards/ncc/actions/a0'", 11},
};

class PagingTest : public BoardScenario {
 protected:
  // Three or more of everything that is listed.
  void SetUp() override {
    BoardScenario::SetUp();
    const Person manager = server_.Manager();
    for (int i = 0; i < 5; ++i) {
      const std::string action = absl::StrCat("a", i);
      ASSERT_OK(Accept(action, kFriday));
      ASSERT_OK(server_.Lead().Try("ActionService.AddComment",
                                   About(ActionName("a0")) + "text: 'Hm'"));
      ASSERT_OK(manager.Try(
          "EscalationService.RaiseEscalation",
          absl::StrCat("parent: 'boards/ncc' escalation { subject: '",
                       ActionName(action), "' level: 2 reason: 'Late' }")));
    }
    for (int i = 0; i < 3; ++i) AddOneOfEach(i);
    for (const char* action : {"a1", "a2", "a3"}) AddWhatWaits(action);
    for (const char* board : {"east", "west"}) {
      ASSERT_OK(manager.Try(
          "BoardService.CreateBoard",
          absl::StrCat("board_id: '", board,
                       "' board { title: 'B' division: SCOTLAND }")));
    }
    ASSERT_OK(server_.Lead().Try(
        "ActionService.RecordProgress",
        About(ActionName("a0")) + "narrative: 'Begun' own_view: AT_RISK"));
    ASSERT_OK(server_.Manager().Try(
        "ActionService.ReassignAction",
        About(ActionName("a0")) + "owner_role: 'B' handover_note: 'C'"));
    MoveTo(kMondayAfter);
  }

  void AddOneOfEach(int number) {
    const Person manager = server_.Manager();
    const std::string of_board = "parent: 'boards/ncc' ";
    const std::string of_audit = "parent: 'boards/ncc/audits/neglect' ";
    ASSERT_OK(manager.Try("AgencyService.CreateAgency",
                          of_board + absl::StrCat("agency { title: '", number,
                                                  "' type: HOUSING }")));
    ASSERT_OK(manager.Try(
        "AuditService.CreateAudit",
        of_board + "audit { title: 'A' kind: DEEP_DIVE theme: 'neglect' }"));
    ASSERT_OK(manager.Try("FindingService.RecordFinding",
                          of_audit + "finding { kind: STRENGTH text: 'T' }"));
    ASSERT_OK(manager.Try("RecommendationService.DraftRecommendation",
                          of_audit + "recommendation { kind: GAP text: 'T' }"));
    ASSERT_OK(manager.Try("PlanService.CreatePlan",
                          of_board + "plan { title: 'P' kind: COMPOSITE }"));
    ASSERT_OK(manager.Try(
        "MeetingService.RecordMeeting",
        of_board + "meeting { forum: 'F' meeting_date { year: 2026 month: 3 "
                   "day: 1 } }"));
  }

  // A request that nobody answers, and a milestone that will be missed.
  void AddWhatWaits(const std::string& action) {
    ASSERT_OK(server_.Lead().Try(
        "ActionService.RequestExtension",
        About(ActionName(action)) +
            "proposed_due_date { year: 2026 month: 4 day: 1 } reason_code: "
            "CAPACITY recovery_plan: 'R'"));
    ASSERT_OK(server_.Lead().Try(
        "ActionService.SetMilestone",
        About(ActionName(action)) +
            "title: 'M' due_date { year: 2026 month: 3 day: 5 }"));
  }

  struct Page {
    std::vector<std::string> rows;  // Serialized.
    std::string next;
  };

  absl::StatusOr<Page> Read(const std::string& method,
                            const std::string& text) {
    const MethodDescriptor& descriptor = *client::FindMethod(method);
    const std::unique_ptr<Message> response(
        MessageFactory::generated_factory()
            ->GetPrototype(descriptor.output_type())
            ->New());
    const absl::Status status = server_.Manager().client().Call(
        descriptor, *RequestFor(method, text), *response);
    if (!status.ok()) return status;
    const auto& reflection = *response->GetReflection();
    const auto& type = *response->GetDescriptor();
    Page page;
    const FieldDescriptor* const rows = type.field(0);
    for (int i = 0; i < reflection.FieldSize(*response, rows); ++i) {
      page.rows.push_back(reflection.GetRepeatedMessage(*response, rows, i)
                              .SerializeAsString());
    }
    page.next = reflection.GetString(*response,
                                     type.FindFieldByName("next_page_token"));
    return page;
  }
};

std::string WithToken(const std::string& query, const std::string& token) {
  return absl::StrCat(query, " page_size: 2 page_token: '", token, "'");
}

TEST_F(PagingTest, KnowsEveryListOfTheApi) {
  std::set<std::string> listed;
  for (const List& list : kLists) listed.insert(list.method);
  for (const auto* service : client::Services()) {
    for (int i = 0; i < service->method_count(); ++i) {
      const MethodDescriptor& method = *service->method(i);
      if (method.input_type()->FindFieldByName("page_token") == nullptr) {
        continue;
      }
      EXPECT_EQ(listed.count(client::MethodName(method)), 1)
          << client::MethodName(method);
    }
  }
}

TEST_F(PagingTest, ShowsEveryRowOnceInTheSameOrderAsOnOnePage) {
  for (const List& list : kLists) {
    SCOPED_TRACE(list.method);
    ASSERT_OK_AND_ASSIGN(const Page all, Read(list.method, list.query));
    EXPECT_THAT(all.rows, SizeIs(list.rows));
    EXPECT_EQ(all.next, "");
    std::vector<std::string> rows;
    std::string token;
    do {
      ASSERT_OK_AND_ASSIGN(const Page page,
                           Read(list.method, WithToken(list.query, token)));
      EXPECT_THAT(page.rows, SizeIs(page.next.empty() ? 2 - list.rows % 2 : 2));
      rows.insert(rows.end(), page.rows.begin(), page.rows.end());
      token = page.next;
    } while (!token.empty() && rows.size() <= all.rows.size());
    EXPECT_EQ(rows, all.rows);
  }
}

TEST_F(PagingTest, RefusesATokenThatWasChangedOnTheWay) {
  for (const List& list : kLists) {
    SCOPED_TRACE(list.method);
    ASSERT_OK_AND_ASSIGN(const Page page,
                         Read(list.method, WithToken(list.query, "")));
    std::string changed = page.next;
    changed[10] = changed[10] == 'A' ? 'B' : 'A';
    const absl::Status refused =
        Read(list.method, WithToken(list.query, changed)).status();
    EXPECT_THAT(refused, FailsWith("PAGE_TOKEN_MALFORMED"));
    EXPECT_THAT(WrongFields(refused),
                ElementsAre(Pair("page_token", "PAGE_TOKEN_MALFORMED")));
  }
}

TEST_F(PagingTest, RefusesTheTokenOfAnotherQuery) {
  ASSERT_OK_AND_ASSIGN(const Page boards,
                       Read("BoardService.ListBoards", WithToken("", "")));
  for (const List& list : kLists) {
    if (*list.query == '\0') continue;
    SCOPED_TRACE(list.method);
    EXPECT_THAT(Read(list.method, WithToken(list.query, boards.next)).status(),
                FailsWith("PAGE_TOKEN_OF_ANOTHER_QUERY"));
  }
  const std::string overdue = "ActionPlanService.ListOverdueActions";
  const std::string all = "parent: 'boards/ncc'";
  ASSERT_OK_AND_ASSIGN(const Page page, Read(overdue, WithToken(all, "")));
  EXPECT_THAT(
      Read(overdue, WithToken(all + " priority: LOW", page.next)).status(),
      FailsWith("PAGE_TOKEN_OF_ANOTHER_QUERY"));
}

// What is recorded between two pages neither repeats a row nor hides one that
// was there all along.
TEST_F(PagingTest, IsNotConfusedByWhatHappensBetweenPages) {
  const std::string query = "parent: 'boards/ncc' order_by: 'position desc'";
  const std::string method = "AuditTrailService.ListTrailEntries";
  ASSERT_OK_AND_ASSIGN(const Page all, Read(method, query));
  std::vector<std::string> rows;
  std::string token;
  do {
    ASSERT_OK_AND_ASSIGN(
        const Page page,
        Read(method,
             absl::StrCat(query, " page_size: 7 page_token: '", token, "'")));
    rows.insert(rows.end(), page.rows.begin(), page.rows.end());
    token = page.next;
    ASSERT_OK(server_.Lead().Try("ActionService.AddComment",
                                 About(ActionName("a1")) + "text: 'Again'"));
  } while (!token.empty() && rows.size() <= 100);
  ASSERT_GE(rows.size(), 50u);
  EXPECT_TRUE(std::equal(all.rows.begin(), all.rows.end(), rows.begin()));
}

}  // namespace
}  // namespace actionplan::support
