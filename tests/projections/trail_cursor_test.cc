#include "projections/trail_cursor.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "projections/memory/memory_view_store.h"
#include "projections/row_key.h"
#include "tests/support/status_matchers.h"

namespace actionplan::projections {
namespace {

using Windows = std::map<uint64_t, std::bitset<kWindowSize>>;

// Windows of one value, more than are read ahead at once, among those of others
// whose keys begin alike.
class TrailCursorTest : public testing::TestWithParam<TrailOrder> {
 protected:
  TrailCursorTest() {
    Add(std::string("anna\0", 5) + std::string(8, 'x'), 5, {1});
    Add("ann", 7, {2});
    Add("annab", 9, {3});
    for (int i = 0; i < 3000; ++i) {
      const uint64_t number = random_() % 20'000;
      if (windows_.contains(number)) continue;
      std::vector<int> places;
      for (int place = random_() % 200; place < 256; place += 50) {
        places.push_back(place);
        windows_[number].set(place);
      }
      Add("anna", number, places);
    }
    auto generation = store_.Create("view");
    EXPECT_OK(generation);
    std::vector<RowChange> changes;
    for (const auto& [key, value] : rows_) {
      changes.push_back(
          {.kind = RowChange::Kind::kPut, .key = key, .value = value});
    }
    EXPECT_OK(store_.Load(**generation, changes));
    EXPECT_OK(store_.FinishLoad(**generation, v1::Checkpoint()));
    reader_ = *(*generation)->Snapshot();
  }

  void Add(const std::string& value, uint64_t number,
           const std::vector<int>& places) {
    std::string key = "a" + value + kTextEnd;
    AppendNumber(number, key);
    for (const int place : places) {
      rows_[key].push_back(static_cast<char>(place));
    }
  }

  TrailCursor Cursor(eventstore::Position last = UINT64_MAX) const {
    return TrailCursor(
        *reader_, {.prefix = std::string("aanna") + kTextEnd, .last = last},
        GetParam());
  }

  bool forward() const { return GetParam() == TrailOrder::kOldestFirst; }

  // The windows up to a position, in order.
  std::vector<TrailWindow> Plain(eventstore::Position last) const {
    std::vector<TrailWindow> plain;
    for (const auto& [number, places] : windows_) {
      TrailWindow window{.number = number};
      for (uint64_t i = 0; i < kWindowSize; ++i) {
        if (number * kWindowSize + i <= last) window.places[i] = places[i];
      }
      if (window.places.any()) plain.push_back(window);
    }
    if (!forward()) std::reverse(plain.begin(), plain.end());
    return plain;
  }

  // Seeks ever further, up to `leap` windows at a time.
  void ExpectAll(eventstore::Position last, uint64_t leap) {
    const std::vector<TrailWindow> plain = Plain(last);
    TrailCursor cursor = Cursor(last);
    uint64_t number = forward() ? 0 : 20'000;
    for (const TrailWindow& window : plain) {
      if (forward() ? window.number < number : window.number > number) continue;
      ASSERT_OK_AND_ASSIGN(const auto found, cursor.Seek(number));
      ASSERT_TRUE(found.has_value());
      EXPECT_EQ(found->number, window.number);
      EXPECT_EQ(found->places, window.places);
      const uint64_t step = 1 + random_() % leap;
      if (!forward() && window.number < step) return;
      number = forward() ? window.number + step : window.number - step;
    }
    ASSERT_OK_AND_ASSIGN(const auto past, cursor.Seek(number));
    EXPECT_FALSE(past.has_value());
  }

  std::mt19937 random_{7};
  Windows windows_;
  std::map<std::string, std::string> rows_;
  MemoryViewStore store_;
  std::unique_ptr<ViewReader> reader_;
};

TEST_P(TrailCursorTest, FindsEveryWindowOneAfterTheOther) {
  ExpectAll(UINT64_MAX, 1);
}

TEST_P(TrailCursorTest, LeapsWhereItIsToldTo) {
  for (const uint64_t leap : {3, 50, 1000, 20'000}) ExpectAll(UINT64_MAX, leap);
}

TEST_P(TrailCursorTest, PassesOverWhatComesAfterTheLastPosition) {
  for (int i = 0; i < 10; ++i) {
    ExpectAll(random_() % (20'000 * kWindowSize), 1 + i * 10);
  }
  ExpectAll(0, 1);
}

TEST_P(TrailCursorTest, FindsNothingOfAValueThatIsNotThere) {
  TrailCursor cursor(*reader_, {.prefix = std::string("aan") + kTextEnd},
                     GetParam());
  ASSERT_OK_AND_ASSIGN(const auto found, cursor.Seek(forward() ? 0 : 20'000));
  EXPECT_FALSE(found.has_value());
}

INSTANTIATE_TEST_SUITE_P(Orders, TrailCursorTest,
                         testing::Values(TrailOrder::kOldestFirst,
                                         TrailOrder::kNewestFirst));

}  // namespace
}  // namespace actionplan::projections
