// Standard base64 (RFC 4648, section 4), of which each value has one spelling.
#ifndef ACTIONPLAN_EVENTSTORE_MERKLE_BASE64_H_
#define ACTIONPLAN_EVENTSTORE_MERKLE_BASE64_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace actionplan::eventstore {

std::string EncodeBase64(absl::string_view bytes);

// Empty for text that EncodeBase64() would not have written: blanks, missing
// or other padding, stray bits in the last character.
std::optional<std::string> DecodeBase64(absl::string_view text);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_MERKLE_BASE64_H_
