// Where views are kept: for each view, by name, one complete generation of its
// rows and, during a rebuild, one that is being loaded.
//
// Views can be built again from the log, so nothing here is synced. What
// survives a crash: of each complete generation the rows as they were at some
// checkpoint, never rows without their checkpoint or the reverse, but not
// necessarily the last ones written. A generation that was still being loaded
// is gone.
//
// Implementations answer alike under tests/projections/view_store_contract.h.
#ifndef ACTIONPLAN_PROJECTIONS_VIEW_STORE_H_
#define ACTIONPLAN_PROJECTIONS_VIEW_STORE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "actionplan/projections/v1/rows.pb.h"
#include "projections/projection.h"

namespace actionplan::projections {

// One change of one row. The views point into memory of whoever made it.
struct RowChange {
  enum class Kind { kPut, kDelete, kAppend };

  Kind kind;
  absl::string_view key;    // Not empty; once in a list of changes.
  absl::string_view value;  // Of kAppend the bytes to add; of kDelete nothing.
};

// One generation of the rows of one view. Thread-safe; whoever holds one may
// read it, also after it was dropped.
class Generation {
 public:
  virtual ~Generation() = default;

  // The name of the view.
  virtual absl::string_view view() const = 0;

  // What the last Write() or FinishLoad() recorded; empty until then.
  virtual absl::StatusOr<v1::Checkpoint> checkpoint() const = 0;

  // The row as last written. Fills `value` and returns true, or returns false
  // when there is no such row.
  virtual absl::StatusOr<bool> Get(absl::string_view key,
                                   std::string& value) const = 0;

  // The rows as they are now, for as long as the reader lives.
  virtual absl::StatusOr<std::unique_ptr<ViewReader>> Snapshot() const = 0;
};

// Thread-safe, except that one generation is written by one thread at a time.
class ViewStore {
 public:
  // The changes of one view that bring it to its checkpoint.
  struct Batch {
    std::shared_ptr<Generation> generation;
    std::vector<RowChange> changes;
    v1::Checkpoint checkpoint;
  };

  virtual ~ViewStore() = default;

  // The names of the views that have a complete generation.
  virtual std::vector<std::string> Views() const = 0;

  // The newest complete generation of a view; null when there is none.
  virtual absl::StatusOr<std::shared_ptr<Generation>> Find(
      absl::string_view view) = 0;

  // A new generation without rows. It is complete from FinishLoad() on.
  virtual absl::StatusOr<std::shared_ptr<Generation>> Create(
      absl::string_view view) = 0;

  // Adds rows in bulk to a generation that is not complete. Changes are sorted
  // by key. Faster than Write(), and out of the way of its callers.
  virtual absl::Status Load(Generation& generation,
                            absl::Span<const RowChange> changes) = 0;

  // Makes a loaded generation complete at this checkpoint. After a crash it is
  // complete, or gone with all its rows.
  virtual absl::Status FinishLoad(Generation& generation,
                                  const v1::Checkpoint& checkpoint) = 0;

  // Makes the changes of all batches with their checkpoints, all or none.
  virtual absl::Status Write(absl::Span<const Batch> batches) = 0;

  // Forgets a generation. Its space is free when nobody holds it any more.
  virtual absl::Status Drop(Generation& generation) = 0;
};

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_VIEW_STORE_H_
