// The log's Merkle tree, in the log's database.
//
// The writing thread adds the hashes of a group to the batch that holds its
// events, so tree and events cannot come apart. Others read the tree as it was
// published last, after the batch was on disk.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_TREE_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_TREE_H_

#include <rocksdb/write_batch.h>

#include <map>
#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "eventstore/base/mutex.h"
#include "eventstore/event_store.h"
#include "eventstore/merkle/frontier.h"
#include "eventstore/merkle/hash.h"
#include "eventstore/merkle/tiles.h"
#include "eventstore/rocksdb/log_database.h"

namespace actionplan::eventstore {

class LogTree final : public TileReader {
 public:
  // Reads the stored tree. DATA_LOSS (LOG_DAMAGED) when its hashes do not lead
  // to its frontier. The database outlives it.
  static absl::StatusOr<std::unique_ptr<LogTree>> Open(const LogDatabase& log);

  // For the writing thread: adds the next event, as it will be stored.
  void Append(absl::string_view envelope);

  // Puts what was appended since the last call into the batch.
  absl::Status PutInto(rocksdb::WriteBatch& batch);

  // The tree with everything that was appended.
  TreeHead grown();

  // What was appended is on disk: others may read it.
  void Publish(const TreeHead& head);

  // The tree as published last. Thread-safe.
  TreeHead head() const;
  absl::StatusOr<std::vector<MerkleHash>> Read(const TileId& tile,
                                               size_t count) const override;

 private:
  explicit LogTree(const LogDatabase& log) : log_(log) {}

  absl::Status Load();

  const LogDatabase& log_;
  TreeHasher hasher_;
  Frontier frontier_;
  std::map<TileId, std::vector<MerkleHash>> added_;
  mutable base::Mutex mutex_;
  TreeHead head_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_TREE_H_
