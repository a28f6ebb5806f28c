#include "tests/benchmarks/unproven_store.h"

#include <limits>

#include "eventstore/base/status.h"
#include "eventstore/commit_group.h"
#include "eventstore/rocksdb/log_keys.h"
#include "eventstore/rocksdb/log_record.h"
#include "eventstore/rocksdb/log_status.h"
#include "eventstore/rocksdb/slices.h"
#include "tests/benchmarks/measurement.h"

namespace actionplan::benchmarks {

using eventstore::CommitGroup;
using eventstore::Committed;
using eventstore::Hash;
using eventstore::Position;
using eventstore::Range;
using eventstore::RequestIdentity;
using eventstore::Revision;
using eventstore::ToSlice;
using eventstore::ToView;

namespace {

void RequireOk(const rocksdb::Status& status, absl::string_view what) {
  Require(eventstore::FromRocksdb(status), what);
}

rocksdb::ReadOptions WithinStream() {
  rocksdb::ReadOptions options;
  options.prefix_same_as_start = true;
  return options;
}

}  // namespace

UnprovenStore::UnprovenStore(const std::string& path)
    : log_(ValueOf(eventstore::LogDatabase::Open({.path = path}),
                   "open the log")),
      hashes_(log_->meta().digest_key) {}

absl::Status UnprovenStore::Write(const CommitGroup& group) {
  FillBatch(group);
  RETURN_IF_ERROR(eventstore::FromRocksdb(
      log_->database().Write(log_->write_options(), &batch_)));
  last_record_time_ = group.record_time();
  head_.Publish(group.next_position() - 1);
  return absl::OkStatus();
}

// As LogStore does, without the tree.
void UnprovenStore::FillBatch(const CommitGroup& group) {
  batch_.Clear();
  for (const CommitGroup::Staged& staged : group.staged()) {
    const auto& [append, committed] = staged;
    const Hash stream = hashes_.OfStream(append.stream);
    for (size_t i = 0; i < append.events.size(); ++i) {
      eventstore::FillEnvelope(staged, i, envelope_);
      eventstore::EncodeRecord(envelope_, record_);
      const auto position =
          eventstore::EncodePosition(committed.first_position + i);
      const auto key =
          eventstore::EncodeStreamKey(stream, committed.first_revision + i);
      RequireOk(batch_.Put(log_->events(), ToSlice(position), record_), "put");
      RequireOk(batch_.Put(log_->streams(), ToSlice(key), ToSlice(position)),
                "put");
    }
    const auto entry = eventstore::EncodeRequestEntry(
        {.first_position = committed.first_position,
         .count = committed.count,
         .digest = hashes_.OfContent(append.request.content)});
    RequireOk(
        batch_.Put(log_->requests(), ToSlice(hashes_.OfRequest(append.request)),
                   ToSlice(entry)),
        "put");
  }
  requests_ += group.staged().size();
  RequireOk(batch_.Put(log_->meta_family(), eventstore::kRequestCountName,
                       ToSlice(eventstore::EncodePosition(requests_))),
            "put");
}

absl::Status UnprovenStore::ReadStored(Range positions,
                                       eventstore::StoredVisitor visit) const {
  const Position last = std::min<Position>(positions.last, head_.Get());
  Position position = std::max<Position>(positions.first, 1);
  const std::unique_ptr<rocksdb::Iterator> stored(
      log_->database().NewIterator(rocksdb::ReadOptions(), log_->events()));
  stored->Seek(ToSlice(eventstore::EncodePosition(position)));
  for (; position <= last; ++position, stored->Next()) {
    Require(stored->Valid(), "the event is there");
    ASSIGN_OR_RETURN(const absl::string_view envelope,
                     eventstore::EnvelopeIn(ToView(stored->value()), position));
    if (!visit(position, envelope)) break;
  }
  return absl::OkStatus();
}

absl::Status UnprovenStore::ReadStream(absl::string_view stream,
                                       Range revisions,
                                       eventstore::EventVisitor visit) const {
  Revision revision = std::max<Revision>(revisions.first, 1);
  const std::unique_ptr<rocksdb::Iterator> index(
      log_->database().NewIterator(WithinStream(), log_->streams()));
  index->Seek(
      ToSlice(eventstore::EncodeStreamKey(hashes_.OfStream(stream), revision)));
  eventstore::v1::Envelope envelope;
  for (; index->Valid() && revision <= revisions.last;
       ++revision, index->Next()) {
    const Position position =
        eventstore::DecodePosition(ToView(index->value())).value_or(0);
    rocksdb::PinnableSlice record;
    RequireOk(log_->database().Get(
                  rocksdb::ReadOptions(), log_->events(),
                  ToSlice(eventstore::EncodePosition(position)), &record),
              "read an event");
    RETURN_IF_ERROR(
        eventstore::DecodeRecord(ToView(record), position, envelope));
    if (!visit(envelope)) break;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<Committed>> UnprovenStore::FindRequest(
    const RequestIdentity& request) const {
  rocksdb::PinnableSlice stored;
  const rocksdb::Status found =
      log_->database().Get(rocksdb::ReadOptions(), log_->requests(),
                           ToSlice(hashes_.OfRequest(request)), &stored);
  Require(found.IsNotFound(), "no request is repeated");
  return std::nullopt;
}

absl::StatusOr<Revision> UnprovenStore::LastRevision(
    absl::string_view stream) const {
  const std::unique_ptr<rocksdb::Iterator> last(
      log_->database().NewIterator(WithinStream(), log_->streams()));
  last->SeekForPrev(ToSlice(eventstore::EncodeStreamKey(
      hashes_.OfStream(stream), std::numeric_limits<Revision>::max())));
  if (!last->Valid()) return Revision{0};
  return eventstore::RevisionOfStreamKey(ToView(last->key())).value_or(0);
}

absl::StatusOr<bool> UnprovenStore::IsLastRevision(absl::string_view stream,
                                                   Revision revision) const {
  const Hash hash = hashes_.OfStream(stream);
  if (HasRevision(hash, revision + 1)) return false;
  return revision == 0 || HasRevision(hash, revision);
}

bool UnprovenStore::HasRevision(const Hash& stream, Revision revision) const {
  rocksdb::PinnableSlice position;
  const rocksdb::Status found = log_->database().Get(
      rocksdb::ReadOptions(), log_->streams(),
      ToSlice(eventstore::EncodeStreamKey(stream, revision)), &position);
  if (!found.IsNotFound()) RequireOk(found, "look up a revision");
  return found.ok();
}

}  // namespace actionplan::benchmarks
