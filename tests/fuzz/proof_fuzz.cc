// Any bytes as proofs against a true tree of a hundred leaves. A leaf is proven
// to be only where it is, and no old root but the true one of its size.
//
// An input is a size or index of one byte, then hashes: the leaf or the old
// root, then the proof. As text it is a file of a proof.
#include <string>
#include <vector>

#include "eventstore/merkle/memory_tiles.h"
#include "eventstore/merkle/proof.h"
#include "services/verify/proof_checks.h"
#include "tests/fuzz/fuzz_entry.h"

namespace {

using actionplan::eventstore::MemoryTiles;
using actionplan::eventstore::MerkleHash;
using actionplan::eventstore::TreeHasher;
using actionplan::fuzz::Require;

constexpr uint64_t kSize = 100;

struct TrueTree {
  TrueTree() {
    for (uint64_t index = 0; index < kSize; ++index) {
      leaves.push_back(hasher.Leaf(std::to_string(index)));
      tiles.Append(leaves.back(), hasher);
    }
    for (uint64_t size = 0; size <= kSize; ++size) {
      roots.push_back(*RootOfSize(size, tiles, hasher));
    }
  }

  TreeHasher hasher;
  MemoryTiles tiles;
  std::vector<MerkleHash> leaves;
  std::vector<MerkleHash> roots;  // Of each size.
};

void TryProof(uint64_t number, std::vector<MerkleHash> hashes) {
  static TrueTree tree;
  const MerkleHash claimed = hashes.front();
  hashes.erase(hashes.begin());
  const bool included =
      VerifyInclusion({.place = {.index = number, .tree_size = kSize},
                       .leaf = claimed,
                       .root = tree.roots[kSize]},
                      hashes, tree.hasher)
          .ok();
  Require(!included || tree.leaves.at(number) == claimed,
          "a leaf is proven to be only where it is");
  const bool consistent =
      VerifyConsistency({.growth = {.old_size = number, .new_size = kSize},
                         .old_root = claimed,
                         .new_root = tree.roots[kSize]},
                        hashes, tree.hasher)
          .ok();
  Require(!consistent || tree.roots.at(number) == claimed,
          "only the true beginning of a tree is proven");
}

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view input = actionplan::fuzz::Bytes(data, size);
  const auto lines = actionplan::verify::ParseProof(input);
  Require(!lines.ok() || lines->size() * 44 <= size,
          "a proof is not longer than its text");
  if (input.empty()) return 0;
  const auto hashes = actionplan::eventstore::HashesOf(input.substr(1));
  if (hashes && !hashes->empty()) TryProof(data[0], *hashes);
  return 0;
}
