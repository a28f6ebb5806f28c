#include "services/cli/sheet/text_encoding.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/cli/terminal_text.h"

namespace actionplan::sheet {
namespace {

using ::testing::HasSubstr;

std::string TextOf(absl::string_view bytes, Encoding encoding) {
  const auto decoded = DecodeText(bytes);
  EXPECT_TRUE(decoded.ok()) << decoded.status();
  if (!decoded.ok()) return "";
  EXPECT_EQ(decoded->encoding, encoding);
  return decoded->text;
}

std::string ErrorOf(absl::string_view bytes) {
  return std::string(DecodeText(bytes).status().message());
}

TEST(DecodeTextTest, TakesUtf8WithAndWithoutAMark) {
  EXPECT_EQ(TextOf("a\xc3\xa9", Encoding::kUtf8), "aé");
  EXPECT_EQ(TextOf("\xef\xbb\xbf"
                   "a",
                   Encoding::kUtf8),
            "a");
  EXPECT_EQ(TextOf("", Encoding::kUtf8), "");
}

TEST(DecodeTextTest, TakesWhatExcelWritesInWindows1252) {
  EXPECT_EQ(
      TextOf("caf\xe9 \x96 \x91quoted\x92 \x80 5", Encoding::kWindows1252),
      "café – ‘quoted’ € 5");
  EXPECT_EQ(TextOf("\xff", Encoding::kWindows1252), "ÿ");
  EXPECT_EQ(TextOf("\xa0", Encoding::kWindows1252), "\u00a0");
}

TEST(DecodeTextTest, EveryByteOfWindows1252BecomesOneCharacter) {
  int none = 0;
  for (int byte = 0x80; byte <= 0xff; ++byte) {
    const auto decoded = DecodeText(std::string(1, static_cast<char>(byte)));
    if (!decoded.ok()) {
      ++none;
      continue;
    }
    EXPECT_TRUE(cli::IsUtf8(decoded->text)) << byte;
    EXPECT_EQ(cli::DisplayWidth(decoded->text), 1) << byte;
  }
  EXPECT_EQ(none, 5);
}

TEST(DecodeTextTest, BytesOfNeitherAreToldWithTheirLine) {
  EXPECT_THAT(ErrorOf("a\nb\x81\n"), HasSubstr("line 2 has the byte 0x81"));
}

TEST(DecodeTextTest, WorkbooksAreRefusedWithWhatToDo) {
  using namespace std::string_literals;
  for (const auto& [bytes, what] :
       {std::pair("PK\x03\x04rest"s, "is an Excel or OpenDocument workbook"),
        std::pair("\xd0\xcf\x11\xe0rest"s, "is an old Excel workbook"),
        std::pair("%PDF-1.7"s, "is a PDF"),
        std::pair("\xff\xfe"
                  "a\0"s,
                  "is UTF-16 text"),
        std::pair("a\0b"s, "has zero bytes")}) {
    EXPECT_THAT(ErrorOf(bytes), HasSubstr(what));
    EXPECT_THAT(ErrorOf(bytes), HasSubstr("save the sheet as \"CSV UTF-8"));
  }
}

}  // namespace
}  // namespace actionplan::sheet
