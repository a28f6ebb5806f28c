#include "eventstore/utf8.h"

#include <string>

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"

namespace actionplan::eventstore {
namespace {

TEST(Utf8Test, TextOfEveryLengthOfCharacterIsUtf8) {
  for (const std::string text :
       {"", "plain", "caf\u00e9", "\u20ac", "\U0001F600", "\u07ff\u0800",
        "\ud7ff\ue000", "\U0010FFFF"}) {
    EXPECT_TRUE(IsUtf8(text)) << absl::CHexEscape(text);
  }
  EXPECT_TRUE(IsUtf8(absl::string_view("a\0b", 3)));
}

TEST(Utf8Test, OtherBytesAreNot) {
  for (const std::string bytes :
       {"\x80", "\xbf", "a\xff", "\xc3", "\xc3(", "\xe2\x82", "\xe2(\x82",
        "\xf0\x9f\x98", "\xf0\x9f\x98(", "caf\xe9 au lait"}) {
    EXPECT_FALSE(IsUtf8(bytes)) << absl::CHexEscape(bytes);
  }
}

TEST(Utf8Test, LongerFormsThanNeededAreNot) {
  for (const std::string bytes : {"\xc0\x80", "\xc1\xbf", "\xe0\x80\x80",
                                  "\xe0\x9f\xbf", "\xf0\x8f\xbf\xbf"}) {
    EXPECT_FALSE(IsUtf8(bytes)) << absl::CHexEscape(bytes);
  }
}

TEST(Utf8Test, SurrogatesAndWhatIsPastTheLastCharacterAreNot) {
  for (const std::string bytes : {"\xed\xa0\x80", "\xed\xbf\xbf",
                                  "\xf4\x90\x80\x80", "\xf5\x80\x80\x80"}) {
    EXPECT_FALSE(IsUtf8(bytes)) << absl::CHexEscape(bytes);
  }
}

}  // namespace
}  // namespace actionplan::eventstore
