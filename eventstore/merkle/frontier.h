// The frontier of a growing Merkle tree: the roots of the largest complete
// subtrees that cover its leaves, one for each bit set in its size. It is all
// that a tree needs to grow and to tell its root, and it is what is written in
// the batch with the events it covers: 8 bytes and 32 for each subtree, at most
// 648 bytes below a million leaves.
#ifndef ACTIONPLAN_EVENTSTORE_MERKLE_FRONTIER_H_
#define ACTIONPLAN_EVENTSTORE_MERKLE_FRONTIER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "eventstore/merkle/hash.h"

namespace actionplan::eventstore {

// Larger trees are refused wherever a size comes from outside: every size is a
// positive signed number in every language, and sums of two do not overflow.
inline constexpr uint64_t kMaxTreeSize = (uint64_t{1} << 63) - 1;

// The root of a complete subtree: of 2^level leaves, the first of which is
// index * 2^level.
struct NodeId {
  uint32_t level = 0;
  uint64_t index = 0;

  friend bool operator==(const NodeId&, const NodeId&) = default;
};

// A value: copies are independent. For one thread at a time.
class Frontier {
 public:
  // Of a tree without leaves.
  Frontier() = default;

  // Reads what Serialise() wrote. INVALID_ARGUMENT when the length is not that
  // of the size it begins with, or the size is above kMaxTreeSize. Changed
  // hashes cannot be told from others: compare Root() with what is known.
  static absl::StatusOr<Frontier> Parse(absl::string_view bytes);

  // The size, big-endian in 8 bytes, then the hashes, largest subtree first.
  std::string Serialise() const;

  uint64_t size() const { return size_; }

  // Largest subtree first.
  absl::Span<const MerkleHash> hashes() const { return hashes_; }

  // One hash of a node on average.
  void Append(const MerkleHash& leaf, TreeHasher& hasher);

  // The same, and hands over every node that the leaf completes, the leaf
  // itself first.
  using Completed = absl::FunctionRef<void(const NodeId&, const MerkleHash&)>;
  void Append(const MerkleHash& leaf, TreeHasher& hasher, Completed completed);

  // RFC 9162, section 2.1.2: from the smallest subtree to the largest.
  MerkleHash Root(TreeHasher& hasher) const;

 private:
  uint64_t size_ = 0;
  std::vector<MerkleHash> hashes_;
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_MERKLE_FRONTIER_H_
