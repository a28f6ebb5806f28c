#include "services/cli/csv.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

// What OWASP lists as the beginnings of a formula; a tab or a line break would
// let the next character begin one.
bool LooksLikeFormula(absl::string_view text) {
  if (text.empty()) return false;
  if (absl::string_view("=+-@\t\r\n").find(text[0]) ==
      absl::string_view::npos) {
    return false;
  }
  double number = 0;
  return !absl::SimpleAtod(text, &number);
}

}  // namespace

std::string CsvField(absl::string_view text) {
  std::string field = PrintableLines(text);
  if (LooksLikeFormula(text)) field = absl::StrCat("'", field);
  if (field.find_first_of(",\"\n") == std::string::npos) return field;
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

}  // namespace actionplan::cli
