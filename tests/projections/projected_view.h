// The rows that a projection makes of a whole log, written in batches of a
// random size.
#ifndef ACTIONPLAN_TESTS_PROJECTIONS_PROJECTED_VIEW_H_
#define ACTIONPLAN_TESTS_PROJECTIONS_PROJECTED_VIEW_H_

#include <algorithm>
#include <cstdint>
#include <memory>
#include <random>

#include "eventstore/event_store.h"
#include "projections/follower.h"
#include "projections/memory/memory_view_store.h"
#include "projections/projection.h"
#include "tests/support/status_matchers.h"

namespace actionplan::projections {

class ProjectedView {
 public:
  ProjectedView(const Projection& projection, const eventstore::EventStore& log,
                uint32_t seed = 1) {
    std::mt19937 random(seed);
    auto generation = store_.Create(projection.name());
    EXPECT_OK(store_.FinishLoad(**generation, v1::Checkpoint()));
    Follower follower({.projection = projection, .generation = *generation});
    const eventstore::Position head = log.head().Get();
    while (follower.position() < head && follower.reason().ok()) {
      const eventstore::Position last = follower.position() + 1 + random() % 40;
      Feed(log, {.first = follower.position() + 1, .last = last}, {&follower});
      EXPECT_OK(store_.Write({{follower.Changes(log)}}));
      random() % 2 == 0 ? follower.MarkWritten()
                        : follower.MarkWrittenAndForget();
    }
    EXPECT_OK(follower.reason());
    rows_ = *(*generation)->Snapshot();
  }

  const ViewReader& rows() const { return *rows_; }

 private:
  MemoryViewStore store_;
  std::unique_ptr<ViewReader> rows_;
};

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_TESTS_PROJECTIONS_PROJECTED_VIEW_H_
