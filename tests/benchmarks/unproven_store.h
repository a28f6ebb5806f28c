// The log without its Merkle tree and without its mark: what the two cost is
// the difference to the product's LogStore. The same families, keys, values and
// options, one write batch and one sync a group, and nothing that would show
// that the log was changed or cut short.
#ifndef ACTIONPLAN_TESTS_BENCHMARKS_UNPROVEN_STORE_H_
#define ACTIONPLAN_TESTS_BENCHMARKS_UNPROVEN_STORE_H_

#include <rocksdb/write_batch.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "eventstore/event_store.h"
#include "eventstore/merkle/memory_tiles.h"
#include "eventstore/rocksdb/log_database.h"
#include "eventstore/rocksdb/log_hashes.h"

namespace actionplan::benchmarks {

// Threads as EventStore says. A log is written once and not opened again.
class UnprovenStore final : public eventstore::EventStore {
 public:
  // The folder is new.
  explicit UnprovenStore(const std::string& path);

  absl::Status Write(const eventstore::CommitGroup& group) override;
  absl::Status ReadStream(absl::string_view stream, eventstore::Range revisions,
                          eventstore::EventVisitor visit) const override;
  absl::Status ReadStored(eventstore::Range positions,
                          eventstore::StoredVisitor visit) const override;

  // No request is repeated: one that is ends the program.
  absl::StatusOr<std::optional<eventstore::Committed>> FindRequest(
      const eventstore::RequestIdentity& request) const override;

  absl::StatusOr<eventstore::Revision> LastRevision(
      absl::string_view stream) const override;
  absl::StatusOr<bool> IsLastRevision(
      absl::string_view stream, eventstore::Revision revision) const override;
  eventstore::PositionSignal& head() const override { return head_; }
  eventstore::TreeHead tree_head() const override { return {}; }
  const eventstore::TileReader& tiles() const override { return no_tiles_; }
  absl::Time LastRecordTime() const override { return last_record_time_; }
  std::string LogId() const override { return log_->meta().log_id; }

 private:
  void FillBatch(const eventstore::CommitGroup& group);
  bool HasRevision(const eventstore::Hash& stream,
                   eventstore::Revision revision) const;

  const std::unique_ptr<eventstore::LogDatabase> log_;
  const eventstore::LogHashes hashes_;
  const eventstore::MemoryTiles no_tiles_;
  mutable eventstore::PositionSignal head_;
  std::atomic<absl::Time> last_record_time_ = absl::InfinitePast();

  // The writing thread's own.
  uint64_t requests_ = 0;
  rocksdb::WriteBatch batch_;
  eventstore::v1::Envelope envelope_;
  std::string record_;
};

}  // namespace actionplan::benchmarks

#endif  // ACTIONPLAN_TESTS_BENCHMARKS_UNPROVEN_STORE_H_
