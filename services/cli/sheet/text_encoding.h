// The bytes of a sheet as text.
#ifndef ACTIONPLAN_SERVICES_CLI_SHEET_TEXT_ENCODING_H_
#define ACTIONPLAN_SERVICES_CLI_SHEET_TEXT_ENCODING_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace actionplan::sheet {

enum class Encoding { kUtf8, kWindows1252 };

struct DecodedText {
  std::string text;  // UTF-8, without a byte order mark.
  Encoding encoding = Encoding::kUtf8;
};

// Text that is no UTF-8 is Windows-1252, as Excel's plain "CSV" writes it. A
// pure function. INVALID_ARGUMENT for what is no text: a workbook, a PDF,
// UTF-16, bytes that neither encoding has.
absl::StatusOr<DecodedText> DecodeText(absl::string_view bytes);

}  // namespace actionplan::sheet

#endif  // ACTIONPLAN_SERVICES_CLI_SHEET_TEXT_ENCODING_H_
