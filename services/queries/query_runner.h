// Runs reads: each waits until the views it needs include what was in the log
// when it arrived, then runs on the reader pool. Nothing waits on a thread.
#ifndef ACTIONPLAN_SERVICES_QUERIES_QUERY_RUNNER_H_
#define ACTIONPLAN_SERVICES_QUERIES_QUERY_RUNNER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "eventstore/base/clock.h"
#include "eventstore/base/thread_pool.h"
#include "eventstore/event_store.h"
#include "projections/projector.h"

namespace actionplan::queries {

// Thread-safe.
class QueryRunner {
 public:
  // Called once, with OK on a reader's thread, or with why the read cannot be
  // answered on whatever thread found out.
  using Work = std::function<void(absl::Status)>;

  QueryRunner(const eventstore::EventStore& log,
              const projections::Projector& projector,
              base::ThreadPool& readers, const base::Clock& clock);

  // Runs `work` when every named projection has applied the log's head of now
  // and `min_position`. Otherwise `work` is told
  //   OUT_OF_RANGE        min_position is past the head of the log
  //   FAILED_PRECONDITION a projection has stopped, with its reason
  //   DEADLINE_EXCEEDED   it was not reached in time
  //   RESOURCE_EXHAUSTED  too many reads wait; try again after the delay
  void Run(std::vector<absl::string_view> projections, int64_t min_position,
           absl::Time deadline, Work work);

 private:
  struct Waiting;

  void WaitForNext(std::shared_ptr<Waiting> waiting);
  void Post(std::shared_ptr<Waiting> waiting);

  const eventstore::EventStore& log_;
  const projections::Projector& projector_;
  base::ThreadPool& readers_;
  const base::Clock& clock_;
};

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_QUERY_RUNNER_H_
