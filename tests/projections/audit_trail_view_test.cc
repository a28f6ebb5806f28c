#include "projections/audit_trail_view.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "projections/event_codec.h"
#include "projections/resources/names.h"
#include "tests/projections/projected_view.h"
#include "tests/projections/view_history.h"

namespace actionplan::projections {
namespace {

using eventstore::Position;
using eventstore::Range;

class AuditTrailViewTest : public ViewHistoryTest {
 protected:
  static bool Passes(const events::v1::Event& event,
                     const TrailFilter& filter) {
    const auto is = [](const std::string& wanted, absl::string_view actual) {
      return wanted.empty() || wanted == actual;
    };
    const auto any = [](const std::vector<std::string>& wanted,
                        absl::string_view actual) {
      return wanted.empty() ||
             std::find(wanted.begin(), wanted.end(), actual) != wanted.end();
    };
    const auto& context = event.context();
    return is(filter.board, resources::BoardOf(context.stream())) &&
           is(filter.resource, context.stream()) &&
           any(filter.actors, context.actor()) &&
           any(filter.agencies, context.affiliation()) &&
           any(filter.kinds, FactName(event));
  }

  std::vector<Position> Expected(const TrailFilter& filter, Range range) {
    std::vector<Position> positions;
    for (const events::v1::Event& event : events_) {
      const auto position = static_cast<Position>(event.context().position());
      if (position >= range.first && position <= range.last &&
          Passes(event, filter)) {
        positions.push_back(position);
      }
    }
    return positions;
  }

  std::vector<Position> Scan(const TrailFilter& filter, Range range,
                             TrailOrder order) {
    std::vector<Position> positions;
    EXPECT_OK(view_.Scan(filter, range, order, [&](Position position) {
      positions.push_back(position);
      return true;
    }));
    return positions;
  }

  // A filter on some of an event's own values, so that it passes something, and
  // on some of another's.
  TrailFilter FilterOf(const events::v1::Event& event, unsigned which) {
    const auto& context = event.context();
    const events::v1::Event& other = events_[which * 7 % events_.size()];
    TrailFilter filter{.reach = TrailReach::kOnlyItself};
    if (which & 1)
      filter.board = std::string(resources::BoardOf(context.stream()));
    if (which & 2) filter.resource = context.stream();
    if (which & 4) filter.actors = {context.actor()};
    if (which & 8 && !context.affiliation().empty()) {
      filter.agencies = {context.affiliation()};
    }
    if (which & 16) filter.kinds = {std::string(FactName(event))};
    if (which & 32) filter.actors.push_back(other.context().actor());
    if (which & 64) filter.kinds.emplace_back(FactName(other));
    return filter;
  }

