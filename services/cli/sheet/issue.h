// What is wrong or doubtful in a sheet, and where.
#ifndef ACTIONPLAN_SERVICES_CLI_SHEET_ISSUE_H_
#define ACTIONPLAN_SERVICES_CLI_SHEET_ISSUE_H_

#include <string>

namespace actionplan::sheet {

// A row with an error is not imported; a warning tells what was left out or may
// be a slip.
enum class Severity { kError, kWarning };

// A cell, a row or, without either, the sheet.
struct Place {
  int row = 0;      // Counted from 1 as a spreadsheet does; 0 for none.
  int column = -1;  // Counted from 0; -1 for none.
  std::string heading;
};

struct Issue {
  Severity severity = Severity::kError;
  Place place;
  std::string text;  // What is wrong and what to do.
};

// "A" for 0, "AA" for 26.
std::string ColumnLetters(int column);

// "row 14, column C (Lead Agency)"; "" for the sheet.
std::string PlaceText(const Place& place);

}  // namespace actionplan::sheet

#endif  // ACTIONPLAN_SERVICES_CLI_SHEET_ISSUE_H_
