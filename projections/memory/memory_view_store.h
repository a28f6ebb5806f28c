// Views that live in memory: for tests, and as the plain reading of what
// view_store.h promises. Nothing outlives the object.
#ifndef ACTIONPLAN_PROJECTIONS_MEMORY_MEMORY_VIEW_STORE_H_
#define ACTIONPLAN_PROJECTIONS_MEMORY_MEMORY_VIEW_STORE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "eventstore/base/mutex.h"
#include "projections/view_store.h"

namespace actionplan::projections {

// Threads as ViewStore says.
class MemoryViewStore final : public ViewStore {
 public:
  std::vector<std::string> Views() const override;
  absl::StatusOr<std::shared_ptr<Generation>> Find(
      absl::string_view view) override;
  absl::StatusOr<std::shared_ptr<Generation>> Create(
      absl::string_view view) override;
  absl::Status Load(Generation& generation,
                    absl::Span<const RowChange> changes) override;
  absl::Status FinishLoad(Generation& generation,
                          const v1::Checkpoint& checkpoint) override;
  absl::Status Write(absl::Span<const Batch> batches) override;
  absl::Status Drop(Generation& generation) override;

 private:
  mutable base::Mutex mutex_;
  // Complete ones, oldest first.
  std::vector<std::shared_ptr<Generation>> complete_ ABSL_GUARDED_BY(mutex_);
  // Those that are being loaded.
  std::vector<std::shared_ptr<Generation>> loading_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_MEMORY_MEMORY_VIEW_STORE_H_
