#include "eventstore/rocksdb/log_recovery.h"

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "eventstore/rocksdb/log_hashes.h"
#include "eventstore/rocksdb/log_keys.h"
#include "eventstore/rocksdb/log_opening.h"
#include "eventstore/rocksdb/log_record.h"
#include "eventstore/rocksdb/log_status.h"
#include "eventstore/rocksdb/log_tree.h"
#include "eventstore/rocksdb/mark_file.h"
#include "eventstore/rocksdb/slices.h"
#include "eventstore/rocksdb/system_disk.h"

namespace actionplan::eventstore {
namespace {

namespace fs = std::filesystem;

using Kind = LogProblemKind;

// How many events are written with one sync.
constexpr Position kBatchEvents = 10'000;

absl::Status NotRecoverable(std::string message) {
  return base::Error({.code = absl::StatusCode::kFailedPrecondition,
                      .reason = "NOT_RECOVERABLE",
                      .message = std::move(message)});
}

bool Has(const LogExamination& examination, Kind kind) {
  const auto& problems = examination.verification.problems;
  return std::any_of(
      problems.begin(), problems.end(),
      [kind](const LogProblem& problem) { return problem.kind == kind; });
}

// Carries events from one log to another, batch by batch.
class Rebuilding {
 public:
  Rebuilding(const LogDatabase& from, const LogDatabase& to, LogTree& tree)
      : from_(from), to_(to), tree_(tree), hashes_(to.meta().digest_key) {}

  absl::Status Add(Position position, absl::string_view record);

  // Everything that was added is on disk.
  absl::Status Write();

  // The last event of the request that wrote the newest one, as its index says.
  Position LastOfRequest() const { return last_of_request_; }

 private:
  absl::Status EndRequest();

