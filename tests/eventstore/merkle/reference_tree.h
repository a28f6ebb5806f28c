// RFC 9162, sections 2.1.1 to 2.1.4, word for word: recursive, slow, and
// sharing no code with eventstore/merkle but the type of a hash.
#ifndef ACTIONPLAN_TESTS_EVENTSTORE_MERKLE_REFERENCE_TREE_H_
#define ACTIONPLAN_TESTS_EVENTSTORE_MERKLE_REFERENCE_TREE_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "eventstore/merkle/hash.h"
#include "eventstore/merkle/proof.h"

namespace actionplan::eventstore {

MerkleHash HashFromHex(absl::string_view hex);
std::vector<MerkleHash> HashesFromHex(const std::vector<std::string>& hex);
std::string Hex(const MerkleHash& hash);

// Which side each hash of a proof joins on, and whether it begins with a hash
// of the old tree. A proof can fit two claims only if their shapes are equal.
std::string InclusionShape(const LeafPlace& place);
std::string ConsistencyShape(const TreeGrowth& growth);

class ReferenceTree {
 public:
  void Append(absl::string_view leaf);

  uint64_t size() const { return leaves_.size(); }
  const MerkleHash& leaf(uint64_t index) const { return leaves_[index]; }

  // MTH(D[begin:end]).
  MerkleHash Root(uint64_t begin, uint64_t end);

  // PATH(index, D[0:size]).
  std::vector<MerkleHash> Path(const LeafPlace& place);

  // PROOF(old_size, D[0:new_size]).
  std::vector<MerkleHash> Proof(const TreeGrowth& growth);

 private:
  using Range = std::pair<uint64_t, uint64_t>;

  std::vector<MerkleHash> Path(uint64_t index, const Range& range);
  std::vector<MerkleHash> Subproof(uint64_t old_size, const Range& range);

  std::vector<MerkleHash> leaves_;
  std::map<Range, MerkleHash> roots_;
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_TESTS_EVENTSTORE_MERKLE_REFERENCE_TREE_H_
