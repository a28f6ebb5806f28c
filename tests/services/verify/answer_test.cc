#include "services/verify/answer.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"

namespace actionplan::verify {
namespace {

TEST(AnswerTest, IsAHeadlineAndItsFacts) {
  EXPECT_EQ(ToText({.verdict = Verdict::kProven,
                    .headline = "all is well",
                    .facts = {{"events", "3"}, {"signed by", "key"}}}),
            "PROVEN: all is well\n"
            "  events      3\n"
            "  signed by   key\n");
}

TEST(AnswerTest, SaysWhatKindOfAnswerItIs) {
  EXPECT_EQ(ToText({.verdict = Verdict::kNotProven, .headline = "h"}),
            "NOT PROVEN: h\n");
  EXPECT_EQ(ToText({.verdict = Verdict::kUnusable, .headline = "h"}),
            "NOT CHECKED: h\n");
  EXPECT_EQ(ToText({.verdict = Verdict::kWrongFlags, .headline = "h"}),
            "WRONG FLAGS: h\n");
}

TEST(AnswerTest, BreaksLongFactsBetweenWords) {
  const std::string text =
      ToText({.headline = "h",
              .facts = {{"means", std::string(60, 'x') + " twelve more"}}});
  EXPECT_EQ(text, "NOT PROVEN: h\n  means       " + std::string(60, 'x') +
                      "\n              twelve more\n");
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    EXPECT_LE(line.size(), 78u);
  }
}

TEST(AnswerTest, NoByteOfANameReachesTheTerminal) {
  const std::string text = ToText(
      {.headline = "log \x1b[2J\nof \xe2\x80\xae", .facts = {{"a\r", "\x7f"}}});
  for (const unsigned char byte : text) {
    EXPECT_TRUE(absl::ascii_isprint(byte) || byte == '\n');
  }
  EXPECT_EQ(text,
            "NOT PROVEN: log \\x1b[2J\\x0aof \\xe2\\x80\\xae\n"
            "  a\\x0d       \\x7f\n");
}

}  // namespace
}  // namespace actionplan::verify