  const LogDatabase& from_;
  const LogDatabase& to_;
  LogTree& tree_;
  const LogHashes hashes_;
  rocksdb::WriteBatch batch_;
  v1::Envelope envelope_;
  RequestIdentity request_;
  RequestEntry entry_;
  Position last_of_request_ = 0;
};

absl::Status Rebuilding::Add(Position position, absl::string_view record) {
  ASSIGN_OR_RETURN(const absl::string_view bytes, EnvelopeIn(record, position));
  RETURN_IF_ERROR(ParseEnvelope(position, bytes, envelope_));
  if (request_.id != envelope_.request_id() ||
      request_.actor != envelope_.actor()) {
    RETURN_IF_ERROR(EndRequest());
    request_.id = envelope_.request_id();
    request_.actor = envelope_.actor();
    entry_ = {.first_position = position};
  }
  ++entry_.count;
  tree_.Append(bytes);
  const PositionBytes place = EncodePosition(position);
  const StreamKeyBytes key = EncodeStreamKey(
      hashes_.OfStream(envelope_.stream()), envelope_.revision());
  RETURN_IF_ERROR(
      FromRocksdb(batch_.Put(to_.events(), ToSlice(place), ToSlice(record))));
  return FromRocksdb(batch_.Put(to_.streams(), ToSlice(key), ToSlice(place)));
}

absl::Status Rebuilding::EndRequest() {
  if (entry_.count == 0) return absl::OkStatus();
  const Hash key = hashes_.OfRequest(request_);
  std::string stored;
  const rocksdb::Status found = from_.database().Get(
      rocksdb::ReadOptions(), from_.requests(), ToSlice(key), &stored);
  const auto earlier =
      found.ok() ? DecodeRequestEntry(stored) : std::optional<RequestEntry>();
  if (earlier.has_value()) {
    entry_.digest = earlier->digest;
    last_of_request_ = earlier->first_position + earlier->count - 1;
  }
  return FromRocksdb(batch_.Put(to_.requests(), ToSlice(key),
                                ToSlice(EncodeRequestEntry(entry_))));
}

absl::Status Rebuilding::Write() {
  RETURN_IF_ERROR(EndRequest());
  RETURN_IF_ERROR(tree_.PutInto(batch_));
  RETURN_IF_ERROR(
      FromRocksdb(to_.database().Write(to_.write_options(), &batch_)));
  batch_.Clear();
  return absl::OkStatus();
}

absl::Status CopyEvents(const LogDatabase& from, Position last,
                        Rebuilding& rebuilding, VerificationProgress progress) {
  const std::unique_ptr<rocksdb::Iterator> stored(
      from.database().NewIterator(rocksdb::ReadOptions(), from.events()));
  stored->Seek(ToSlice(EncodePosition(1)));
  for (Position position = 1; position <= last; ++position, stored->Next()) {
    if (!stored->Valid()) return FromRocksdb(stored->status());
    RETURN_IF_ERROR(rebuilding.Add(position, ToView(stored->value())));
    if (position % kBatchEvents != 0) continue;
    RETURN_IF_ERROR(rebuilding.Write());
    if (!progress(position, last)) {
      return absl::CancelledError("the recovery was stopped");
    }
  }
  RETURN_IF_ERROR(rebuilding.Write());
  if (rebuilding.LastOfRequest() <= last) return absl::OkStatus();
  return NotRecoverable(absl::StrCat(
      "one request wrote events on both sides of position ", last,
      ", and half of them would say what nobody asked for; accept the loss "
      "after an earlier position"));
}

absl::Status CheckRebuild(const RebuildRequest& request,
                          const LogExamination& examination) {
  const Position last_good = examination.verification.last_good;
  if (Has(examination, Kind::kIdentityDamaged) ||
      examination.verification.log_id.empty()) {
    return NotRecoverable(
        "nothing says which log it is; restore a backup into another folder");
  }
  if (request.accept_loss_after > last_good) {
    return NotRecoverable(absl::StrCat("the events are good up to position ",
                                       last_good,
                                       " only; accept the loss "
                                       "after that one, or restore "
                                       "a backup"));
  }
  std::error_code error;
  if (!fs::exists(MarkPath(request.to)) &&
      (!fs::exists(request.to) || fs::is_empty(request.to, error))) {
    return absl::OkStatus();
  }
  return base::Error(
      {.code = absl::StatusCode::kFailedPrecondition,
       .reason = "FOLDER_NOT_EMPTY",
       .message = absl::StrCat("there is something in or beside ", request.to,
                               "; recover into an empty folder")});
}

// A request whose events lie in two batches was written twice: once it counts.
absl::Status PutRequestCount(const LogDatabase& log) {
  rocksdb::CompactRangeOptions everything;
  everything.bottommost_level_compaction =
      rocksdb::BottommostLevelCompaction::kForce;
  RETURN_IF_ERROR(FromRocksdb(log.database().CompactRange(
      everything, log.requests(), nullptr, nullptr)));
  ASSIGN_OR_RETURN(const uint64_t count, log.CountKeys(log.requests()));
  return FromRocksdb(log.database().Put(log.write_options(), log.meta_family(),
                                        kRequestCountName,
                                        ToSlice(EncodePosition(count))));
}

}  // namespace

Remedy RemedyOf(const LogExamination& examination) {
  if (examination.verification.problems.empty()) return Remedy::kNone;
  if (examination.HasOnly(Kind::kMarkUnusable) && examination.lost_slot) {
    return Remedy::kRewriteMark;
  }
  if (examination.verification.last_good > 0 &&
      !Has(examination, Kind::kIdentityDamaged)) {
    return Remedy::kRebuild;
  }
  return Remedy::kRestore;
}

absl::StatusOr<Mark> RewriteMark(const std::string& path,
                                 const LogExamination& examination) {
  if (RemedyOf(examination) != Remedy::kRewriteMark) {
    return NotRecoverable(
        "the mark can be written anew only when one of its slots is lost and "
        "nothing else is wrong");
  }
  Mark mark = *examination.mark;
  mark.tree_size = examination.verification.head.size;
  mark.root = examination.verification.head.root;
  SystemDisk disk;
  RETURN_IF_ERROR(MarkFile::Create(disk, MarkPath(path), mark).status());
  return mark;
}

absl::StatusOr<Mark> RebuildLog(const RebuildRequest& request,
                                const LogExamination& examination,
                                VerificationProgress progress) {
  RETURN_IF_ERROR(CheckRebuild(request, examination));
  ASSIGN_OR_RETURN(
      const auto from,
      LogDatabase::OpenReadOnly(
          {.path = request.from, .damage = LogDatabase::Damage::kReadUpTo}));
  LogDatabase::Meta identity = from->meta();
  const uint64_t marked =
      examination.mark.has_value() ? examination.mark->epoch : 0;
  identity.epoch = std::max(identity.epoch, marked) + 1;
  identity.format_version = kLogFormatVersion;
  ASSIGN_OR_RETURN(const auto to, LogDatabase::Open({.path = request.to,
                                                     .identity = identity}));
  ASSIGN_OR_RETURN(const auto tree, LogTree::Open(*to));
  Rebuilding rebuilding(*from, *to, *tree);
  RETURN_IF_ERROR(
      CopyEvents(*from, request.accept_loss_after, rebuilding, progress));
  RETURN_IF_ERROR(PutRequestCount(*to));
  const TreeHead head = tree->grown();
  const Mark mark = {.log_id = identity.log_id,
                     .epoch = identity.epoch,
                     .tree_size = head.size,
                     .root = head.root};
  SystemDisk disk;
  RETURN_IF_ERROR(MarkFile::Create(disk, MarkPath(request.to), mark).status());
  return mark;
}

}  // namespace actionplan::eventstore