  const AuditTrailProjection projection_;
  const ProjectedView projected_{projection_, log_};
  const AuditTrailView view_{projected_.rows()};
};

TEST_P(AuditTrailViewTest, FindsTheEventsThatPassAnyCombinationOfFilters) {
  std::mt19937 random(GetParam());
  for (int i = 0; i < 200; ++i) {
    const auto& event = events_[random() % events_.size()];
    const TrailFilter filter = FilterOf(event, random() % 128);
    Range range{.first = 1 + random() % events_.size()};
    range.last = range.first + random() % events_.size();
    auto expected = Expected(filter, range);

    EXPECT_EQ(Scan(filter, range, TrailOrder::kOldestFirst), expected);
    std::reverse(expected.begin(), expected.end());
    EXPECT_EQ(Scan(filter, range, TrailOrder::kNewestFirst), expected);
  }
}

TEST_P(AuditTrailViewTest, FindsNothingWhereFiltersExcludeEachOther) {
  for (const std::string& board : boards_) {
    const TrailFilter filter{.board = board, .resource = "boards/other"};
    EXPECT_TRUE(Scan(filter, {}, TrailOrder::kOldestFirst).empty());
    EXPECT_TRUE(Scan(filter, {}, TrailOrder::kNewestFirst).empty());
  }
}

// What stands under what, read from the facts one by one.
struct PlainLink {
  std::string above;
  std::string below;
  bool begins;
  Position position;
};

std::vector<PlainLink> PlainLinks(
    const std::vector<events::v1::Event>& events) {
  std::vector<PlainLink> links;
  std::set<std::string> seen;
  for (const events::v1::Event& event : events) {
    const std::string& stream = event.context().stream();
    const auto add = [&](const std::string& above, const std::string& below,
                         bool begins = true) {
      links.push_back({above, below, begins,
                       static_cast<Position>(event.context().position())});
    };
    constexpr int kSlashesInAnAudit = 3;
    if (seen.insert(stream).second &&
        std::count(stream.begin(), stream.end(), '/') > kSlashesInAnAudit) {
      add(std::string(resources::ParentOf(stream)), stream);
    }
    for (const auto& source : event.action().action_proposed().sources()) {
      if (source.has_resource()) add(source.resource(), stream);
    }
    for (const auto& finding :
         event.recommendation().recommendation_drafted().findings()) {
      add(finding, stream);
    }
    if (event.escalation().has_escalation_raised()) {
      add(event.escalation().escalation_raised().subject(), stream);
    }
    if (event.plan().has_action_added_to_plan()) {
      add(stream, event.plan().action_added_to_plan().action());
    }
    if (event.plan().has_action_removed_from_plan()) {
      add(stream, event.plan().action_removed_from_plan().action(), false);
    }
  }
  return links;
}

// Up to where each resource counts under one, by going round until nothing
// changes any more.
std::map<std::string, Position> PlainReach(const std::vector<PlainLink>& links,
                                           const std::string& resource,
                                           Position at) {
  std::map<std::pair<std::string, std::string>, Position> ends;
  for (const PlainLink& link : links) {
    if (link.position > at) continue;
    ends[{link.above, link.below}] = link.begins ? UINT64_MAX : link.position;
  }
  std::map<std::string, Position> reach = {{resource, UINT64_MAX}};
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& [link, end] : ends) {
      const auto above = reach.find(link.first);
      if (above == reach.end()) continue;
      const Position until = std::min(end, above->second);
      Position& known = reach[link.second];
      if (known >= until) continue;
      known = until;
      changed = true;
    }
  }
  return reach;
}

TEST_P(AuditTrailViewTest, FindsEverythingUnderAResourceAsItStoodAtAPosition) {
  std::mt19937 random(GetParam());
  const std::vector<PlainLink> links = PlainLinks(events_);
  ASSERT_GT(links.size(), 100U);
  size_t most_under = 0;
  for (int i = 0; i < 200; ++i) {
    const std::string name =
        i % 2 == 0 ? links[random() % links.size()].above
                   : events_[random() % events_.size()].context().stream();
    if (resources::IsName(resources::Kind::kBoard, name)) continue;
    const Position at =
        random() % 3 == 0 ? UINT64_MAX : 1 + random() % events_.size();
    const auto reach = PlainReach(links, name, at);
    EXPECT_EQ(*view_.Reached(name, at), reach);
    most_under = std::max(most_under, reach.size());
    std::vector<Position> expected;
    for (const events::v1::Event& event : events_) {
      const auto position = static_cast<Position>(event.context().position());
      const auto reached = reach.find(event.context().stream());
      if (reached != reach.end() && position <= reached->second) {
        expected.push_back(position);
      }
    }
    const TrailFilter filter{.board = std::string(resources::BoardOf(name)),
                             .resource = name,
                             .links_at = at};
    EXPECT_EQ(Scan(filter, {}, TrailOrder::kOldestFirst), expected);
    std::reverse(expected.begin(), expected.end());
    EXPECT_EQ(Scan(filter, {}, TrailOrder::kNewestFirst), expected);
  }
  EXPECT_GT(most_under, 10U);
}

