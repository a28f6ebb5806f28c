#include "services/queries/action_order.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

using projections::v1::ActionPlanRow;
using support::FromText;
using testing::ElementsAre;

// The ids of the rows in the order that is asked for.
std::vector<std::string> Ordered(const std::string& order_by,
                                 std::vector<ActionPlanRow> rows) {
  const ActionOrder order = ParseActionOrder(order_by).value();
  std::sort(rows.begin(), rows.end(), [&](const auto& one, const auto& two) {
    return OrderKey(order, one, one.due_day()) <
           OrderKey(order, two, two.due_day());
  });
  std::vector<std::string> ids;
  for (const auto& row : rows) ids.push_back(row.action());
  return ids;
}

std::vector<ActionPlanRow> Rows(const std::vector<std::string>& texts) {
  std::vector<ActionPlanRow> rows;
  for (const auto& text : texts) rows.push_back(FromText<ActionPlanRow>(text));
  return rows;
}

TEST(ActionOrderTest, IsByDueDateThenByNameAndNoDateLast) {
  const auto rows = Rows(
      {"action: 'e'", "action: 'd' due_day: 300", "action: 'b' due_day: 200",
       "action: 'a' due_day: 200", "action: 'c' due_day: -5"});
  EXPECT_THAT(Ordered("", rows), ElementsAre("c", "a", "b", "d", "e"));
  EXPECT_EQ(Ordered("due_date", rows), Ordered("", rows));
}

TEST(ActionOrderTest, PutsWhatMattersMostFirst) {
  EXPECT_THAT(
      Ordered("priority", Rows({"action: 'none'", "action: 'low' priority: 3",
                                "action: 'high2' priority: 1 due_day: 9",
                                "action: 'high1' priority: 1 due_day: 8",
                                "action: 'medium' priority: 2"})),
      ElementsAre("high1", "high2", "medium", "low", "none"));
}

TEST(ActionOrderTest, PutsTheHighestLevelFirst) {
  EXPECT_THAT(
      Ordered("escalation_level",
              Rows({"action: 'a'", "action: 'b' open_escalations { level: 1 }",
                    "action: 'c' open_escalations { level: 2 } "
                    "open_escalations { level: 4 }"})),
      ElementsAre("c", "b", "a"));
}

TEST(ActionOrderTest, PutsWhatMovedMostAndWasSilentLongestFirst) {
  EXPECT_THAT(
      Ordered("times_re_dated", Rows({"action: 'a'",
                                      "action: 'b' "
                                      "times_re_dated: 3",
                                      "action: 'c' times_re_dated: 1"})),
      ElementsAre("b", "c", "a"));
  EXPECT_THAT(
      Ordered("latest_progress",
              Rows({"action: 'a' latest_progress_seconds: 20", "action: 'b'",
                    "action: 'c' latest_progress_seconds: 10"})),
      ElementsAre("b", "c", "a"));
}

// "health" and "health-trust": one name is the beginning of another.
TEST(ActionOrderTest, KeepsAgenciesTogether) {
  EXPECT_THAT(
      Ordered("lead_agency",
              Rows({"action: 'a' lead_agency: 'health-trust' due_day: 1",
                    "action: 'b' lead_agency: 'health' due_day: 9",
                    "action: 'c' lead_agency: 'health' due_day: 2",
                    "action: 'd'"})),
      ElementsAre("d", "c", "b", "a"));
}

TEST(ActionOrderTest, KnowsNoOtherWords) {
  for (const char* word : {"title", "Priority", "due_date desc", " "}) {
    EXPECT_FALSE(ParseActionOrder(word).has_value()) << word;
  }
}

}  // namespace
}  // namespace actionplan::queries
