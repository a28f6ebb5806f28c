#include "eventstore/merkle/base64.h"

#include "absl/strings/escaping.h"

namespace actionplan::eventstore {

std::string EncodeBase64(absl::string_view bytes) {
  return absl::Base64Escape(bytes);
}

std::optional<std::string> DecodeBase64(absl::string_view text) {
  std::string bytes;
  // Abseil forgives blanks and padding; encoding again does not.
  if (!absl::Base64Unescape(text, &bytes) || EncodeBase64(bytes) != text) {
    return std::nullopt;
  }
  return bytes;
}

}  // namespace actionplan::eventstore
