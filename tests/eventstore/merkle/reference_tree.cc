#include "tests/eventstore/merkle/reference_tree.h"

#include <openssl/sha.h>

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace actionplan::eventstore {
namespace {

MerkleHash Sha256(absl::string_view bytes) {
  MerkleHash hash;
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         hash.data());
  return hash;
}

std::string Text(const MerkleHash& hash) {
  return std::string(hash.begin(), hash.end());
}

MerkleHash Joined(const MerkleHash& left, const MerkleHash& right) {
  return Sha256(absl::StrCat("\x01", Text(left), Text(right)));
}

// The largest power of two smaller than n.
uint64_t Split(uint64_t n) {
  uint64_t k = 1;
  while (k < n - k) k *= 2;
  return k;
}

}  // namespace

MerkleHash HashFromHex(absl::string_view hex) {
  const std::string bytes = absl::HexStringToBytes(hex);
  MerkleHash hash{};
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

std::vector<MerkleHash> HashesFromHex(const std::vector<std::string>& hex) {
  std::vector<MerkleHash> hashes;
  for (const std::string& hash : hex) hashes.push_back(HashFromHex(hash));
  return hashes;
}

std::string Hex(const MerkleHash& hash) {
  return absl::BytesToHexString(Text(hash));
}

std::string InclusionShape(const LeafPlace& place) {
  if (place.tree_size <= 1) return "";
  const uint64_t k = Split(place.tree_size);
  if (place.index < k) {
    return InclusionShape({.index = place.index, .tree_size = k}) + "R";
  }
  return InclusionShape(
             {.index = place.index - k, .tree_size = place.tree_size - k}) +
         "L";
}

std::string ConsistencyShape(const TreeGrowth& growth) {
  // The old tree's last leaf, up to the largest subtree that ends with it.
  const auto& [m, n] = growth;
  if (m == n) return "=";
  const uint64_t k = Split(n);
  if (m <= k) return ConsistencyShape({.old_size = m, .new_size = k}) + "R";
  std::string shape =
      ConsistencyShape({.old_size = m - k, .new_size = n - k}) + "L";
  if (shape.front() == '=') shape.front() = '+';  // Begins with a hash.
  return shape;
}

void ReferenceTree::Append(absl::string_view leaf) {
  leaves_.push_back(Sha256(absl::StrCat(absl::string_view("\0", 1), leaf)));
}

MerkleHash ReferenceTree::Root(uint64_t begin, uint64_t end) {
  if (begin == end) return Sha256("");
  if (end - begin == 1) return leaves_[begin];
  const auto known = roots_.find({begin, end});
  if (known != roots_.end()) return known->second;
  const uint64_t middle = begin + Split(end - begin);
  const MerkleHash root = Joined(Root(begin, middle), Root(middle, end));
  roots_[{begin, end}] = root;
  return root;
}

std::vector<MerkleHash> ReferenceTree::Path(const LeafPlace& place) {
  return Path(place.index, {0, place.tree_size});
}

std::vector<MerkleHash> ReferenceTree::Path(uint64_t index,
                                            const Range& range) {
  const auto [begin, end] = range;
  if (end - begin == 1) return {};
  const uint64_t middle = begin + Split(end - begin);
  std::vector<MerkleHash> path;
  if (index < middle) {
    path = Path(index, {begin, middle});
    path.push_back(Root(middle, end));
  } else {
    path = Path(index, {middle, end});
    path.push_back(Root(begin, middle));
  }
  return path;
}

std::vector<MerkleHash> ReferenceTree::Proof(const TreeGrowth& growth) {
  return Subproof(growth.old_size, {0, growth.new_size});
}

std::vector<MerkleHash> ReferenceTree::Subproof(uint64_t old_size,
                                                const Range& range) {
  const auto [begin, end] = range;
  if (old_size == end) {
    // The flag of SUBPROOF is true as long as the range begins with the tree.
    if (begin == 0) return {};
    return {Root(begin, end)};
  }
  const uint64_t middle = begin + Split(end - begin);
  std::vector<MerkleHash> proof;
  if (old_size <= middle) {
    proof = Subproof(old_size, {begin, middle});
    proof.push_back(Root(middle, end));
  } else {
    proof = Subproof(old_size, {middle, end});
    proof.push_back(Root(begin, middle));
  }
  return proof;
}

}  // namespace actionplan::eventstore
