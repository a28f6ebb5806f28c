// Which rows the lists of resources show, by what they are asked for.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/message.h"
#include "services/client/method.h"
#include "tests/scenarios/board_scenario.h"
#include "tests/support/status_matchers.h"

namespace actionplan::handlers {
namespace {

using google::protobuf::Message;
using support::About;
using support::ActionName;
using support::FailsWith;

// What is asked for, and the ids of the rows.
struct Filter {
  std::string query;
  std::vector<std::string> rows;
};

class ListFiltersTest : public support::BoardScenario {
 protected:
  absl::StatusOr<std::vector<std::string>> Ids(const std::string& method,
                                               const std::string& query) {
    const auto& descriptor = *client::FindMethod(method);
    const std::unique_ptr<Message> response(
        google::protobuf::MessageFactory::generated_factory()
            ->GetPrototype(descriptor.output_type())
            ->New());
    const absl::Status status = server_.Manager().client().Call(
        descriptor, *support::RequestFor(method, query), *response);
    if (!status.ok()) return status;
    std::vector<std::string> ids;
    const auto& reflection = *response->GetReflection();
    const auto* const rows = response->GetDescriptor()->field(0);
    for (int i = 0; i < reflection.FieldSize(*response, rows); ++i) {
      const Message& row = reflection.GetRepeatedMessage(*response, rows, i);
      const std::string name = row.GetReflection()->GetString(
          row, row.GetDescriptor()->FindFieldByName("name"));
      ids.push_back(name.substr(name.rfind('/') + 1));
    }
    return ids;
  }

  void ExpectRows(const std::string& method,
                  const std::vector<Filter>& filters) {
    for (const Filter& filter : filters) {
      SCOPED_TRACE(filter.query);
      ASSERT_OK_AND_ASSIGN(const std::vector<std::string> ids,
                           Ids(method, filter.query));
      EXPECT_EQ(ids, filter.rows);
    }
  }

  void Record(const std::string& id, const std::string& finding) {
    ASSERT_OK(server_.Manager().Try(
        "FindingService.RecordFinding",
        absl::StrCat("parent: 'boards/ncc/audits/neglect' finding_id: '", id,
                     "' finding { text: 'T' ", finding, "}")));
  }

  void Draft(const std::string& id, const std::string& kind) {
    ASSERT_OK(server_.Manager().Try(
        "RecommendationService.DraftRecommendation",
        absl::StrCat("parent: 'boards/ncc/audits/neglect' recommendation_id: '",
                     id, "' recommendation { text: 'T' kind: ", kind, " }")));
  }

