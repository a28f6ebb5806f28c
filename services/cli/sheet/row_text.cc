#include "services/cli/sheet/row_text.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "openssl/sha.h"
#include "services/cli/sheet/field.h"

namespace actionplan::sheet {
namespace {

constexpr std::size_t kMostTitle = 300;
constexpr std::size_t kDigestBytes = 16;

bool BeginsCharacter(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0) != 0x80;
}

// The text up to the end of its first line or sentence; all of it where there
// is none. "e.g. this" goes on: a sentence begins with a capital.
absl::string_view FirstPart(absl::string_view text) {
  const absl::string_view line = text.substr(0, text.find('\n'));
  for (std::size_t stop = line.find(". "); stop != line.npos;
       stop = line.find(". ", stop + 1)) {
    const std::size_t next = line.find_first_not_of(' ', stop + 1);
    if (next != line.npos &&
        absl::ascii_isupper(static_cast<unsigned char>(line[next]))) {
      return line.substr(0, stop);
    }
  }
  return line;
}

// At most `limit` characters, the last one an ellipsis behind a whole word.
std::string Beginning(absl::string_view text, std::size_t limit) {
  std::size_t characters = 0, end = 0;
  for (std::size_t i = 0; i < text.size() && characters < limit; ++i) {
    if (BeginsCharacter(text[i]) && ++characters == limit) end = i;
  }
  const absl::string_view kept = text.substr(0, end);
  const std::size_t space = kept.rfind(' ');
  return absl::StrCat(kept.substr(0, std::min(space, kept.size())), "…");
}

}  // namespace

std::string OneLine(absl::string_view text) {
  const std::vector<absl::string_view> words =
      absl::StrSplit(text, absl::ByAnyChar(" \t\n\r\v\f"), absl::SkipEmpty());
  return absl::StrJoin(words, " ");
}

std::string RowKey(absl::string_view reference, absl::string_view action) {
  const std::string key = absl::AsciiStrToLower(OneLine(reference));
  if (!key.empty()) return key;
  const std::string words = Words(action);
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(words.data()), words.size(),
         digest);
  return absl::StrCat(
      "text:", absl::BytesToHexString(absl::string_view(
                   reinterpret_cast<const char*>(digest), kDigestBytes)));
}

ActionText SplitAction(absl::string_view action) {
  const absl::string_view text = absl::StripAsciiWhitespace(action);
  const std::string line = OneLine(text);
  const bool has_lines = text.find('\n') != absl::string_view::npos;
  if (Characters(line) <= kMostTitle && !has_lines) return {.title = line};
  const std::string first = OneLine(FirstPart(text));
  ActionText split{.title = first, .description = std::string(text)};
  if (first.empty() || Characters(first) > kMostTitle) {
    split.title = Beginning(line, kMostTitle);
  }
  return split;
}

std::size_t Characters(absl::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), BeginsCharacter));
}

bool HasControlCharacters(absl::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == 0x7f || (byte < 0x20 && c != '\n' && c != '\t');
  });
}

}  // namespace actionplan::sheet
