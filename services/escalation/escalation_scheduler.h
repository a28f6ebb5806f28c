// Applies the boards' escalation policies: reads what rules look at from the
// views, lets the evaluator decide, and submits what it decides as commands.
//
// It evaluates when a board's day changes and soon after the log has grown, and
// whenever it is asked. What it does is idempotent: an escalation's name is
// made from subject, family and episode, so evaluating twice raises once.
//
// An evaluation that fails is tried again after a minute.
//
// It acts on a new day only after the time of day has agreed with the monotonic
// clock for ten minutes, so a clock that jumps raises nothing by itself. The
// day of the last recorded event counts as known.
#ifndef ACTIONPLAN_SERVICES_ESCALATION_ESCALATION_SCHEDULER_H_
#define ACTIONPLAN_SERVICES_ESCALATION_ESCALATION_SCHEDULER_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "actionplan/v1/admin_service.pb.h"
#include "actionplan/v1/board.pb.h"
#include "actionplan/v1/board_service.pb.h"
#include "eventstore/base/clock.h"
#include "eventstore/base/mutex.h"
#include "eventstore/event_store.h"
#include "projections/projector.h"
#include "services/commands/command_processor.h"
#include "services/escalation/evaluation.h"
#include "services/escalation/settled_clock.h"
#include "services/queries/query_runner.h"

namespace actionplan::escalation {

// Thread-safe.
class EscalationScheduler {
 public:
  using Done =
      std::function<void(absl::StatusOr<v1::EvaluateEscalationsResponse>)>;

  EscalationScheduler(const eventstore::EventStore& log,
                      const projections::Projector& projector,
                      commands::CommandProcessor& commands,
                      queries::QueryRunner& queries, const base::Clock& clock);
  ~EscalationScheduler();

  // Evaluates one board as AdminService.EvaluateEscalations says; NOT_FOUND
  // when there is no such board, INVALID_ARGUMENT for a day to come. `done` is
  // called once, when every command is answered.
  void Evaluate(const v1::EvaluateEscalationsRequest& request,
                absl::Time deadline, Done done);

  // What the policy would do today if the board adopted it: `done` is called
  // once, with escalations as they would be, and nothing is done. Errors are
  // those of domain::DraftPolicy().
  void Preview(const v1::AdoptEscalationPolicyRequest& request,
               const domain::Caller& caller, absl::Time deadline, Done done);

  // Begins to evaluate by itself, on a thread of its own.
  void Start();

  // Ends the thread. An evaluation that is under way is carried through.
  void Stop();

 private:
  // What a board was last evaluated for.
  struct Seen {
    eventstore::Position position = 0;
    absl::CivilDay day;
    friend bool operator==(const Seen&, const Seen&) = default;
  };

  void Run();
  bool EvaluateWhatChanged(absl::Time believed);
  absl::Status ListBoards(absl::Time believed,
                          std::vector<std::pair<v1::Board, Seen>>& boards);
  absl::Status EvaluateBoard(const v1::Board& board, absl::Time believed);
  absl::StatusOr<std::shared_ptr<Evaluation>> EvaluationOf(
      const v1::Board& board, absl::CivilDay as_of, Done done);
  void EvaluateNow(const v1::EvaluateEscalationsRequest& request,
                   absl::Time now, Done done);
  static void LogFailure(absl::string_view board, const absl::Status& status);

  const eventstore::EventStore& log_;
  const projections::Projector& projector_;
  commands::CommandProcessor& commands_;
  queries::QueryRunner& queries_;
  const base::Clock& clock_;
  SettledClock settled_;              // Used by the thread alone.
  std::map<std::string, Seen> seen_;  // Likewise; by name of board.
  base::Mutex mutex_;
  base::Condition changed_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace actionplan::escalation

#endif  // ACTIONPLAN_SERVICES_ESCALATION_ESCALATION_SCHEDULER_H_
