#include "services/escalation/escalation_scheduler.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "eventstore/base/logging.h"
#include "eventstore/base/status.h"
#include "projections/escalation_watch_view.h"
#include "projections/resource_view.h"
#include "projections/resources/civil_date.h"
#include "services/domain/board.h"
#include "services/domain/board_calendar.h"
#include "services/escalation/evaluation.h"
#include "services/escalation/scheduler_errors.h"
#include "services/escalation/watch_list.h"
#include "services/queries/view_access.h"

namespace actionplan::escalation {
namespace {

constexpr absl::Duration kLook = absl::Seconds(1);
constexpr absl::Duration kAfterFailure = absl::Minutes(1);
constexpr absl::Duration kLongestEvaluation = absl::Minutes(1);

// An evaluation may take one part in so many of the time, as long as nobody has
// to wait longer than this for the next.
constexpr int kShareOfTime = 20;
constexpr absl::Duration kLongestPause = absl::Minutes(10);

// The views that an evaluation reads.
std::vector<absl::string_view> ViewsRead() {
  return {projections::EscalationWatchProjection::kName,
          projections::ResourceProjection::kName};
}

// The day to evaluate for.
absl::StatusOr<absl::CivilDay> AsOf(
    const v1::EvaluateEscalationsRequest& request, absl::CivilDay today) {
  if (!request.has_as_of_date()) return today;
  ASSIGN_OR_RETURN(const absl::CivilDay as_of,
                   resources::FromDate(request.as_of_date()));
  if (as_of > today) return EvaluationOfTheFuture(as_of, today);
  if (as_of < today && !request.validate_only()) {
    return EvaluationOfThePast(as_of, today);
  }
  return as_of;
}

}  // namespace

EscalationScheduler::EscalationScheduler(
    const eventstore::EventStore& log, const projections::Projector& projector,
    commands::CommandProcessor& commands, queries::QueryRunner& queries,
    const base::Clock& clock)
    : log_(log),
      projector_(projector),
      commands_(commands),
      queries_(queries),
      clock_(clock),
      settled_(clock, log.LastRecordTime()) {}

EscalationScheduler::~EscalationScheduler() { Stop(); }

void EscalationScheduler::Evaluate(
    const v1::EvaluateEscalationsRequest& request, absl::Time deadline,
    Done done) {
  queries_.Run(ViewsRead(), 0, deadline,
               [this, request, done](const absl::Status& ready) {
                 if (!ready.ok()) return done(ready);
                 EvaluateNow(request, clock_.Now(), done);
               });
}

// On a reader's thread.
void EscalationScheduler::EvaluateNow(
    const v1::EvaluateEscalationsRequest& request, absl::Time now, Done done) {
  const auto decided = [&]() -> absl::StatusOr<std::shared_ptr<Evaluation>> {
    ASSIGN_OR_RETURN(const v1::Board board, queries::GetResource<v1::Board>(
                                                projector_, request.parent()));
    const absl::CivilDay today = absl::ToCivilDay(now, domain::ZoneOf(board));
    ASSIGN_OR_RETURN(const absl::CivilDay as_of, AsOf(request, today));
    return EvaluationOf(board, as_of, done);
  }();
  if (!decided.ok()) return done(decided.status());
  request.validate_only() ? (*decided)->Preview() : (*decided)->CarryOut();
}

void EscalationScheduler::Preview(
    const v1::AdoptEscalationPolicyRequest& request,
    const domain::Caller& caller, absl::Time deadline, Done done) {
  queries_.Run(
      ViewsRead(), 0, deadline,
      [this, request, caller, done](const absl::Status& ready) {
        if (!ready.ok()) return done(ready);
        const auto drafted =
            [&]() -> absl::StatusOr<std::shared_ptr<Evaluation>> {
          ASSIGN_OR_RETURN(v1::Board board, queries::GetResource<v1::Board>(
                                                projector_, request.name()));
          ASSIGN_OR_RETURN(
              *board.mutable_escalation_policy(),
              domain::DraftPolicy(board, request, caller, clock_.Now()));
          return EvaluationOf(
              board, absl::ToCivilDay(clock_.Now(), domain::ZoneOf(board)),
              done);
        }();
        if (!drafted.ok()) return done(drafted.status());
        (*drafted)->Preview();
      });
}

absl::StatusOr<std::shared_ptr<Evaluation>> EscalationScheduler::EvaluationOf(
    const v1::Board& board, absl::CivilDay as_of, Done done) {
  const domain::EvaluationBasis basis = BasisOf(board, as_of);
  ASSIGN_OR_RETURN(const std::vector<domain::WatchedAction> actions,
                   WatchList(projector_, board, basis));
  return std::make_shared<Evaluation>(
      projector_, commands_, domain::Evaluate(basis, actions),
      static_cast<int>(actions.size()), std::move(done));
}

void EscalationScheduler::Start() {
  thread_ = std::thread([this] { Run(); });
}

void EscalationScheduler::Stop() {
  {
    base::MutexLock lock(mutex_);
    stopping_ = true;
    changed_.NotifyAll();
  }
  if (thread_.joinable()) thread_.join();
}

void EscalationScheduler::Run() {
  absl::Duration next = clock_.Monotonic() + kLook;
  while (true) {
    {
      base::MutexLock lock(mutex_);
      while (!stopping_ && clock_.Monotonic() < next) {
        changed_.WaitFor(mutex_, std::min(kLook, next - clock_.Monotonic()));
      }
      if (stopping_) return;
    }
    const absl::Duration start = clock_.Monotonic();
    settled_.Know(log_.LastRecordTime());
    const bool up_to_date = EvaluateWhatChanged(settled_.Look());
    const absl::Duration end = clock_.Monotonic();
    next = up_to_date ? start + std::clamp((end - start) * kShareOfTime, kLook,
                                           kLongestPause)
                      : end + kAfterFailure;
  }
}

// The boards whose day has changed, and all of them when the log has grown.
// Whether every evaluation came to its end.
bool EscalationScheduler::EvaluateWhatChanged(absl::Time believed) {
  if (believed == absl::InfinitePast()) return true;
  std::vector<std::pair<v1::Board, Seen>> boards;
  const absl::Status listed = ListBoards(believed, boards);
  if (!listed.ok()) LogFailure("", listed);
  bool up_to_date = listed.ok();
  for (const auto& [board, now] : boards) {
    Seen& before = seen_[board.name()];
    if (before == now) continue;
    const absl::Status evaluated = EvaluateBoard(board, believed);
    if (evaluated.ok()) {
      before = now;
    } else {
      LogFailure(board.name(), evaluated);
      up_to_date = false;
    }
  }
  return up_to_date;
}

// Every board, and what it would be evaluated for.
absl::Status EscalationScheduler::ListBoards(
    absl::Time believed, std::vector<std::pair<v1::Board, Seen>>& boards) {
  ASSIGN_OR_RETURN(const auto rows,
                   projector_.Read(projections::ResourceProjection::kName));
  return projections::ResourceView(*rows).List<v1::Board>(
      "", "", [&](const v1::Board& board, absl::string_view) {
        const absl::TimeZone zone = domain::ZoneOf(board);
        boards.emplace_back(board,
                            Seen{.position = rows->position(),
                                 .day = absl::ToCivilDay(believed, zone)});
        return true;
      });
}

// Waits for the end, so that evaluations do not pile up.
absl::Status EscalationScheduler::EvaluateBoard(const v1::Board& board,
                                                absl::Time believed) {
  v1::EvaluateEscalationsRequest request;
  request.set_parent(board.name());
  auto ended = std::make_shared<eventstore::PositionSignal>();
  const Done done =
      [ended](const absl::StatusOr<v1::EvaluateEscalationsResponse>& result) {
        result.ok() ? ended->Publish(1) : ended->Fail(result.status());
      };
  queries_.Run(ViewsRead(), 0, clock_.Now() + kLongestEvaluation,
               [this, request, believed, done](const absl::Status& ready) {
                 if (!ready.ok()) return done(ready);
                 EvaluateNow(request, believed, done);
               });
  return ended->Wait(1, kLongestEvaluation);
}

void EscalationScheduler::LogFailure(absl::string_view board,
                                     const absl::Status& status) {
  base::Log(base::Severity::kWarning, "escalations not evaluated",
            {{"board", board}, {"reason", status.message()}});
}

}  // namespace actionplan::escalation
