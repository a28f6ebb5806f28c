#include "services/cli/sheet/row_text.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace actionplan::sheet {
namespace {

using ::testing::EndsWith;
using ::testing::SizeIs;
using ::testing::StartsWith;

TEST(RowKeyTest, IsTheReferenceHoweverItIsWritten) {
  EXPECT_EQ(RowKey("1.2", "x"), "1.2");
  EXPECT_EQ(RowKey("  SCR\n 4b ", "x"), "scr 4b");
}

TEST(RowKeyTest, IsElseADigestOfTheText) {
  const std::string key = RowKey("", "Agree one referral form.");
  EXPECT_THAT(key, StartsWith("text:"));
  EXPECT_THAT(key, SizeIs(5 + 32));
  EXPECT_EQ(RowKey(" ", "agree ONE  referral form"), key);
  EXPECT_NE(RowKey("", "Agree two referral forms."), key);
}

// Otherwise a sheet that was imported by an older program would be doubled.
TEST(RowKeyTest, StaysWhatItAlwaysWas) {
  EXPECT_EQ(RowKey("", "Agree one referral form."),
            "text:b56187356efcebbbe3c96bbab5d8ac62");
}

TEST(SplitActionTest, AShortTextIsTheTitle) {
  const ActionText text = SplitAction("  Agree  one form ");
  EXPECT_EQ(text.title, "Agree one form");
  EXPECT_EQ(text.description, "");
  EXPECT_EQ(SplitAction(std::string(300, 'a')).description, "");
}

TEST(SplitActionTest, TheFirstLineOrSentenceOfALongerOneIs) {
  ActionText text = SplitAction("Agree one form\n- with health\n- with police");
  EXPECT_EQ(text.title, "Agree one form");
  EXPECT_EQ(text.description, "Agree one form\n- with health\n- with police");

  const std::string rest = "B" + std::string(400, 'b');
  text = SplitAction("Agree one form, e.g. that of health. " + rest);
  EXPECT_EQ(text.title, "Agree one form, e.g. that of health");
  EXPECT_EQ(text.description, "Agree one form, e.g. that of health. " + rest);
}

TEST(SplitActionTest, ALongSentenceIsCutBehindAWord) {
  std::string action;
  for (int i = 0; i < 100; ++i) action += "späte ";
  const ActionText text = SplitAction(action);
  EXPECT_THAT(text.title, EndsWith("späte…"));
  EXPECT_LE(Characters(text.title), 300u);
  EXPECT_GT(Characters(text.title), 290u);

  const std::string word(1000, 'a');
  EXPECT_EQ(Characters(SplitAction(word).title), 300u);
}

TEST(CharactersTest, CountsThemNotBytes) {
  EXPECT_EQ(Characters("aé…"), 3u);
  EXPECT_FALSE(HasControlCharacters("a\n\tb é"));
  EXPECT_TRUE(HasControlCharacters("a\x0b"));
  EXPECT_TRUE(HasControlCharacters("a\x7f"));
}

}  // namespace
}  // namespace actionplan::sheet
