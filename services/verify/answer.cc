#include "services/verify/answer.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"

namespace actionplan::verify {
namespace {

constexpr size_t kColumns = 78;
constexpr size_t kLabelColumns = 14;

absl::string_view NameOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kProven:
      return "PROVEN";
    case Verdict::kNotProven:
      return "NOT PROVEN";
    case Verdict::kWrongFlags:
      return "WRONG FLAGS";
    case Verdict::kUnusable:
      return "NOT CHECKED";
  }
  return "";
}

// Breaks between words; each line after the first begins below the text.
std::string Wrapped(absl::string_view text) {
  std::string lines;
  size_t column = kLabelColumns;
  for (const absl::string_view word : absl::StrSplit(text, ' ')) {
    if (column > kLabelColumns && column + 1 + word.size() > kColumns) {
      lines.append("\n").append(kLabelColumns, ' ');
      column = kLabelColumns;
    } else if (column > kLabelColumns) {
      lines.push_back(' ');
      ++column;
    }
    lines.append(word.data(), word.size());
    column += word.size();
  }
  return lines;
}

}  // namespace

std::string ToText(const Answer& answer) {
  std::string text = absl::StrFormat("%s: %s\n", NameOf(answer.verdict),
                                     Printable(answer.headline));
  for (const auto& [label, fact] : answer.facts) {
    absl::StrAppendFormat(&text, "  %-12s%s\n", Printable(label),
                          Wrapped(Printable(fact)));
  }
  return text;
}

std::string Printable(absl::string_view text) {
  std::string printable;
  printable.reserve(text.size());
  for (const unsigned char byte : text) {
    if (absl::ascii_isprint(byte)) {
      printable.push_back(static_cast<char>(byte));
    } else {
      absl::StrAppendFormat(&printable, "\\x%02x", byte);
    }
  }
  return printable;
}

}  // namespace actionplan::verify
