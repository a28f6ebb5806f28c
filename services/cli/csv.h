// Comma separated values as RFC 4180 writes them, safe to open in a
// spreadsheet: the one writer of every view.
//
// A text that begins like a formula, also after spaces, gets an apostrophe in
// front, which spreadsheets show or hide but never calculate; numbers such as
// -5 stay as they are. A text that has apostrophes before such a beginning gets
// one more, so that CsvText() gives every text back.
#ifndef ACTIONPLAN_SERVICES_CLI_CSV_H_
#define ACTIONPLAN_SERVICES_CLI_CSV_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace actionplan::cli {

// Tells Excel that what follows is UTF-8; without it every letter beyond a to z
// is spoilt on most desks. At the beginning of a file, not on a terminal.
inline constexpr absl::string_view kByteOrderMark = "\xef\xbb\xbf";

// One field: quoted where a separator, a quote or a line break asks for it.
// Control characters become visible escapes, tabs become spaces.
std::string CsvField(absl::string_view text);

// One record with its CRLF.
std::string CsvRecord(const std::vector<std::string>& fields);

// The text that became the value of a field, once its quotes are off.
std::string CsvText(absl::string_view value);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_CSV_H_
