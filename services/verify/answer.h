// What the verifier answers, for people and for scripts.
#ifndef ACTIONPLAN_SERVICES_VERIFY_ANSWER_H_
#define ACTIONPLAN_SERVICES_VERIFY_ANSWER_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace actionplan::verify {

// The code that the program ends with.
enum class Verdict {
  kProven = 0,
  kNotProven = 1,   // Changed, inconsistent, or not signed by the key.
  kWrongFlags = 2,  // Nothing was looked at.
  kUnusable = 3,    // A file cannot be read or written, or is something else.
};

struct Answer {
  Verdict verdict = Verdict::kNotProven;
  std::string headline;  // One sentence.

  // The first position at which something is wrong, 0 when none is or it
  // cannot be told.
  uint64_t bad_position = 0;

  // A label and what there is to say under it, in order.
  std::vector<std::pair<std::string, std::string>> facts;
};

// Lines of printable ASCII, which no terminal mistakes for anything else.
std::string ToText(const Answer& answer);

// `text` with every byte that is not printable ASCII as `\x1b`.
std::string Printable(absl::string_view text);

}  // namespace actionplan::verify

#endif  // ACTIONPLAN_SERVICES_VERIFY_ANSWER_H_
