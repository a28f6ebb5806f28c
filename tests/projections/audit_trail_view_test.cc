#include "projections/audit_trail_view.h"

#include <algorithm>

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
    const auto& context = event.context();
    return is(filter.board, resources::BoardOf(context.stream())) &&
           is(filter.resource, context.stream()) &&
           is(filter.actor, context.actor()) &&
           is(filter.agency, context.affiliation()) &&
           is(filter.kind, FactName(event));
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

  // A filter on some of an event's own values, so that it passes something.
  static TrailFilter FilterOf(const events::v1::Event& event, unsigned which) {
    const auto& context = event.context();
    TrailFilter filter;
    if (which & 1)
      filter.board = std::string(resources::BoardOf(context.stream()));
    if (which & 2) filter.resource = context.stream();
    if (which & 4) filter.actor = context.actor();
    if (which & 8) filter.agency = context.affiliation();
    if (which & 16) filter.kind = std::string(FactName(event));
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
    const TrailFilter filter = FilterOf(event, random() % 32);
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
    EXPECT_OK(view.Scan({.actor = "anna"}, {}, order, [&](Position position) {
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