TEST_P(AuditTrailViewTest, UnderABoardIsAllOfIt) {
  for (const std::string& board : boards_) {
    EXPECT_EQ(Scan({.resource = board}, {}, TrailOrder::kOldestFirst),
              Expected({.board = board}, {}));
    EXPECT_EQ(Scan({.board = board,
                    .resource = board,
                    .reach = TrailReach::kOnlyItself},
                   {}, TrailOrder::kOldestFirst),
              Expected({.resource = board}, {}));
  }
}

TEST_P(AuditTrailViewTest, HasEveryEventWhenNothingIsFiltered) {
  EXPECT_EQ(Scan({}, {}, TrailOrder::kOldestFirst), Expected({}, {}));
  EXPECT_EQ(Scan({}, {.first = 0, .last = 1}, TrailOrder::kNewestFirst),
            std::vector<Position>{1});
  EXPECT_TRUE(
      Scan({}, {.first = 5, .last = 4}, TrailOrder::kNewestFirst).empty());
}

TEST_P(AuditTrailViewTest, StopsWhereTheVisitorSaysSo) {
  int visited = 0;
  EXPECT_OK(view_.Scan({}, {}, TrailOrder::kNewestFirst,
                       [&](Position) { return ++visited < 300; }));
  EXPECT_EQ(visited, 300);
}

INSTANTIATE_TEST_SUITE_P(Histories, AuditTrailViewTest, testing::Values(1, 2));

TEST(AuditTrailValueTest, AValueThatContinuesAnotherIsNotMistakenForIt) {
  eventstore::MemoryStore log;
  LogWriter writer(log);
  events::v1::Event fact;
  fact.mutable_board()->mutable_board_created();
  const std::string longer = std::string("anna\0", 5) + std::string(8, 'x');
  writer.Append("boards/one", fact, {.actor = "anna"});
  writer.Append("boards/one", fact, {.actor = longer});
  writer.Append("boards/one", fact, {.actor = "ann"});
  const AuditTrailProjection projection;
  const ProjectedView projected(projection, log);
  const AuditTrailView view(projected.rows());

  for (const TrailOrder order :
       {TrailOrder::kOldestFirst, TrailOrder::kNewestFirst}) {
    std::vector<Position> positions;
    EXPECT_OK(
        view.Scan({.actors = {"anna"}}, {}, order, [&](Position position) {
          positions.push_back(position);
          return true;
        }));
    EXPECT_EQ(positions, std::vector<Position>{1});
  }
}

TEST(FirstRecordedAtTest, FindsTheFirstPositionByTime) {
  // Positions 1 to 9 are recorded at seconds 10, 10, 20, 20, 30, 30, …
  const auto record_time = [](Position position) -> absl::StatusOr<absl::Time> {
    return absl::FromUnixSeconds(10 * static_cast<int64_t>((position + 1) / 2));
  };
  const auto first = [&](int64_t seconds) {
    return *FirstRecordedAt(absl::FromUnixSeconds(seconds), 9, record_time);
  };
  EXPECT_EQ(first(0), 1U);
  EXPECT_EQ(first(10), 1U);
  EXPECT_EQ(first(11), 3U);
  EXPECT_EQ(first(20), 3U);
  EXPECT_EQ(first(50), 9U);
  EXPECT_EQ(first(51), 10U);
  EXPECT_EQ(*FirstRecordedAt(absl::FromUnixSeconds(1), 0, record_time), 1U);
}

TEST(FirstRecordedAtTest, TellsWhyATimeCannotBeRead) {
  EXPECT_THAT(FirstRecordedAt(absl::UnixEpoch(), 3,
                              [](Position) -> absl::StatusOr<absl::Time> {
                                return absl::DataLossError("damaged");
                              }),
              support::StatusIs(absl::StatusCode::kDataLoss));
}

}  // namespace
}  // namespace actionplan::projections
