#include "eventstore/utf8.h"

#include <cstddef>
#include <cstdint>

namespace actionplan::eventstore {
namespace {

// The table of RFC 3629, section 4: what may follow a leading byte. Only the
// first of the following bytes is ever restricted.
struct Sequence {
  size_t following;
  uint8_t lowest_second;
  uint8_t highest_second;
};

Sequence StartedBy(uint8_t lead) {
  if (lead < 0x80) return {0, 0, 0};
  if (lead >= 0xC2 && lead <= 0xDF) return {1, 0x80, 0xBF};
  if (lead == 0xE0) return {2, 0xA0, 0xBF};
  if (lead == 0xED) return {2, 0x80, 0x9F};
  if (lead >= 0xE1 && lead <= 0xEF) return {2, 0x80, 0xBF};
  if (lead == 0xF0) return {3, 0x90, 0xBF};
  if (lead >= 0xF1 && lead <= 0xF3) return {3, 0x80, 0xBF};
  if (lead == 0xF4) return {3, 0x80, 0x8F};
  return {SIZE_MAX, 0, 0};  // No sequence starts with this byte.
}

bool IsWithin(uint8_t byte, uint8_t lowest, uint8_t highest) {
  return byte >= lowest && byte <= highest;
}

}  // namespace

bool IsUtf8(absl::string_view bytes) {
  for (size_t i = 0; i < bytes.size(); ++i) {
    const Sequence sequence = StartedBy(static_cast<uint8_t>(bytes[i]));
    if (sequence.following == 0) continue;
    if (sequence.following >= bytes.size() - i) return false;
    uint8_t lowest = sequence.lowest_second;
    uint8_t highest = sequence.highest_second;
    for (size_t left = sequence.following; left > 0; --left) {
      if (!IsWithin(static_cast<uint8_t>(bytes[++i]), lowest, highest)) {
        return false;
      }
      lowest = 0x80;
      highest = 0xBF;
    }
  }
  return true;
}

}  // namespace actionplan::eventstore
