#include "eventstore/rocksdb/log_store.h"

#include <rocksdb/db.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "eventstore/base/logging.h"
#include "eventstore/base/status.h"
#include "eventstore/commit_group.h"
#include "eventstore/event_store_errors.h"
#include "eventstore/rocksdb/log_keys.h"
#include "eventstore/rocksdb/log_record.h"
#include "eventstore/rocksdb/log_status.h"
#include "eventstore/rocksdb/slices.h"

namespace actionplan::eventstore {
namespace {

// How many events of a stream are fetched together.
constexpr size_t kPageEvents = 64;

constexpr int64_t kNoRecordTime = std::numeric_limits<int64_t>::min();

int64_t NanosOf(absl::Time time) {
  return time == absl::InfinitePast() ? kNoRecordTime : absl::ToUnixNanos(time);
}

// One stream lies under one prefix: the prefix filters apply.
rocksdb::ReadOptions WithinStream() {
  rocksdb::ReadOptions options;
  options.prefix_same_as_start = true;
  return options;
}

}  // namespace

absl::StatusOr<std::unique_ptr<LogStore>> LogStore::Open(
    const Options& options) {
  ASSIGN_OR_RETURN(OpenedLog opened, OpenLog(options));
  return std::unique_ptr<LogStore>(new LogStore(std::move(opened)));
}

LogStore::LogStore(OpenedLog opened)
    : log_(std::move(opened.log)),
      tree_(std::move(opened.tree)),
      mark_(std::move(opened.mark)),
      hashes_(log_->meta().digest_key),
      head_(tree_->head().size),
      last_record_nanos_(NanosOf(opened.last_record_time)),
      requests_(opened.requests) {}

absl::Status LogStore::Write(const CommitGroup& group) {
  RETURN_IF_ERROR(write_failure_);
  const Position head = group.next_position() - 1;
  if (head != head_.Get() + group.events()) {
    base::Fatal("somebody else wrote to the log",
                {{"head", head_.Get()}, {"expected", head - group.events()}});
  }
  // A failed sync leaves the tail unknown: every later write is refused until
  // the log has been opened again.
  write_failure_ = WriteGroup(group);
  RETURN_IF_ERROR(write_failure_);
  last_record_nanos_.store(NanosOf(group.record_time()),
                           std::memory_order_release);
  head_.Publish(head);
  return absl::OkStatus();
}

absl::Status LogStore::WriteGroup(const CommitGroup& group) {
  RETURN_IF_ERROR(FillBatch(group));
  RETURN_IF_ERROR(
      FromRocksdb(log_->database().Write(log_->write_options(), &batch_)));
  const TreeHead grown = tree_->grown();
  Mark mark = mark_->newest();
  mark.tree_size = grown.size;
  mark.root = grown.root;
  RETURN_IF_ERROR(mark_->Write(mark));
  tree_->Publish(grown);
  return absl::OkStatus();
}

absl::Status LogStore::FillBatch(const CommitGroup& group) {
  batch_.Clear();
  for (const CommitGroup::Staged& staged : group.staged()) {
    const auto& [append, committed] = staged;
    const Hash stream = hashes_.OfStream(append.stream);
    for (size_t i = 0; i < append.events.size(); ++i) {
      FillEnvelope(staged, i, envelope_);
      tree_->Append(EncodeRecord(envelope_, record_));
      const PositionBytes position =
          EncodePosition(committed.first_position + i);
      const StreamKeyBytes key =
          EncodeStreamKey(stream, committed.first_revision + i);
      RETURN_IF_ERROR(
          FromRocksdb(batch_.Put(log_->events(), ToSlice(position), record_)));
      RETURN_IF_ERROR(FromRocksdb(
          batch_.Put(log_->streams(), ToSlice(key), ToSlice(position))));
    }
    const RequestEntryBytes entry = EncodeRequestEntry(
        {.first_position = committed.first_position,
         .count = committed.count,
         .digest = hashes_.OfContent(append.request.content)});
    RETURN_IF_ERROR(FromRocksdb(
        batch_.Put(log_->requests(), ToSlice(hashes_.OfRequest(append.request)),
                   ToSlice(entry))));
  }
  requests_ += group.staged().size();
  RETURN_IF_ERROR(FromRocksdb(batch_.Put(log_->meta_family(), kRequestCountName,
                                         ToSlice(EncodePosition(requests_)))));
  return tree_->PutInto(batch_);
}

absl::Status LogStore::ReadStored(Range positions, StoredVisitor visit) const {
  const Position head = head_.Get();
  if (positions.first > head + 1) {
    return PositionPastHead(positions.first, head);
  }
  const Position last = std::min<Position>(positions.last, head);
  Position position = std::max<Position>(positions.first, 1);
  if (position > last) return absl::OkStatus();
  if (position == last) return VisitStored(position, visit);
  rocksdb::ReadOptions options;
  // A scan of the whole log would push out everything else.
  options.fill_cache = false;
  const std::unique_ptr<rocksdb::Iterator> stored(
      log_->database().NewIterator(options, log_->events()));
  stored->Seek(ToSlice(EncodePosition(position)));
  for (; position <= last; ++position, stored->Next()) {
    if (!stored->Valid() || DecodePosition(ToView(stored->key())) != position) {
      RETURN_IF_ERROR(FromRocksdb(stored->status()));
      return EventDamaged(position, "is missing");
    }
    ASSIGN_OR_RETURN(const absl::string_view envelope,
                     EnvelopeIn(ToView(stored->value()), position));
    if (!visit(position, envelope)) break;
  }
  return absl::OkStatus();
}

absl::Status LogStore::VisitStored(Position position,
                                   StoredVisitor visit) const {
  rocksdb::PinnableSlice record;
  const rocksdb::Status found =
      log_->database().Get(rocksdb::ReadOptions(), log_->events(),
                           ToSlice(EncodePosition(position)), &record);
  if (found.IsNotFound()) return EventDamaged(position, "is missing");
  RETURN_IF_ERROR(FromRocksdb(found));
  ASSIGN_OR_RETURN(const absl::string_view envelope,
                   EnvelopeIn(ToView(record), position));
  visit(position, envelope);
  return absl::OkStatus();
}

absl::Status LogStore::ReadStream(absl::string_view stream, Range revisions,
                                  EventVisitor visit) const {
  Revision revision = std::max<Revision>(revisions.first, 1);
  const std::unique_ptr<rocksdb::Iterator> index(
      log_->database().NewIterator(WithinStream(), log_->streams()));
  index->Seek(ToSlice(EncodeStreamKey(hashes_.OfStream(stream), revision)));
  std::vector<Position> positions;
  while (index->Valid() && revision <= revisions.last) {
    const Revision first = revision;
    positions.clear();
    for (; index->Valid() && revision <= revisions.last &&
           positions.size() < kPageEvents;
         ++revision, index->Next()) {
      const auto position = DecodePosition(ToView(index->value()));
      if (RevisionOfStreamKey(ToView(index->key())) != revision || !position) {
        return StreamDamaged(stream, revision);
      }
      positions.push_back(*position);
    }
    ASSIGN_OR_RETURN(const bool wants_more, VisitPage({.stream = stream,
                                                       .first_revision = first,
                                                       .positions = positions},
                                                      visit));
    if (!wants_more) return absl::OkStatus();
  }
  return FromRocksdb(index->status());
}

absl::StatusOr<bool> LogStore::VisitPage(const Page& page,
                                         EventVisitor visit) const {
  const size_t count = page.positions.size();
  std::array<PositionBytes, kPageEvents> keys;
  std::array<rocksdb::Slice, kPageEvents> slices;
  std::array<rocksdb::PinnableSlice, kPageEvents> records;
  std::array<rocksdb::Status, kPageEvents> statuses;
  for (size_t i = 0; i < count; ++i) {
    keys[i] = EncodePosition(page.positions[i]);
    slices[i] = ToSlice(keys[i]);
  }
  // In a stream, later revisions stand at later positions.
  constexpr bool kSorted = true;
  log_->database().MultiGet(rocksdb::ReadOptions(), log_->events(), count,
                            slices.data(), records.data(), statuses.data(),
                            kSorted);
  v1::Envelope envelope;
  for (size_t i = 0; i < count; ++i) {
    const Position position = page.positions[i];
    if (statuses[i].IsNotFound()) return EventDamaged(position, "is missing");
    RETURN_IF_ERROR(FromRocksdb(statuses[i]));
    RETURN_IF_ERROR(DecodeRecord(ToView(records[i]), position, envelope));
    if (page.stream != envelope.stream() ||
        envelope.revision() != page.first_revision + i) {
      return EventDamaged(position, "belongs to another stream");
    }
    if (!visit(envelope)) return false;
  }
  return true;
}

absl::StatusOr<std::optional<Committed>> LogStore::FindRequest(
    const RequestIdentity& request) const {
  rocksdb::PinnableSlice stored;
  const rocksdb::Status status =
      log_->database().Get(rocksdb::ReadOptions(), log_->requests(),
                           ToSlice(hashes_.OfRequest(request)), &stored);
  if (status.IsNotFound()) return std::nullopt;
  RETURN_IF_ERROR(FromRocksdb(status));
  const std::optional<RequestEntry> entry = DecodeRequestEntry(ToView(stored));
  if (!entry.has_value()) return RequestDamaged(request);
  if (!SameHash(entry->digest, hashes_.OfContent(request.content))) {
    return RequestIdReused(request);
  }
  v1::Envelope first;
  RETURN_IF_ERROR(GetEvent(entry->first_position, first));
  if (first.actor() != request.actor || first.request_id() != request.id) {
    return RequestDamaged(request);
  }
  return Committed{.first_position = first.position(),
                   .first_revision = first.revision(),
                   .count = entry->count,
                   .record_time = TimeOf(first.record_time()),
                   .repeated = true};
}

absl::Status LogStore::GetEvent(Position position,
                                v1::Envelope& envelope) const {
  absl::Status parsed;
  RETURN_IF_ERROR(VisitStored(position, [&](Position, absl::string_view bytes) {
    parsed = ParseEnvelope(position, bytes, envelope);
    return false;
  }));
  return parsed;
}

absl::StatusOr<Revision> LogStore::LastRevision(
    absl::string_view stream) const {
  const std::unique_ptr<rocksdb::Iterator> last(
      log_->database().NewIterator(WithinStream(), log_->streams()));
  last->SeekForPrev(ToSlice(EncodeStreamKey(
      hashes_.OfStream(stream), std::numeric_limits<Revision>::max())));
  RETURN_IF_ERROR(FromRocksdb(last->status()));
  if (!last->Valid()) return Revision{0};
  const auto revision = RevisionOfStreamKey(ToView(last->key()));
  if (!revision.has_value()) return StreamDamaged(stream, 0);
  return *revision;
}

absl::StatusOr<bool> LogStore::IsLastRevision(absl::string_view stream,
                                              Revision revision) const {
  // Two look-ups cost less than a seek, and the first, for what is usually not
  // there, is answered by a filter.
  const Hash hash = hashes_.OfStream(stream);
  if (revision == std::numeric_limits<Revision>::max()) return false;
  ASSIGN_OR_RETURN(const bool has_later, HasRevision(hash, revision + 1));
  if (has_later) return false;
  if (revision == 0) return true;
  return HasRevision(hash, revision);
}

absl::StatusOr<bool> LogStore::HasRevision(const Hash& stream,
                                           Revision revision) const {
  rocksdb::PinnableSlice position;
  const rocksdb::Status status = log_->database().Get(
      rocksdb::ReadOptions(), log_->streams(),
      ToSlice(EncodeStreamKey(stream, revision)), &position);
  if (status.IsNotFound()) return false;
  RETURN_IF_ERROR(FromRocksdb(status));
  return true;
}

// A failed append is no background work: it stays failed.
absl::Status LogStore::Recover() {
  return FromRocksdb(log_->database().Resume());
}

absl::Time LogStore::LastRecordTime() const {
  const int64_t nanos = last_record_nanos_.load(std::memory_order_acquire);
  return nanos == kNoRecordTime ? absl::InfinitePast()
                                : absl::FromUnixNanos(nanos);
}

}  // namespace actionplan::eventstore