  void AssignToPolice(const std::string& id) {
    ASSERT_OK(Propose(id));
    ASSERT_OK(server_.Manager().Try("ActionService.AssignAction",
                                    About(ActionName(id)) + R"pb(
      lead_agency: 'boards/ncc/agencies/police'
      owner_role: 'Superintendent'
      priority: LOW
      due { date { year: 2026 month: 4 day: 1 } })pb"));
  }

  void Raise(const std::string& action, int level) {
    ASSERT_OK(server_.Manager().Try(
        "EscalationService.RaiseEscalation",
        absl::StrCat("parent: 'boards/ncc' escalation { subject: '",
                     ActionName(action), "' level: ", level,
                     " reason: 'R' }")));
  }
};

TEST_F(ListFiltersTest, FindingsAreShownByKindAndTheme) {
  Record("f2", "kind: STRENGTH themes: 'planning' themes: 'voice_of_child' ");
  Record("f3", "kind: CONCERN themes: 'planning' ");
  const std::string parent = "parent: 'boards/ncc/audits/neglect' ";
  ExpectRows("FindingService.ListFindings",
             {{parent, {"f1", "f2", "f3"}},
              {parent + "kind: AREA_FOR_IMPROVEMENT", {"f1"}},
              {parent + "kind: GOOD_PRACTICE", {}},
              {parent + "theme: 'planning'", {"f2", "f3"}},
              {parent + "theme: 'voice_of_child'", {"f2"}},
              {parent + "theme: 'plan'", {}},
              {parent + "theme: 'planning' kind: CONCERN", {"f3"}}});
}

TEST_F(ListFiltersTest, RecommendationsAreShownByKindAndState) {
  Draft("r2", "GAP");
  Draft("r3", "GAP");
  ASSERT_OK(server_.Manager().Try(
      "RecommendationService.RejectRecommendation",
      About("boards/ncc/audits/neglect/recommendations/r3") + "reason: 'R'"));
  const std::string parent = "parent: 'boards/ncc/audits/neglect' ";
  ExpectRows("RecommendationService.ListRecommendations",
             {{parent, {"r1", "r2", "r3"}},
              {parent + "kind: GAP", {"r2", "r3"}},
              {parent + "state: ACCEPTED", {"r1"}},
              {parent + "state: DRAFTED", {"r2"}},
              {parent + "kind: GAP state: REJECTED", {"r3"}},
              {parent + "kind: RECOMMENDATION state: REJECTED", {}}});
}

TEST_F(ListFiltersTest, ActionsAreShownByLeadAgencyAndState) {
  ASSERT_OK(Propose("a1"));
  ASSERT_OK(Accept("a2", kFriday));
  ASSERT_OK(Accept("a3", kFriday));
  ASSERT_OK(Submit("a3"));
  AssignToPolice("a4");
  const std::string parent = "parent: 'boards/ncc' ";
  const std::string of_health = "lead_agency: 'boards/ncc/agencies/health' ";
  ExpectRows("ActionService.ListActions",
             {{parent, {"a1", "a2", "a3", "a4"}},
              {parent + of_health, {"a2", "a3"}},
              {parent + "lead_agency: 'boards/ncc/agencies/none'", {}},
              {parent + "states: SUBMITTED", {"a3"}},
              {parent + "states: ASSIGNED states: DRAFT", {"a1", "a4"}},
              {parent + of_health + "states: ACCEPTED states: DRAFT", {"a2"}}});
}

TEST_F(ListFiltersTest, EscalationsAreShownByLevelAndState) {
  ASSERT_OK(Accept("a1", kFriday));
  ASSERT_OK(Accept("a2", kFriday));
  Raise("a1", 2);
  Raise("a2", 3);
  const std::string parent = "parent: 'boards/ncc' ";
  const std::string method = "EscalationService.ListEscalations";
  ASSERT_OK_AND_ASSIGN(const std::vector<std::string> all, Ids(method, parent));
  ASSERT_EQ(all.size(), 2u);
  ASSERT_OK(server_.Chair().Try(
      "EscalationService.ResolveEscalation",
      About("boards/ncc/escalations/" + all[1]) + "reason: 'R'"));
  ExpectRows(method, {{parent + "level: 2", {all[0]}},
                      {parent + "level: 4", {}},
                      {parent + "states: RAISED", {all[0]}},
                      {parent + "states: RESOLVED", {all[1]}},
                      {parent + "states: RAISED states: RESOLVED", all},
                      {parent + "level: 2 states: RESOLVED", {}}});
}

TEST_F(ListFiltersTest, AParentMayBeAnyWhereItIsNotSaid) {
  ASSERT_OK(server_.Manager().Try("BoardService.CreateBoard", R"pb(
    board_id: 'east'
    board { title: 'East' division: SCOTLAND })pb"));
  ASSERT_OK(server_.Manager().Try("AgencyService.CreateAgency", R"pb(
    parent: 'boards/east'
    agency_id: 'housing'
    agency { title: 'Housing' type: HOUSING })pb"));
  ExpectRows("AgencyService.ListAgencies",
             {{"parent: 'boards/-'", {"housing", "health", "police"}},
              {"parent: 'boards/east'", {"housing"}}});
  ExpectRows("FindingService.ListFindings",
             {{"parent: 'boards/-/audits/-'", {"f1"}},
              {"parent: 'boards/ncc/audits/-'", {"f1"}},
              {"parent: 'boards/east/audits/-'", {}}});
}

// A misspelt parent would look like an empty list.
TEST_F(ListFiltersTest, AParentThatIsSaidHasToBeThere) {
  EXPECT_THAT(Ids("AgencyService.ListAgencies", "parent: 'boards/west'"),
              FailsWith("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(
      Ids("FindingService.ListFindings", "parent: 'boards/ncc/audits/none'"),
      FailsWith("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(
      Ids("ActionService.ListComments", "parent: 'boards/ncc/actions/none'"),
      FailsWith("RESOURCE_NOT_FOUND"));
}

}  // namespace
}  // namespace actionplan::handlers
