#include "services/cli/csv.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

// OWASP's list, https://owasp.org/www-community/attacks/CSV_Injection, with the
// wide forms that spreadsheets in Japanese read alike. Its tabs and line breaks
// are among the spaces.
constexpr absl::string_view kStarts[] = {"=",  "+",  "-",  "@",
                                         "＝", "＋", "－", "＠"};

// What some spreadsheets take away before they look. The last two are a space
// that does not break and a wide one.
constexpr absl::string_view kSpaces[] = {" ", "\n", "\u00a0", "\u3000"};

bool ConsumeSpace(absl::string_view& text) {
  for (const absl::string_view space : kSpaces) {
    if (absl::ConsumePrefix(&text, space)) return true;
  }
  return false;
}

void ConsumeDigits(absl::string_view& text) {
  while (!text.empty() && absl::ascii_isdigit(text[0])) text.remove_prefix(1);
}

// A sign, digits and a point: 1e5, 0x1 and inf are no values of ours.
bool IsNumber(absl::string_view text) {
  if (!absl::ConsumePrefix(&text, "-")) absl::ConsumePrefix(&text, "+");
  const size_t signless = text.size();
  ConsumeDigits(text);
  if (text.size() == signless) return false;
  if (!absl::ConsumePrefix(&text, ".")) return text.empty();
  const size_t fraction = text.size();
  ConsumeDigits(text);
  return text.empty() && fraction > 0;
}

bool StartsLikeFormula(absl::string_view text) {
  if (IsNumber(text)) return false;
  while (ConsumeSpace(text)) {
  }
  for (const absl::string_view start : kStarts) {
    if (absl::StartsWith(text, start)) return true;
  }
  return false;
}

// An apostrophe before a formula is kept apart from one that we put there.
absl::string_view WithoutApostrophes(absl::string_view text) {
  while (absl::ConsumePrefix(&text, "'")) {
  }
  return text;
}

}  // namespace

std::string CsvField(absl::string_view text) {
  std::string field = PrintableLines(text);
  if (StartsLikeFormula(WithoutApostrophes(field))) {
    field = absl::StrCat("'", field);
  }
  // A semicolon separates where the comma is for decimals.
  if (field.find_first_of(",;\"\n") == std::string::npos) return field;
  return absl::StrCat("\"", absl::StrReplaceAll(field, {{"\"", "\"\""}}), "\"");
}

std::string CsvRecord(const std::vector<std::string>& fields) {
  return absl::StrCat(
      absl::StrJoin(fields, ",",
                    [](std::string* out, const std::string& field) {
                      absl::StrAppend(out, CsvField(field));
                    }),
      "\r\n");
}

std::string CsvText(absl::string_view value) {
  const bool ours = absl::StartsWith(value, "'") &&
                    StartsLikeFormula(WithoutApostrophes(value));
  return std::string(ours ? value.substr(1) : value);
}

}  // namespace actionplan::cli
