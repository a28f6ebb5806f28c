// Reads comma separated values as RFC 4180 has them and spreadsheets write
// them: with commas, semicolons or tabs, and any line ends.
//
// Why not a library: libcsv (Debian's libcsv-dev) cannot say where a wrong
// quote stands, libfccp-dev wants to know the columns beforehand and has no
// line breaks in cells.
#ifndef ACTIONPLAN_SERVICES_CLI_SHEET_CSV_READER_H_
#define ACTIONPLAN_SERVICES_CLI_SHEET_CSV_READER_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace actionplan::sheet {

using Cells = std::vector<std::string>;

// The rows in order; the n-th is what a spreadsheet calls row n, so an empty
// line is a row without cells. Line breaks in a cell become "\n". A pure
// function. INVALID_ARGUMENT names row and column of a quote that is not closed
// or of what stands behind a closing one.
absl::StatusOr<std::vector<Cells>> ReadCsv(absl::string_view text,
                                           char delimiter);

}  // namespace actionplan::sheet

#endif  // ACTIONPLAN_SERVICES_CLI_SHEET_CSV_READER_H_
