// The rows of a sheet as the API wants them.
#ifndef ACTIONPLAN_SERVICES_CLI_IMPORT_ROWS_H_
#define ACTIONPLAN_SERVICES_CLI_IMPORT_ROWS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/imported_row.pb.h"
#include "services/cli/import_options.h"
#include "services/cli/sheet/agency_names.h"
#include "services/cli/sheet/date_cell.h"
#include "services/cli/sheet/issue.h"
#include "services/cli/sheet/sheet.h"

namespace actionplan::cli {

struct ImportRow {
  int number = 0;         // In the sheet.
  std::string reference;  // As written; may be empty.
  std::string key;
  v1::ImportedRow row;
  v1::Action::Priority priority = v1::Action::MEDIUM;
  std::optional<sheet::CellDate> due;

  // Fields of the row that the sheet has no column for: it says nothing of
  // them.
  std::vector<std::string> absent;

  // The owner in the sheet looks like a person and was left out.
  bool leaves_owner_out = false;
  bool has_errors = false;
};

struct ImportRows {
  std::vector<ImportRow> rows;       // In the order of the sheet.
  std::vector<sheet::Issue> issues;  // Of the sheet and of its rows.

  // An error is of no row: nothing can be imported.
  bool has_sheet_errors = false;
};

// What dates are read against.
struct ImportDay {
  absl::CivilDay today;
};

// A pure function.
ImportRows InterpretRows(const sheet::Sheet& sheet,
                         const sheet::AgencyNames& agencies,
                         const ImportOptions& options, const ImportDay& day);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_IMPORT_ROWS_H_
