#include "services/escalation/watch_list.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "eventstore/base/status.h"
#include "projections/action_plan_view.h"
#include "projections/escalation_history_view.h"
#include "projections/overdue_view.h"
#include "projections/resources/civil_date.h"
#include "projections/resources/instant.h"
#include "services/domain/board_calendar.h"
#include "services/queries/standing.h"
#include "services/queries/view_access.h"

namespace actionplan::escalation {
namespace {

using domain::OpenEscalation;
using domain::WatchedAction;
using projections::v1::ActionPlanRow;
using v1::Escalation;

int Episodes(const ActionPlanRow& row, Escalation::Family family) {
  return row.episodes_by_family_size() < family
             ? 0
             : row.episodes_by_family(family - 1);
}

WatchedAction Watched(const ActionPlanRow& row, const v1::Board& board) {
  WatchedAction action{
      .name = row.action(),
      .state = static_cast<v1::Action::State>(row.state()),
      .priority = static_cast<v1::Action::Priority>(row.priority()),
      .unchanged_since =
          absl::ToCivilDay(absl::FromUnixSeconds(row.clock_changed_seconds()),
                           domain::ZoneOf(board)),
      .episodes = Episodes(row, Escalation::TIMELINESS)};
  if (row.due_day() != 0) action.due_date = queries::ToDay(row.due_day());
  for (const auto& open : row.open_escalations()) {
    action.open.push_back(
        {.name = open.escalation(),
         .family = static_cast<Escalation::Family>(open.family()),
         .clocks = open.paused() ? OpenEscalation::Clocks::kPaused
                                 : OpenEscalation::Clocks::kRunning});
  }
  return action;
}

// An open episode says itself that there is nothing to raise.
bool IsOpenForLateness(const WatchedAction& action) {
  return std::any_of(action.open.begin(), action.open.end(),
                     [](const OpenEscalation& open) {
                       return open.family == Escalation::TIMELINESS;
                     });
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

// Fills in for which due date the last episode was raised.
absl::Status RememberEpisode(const projections::EscalationHistoryView& history,
                             WatchedAction& action) {
  return history.ListEpisodes(
      action.name, [&](const v1::EscalationHistory::Episode& episode) {
        const Escalation& escalation = episode.escalation();
        if (escalation.family() != Escalation::TIMELINESS) return true;
        const auto due = resources::FromDate(escalation.grounds().due_date());
        if (due.ok()) action.escalated_due_date = *due;
        return true;
      });
}

}  // namespace

domain::EvaluationBasis BasisOf(const v1::Board& board, absl::CivilDay as_of) {
  domain::EvaluationBasis basis{.as_of = as_of,
                                .policy = board.escalation_policy(),
                                .calendar = domain::CalendarOf(board)};
  if (board.escalation_policy().has_adopt_time()) {
    basis.policy_since = absl::ToCivilDay(
        resources::ToTime(board.escalation_policy().adopt_time()),
        domain::ZoneOf(board));
  }
  return basis;
}

absl::StatusOr<std::vector<WatchedAction>> WatchList(
    const projections::Projector& projector, const v1::Board& board,
    const domain::EvaluationBasis& basis) {
  ASSIGN_OR_RETURN(const std::unique_ptr<projections::ViewReader> overdue,
                   projector.Read(projections::OverdueProjection::kName));
  ASSIGN_OR_RETURN(const std::unique_ptr<projections::ViewReader> plan,
                   projector.Read(projections::ActionPlanProjection::kName));
  ASSIGN_OR_RETURN(
      const std::unique_ptr<projections::ViewReader> escalations,
      projector.Read(projections::EscalationHistoryProjection::kName));
  const projections::EscalationHistoryView history(*escalations);

  std::map<std::string, WatchedAction> watched;
  if (board.has_escalation_policy()) {
    RETURN_IF_ERROR(projections::OverdueView(*overdue).ScanDue(
        {.board = board.name(),
         .first_day = std::numeric_limits<int32_t>::min(),
         .last_day = LastDueDay(basis)},
        [&](const ActionPlanRow& row, absl::string_view) {
          watched.emplace(row.action(), Watched(row, board));
          return true;
        }));
  }
  std::vector<std::string> subjects;
  RETURN_IF_ERROR(
      history.ListOpen(board.name(), [&](const Escalation& escalation) {
        subjects.push_back(escalation.subject());
        return true;
      }));
  for (const std::string& subject : subjects) {
    ActionPlanRow row;
    ASSIGN_OR_RETURN(const bool found,
                     projections::ActionPlanView(*plan).Get(subject, row));
    if (found) watched.insert_or_assign(subject, Watched(row, board));
  }

  std::vector<WatchedAction> actions;
  for (auto& [name, action] : watched) {
    if (action.episodes > 0 && !IsOpenForLateness(action)) {
      RETURN_IF_ERROR(RememberEpisode(history, action));
    }
    actions.push_back(std::move(action));
  }
  return actions;
}

}  // namespace actionplan::escalation
