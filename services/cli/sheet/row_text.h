// What tells a row from the others of its plan, and its text as title and
// description.
#ifndef ACTIONPLAN_SERVICES_CLI_SHEET_ROW_TEXT_H_
#define ACTIONPLAN_SERVICES_CLI_SHEET_ROW_TEXT_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace actionplan::sheet {

// All pure.

// The text without line breaks, tabs and spaces that say nothing.
std::string OneLine(absl::string_view text);

// The key of a row as ImportActionRequest wants it: its reference in lower case
// with single spaces or, where it has none, "text:" and 32 digits of the
// SHA-256 of its action's Words(). A digest, because a key cannot be erased
// when the words are.
std::string RowKey(absl::string_view reference, absl::string_view action);

struct ActionText {
  std::string title;        // One line of at most 300 characters.
  std::string description;  // The whole text where the title is not all of it.
};

// The title is the whole text where it fits; else its first line or sentence
// where that fits, else its beginning up to a word and an ellipsis.
ActionText SplitAction(absl::string_view action);

// How many characters (code points) a text has; it is UTF-8.
std::size_t Characters(absl::string_view text);

// Whether it has control characters other than line ends and tabs.
bool HasControlCharacters(absl::string_view text);

}  // namespace actionplan::sheet

#endif  // ACTIONPLAN_SERVICES_CLI_SHEET_ROW_TEXT_H_
