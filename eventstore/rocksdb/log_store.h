// The log on disk, in a RocksDB database of its own.
//
// A group is one write batch with one sync: events, indexes and what they add
// to the Merkle tree. Then the mark beside the log says how far it has come,
// with a sync of its own, and only then is the group acknowledged: a log that
// loses its end is not opened again (log_opening.h). Every event is checked
// against its checksum, its position and its stream each time it is read.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_STORE_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_STORE_H_

#include <rocksdb/write_batch.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "actionplan/eventstore/v1/envelope.pb.h"
#include "eventstore/event_store.h"
#include "eventstore/position_signal.h"
#include "eventstore/rocksdb/log_database.h"
#include "eventstore/rocksdb/log_hashes.h"
#include "eventstore/rocksdb/log_opening.h"
#include "eventstore/rocksdb/log_tree.h"
#include "eventstore/rocksdb/mark_file.h"

namespace actionplan::eventstore {

// Threads as EventStore says. Visitors may call the store.
class LogStore final : public EventStore {
 public:
  using Options = LogFiles;

  // Errors as OpenLog(). One log is open once: a second Open() of the same
  // folder, in this process or another, is FAILED_PRECONDITION (LOG_IN_USE).
  static absl::StatusOr<std::unique_ptr<LogStore>> Open(const Options& options);

  absl::Status Write(const CommitGroup& group) override;
  absl::Status ReadStream(absl::string_view stream, Range revisions,
                          EventVisitor visit) const override;
  absl::Status ReadStored(Range positions, StoredVisitor visit) const override;
  absl::StatusOr<std::optional<Committed>> FindRequest(
      const RequestIdentity& request) const override;
  absl::StatusOr<Revision> LastRevision(
      absl::string_view stream) const override;
  absl::StatusOr<bool> IsLastRevision(absl::string_view stream,
                                      Revision revision) const override;
  PositionSignal& head() const override { return head_; }
  TreeHead tree_head() const override { return tree_->head(); }
  const TileReader& tiles() const override { return *tree_; }
  absl::Time LastRecordTime() const override;
  std::string LogId() const override { return log_->meta().log_id; }

  // Sets background work going that a full disk stopped, which is not known to
  // be over before it returns OK: an append would end the process. Errors as
  // FromRocksdb() says.
  absl::Status Recover();

  // To back it up and to verify it while it is written to.
  const LogDatabase& database() const { return *log_; }

 private:
  // The part of a stream that is read in one go.
  struct Page {
    absl::string_view stream;
    Revision first_revision;
    absl::Span<const Position> positions;
  };

  explicit LogStore(OpenedLog opened);

  // Everything that can fail while a group is written.
  absl::Status WriteGroup(const CommitGroup& group);
  absl::Status FillBatch(const CommitGroup& group);
  absl::StatusOr<bool> HasRevision(const Hash& stream, Revision revision) const;
  absl::Status GetEvent(Position position, v1::Envelope& envelope) const;

  // One event by itself, which costs less than the first one of a scan.
  absl::Status VisitStored(Position position, StoredVisitor visit) const;

  // Returns whether the visitor wants to go on.
  absl::StatusOr<bool> VisitPage(const Page& page, EventVisitor visit) const;

  const std::unique_ptr<LogDatabase> log_;
  const std::unique_ptr<LogTree> tree_;
  const std::unique_ptr<MarkFile> mark_;
  const LogHashes hashes_;
  mutable PositionSignal head_;
  std::atomic<int64_t> last_record_nanos_;

  // The writing thread's own, most of it kept for its memory.
  uint64_t requests_;
  rocksdb::WriteBatch batch_;
  v1::Envelope envelope_;
  std::string record_;
  absl::Status write_failure_;
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_STORE_H_
