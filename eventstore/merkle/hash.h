// The hashes of the log's Merkle tree: RFC 9162, section 2.1.1 (the same as in
// RFC 6962). Leaves and nodes are hashed with different first bytes, so that
// no node can be passed off as a leaf.
#ifndef ACTIONPLAN_EVENTSTORE_MERKLE_HASH_H_
#define ACTIONPLAN_EVENTSTORE_MERKLE_HASH_H_

#include <openssl/evp.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace actionplan::eventstore {

inline constexpr size_t kMerkleHashBytes = 32;

// A SHA-256.
using MerkleHash = std::array<uint8_t, kMerkleHashBytes>;

// Makes the hashes of a tree. For one thread at a time: it keeps OpenSSL's
// context between hashes, because making one costs as much as a small hash. A
// failure of the cryptographic library ends the process.
class TreeHasher {
 public:
  TreeHasher();

  // SHA-256(0x00 || bytes).
  MerkleHash Leaf(absl::string_view bytes);

  // SHA-256(0x01 || left || right).
  MerkleHash Node(const MerkleHash& left, const MerkleHash& right);

  // SHA-256 of nothing: the root of a tree without leaves.
  MerkleHash EmptyRoot();

 private:
  struct Free {
    void operator()(EVP_MD* digest) const { EVP_MD_free(digest); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };

  std::unique_ptr<EVP_MD, Free> sha256_;
  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

// Hashes as they are stored, one after the other. The bytes are those of
// `hashes` and live as long.
absl::string_view BytesOf(absl::Span<const MerkleHash> hashes);

// The hashes that BytesOf() gave; empty when `bytes` are not a whole number of
// hashes.
std::optional<std::vector<MerkleHash>> HashesOf(absl::string_view bytes);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_MERKLE_HASH_H_
