// The parts that row keys are made of. Byte order is the order of rows.
#ifndef ACTIONPLAN_PROJECTIONS_ROW_KEY_H_
#define ACTIONPLAN_PROJECTIONS_ROW_KEY_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace actionplan::projections {

// Ends a text inside a key, so that no text is the beginning of another.
inline constexpr char kTextEnd = '\0';

inline constexpr size_t kNumberBytes = 8;

// Big-endian: byte order is the order of the numbers.
inline void AppendNumber(uint64_t number, std::string& key) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    key.push_back(static_cast<char>(number >> shift));
  }
}

// `bytes` has kNumberBytes.
inline uint64_t ReadNumber(absl::string_view bytes) {
  uint64_t number = 0;
  for (const char byte : bytes) {
    number = number << 8 | static_cast<unsigned char>(byte);
  }
  return number;
}

// The first key that does not begin with `prefix`, whose last byte is not 255.
inline std::string PastPrefix(absl::string_view prefix) {
  std::string past(prefix);
  ++past.back();
  return past;
}

// The first key after `key`.
inline std::string After(absl::string_view key) {
  std::string after(key);
  after.push_back('\0');
  return after;
}

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_ROW_KEY_H_
