// A spreadsheet of actions: its rows by field, and what is wrong with them as
// far as that can be said without a server.
#ifndef ACTIONPLAN_SERVICES_CLI_SHEET_SHEET_H_
#define ACTIONPLAN_SERVICES_CLI_SHEET_SHEET_H_

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/cli/sheet/field.h"
#include "services/cli/sheet/heading_row.h"
#include "services/cli/sheet/issue.h"
#include "services/cli/sheet/text_encoding.h"

namespace actionplan::sheet {

// A plan holds no more actions.
inline constexpr std::size_t kMostRows = 2000;

struct SheetRow {
  int number = 0;                      // From 1, as a spreadsheet counts.
  std::map<Field, std::string> cells;  // Stripped; those that are not empty.
};

struct Sheet {
  Encoding encoding = Encoding::kUtf8;
  char delimiter = ',';
  HeadingRow headings;
  std::vector<SheetRow> rows;

  // All of them, those of the headings too.
  std::vector<Issue> issues;

  // "" for an empty cell.
  static absl::string_view CellOf(const SheetRow& row, Field field);

  // The place of a row's cell.
  Place PlaceOf(const SheetRow& row, Field field) const;
};

// Reads the bytes of a file. Rows that are empty or repeat the headings are
// passed over, and with a warning those that have one text and no action: they
// are headings of sections. A pure function. INVALID_ARGUMENT for what is no
// text, has a wrong quote, or has more than kMostRows rows.
absl::StatusOr<Sheet> ReadSheet(absl::string_view bytes,
                                const ChosenColumns& chosen);

}  // namespace actionplan::sheet

#endif  // ACTIONPLAN_SERVICES_CLI_SHEET_SHEET_H_
