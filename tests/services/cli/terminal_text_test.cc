#include "services/cli/terminal_text.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace actionplan::cli {
namespace {

using ::testing::ElementsAre;

TEST(TerminalTextTest, DataCannotMoveTheCursorOrChangeColours) {
  EXPECT_EQ(Printable("a\x1b[2Jb"), "a\\x1b[2Jb");
  EXPECT_EQ(Printable("a\x1b]0;title\x07"), "a\\x1b]0;title\\x07");
  EXPECT_EQ(Printable("back\b\b"), "back\\x08\\x08");
  EXPECT_EQ(Printable("del\x7f"), "del\\x7f");
  EXPECT_EQ(Printable("\xc2\x9b"
                      "31m"),
            "\\u009b31m");  // The one-byte CSI of C1.
}

TEST(TerminalTextTest, DataCannotTurnTheReadingDirection) {
  EXPECT_EQ(Printable("a\u202eb"), "a\\u202eb");
  EXPECT_EQ(Printable("a\u2066b"), "a\\u2066b");
  EXPECT_EQ(Printable("a\u200fb"), "a\\u200fb");
}

TEST(TerminalTextTest, BytesThatAreNotUtf8AreShown) {
  EXPECT_EQ(Printable("a\xff"), "a\\xff");
  EXPECT_EQ(Printable("\xc3"), "\\xc3");
  EXPECT_EQ(Printable("\xe2\x82"), "\\xe2\\x82");
  EXPECT_EQ(Printable("\xc0\x80"), "\\xc0\\x80");           // Overlong.
  EXPECT_EQ(Printable("\xed\xa0\x80"), "\\xed\\xa0\\x80");  // A surrogate.
  EXPECT_EQ(Printable("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80");
}

TEST(TerminalTextTest, OrdinaryTextStaysAsItIs) {
  EXPECT_EQ(Printable("Müller · £5 – “ok” 子"), "Müller · £5 – “ok” 子");
}

TEST(TerminalTextTest, LineBreaksAreKeptOnlyWhereTheyFit) {
  EXPECT_EQ(Printable("a\r\nb\tc"), "a  b c");
  EXPECT_EQ(PrintableLines("a\nb\tc\x1b"), "a\nb c\\x1b");
}

TEST(TerminalTextTest, WidthCountsColumnsOfTheTerminal) {
  EXPECT_EQ(DisplayWidth(""), 0);
  EXPECT_EQ(DisplayWidth("Müller"), 6);
  EXPECT_EQ(DisplayWidth("子女"), 4);
  EXPECT_EQ(DisplayWidth("e\u0301"), 1);  // A combining accent.
}

TEST(TerminalTextTest, LongTextIsCutWithAnEllipsis) {
  EXPECT_EQ(Truncate("housing", 7), "housing");
  EXPECT_EQ(Truncate("housing", 6), "housi…");
  EXPECT_EQ(Truncate("housing", 1), "…");
  EXPECT_EQ(Truncate("housing", 0), "");
  EXPECT_EQ(Truncate("子女子女", 4), "子…");  // No half of a character.
}

TEST(TerminalTextTest, TextIsWrappedBetweenWords) {
  EXPECT_THAT(Wrap("rewrite the housing pathway", 12),
              ElementsAre("rewrite the", "housing", "pathway"));
  EXPECT_THAT(Wrap("rewrite", 12), ElementsAre("rewrite"));
  EXPECT_THAT(Wrap("", 12), ElementsAre(""));
}

TEST(TerminalTextTest, AWordThatIsTooLongIsBroken) {
  EXPECT_THAT(Wrap("a safeguarding b", 6),
              ElementsAre("a", "safegu", "arding", "b"));
  EXPECT_THAT(Wrap("homeless-young-people", 16),
              ElementsAre("homeless-young-", "people"));
}

}  // namespace
}  // namespace actionplan::cli
