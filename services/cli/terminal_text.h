// Text from the log on its way to a terminal: made harmless, measured, cut and
// wrapped. Data comes from many agencies; no byte of it may move the cursor,
// change the title of the window or turn the reading direction.
#ifndef ACTIONPLAN_SERVICES_CLI_TERMINAL_TEXT_H_
#define ACTIONPLAN_SERVICES_CLI_TERMINAL_TEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace actionplan::cli {

// `text` on one line: line breaks and tabs become spaces; other control
// characters, marks that turn the reading direction and bytes that are not
// UTF-8 become visible escapes such as `\x1b` and `\u202e`.
std::string Printable(absl::string_view text);

// The same, with its line breaks kept.
std::string PrintableLines(absl::string_view text);

// Whether the bytes are UTF-8: shortest forms only, no surrogates.
bool IsUtf8(absl::string_view bytes);

// How many columns of a terminal `text` takes; `text` is Printable.
int DisplayWidth(absl::string_view text);

// `text` in at most `width` columns, with an ellipsis where it was cut.
std::string Truncate(absl::string_view text, int width);

// `text` in lines of at most `width` columns, broken between words where
// possible. At least one line.
std::vector<std::string> Wrap(absl::string_view text, int width);

// `text` wrapped to `width` columns, 0 for any, with `indent` spaces before
// each line and "\n" after it.
std::string Paragraph(absl::string_view text, int indent, int width);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_TERMINAL_TEXT_H_
