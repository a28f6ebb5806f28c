#include "services/cli/sheet/issue.h"

#include "absl/strings/str_cat.h"

namespace actionplan::sheet {

std::string ColumnLetters(int column) {
  std::string letters;
  for (int left = column + 1; left > 0; left = (left - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
  }
  return letters;
}

std::string PlaceText(const Place& place) {
  std::string text;
  if (place.row > 0) text = absl::StrCat("row ", place.row);
  if (place.column >= 0) {
    absl::StrAppend(&text, text.empty() ? "" : ", ", "column ",
                    ColumnLetters(place.column));
  }
  if (!place.heading.empty()) absl::StrAppend(&text, " (", place.heading, ")");
  return text;
}

}  // namespace actionplan::sheet
