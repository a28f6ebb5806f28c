#include "services/cli/sheet/text_encoding.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "services/cli/terminal_text.h"

namespace actionplan::sheet {
namespace {

constexpr absl::string_view kUtf8Mark = "\xef\xbb\xbf";

struct Signature {
  absl::string_view first_bytes;
  absl::string_view what;
};

constexpr Signature kNoText[] = {
    {"PK\x03\x04", "is an Excel or OpenDocument workbook"},
    {"\xd0\xcf\x11\xe0", "is an old Excel workbook"},
    {"%PDF-", "is a PDF"},
    {"\xff\xfe", "is UTF-16 text"},
    {"\xfe\xff", "is UTF-16 text"},
    {"{\\rtf", "is a rich text document"},
};

// What Windows-1252 has at 0x80 to 0x9f; 0 where it has nothing. The rest is
// Latin-1. From https://encoding.spec.whatwg.org/index-windows-1252.txt, but
// for the five places that Windows leaves empty.
constexpr char16_t kWindows1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
    0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

absl::Status SaveAsCsv(absl::string_view what) {
  return absl::InvalidArgumentError(
      absl::StrCat("the file ", what,
                   "; save the sheet as \"CSV UTF-8 (comma delimited)\" and "
                   "import that"));
}

// `code` is below 0x10000.
void AppendUtf8(char16_t code, std::string& text) {
  if (code < 0x80) {
    text.push_back(static_cast<char>(code));
  } else if (code < 0x800) {
    text.push_back(static_cast<char>(0xc0 | (code >> 6)));
    text.push_back(static_cast<char>(0x80 | (code & 0x3f)));
  } else {
    text.push_back(static_cast<char>(0xe0 | (code >> 12)));
    text.push_back(static_cast<char>(0x80 | ((code >> 6) & 0x3f)));
    text.push_back(static_cast<char>(0x80 | (code & 0x3f)));
  }
}

absl::StatusOr<DecodedText> DecodeWindows1252(absl::string_view bytes) {
  DecodedText decoded{.encoding = Encoding::kWindows1252};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    char16_t code = byte;
    if (byte >= 0x80 && byte < 0xa0) code = kWindows1252[byte - 0x80];
    if (code == 0 && byte != 0) {
      const auto line = std::count(bytes.begin(), bytes.begin() + i, '\n') + 1;
      return SaveAsCsv(absl::StrFormat(
          "is neither UTF-8 nor Windows-1252 text: line %d has the byte 0x%02x",
          line, byte));
    }
    AppendUtf8(code, decoded.text);
  }
  return decoded;
}

}  // namespace

absl::StatusOr<DecodedText> DecodeText(absl::string_view bytes) {
  for (const Signature& signature : kNoText) {
    if (absl::StartsWith(bytes, signature.first_bytes)) {
      return SaveAsCsv(signature.what);
    }
  }
  if (bytes.find('\0') != absl::string_view::npos) {
    return SaveAsCsv("is no text: it has zero bytes");
  }
  absl::string_view text = bytes;
  absl::ConsumePrefix(&text, kUtf8Mark);
  if (cli::IsUtf8(text)) return DecodedText{.text = std::string(text)};
  return DecodeWindows1252(bytes);
}

}  // namespace actionplan::sheet
