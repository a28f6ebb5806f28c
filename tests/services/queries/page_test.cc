#include "services/queries/page.h"

#include "gtest/gtest.h"

namespace actionplan::queries {
namespace {

TEST(PageFillerTest, TakesAsManyRowsAsThePageHas) {
  PageFiller filler(2);
  EXPECT_TRUE(filler.Take("a"));
  EXPECT_TRUE(filler.Take("b"));
  EXPECT_FALSE(filler.Take("c"));
}

TEST(PageFillerTest, GoesOnAfterTheLastRowTakenWhenThereIsAnother) {
  PageFiller filler(2);
  EXPECT_TRUE(filler.Take("a"));
  EXPECT_TRUE(filler.Take("b"));
  EXPECT_FALSE(filler.Take("c"));
  EXPECT_EQ(filler.last_key(), "b");
}

TEST(PageFillerTest, IsTheLastPageWhenItIsJustFull) {
  PageFiller filler(2);
  EXPECT_TRUE(filler.Take("a"));
  EXPECT_TRUE(filler.Take("b"));
  EXPECT_EQ(filler.last_key(), "");
}

TEST(PageFillerTest, IsTheLastPageWhenNothingWasFound) {
  EXPECT_EQ(PageFiller(2).last_key(), "");
}

TEST(PageFillerTest, KeepsKeysWithZeroBytesWhole) {
  const std::string key("a\0b", 3);
  PageFiller filler(1);
  EXPECT_TRUE(filler.Take(key));
  EXPECT_FALSE(filler.Take("c"));
  EXPECT_EQ(filler.last_key(), key);
}

}  // namespace
}  // namespace actionplan::queries
