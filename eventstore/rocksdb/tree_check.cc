#include "eventstore/rocksdb/tree_check.h"

#include <rocksdb/db.h>

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "eventstore/rocksdb/log_keys.h"
#include "eventstore/rocksdb/slices.h"

namespace actionplan::eventstore {
namespace {

std::string Name(const TileId& tile) {
  return absl::StrCat("tile ", tile.index, " of level ", tile.level);
}

// The first position that a hash of the tile covers.
Position FirstUnder(const TileId& tile, size_t hash) {
  const uint32_t height = tile.level * kTileHeight;
  return ((tile.index * kTileWidth + hash) << height) + 1;
}

}  // namespace

TreeCheck::TreeCheck(const LogDatabase& log,
                     const rocksdb::ReadOptions& reading,
                     absl::Span<const KnownHead> known, LogProblems& problems)
    : log_(log), reading_(reading), known_(known), problems_(problems) {
  LoadFrontier();
}

void TreeCheck::LoadFrontier() {
  std::string bytes;
  const rocksdb::Status found =
      log_.database().Get(reading_, log_.merkle(), kFrontierName, &bytes);
  if (found.IsNotFound()) return;
  absl::StatusOr<Frontier> frontier = Frontier::Parse(bytes);
  if (found.ok() && frontier.ok()) {
    stored_ = *std::move(frontier);
    return;
  }
  problems_.Add(
      LogProblemKind::kTreeDamaged, 0,
      absl::StrCat("the frontier of its tree cannot be read: ",
                   found.ok() ? std::string(frontier.status().message())
                              : found.ToString()));
}

std::vector<MerkleHash> TreeCheck::ReadTile(const TileId& tile) {
  std::string bytes;
  const rocksdb::Status found = log_.database().Get(
      reading_, log_.merkle(), ToSlice(EncodeTileKey(tile)), &bytes);
  if (!found.ok() && !found.IsNotFound()) {
    problems_.Add(LogProblemKind::kNotReadable, FirstUnder(tile, 0),
                  absl::StrCat(Name(tile), ": ", found.ToString()));
  }
  // What is no whole hash is not one.
  bytes.resize(bytes.size() / kMerkleHashBytes * kMerkleHashBytes);
  return *HashesOf(bytes);
}

std::optional<MerkleHash> TreeCheck::StoredLeaf() {
  const uint64_t index = from_events_.size();
  if (index % kTileWidth == 0) {
    leaves_ = ReadTile({.level = 0, .index = index / kTileWidth});
  }
  const size_t place = index % kTileWidth;
  if (index >= stored_.size() || place >= leaves_.size()) return std::nullopt;
  return leaves_[place];
}

void TreeCheck::Add(absl::string_view envelope) {
  const Position position = next();
  const MerkleHash leaf = hasher_.Leaf(envelope);
  const std::optional<MerkleHash> stored = StoredLeaf();
  if (position > stored_.size()) {
    problems_.Add(LogProblemKind::kTreeShort, position,
                  absl::StrCat("its tree ends at position ", stored_.size()));
  } else if (!stored.has_value()) {
    problems_.Add(LogProblemKind::kTreeDamaged, position,
                  "its tree has no hash of this event");
  } else if (*stored != leaf) {
    problems_.Add(LogProblemKind::kEventChanged, position,
                  "the event is not the one that its tree has a hash of");
  }
  Grow(leaf, stored.value_or(leaf));
}

bool TreeCheck::Skip() {
  const std::optional<MerkleHash> stored = StoredLeaf();
  Grow(stored.value_or(MerkleHash{}), stored.value_or(MerkleHash{}));
  return stored.has_value();
}

void TreeCheck::Grow(const MerkleHash& event_leaf,
                     const MerkleHash& stored_leaf) {
  from_events_.Append(event_leaf, hasher_);
  if (from_leaves_.size() < stored_.size()) {
    AppendLeaf(stored_leaf, hasher_, from_leaves_,
               [this](const TileId& tile, const MerkleHash& hash) {
                 if (tile.level == 0) return;
                 std::vector<MerkleHash>& hashes = above_[tile];
                 hashes.push_back(hash);
                 if (hashes.size() < kTileWidth) return;
                 CompareTile(tile, hashes);
                 above_.erase(tile);
               });
  }
  CompareKnown();
}

void TreeCheck::CompareKnown() {
  for (const KnownHead& known : known_) {
    if (known.head.size != from_events_.size()) continue;
    if (known.head.root == from_events_.Root(hasher_)) continue;
    problems_.Add(known.kind, 0,
                  absl::StrCat("the first ", known.head.size,
                               " events are not those that ", known.source,
                               " was written for"));
  }
}

void TreeCheck::CompareTile(const TileId& tile,
                            absl::Span<const MerkleHash> hashes) {
  const std::vector<MerkleHash> stored = ReadTile(tile);
  for (size_t i = 0; i < hashes.size(); ++i) {
    if (i < stored.size() && stored[i] == hashes[i]) continue;
    problems_.Add(LogProblemKind::kTreeDamaged, FirstUnder(tile, i),
                  absl::StrCat(Name(tile),
                               " does not follow from the tiles "
                               "under it"));
    return;
  }
}

TreeHead TreeCheck::Finish() {
  const TreeHead events = {.size = from_events_.size(),
                           .root = from_events_.Root(hasher_)};
  for (const KnownHead& known : known_) {
    if (known.head.size <= events.size) continue;
    problems_.Add(
        known.kind, events.size + 1,
        absl::StrCat("the log ends at position ", events.size, " and ",
                     known.source, " at position ", known.head.size));
  }
  for (const auto& [tile, hashes] : above_) CompareTile(tile, hashes);
  if (from_leaves_.size() == stored_.size() &&
      from_leaves_.Serialise() != stored_.Serialise()) {
    problems_.Add(LogProblemKind::kTreeDamaged, 1,
                  "the hashes of its tree do not lead to its frontier");
  }
  FindSuperfluous();
  return events;
}

void TreeCheck::FindSuperfluous() {
  const std::unique_ptr<rocksdb::Iterator> entry(
      log_.database().NewIterator(reading_, log_.merkle()));
  for (entry->SeekToFirst(); entry->Valid(); entry->Next()) {
    if (ToView(entry->key()) == kFrontierName) continue;
    const std::optional<TileId> tile = DecodeTileKey(ToView(entry->key()));
    const bool is_tile = tile.has_value() && tile->level < kTileLevels;
    const size_t expected = is_tile ? HashesInTile(*tile, stored_.size()) : 0;
    if (expected > 0 && entry->value().size() <= expected * kMerkleHashBytes) {
      continue;
    }
    problems_.Add(LogProblemKind::kTreeHasMore,
                  is_tile ? FirstUnder(*tile, expected) : 0,
                  absl::StrCat(is_tile ? Name(*tile) : "a key",
                               " of its tree covers no event"));
  }
  if (entry->status().ok()) return;
  problems_.Add(LogProblemKind::kNotReadable, 0, entry->status().ToString());
}

}  // namespace actionplan::eventstore
