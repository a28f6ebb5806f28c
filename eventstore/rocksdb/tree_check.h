// Whether a log's stored tree is that of its events.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_TREE_CHECK_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_TREE_CHECK_H_

#include <rocksdb/options.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "eventstore/event_store.h"
#include "eventstore/merkle/frontier.h"
#include "eventstore/merkle/hash.h"
#include "eventstore/merkle/tiles.h"
#include "eventstore/rocksdb/log_database.h"
#include "eventstore/rocksdb/log_problems.h"

namespace actionplan::eventstore {

// A tree that the log must have had, by somebody who remembers.
struct KnownHead {
  LogProblemKind kind;  // What it is when the log disagrees.
  std::string source;   // "its mark", in a sentence.
  TreeHead head;
};

// Two trees are grown side by side. That of the events says whether anybody
// who knows an earlier head is contradicted. That of the stored leaves says
// whether what is stored above them belongs to them; so a changed event and a
// changed tree are told apart. For one thread at a time.
class TreeCheck {
 public:
  // All of it outlives the check.
  TreeCheck(const LogDatabase& log, const rocksdb::ReadOptions& reading,
            absl::Span<const KnownHead> known, LogProblems& problems);

  // How many leaves the log says that its tree has.
  uint64_t stored_size() const { return stored_.size(); }

  // The event at the next position.
  void Add(absl::string_view envelope);

  // The next position has no event that could be hashed. Returns whether the
  // tree has a leaf for it.
  bool Skip();

  // After the last event. Returns the tree of the events.
  TreeHead Finish();

 private:
  Position next() const { return from_events_.size() + 1; }

  void LoadFrontier();
  void Grow(const MerkleHash& event_leaf, const MerkleHash& stored_leaf);
  void CompareKnown();
  void CompareTile(const TileId& tile, absl::Span<const MerkleHash> hashes);
  void FindSuperfluous();
  std::vector<MerkleHash> ReadTile(const TileId& tile);
  std::optional<MerkleHash> StoredLeaf();

  const LogDatabase& log_;
  const rocksdb::ReadOptions& reading_;
  const absl::Span<const KnownHead> known_;
  LogProblems& problems_;
  TreeHasher hasher_;
  Frontier stored_;  // As the log has it.
  Frontier from_events_;
  Frontier from_leaves_;
  std::vector<MerkleHash> leaves_;  // Of the tile that next() lies in.
  // What the tiles above the leaves must have and has not been compared.
  std::map<TileId, std::vector<MerkleHash>> above_;
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_TREE_CHECK_H_
