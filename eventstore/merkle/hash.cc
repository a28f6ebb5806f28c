#include "eventstore/merkle/hash.h"

#include <algorithm>
#include <cstring>

#include "eventstore/merkle/cryptography.h"

namespace actionplan::eventstore {
namespace {

constexpr uint8_t kLeafPrefix = 0x00;
constexpr uint8_t kNodePrefix = 0x01;

}  // namespace

TreeHasher::TreeHasher()
    : sha256_(EVP_MD_fetch(nullptr, "SHA256", nullptr)),
      context_(EVP_MD_CTX_new()) {
  RequireCryptography(sha256_ != nullptr && context_ != nullptr ? 1 : 0,
                      "SHA-256");
  RequireCryptography(
      EVP_DigestInit_ex2(context_.get(), sha256_.get(), nullptr), "SHA-256");
}

MerkleHash TreeHasher::Leaf(absl::string_view bytes) {
  MerkleHash hash;
  EVP_MD_CTX* const context = context_.get();
  // Without a digest it starts over with the one it was given first.
  RequireCryptography(EVP_DigestInit_ex2(context, nullptr, nullptr), "leaf");
  RequireCryptography(EVP_DigestUpdate(context, &kLeafPrefix, 1), "leaf");
  RequireCryptography(EVP_DigestUpdate(context, bytes.data(), bytes.size()),
                      "leaf");
  RequireCryptography(EVP_DigestFinal_ex(context, hash.data(), nullptr),
                      "leaf");
  return hash;
}

MerkleHash TreeHasher::Node(const MerkleHash& left, const MerkleHash& right) {
  std::array<uint8_t, 1 + 2 * kMerkleHashBytes> bytes;
  bytes[0] = kNodePrefix;
  const auto middle = std::copy(left.begin(), left.end(), bytes.begin() + 1);
  std::copy(right.begin(), right.end(), middle);
  MerkleHash hash;
  EVP_MD_CTX* const context = context_.get();
  RequireCryptography(EVP_DigestInit_ex2(context, nullptr, nullptr), "node");
  RequireCryptography(EVP_DigestUpdate(context, bytes.data(), bytes.size()),
                      "node");
  RequireCryptography(EVP_DigestFinal_ex(context, hash.data(), nullptr),
                      "node");
  return hash;
}

MerkleHash TreeHasher::EmptyRoot() {
  MerkleHash hash;
  EVP_MD_CTX* const context = context_.get();
  RequireCryptography(EVP_DigestInit_ex2(context, nullptr, nullptr), "root");
  RequireCryptography(EVP_DigestFinal_ex(context, hash.data(), nullptr),
                      "root");
  return hash;
}

absl::string_view BytesOf(absl::Span<const MerkleHash> hashes) {
  static_assert(sizeof(MerkleHash) == kMerkleHashBytes);
  return {reinterpret_cast<const char*>(hashes.data()),
          hashes.size() * kMerkleHashBytes};
}

std::optional<std::vector<MerkleHash>> HashesOf(absl::string_view bytes) {
  if (bytes.size() % kMerkleHashBytes != 0) return std::nullopt;
  std::vector<MerkleHash> hashes(bytes.size() / kMerkleHashBytes);
  if (!hashes.empty()) {
    std::memcpy(hashes.data(), bytes.data(), bytes.size());
  }
  return hashes;
}

}  // namespace actionplan::eventstore
