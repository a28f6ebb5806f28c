#include "services/client/request_id.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "eventstore/base/logging.h"

namespace actionplan::client {
namespace {

constexpr std::size_t kUuidBytes = 16;
constexpr std::size_t kUuidText = 36;

bool IsHyphenPlace(std::size_t i) {
  return i == 8 || i == 13 || i == 18 || i == 23;
}

// The 8-4-4-4-12 form, with version and variant put in their places.
std::string Format(std::array<std::uint8_t, kUuidBytes> bytes, int version) {
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | (version << 4));
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);
  const std::string hex = absl::BytesToHexString(absl::string_view(
      reinterpret_cast<const char*>(bytes.data()), bytes.size()));
  const absl::string_view text = hex;
  return absl::StrCat(text.substr(0, 8), "-", text.substr(8, 4), "-",
                      text.substr(12, 4), "-", text.substr(16, 4), "-",
                      text.substr(20));
}

absl::StatusOr<std::string> BytesOf(absl::string_view uuid) {
  std::string hex;
  bool valid = uuid.size() == kUuidText;
  for (std::size_t i = 0; valid && i < uuid.size(); ++i) {
    if (IsHyphenPlace(i)) {
      valid = uuid[i] == '-';
    } else {
      valid = absl::ascii_isxdigit(static_cast<unsigned char>(uuid[i]));
      hex.push_back(uuid[i]);
    }
  }
  if (!valid) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", absl::CHexEscape(uuid), "\" is not a UUID"));
  }
  return absl::HexStringToBytes(hex);
}

}  // namespace

std::string RandomRequestId() {
  std::array<std::uint8_t, kUuidBytes> bytes;
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    base::Fatal("the machine gave no random bytes");
  }
  return Format(bytes, 4);
}

absl::StatusOr<std::string> NamedRequestId(absl::string_view namespace_id,
                                           absl::string_view name) {
  auto prefix = BytesOf(namespace_id);
  if (!prefix.ok()) return prefix.status();
  const std::string input = absl::StrCat(*prefix, name);
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest;
  if (EVP_Digest(input.data(), input.size(), digest.data(), nullptr, EVP_sha1(),
                 nullptr) != 1) {
    return absl::InternalError("SHA-1 is not available here");
  }
  std::array<std::uint8_t, kUuidBytes> bytes;
  std::copy_n(digest.begin(), bytes.size(), bytes.begin());
  return Format(bytes, 5);
}

}  // namespace actionplan::client
