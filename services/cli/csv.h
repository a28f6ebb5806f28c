// Comma separated values as RFC 4180 writes them, safe to open in a
// spreadsheet.
#ifndef ACTIONPLAN_SERVICES_CLI_CSV_H_
#define ACTIONPLAN_SERVICES_CLI_CSV_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace actionplan::cli {

// One field: quoted where a comma, a quote or a line break asks for it. Text
// that a spreadsheet would take for a formula gets an apostrophe in front;
// numbers stay as they are. Control characters become visible escapes.
std::string CsvField(absl::string_view text);

// One record with its CRLF.
std::string CsvRecord(const std::vector<std::string>& fields);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_CSV_H_
