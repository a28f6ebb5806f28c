#include "services/cli/terminal_text.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"

namespace actionplan::cli {
namespace {

constexpr char32_t kNotUtf8 = 0xffffffff;

// A text in a narrower column than this cannot be read.
constexpr int kNarrowest = 20;

struct Glyph {
  char32_t code = 0;
  std::size_t bytes = 1;
};

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t n>
bool IsIn(const Range (&ranges)[n], char32_t code) {
  return std::any_of(std::begin(ranges), std::end(ranges),
                     [code](const Range& range) {
                       return range.first <= code && code <= range.last;
                     });
}

constexpr Range kDangerous[] = {
    {0x00, 0x1f},     {0x7f, 0x9f},     {0x61c, 0x61c},
    {0x200e, 0x200f}, {0x2028, 0x202e}, {0x2066, 0x2069},
    {0xfeff, 0xfeff}, {0xfff9, 0xfffb}, {0xe0000, 0xe007f},
};

constexpr Range kZeroWidth[] = {
    {0x300, 0x36f},   {0x200b, 0x200d}, {0x20d0, 0x20ff},
    {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f},
};

constexpr Range kDoubleWidth[] = {
    {0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0xa4cf},
    {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe6f},
    {0xff00, 0xff60},   {0xffe0, 0xffe6},   {0x1f300, 0x1f64f},
    {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd},
};

// The first character of a text that is not empty.
Glyph First(absl::string_view text) {
  const auto byte = [text](std::size_t i) {
    return static_cast<unsigned char>(text[i]);
  };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return {kNotUtf8, 1};
  char32_t code = lead & (0x7f >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return {kNotUtf8, 1};
    code = (code << 6) | (byte(i) & 0x3f);
  }
  const bool overlong =
      (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  if (overlong || surrogate || code > 0x10ffff) return {kNotUtf8, 1};
  return {code, length};
}

int WidthOf(char32_t code) {
  if (IsIn(kZeroWidth, code)) return 0;
  return IsIn(kDoubleWidth, code) ? 2 : 1;
}

std::string Escaped(char32_t code, unsigned char byte) {
  if (code == kNotUtf8 || code < 0x80) return absl::StrFormat("\\x%02x", byte);
  return absl::StrFormat("\\u%04x", static_cast<unsigned>(code));
}

enum class LineBreaks { kToSpaces, kKeep };

std::string MakePrintable(absl::string_view text, LineBreaks line_breaks) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const Glyph glyph = First(text);
    const bool line_break = glyph.code == '\n';
    if (line_break && line_breaks == LineBreaks::kKeep) {
      result.push_back('\n');
    } else if (line_break || glyph.code == '\t' || glyph.code == '\r') {
      result.push_back(' ');
    } else if (glyph.code == kNotUtf8 || IsIn(kDangerous, glyph.code)) {
      result += Escaped(glyph.code, static_cast<unsigned char>(text[0]));
    } else {
      absl::StrAppend(&result, text.substr(0, glyph.bytes));
    }
    text.remove_prefix(glyph.bytes);
  }
  return result;
}

// How many bytes of `text` fit into `width` columns.
std::size_t BytesThatFit(absl::string_view text, int width) {
  std::size_t bytes = 0;
  while (bytes < text.size()) {
    const Glyph glyph = First(text.substr(bytes));
    width -= WidthOf(glyph.code);
    if (width < 0) break;
    bytes += glyph.bytes;
  }
  return bytes;
}

// Where to break a word that is too long for `width` columns: after the last
// hyphen or slash that fits, as in the id of a resource, or where it has to be.
std::size_t BreakOf(absl::string_view word, int width) {
  const std::size_t bytes = BytesThatFit(word, width);
  const std::size_t mark = word.substr(0, bytes).find_last_of("-/");
  return mark == absl::string_view::npos || mark == 0 ? bytes : mark + 1;
}

}  // namespace

std::string Printable(absl::string_view text) {
  return MakePrintable(text, LineBreaks::kToSpaces);
}

std::string PrintableLines(absl::string_view text) {
  return MakePrintable(text, LineBreaks::kKeep);
}

bool IsUtf8(absl::string_view bytes) {
  while (!bytes.empty()) {
    const Glyph glyph = First(bytes);
    if (glyph.code == kNotUtf8) return false;
    bytes.remove_prefix(glyph.bytes);
  }
  return true;
}

int DisplayWidth(absl::string_view text) {
  int width = 0;
  while (!text.empty()) {
    const Glyph glyph = First(text);
    width += WidthOf(glyph.code);
    text.remove_prefix(glyph.bytes);
  }
  return width;
}

std::string Truncate(absl::string_view text, int width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  if (width < 1) return "";
  return absl::StrCat(text.substr(0, BytesThatFit(text, width - 1)), "…");
}

std::vector<std::string> Wrap(absl::string_view text, int width) {
  std::vector<std::string> lines(1);
  const int bound = std::max(width, 2);  // Two columns hold any character.
  for (absl::string_view word : absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    const int used = DisplayWidth(lines.back());
    if (used > 0 && used + 1 + DisplayWidth(word) <= bound) {
      absl::StrAppend(&lines.back(), " ", word);
      continue;
    }
    if (used > 0) lines.emplace_back();
    while (DisplayWidth(word) > bound) {
      const std::size_t bytes = BreakOf(word, bound);
      lines.back() = std::string(word.substr(0, bytes));
      lines.emplace_back();
      word.remove_prefix(bytes);
    }
    lines.back() = std::string(word);
  }
  return lines;
}

std::string Paragraph(absl::string_view text, int indent, int width) {
  std::vector<std::string> lines = {std::string(text)};
  if (width > 0) lines = Wrap(text, std::max(kNarrowest, width - indent));
  const std::string space(indent, ' ');
  std::string result;
  for (const std::string& line : lines) {
    absl::StrAppend(&result, space, line, "\n");
  }
  return result;
}

}  // namespace actionplan::cli
