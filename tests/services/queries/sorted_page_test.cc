#include "services/queries/sorted_page.h"

#include <map>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace actionplan::queries {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(SortedPageTest, HasTheFirstRowsInTheOrderOfTheirKeys) {
  SortedPage<int> page({.size = 3});
  for (const int number : {5, 2, 9, 1, 7}) {
    page.Offer(absl::StrCat(number), number);
  }

  EXPECT_EQ(page.last_key(), "5");
  EXPECT_THAT(page.TakeRows(), ElementsAre(1, 2, 5));
}

TEST(SortedPageTest, IsTheLastOneWhenNoRowIsLeft) {
  SortedPage<int> page({.size = 3, .after_key = "2"});
  for (const int number : {5, 2, 9, 1, 7}) {
    page.Offer(absl::StrCat(number), number);
  }

  EXPECT_EQ(page.last_key(), "");
  EXPECT_THAT(page.TakeRows(), ElementsAre(5, 7, 9));
}

TEST(SortedPageTest, OfNothingIsEmpty) {
  SortedPage<int> page({.size = 1});

  EXPECT_EQ(page.last_key(), "");
  EXPECT_THAT(page.TakeRows(), IsEmpty());
}

// Rows come, go and move between the pages; those that stay where they are have
// to be seen once.
TEST(SortedPageTest, LosesAndDoublesNoRowThatStays) {
  for (unsigned seed = 1; seed <= 50; ++seed) {
    std::mt19937 random(seed);
    std::map<std::string, int> rows;
    for (int i = 0; i < 60; ++i) rows[absl::StrCat(1000 + random() % 9000)] = i;
    std::map<int, int> stays;
    for (const auto& [key, row] : rows) stays[row] = 0;

    std::string after_key;
    do {
      SortedPage<int> page({.size = 1 + random() % 9, .after_key = after_key});
      for (const auto& [key, row] : rows) page.Offer(key, row);
      after_key = page.last_key();
      for (const int row : page.TakeRows()) {
        if (stays.contains(row)) ++stays[row];
      }
      for (int i = 0; i < 3; ++i) {
        auto moved = rows.begin();
        std::advance(moved, random() % rows.size());
        stays.erase(moved->second);
        const int row = moved->second;
        rows.erase(moved);
        if (random() % 2 == 0) {
          rows.emplace(absl::StrCat(1000 + random() % 9000), row);
        }
        rows.emplace(absl::StrCat(1000 + random() % 9000), 100);
      }
      stays.erase(100);
    } while (!after_key.empty());

    for (const auto& [row, seen] : stays) EXPECT_EQ(seen, 1) << row;
    EXPECT_GT(stays.size(), 5u);
  }
}

}  // namespace
}  // namespace actionplan::queries
