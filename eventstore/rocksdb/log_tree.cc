#include "eventstore/rocksdb/log_tree.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "eventstore/merkle/proof.h"
#include "eventstore/rocksdb/log_keys.h"
#include "eventstore/rocksdb/log_status.h"
#include "eventstore/rocksdb/slices.h"

namespace actionplan::eventstore {

absl::StatusOr<std::unique_ptr<LogTree>> LogTree::Open(const LogDatabase& log) {
  std::unique_ptr<LogTree> tree(new LogTree(log));
  RETURN_IF_ERROR(tree->Load());
  return tree;
}

absl::Status LogTree::Load() {
  std::string stored;
  const rocksdb::Status found = log_.database().Get(
      rocksdb::ReadOptions(), log_.merkle(), kFrontierName, &stored);
  if (!found.IsNotFound()) {
    RETURN_IF_ERROR(FromRocksdb(found));
    absl::StatusOr<Frontier> frontier = Frontier::Parse(stored);
    if (!frontier.ok()) return LogDamaged(frontier.status().message());
    frontier_ = *std::move(frontier);
  }
  const TreeHead stored_head = grown();
  Publish(stored_head);
  const absl::StatusOr<MerkleHash> root =
      RootOfSize(stored_head.size, *this, hasher_);
  if (!root.ok()) return LogDamaged(root.status().message());
  if (*root == stored_head.root) return absl::OkStatus();
  return LogDamaged("the hashes of its tree do not lead to its frontier");
}

void LogTree::Append(absl::string_view envelope) {
  AppendLeaf(hasher_.Leaf(envelope), hasher_, frontier_,
             [this](const TileId& tile, const MerkleHash& hash) {
               added_[tile].push_back(hash);
             });
}

absl::Status LogTree::PutInto(rocksdb::WriteBatch& batch) {
  for (const auto& [tile, hashes] : added_) {
    RETURN_IF_ERROR(
        FromRocksdb(batch.Merge(log_.merkle(), ToSlice(EncodeTileKey(tile)),
                                ToSlice(BytesOf(hashes)))));
  }
  added_.clear();
  return FromRocksdb(
      batch.Put(log_.merkle(), kFrontierName, frontier_.Serialise()));
}

TreeHead LogTree::grown() {
  return {.size = frontier_.size(), .root = frontier_.Root(hasher_)};
}

void LogTree::Publish(const TreeHead& head) {
  base::MutexLock lock(mutex_);
  head_ = head;
}

TreeHead LogTree::head() const {
  base::MutexLock lock(mutex_);
  return head_;
}

absl::StatusOr<std::vector<MerkleHash>> LogTree::Read(const TileId& tile,
                                                      size_t count) const {
  const uint64_t size = head().size;
  const size_t whole = HashesInTile(tile, size);
  if (whole < count) {
    return absl::NotFoundError(absl::StrCat(
        "the log's tree of ", size, " leaves has fewer than ", count,
        " hashes in tile ", tile.index, " of level ", tile.level));
  }
  std::string stored;
  const rocksdb::Status found =
      log_.database().Get(rocksdb::ReadOptions(), log_.merkle(),
                          ToSlice(EncodeTileKey(tile)), &stored);
  if (!found.ok() && !found.IsNotFound()) return FromRocksdb(found);
  std::optional<std::vector<MerkleHash>> hashes = HashesOf(stored);
  if (!hashes.has_value() || hashes->size() < whole) {
    return LogDamaged(absl::StrCat("tile ", tile.index, " of level ",
                                   tile.level, " of its tree has ",
                                   stored.size(), " bytes"));
  }
  return *std::move(hashes);
}

}  // namespace actionplan::eventstore
