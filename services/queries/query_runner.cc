#include "services/queries/query_runner.h"

#include <algorithm>
#include <utility>

#include "services/queries/query_errors.h"

namespace actionplan::queries {

struct QueryRunner::Waiting {
  std::vector<absl::string_view> projections;  // Those not yet waited for.
  eventstore::Position position;
  absl::Time deadline;
  Work work;
};

QueryRunner::QueryRunner(const eventstore::EventStore& log,
                         const projections::Projector& projector,
                         base::ThreadPool& readers, const base::Clock& clock)
    : log_(log), projector_(projector), readers_(readers), clock_(clock) {}

void QueryRunner::Run(std::vector<absl::string_view> projections,
                      int64_t min_position, absl::Time deadline, Work work) {
  const eventstore::Position head = log_.head().Get();
  if (min_position > 0 && static_cast<uint64_t>(min_position) > head) {
    return work(PositionPastHead(min_position, head));
  }
  WaitForNext(
      std::make_shared<Waiting>(Waiting{.projections = std::move(projections),
                                        .position = head,
                                        .deadline = deadline,
                                        .work = std::move(work)}));
}

void QueryRunner::WaitForNext(std::shared_ptr<Waiting> waiting) {
  if (waiting->projections.empty()) return Post(std::move(waiting));
  const absl::string_view projection = waiting->projections.back();
  waiting->projections.pop_back();
  absl::StatusOr<eventstore::PositionSignal*> applied =
      projector_.Applied(projection);
  if (!applied.ok()) return waiting->work(applied.status());
  (*applied)->WhenReached(waiting->position,
                          [this, waiting](absl::Status reached) {
                            if (!reached.ok())
                              return waiting->work(std::move(reached));
                            WaitForNext(waiting);
                          });
}

void QueryRunner::Post(std::shared_ptr<Waiting> waiting) {
  const bool posted = readers_.Post([this, waiting] {
    waiting->work(clock_.Now() > waiting->deadline ? ReadTooLate()
                                                   : absl::OkStatus());
  });
  if (!posted) waiting->work(TooManyReads());
}

}  // namespace actionplan::queries
