#include "services/escalation/watch_list.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "eventstore/base/status.h"
#include "projections/escalation_watch_view.h"
#include "projections/resources/instant.h"
#include "services/domain/board_calendar.h"
#include "services/queries/standing.h"

namespace actionplan::escalation {
namespace {

using domain::OpenEscalation;
using domain::WatchedAction;
using projections::WatchKind;
using projections::v1::ActionPlanRow;
using v1::Escalation;

std::optional<absl::CivilDay> DayOf(int32_t day) {
  if (day == 0) return std::nullopt;
  return queries::ToDay(day);
}

absl::CivilDay DayIn(absl::TimeZone zone, int64_t seconds) {
  return absl::ToCivilDay(absl::FromUnixSeconds(seconds), zone);
}

domain::Moment MomentIn(absl::TimeZone zone,
                        const projections::v1::Moment& moment) {
  return {.seconds = moment.occur_seconds(),
          .day = DayIn(zone, moment.occur_seconds()),
          .recorded = DayIn(zone, moment.record_seconds())};
}

OpenEscalation Open(const projections::v1::OpenEscalation& open) {
  return {.name = open.escalation(),
          .family = static_cast<Escalation::Family>(open.family()),
          .rule = static_cast<Escalation::Rule>(open.rule()),
          .level = open.level(),
          .agency = open.agency(),
          .clocks = open.paused() ? OpenEscalation::Clocks::kPaused
                                  : OpenEscalation::Clocks::kRunning,
          .trigger = open.trigger(),
          .acknowledge_by = open.acknowledged_seconds() == 0
                                ? DayOf(open.acknowledge_by_day())
                                : std::nullopt,
          .respond_by = DayOf(open.respond_by_day()),
          .recovery_date = DayOf(open.recovery_day())};
}

WatchedAction Watched(const ActionPlanRow& row, const v1::Board& board) {
  const absl::TimeZone zone = domain::ZoneOf(board);
  WatchedAction action{
      .name = row.action(),
      .state = static_cast<v1::Action::State>(row.state()),
      .priority = static_cast<v1::Action::Priority>(row.priority()),
      .lead_agency = row.lead_agency(),
      .due_date = DayOf(row.due_day()),
      .block_review_date = DayOf(row.block_review_day()),
      .unchanged_since = DayIn(zone, row.clock_changed_seconds()),
      .entered = MomentIn(zone, row.entered()),
      .reported = MomentIn(zone, row.reported()),
      .rejected = MomentIn(zone, row.rejected()),
      .rejections = row.rejections(),
      .extension_revision = row.pending_extension().revision(),
      .extension_recorded =
          DayIn(zone, row.pending_extension().recorded_seconds()),
      .approved_extensions = row.approved_extensions()};
  if (row.due_day() == 0) action.review_date = DayOf(row.review_day());
  for (const auto& open : row.open_escalations()) {
    action.open.push_back(Open(open));
  }
  for (int i = 0; i < row.episodes_size(); ++i) {
    const auto& episodes = row.episodes(i);
    if (episodes.count() == 0) continue;
    action.episodes[static_cast<Escalation::Family>(i + 1)] = {
        .count = episodes.count(),
        .trigger = episodes.trigger(),
        .ended_by_rule = episodes.ended_by_rule()};
  }
  return action;
}

// The last due date that any rule minds: after it, fewer working days than the
// least have passed. Not simply so many working days before the as-of date, or
// a due date on a weekend would be noticed a day late.
int32_t LastDueDay(const domain::EvaluationBasis& basis) {
  const auto& by = basis.policy.overdue_by();
  const int least = std::min({by.high(), by.medium(), by.low()});
  return queries::DayNumber(
      basis.calendar.AddWorkingDays(basis.as_of + 1, -least).value - 1);
}

// The last day from which a rule that waits so many working days can hold on
// the as-of date. A day more, because the view's days are UTC's.
int32_t LastDay(const domain::EvaluationBasis& basis, int working_days) {
  return queries::DayNumber(
      basis.calendar.AddWorkingDays(basis.as_of + 1, -working_days).value + 1);
}

// A kind of day that the policy's rules look at, and the last one that matters.
struct Watch {
  WatchKind kind;
  int32_t last_day;
};

std::vector<Watch> WatchesOf(const domain::EvaluationBasis& basis) {
  const v1::EscalationPolicy& policy = basis.policy;
  std::vector<Watch> watches = {{WatchKind::kEscalated, 0}};
  if (policy.has_overdue_by()) {
    watches.push_back({WatchKind::kDue, LastDueDay(basis)});
  }
  if (policy.not_accepted_after() > 0) {
    watches.push_back(
        {WatchKind::kAssigned, LastDay(basis, policy.not_accepted_after())});
  }
  if (policy.declined()) {
    watches.push_back({WatchKind::kDeclined, LastDay(basis, 0)});
  }
  if (policy.stale_after() > 0) {
    watches.push_back(
        {WatchKind::kReported, LastDay(basis, policy.stale_after())});
  }
  if (policy.stale_after() > 0 || policy.blocked_past_review()) {
    watches.push_back({WatchKind::kReview, LastDay(basis, 0)});
  }
  if (policy.rejected_times() > 0) {
    watches.push_back({WatchKind::kRejected, LastDay(basis, 0)});
  }
  if (policy.extension_cap_reached()) {
    watches.push_back({WatchKind::kExtension, LastDay(basis, 0)});
  }
  return watches;
}

}  // namespace

domain::EvaluationBasis BasisOf(const v1::Board& board, absl::CivilDay as_of) {
  domain::EvaluationBasis basis{.as_of = as_of,
                                .policy = board.escalation_policy(),
                                .calendar = domain::CalendarOf(board)};
  for (const google::protobuf::Timestamp& adopted :
       {board.escalation_policy().adopt_time(), board.closures().adopt_time(),
        board.calendar_adopt_time()}) {
    if (adopted.seconds() == 0) continue;
    basis.in_force_since = std::max(
        basis.in_force_since,
        absl::ToCivilDay(resources::ToTime(adopted), domain::ZoneOf(board)));
  }
  return basis;
}

absl::StatusOr<std::vector<WatchedAction>> WatchList(
    const projections::Projector& projector, const v1::Board& board,
    const domain::EvaluationBasis& basis) {
  ASSIGN_OR_RETURN(
      const std::unique_ptr<projections::ViewReader> rows,
      projector.Read(projections::EscalationWatchProjection::kName));
  const projections::EscalationWatchView view(*rows);
  std::set<std::string> names;
  for (const Watch& watch : WatchesOf(basis)) {
    RETURN_IF_ERROR(view.Scan(board.name(), watch.kind, watch.last_day,
                              [&](absl::string_view action) {
                                names.emplace(action);
                                return true;
                              }));
  }
  std::vector<WatchedAction> actions;
  ActionPlanRow row;
  for (const std::string& name : names) {
    ASSIGN_OR_RETURN(const bool found, view.Get(name, row));
    if (found) actions.push_back(Watched(row, board));
  }
  return actions;
}

}  // namespace actionplan::escalation
