// Which column of a sheet says what.
#ifndef ACTIONPLAN_SERVICES_CLI_SHEET_HEADING_ROW_H_
#define ACTIONPLAN_SERVICES_CLI_SHEET_HEADING_ROW_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "services/cli/sheet/csv_reader.h"
#include "services/cli/sheet/field.h"
#include "services/cli/sheet/issue.h"

namespace actionplan::sheet {

// What a user says that a heading means, by its Words(); nullopt for a column
// that is to be left out.
using ChosenColumns = std::map<std::string, std::optional<Field>>;

struct Column {
  int number = 0;  // From 0.
  std::string heading;
  std::optional<Field> field;  // Nullopt: not imported.
};

struct HeadingRow {
  int row = 0;                  // From 1; 0 when no row has headings.
  std::vector<Column> columns;  // From the left; those with a heading.

  // Unknown headings and those left out, two columns for one field, no column
  // for what is to be done, chosen headings that are not there.
  std::vector<Issue> issues;
};

// Looks among the first rows for the one with the most headings: plans begin
// with titles. A pure function.
HeadingRow FindHeadingRow(const std::vector<Cells>& rows,
                          const ChosenColumns& chosen);

}  // namespace actionplan::sheet

#endif  // ACTIONPLAN_SERVICES_CLI_SHEET_HEADING_ROW_H_
