#include "projections/agency_index.h"

#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "gmock/gmock.h"
#include "projections/action_plan_view.h"
#include "projections/resources/names.h"
#include "tests/projections/projected_view.h"
#include "tests/projections/view_history.h"

namespace actionplan::projections {
namespace {

using actionplan::v1::Action;
using actionplan::v1::Agency;
using testing::ElementsAreArray;

constexpr char kPolice[] = "county-police";

class AgencyIndexTest : public ViewHistoryTest {
 protected:
  // The names that the query is about, by reading every action.
  std::vector<std::string> Expected(const LedQuery& query) const {
    static const std::set<int> open = {Action::ASSIGNED,    Action::ACCEPTED,
                                       Action::IN_PROGRESS, Action::BLOCKED,
                                       Action::SUBMITTED,   Action::DECLINED};
    const auto agencies = All<Agency>();
    std::set<std::tuple<bool, int, std::string>> ordered;
    for (const auto& [name, action] : All<Action>()) {
      if (action.lead_agency().empty()) continue;
      const bool asked =
          query.agency.empty()
              ? agencies.at(action.lead_agency()).organization() ==
                    query.organization
              : action.lead_agency() == query.agency;
      const bool is_open = open.count(action.state()) > 0;
      const int day = DayOf(action);
      if (!asked || day > query.last_day) continue;
      if (query.standing == LedQuery::Standing::kOpen && !is_open) continue;
      ordered.emplace(!is_open, day, name);
    }
    std::vector<std::string> names;
    for (const auto& place : ordered) names.push_back(std::get<2>(place));
    return names;
  }

  static int DayOf(const Action& action) {
    if (!action.due().has_date()) return kNoDueDay;
    const auto& date = action.due().date();
    return static_cast<int>(
        absl::CivilDay(date.year(), date.month(), date.day()) -
        absl::CivilDay(1970, 1, 1));
  }

  // The same from the view, in pages.
  std::vector<std::string> Scan(LedQuery query, int page_size) const {
    std::vector<std::string> names;
    bool more = true;
    while (more) {
      int left = page_size;
      more = false;
      EXPECT_OK(view_.ScanLed(
          query, [&](const v1::ActionPlanRow& row, absl::string_view key) {
            more = left-- == 0;
            if (more) return false;
            query.after_key = std::string(key);
            names.push_back(row.action());
            return true;
          }));
    }
    return names;
  }

  const ActionPlanProjection projection_;
  const ProjectedView projected_{projection_, log_, 11};
  const ActionPlanView view_{projected_.rows()};
};

TEST_P(AgencyIndexTest, HasWhatEachAgencyLeadsOpenFirstThenByDay) {
  size_t seen = 0;
  for (const auto& [agency, unused] : All<Agency>()) {
    for (const auto standing :
         {LedQuery::Standing::kOpen, LedQuery::Standing::kAny}) {
      const LedQuery query{.agency = agency, .standing = standing};
      const auto expected = Expected(query);
      EXPECT_THAT(Scan(query, 1000), ElementsAreArray(expected));
      EXPECT_THAT(Scan(query, 3), ElementsAreArray(expected));
      seen += expected.size();
    }
  }
  EXPECT_GT(seen, 50U);
}

TEST_P(AgencyIndexTest, HasWhatAnOrganizationLeadsOnEveryBoard) {
  const LedQuery query{.organization = kPolice};
  const auto expected = Expected(query);
  std::set<std::string> boards;
  for (const std::string& action : expected) {
    boards.emplace(resources::BoardOf(action));
  }

  EXPECT_THAT(Scan(query, 1000), ElementsAreArray(expected));
  EXPECT_THAT(Scan(query, 2), ElementsAreArray(expected));
  EXPECT_GT(boards.size(), 1U);
}

TEST_P(AgencyIndexTest, StopsAtTheLastDayThatIsAskedFor) {
  for (const int last_day : {0, 20520, 20600, kNoDueDay - 1}) {
    const LedQuery query{.organization = kPolice, .last_day = last_day};
    EXPECT_THAT(Scan(query, 5), ElementsAreArray(Expected(query)));
  }
  EXPECT_FALSE(Expected({.organization = kPolice, .last_day = 20600}).empty());
}

TEST_P(AgencyIndexTest, KnowsTheAgenciesOfAnOrganization) {
  std::vector<std::string> expected;
  for (const auto& [name, agency] : All<Agency>()) {
    if (agency.organization() == kPolice) expected.push_back(name);
  }
  std::vector<std::string> agencies;
  EXPECT_OK(view_.ListAgencies(kPolice, [&](absl::string_view agency) {
    agencies.emplace_back(agency);
    return true;
  }));
  EXPECT_EQ(agencies, expected);

  EXPECT_OK(view_.ListAgencies("county", [](absl::string_view agency) {
    ADD_FAILURE() << agency;
    return true;
  }));
}

INSTANTIATE_TEST_SUITE_P(Histories, AgencyIndexTest, testing::Values(1, 2));

}  // namespace
}  // namespace actionplan::projections
