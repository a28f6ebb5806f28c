#include "eventstore/rocksdb/log_opening.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "eventstore/base/logging.h"
#include "eventstore/base/status.h"
#include "eventstore/commit_group.h"
#include "eventstore/event_store_errors.h"
#include "eventstore/merkle/proof.h"
#include "eventstore/rocksdb/log_keys.h"
#include "eventstore/rocksdb/log_record.h"
#include "eventstore/rocksdb/log_status.h"
#include "eventstore/rocksdb/mark_errors.h"
#include "eventstore/rocksdb/slices.h"
#include "eventstore/rocksdb/small_files.h"
#include "eventstore/rocksdb/system_disk.h"

namespace actionplan::eventstore {
namespace {

// How many events the tree of an older log takes in with one sync.
constexpr Position kUpgradeBatch = 10'000;

// Visits stored events from `first` on, to the end of the log.
absl::Status VisitEvents(const LogDatabase& log, Position first,
                         absl::FunctionRef<absl::Status(
                             Position position, absl::string_view envelope)>
                             visit) {
  const std::unique_ptr<rocksdb::Iterator> stored(
      log.database().NewIterator(rocksdb::ReadOptions(), log.events()));
  stored->Seek(ToSlice(EncodePosition(first)));
  for (Position position = first; stored->Valid(); ++position, stored->Next()) {
    const auto place = DecodePosition(ToView(stored->key()));
    if (!place.has_value()) return LogDamaged("it has an event at no position");
    if (*place != position) return EventDamaged(position, "is missing");
    ASSIGN_OR_RETURN(const absl::string_view envelope,
                     EnvelopeIn(ToView(stored->value()), position));
    RETURN_IF_ERROR(visit(position, envelope));
  }
  return FromRocksdb(stored->status());
}

// Gives a log of format version 1 its tree. What was done before a crash is
// not done again.
absl::Status GrowMissingTree(const LogDatabase& log, LogTree& tree) {
  rocksdb::WriteBatch batch;
  const auto write = [&]() -> absl::Status {
    RETURN_IF_ERROR(tree.PutInto(batch));
    RETURN_IF_ERROR(
        FromRocksdb(log.database().Write(log.write_options(), &batch)));
    batch.Clear();
    tree.Publish(tree.grown());
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(VisitEvents(
      log, tree.head().size + 1,
      [&](Position position, absl::string_view envelope) -> absl::Status {
        tree.Append(envelope);
        return position % kUpgradeBatch == 0 ? write() : absl::OkStatus();
      }));
  return write();
}

// Checks the events of the newest tile against the tree, and that it has no
// more events than leaves; returns the record_time of the last.
absl::StatusOr<absl::Time> CheckNewestEvents(const LogDatabase& log,
                                             const LogTree& tree) {
  const uint64_t size = tree.head().size;
  const Position before = size == 0 ? 0 : (size - 1) / kTileWidth * kTileWidth;
  std::vector<MerkleHash> leaves;
  if (size > 0) {
    const TileId newest = {.level = 0, .index = before / kTileWidth};
    ASSIGN_OR_RETURN(leaves, tree.Read(newest, size - before));
  }
  TreeHasher hasher;
  v1::Envelope last;
  Position head = before;
  RETURN_IF_ERROR(VisitEvents(
      log, before + 1,
      [&](Position position, absl::string_view envelope) -> absl::Status {
        head = position;
        if (position > size) return absl::OkStatus();
        if (hasher.Leaf(envelope) != leaves[position - before - 1]) {
          return EventDamaged(position, "is not the one that was recorded");
        }
        return ParseEnvelope(position, envelope, last);
      }));
  if (head != size) {
    return LogDamaged(absl::StrCat("it has events up to position ", head,
                                   " and a tree of ", size));
  }
  return size == 0 ? absl::InfinitePast() : TimeOf(last.record_time());
}

struct Family {
  const char* name;
  rocksdb::ColumnFamilyHandle* handle;
  uint64_t keys;  // As many it must have.
};

// Returns how many requests the log has.
absl::StatusOr<uint64_t> CheckCounts(const LogDatabase& log,
                                     const LogTree& tree) {
  std::string stored;
  const rocksdb::Status found = log.database().Get(
      rocksdb::ReadOptions(), log.meta_family(), kRequestCountName, &stored);
  if (!found.ok() && !found.IsNotFound()) return FromRocksdb(found);
  const uint64_t events = tree.head().size;
  uint64_t requests = 0;
  if (found.ok()) {
    requests = DecodePosition(stored).value_or(0);
  } else if (log.meta().format_version == kLogFormatWithoutMark) {
    ASSIGN_OR_RETURN(requests, log.CountKeys(log.requests()));
  }
  for (const Family& family :
       {Family{kEventsFamily, log.events(), events},
        Family{kStreamsFamily, log.streams(), events},
        Family{kRequestsFamily, log.requests(), requests}}) {
    ASSIGN_OR_RETURN(const uint64_t keys, log.CountKeys(family.handle));
    if (keys == family.keys) continue;
    return LogDamaged(absl::StrCat("of ", family.name, " it has ", keys,
                                   " and should have ", family.keys,
                                   ": a file was lost or cut short, or "
                                   "another program wrote to it"));
  }
  return requests;
}

absl::StatusOr<std::unique_ptr<MarkFile>> OpenMark(Disk& disk,
                                                   const std::string& path,
                                                   const LogDatabase& log,
                                                   const LogTree& tree) {
  const TreeHead head = tree.head();
  const Mark now = {.log_id = log.meta().log_id,
                    .epoch = log.meta().epoch,
                    .tree_size = head.size,
                    .root = head.root};
  ASSIGN_OR_RETURN(const bool exists, disk.Exists(path));
  if (!exists) {
    const bool had_mark = log.meta().format_version > kLogFormatWithoutMark;
    if (head.size > 0 && had_mark) return MarkMissing(path, head.size);
    return MarkFile::Create(disk, path, now);
  }
  ASSIGN_OR_RETURN(std::unique_ptr<MarkFile> mark, MarkFile::Open(disk, path));
  const Mark& newest = mark->newest();
  if (newest.log_id != now.log_id || newest.epoch != now.epoch) {
    return MarkOfAnotherLog(path, newest, now);
  }
  if (newest.tree_size > head.size) {
    return LogShorterThanMark(path, newest, head.size);
  }
  TreeHasher hasher;
  ASSIGN_OR_RETURN(const MerkleHash root,
                   RootOfSize(newest.tree_size, tree, hasher));
  if (root != newest.root) return LogDiffersFromMark(path, newest);
  if (newest.tree_size < head.size) {
    RETURN_IF_ERROR(mark->Write(now));
  } else if (mark->lost_slot()) {
    return MarkDamaged(path,
                       "one of its slots is not whole, and the log does not go "
                       "past the other");
  }
  return mark;
}

}  // namespace

std::string MarkPath(absl::string_view log_path) {
  while (absl::ConsumeSuffix(&log_path, "/")) {
  }
  return absl::StrCat(log_path, ".mark");
}

absl::StatusOr<OpenedLog> OpenLog(const LogFiles& files) {
  SystemDisk system_disk;
  Disk& disk = files.disk == nullptr ? system_disk : *files.disk;
  const std::string mark_path = MarkPath(files.path);
  const absl::StatusOr<bool> has_mark = disk.Exists(mark_path);
  if (absl::IsPermissionDenied(has_mark.status())) {
    return LogNotPermitted(files.path);
  }
  RETURN_IF_ERROR(has_mark.status());
  OpenedLog opened;
  // A log that lost its files must not be taken for a new one.
  ASSIGN_OR_RETURN(
      opened.log,
      LogDatabase::Open(
          {.path = files.path,
           .memory = files.memory,
           .environment = files.environment,
           .if_missing = *has_mark ? IfMissing::kRefuse : IfMissing::kMake}));
  ASSIGN_OR_RETURN(opened.tree, LogTree::Open(*opened.log));
  const bool is_older =
      opened.log->meta().format_version == kLogFormatWithoutMark;
  if (is_older) {
    base::Log(base::Severity::kInfo, "an older log gets its tree and its mark",
              {{"path", files.path}});
    RETURN_IF_ERROR(GrowMissingTree(*opened.log, *opened.tree));
  }
  ASSIGN_OR_RETURN(opened.last_record_time,
                   CheckNewestEvents(*opened.log, *opened.tree));
  ASSIGN_OR_RETURN(opened.requests, CheckCounts(*opened.log, *opened.tree));
  ASSIGN_OR_RETURN(opened.mark,
                   OpenMark(disk, mark_path, *opened.log, *opened.tree));
  if (is_older) RETURN_IF_ERROR(opened.log->FinishUpgrade());
  JoinSmallFiles(*opened.log);
  return opened;
}

}  // namespace actionplan::eventstore
