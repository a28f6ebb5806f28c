#include "services/queries/plan_status.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>

#include "eventstore/base/status.h"
#include "projections/action_plan_view.h"
#include "services/queries/standing.h"
#include "services/queries/view_access.h"

namespace actionplan::queries {
namespace {

using projections::v1::ActionPlanRow;
using Counts = v1::ActionPlanStatus::Counts;

void CountRating(v1::Rating rating, Counts& counts) {
  switch (rating) {
    case v1::BLUE:
      return counts.set_blue(counts.blue() + 1);
    case v1::GREEN:
      return counts.set_green(counts.green() + 1);
    case v1::AMBER:
      return counts.set_amber(counts.amber() + 1);
    case v1::RED:
      return counts.set_red(counts.red() + 1);
    case v1::GREY:
      return counts.set_grey(counts.grey() + 1);
    default:
      return;  // It has no rating.
  }
}

void Count(const ActionPlanRow& row, const Standing& standing, Counts& counts) {
  const v1::DueState due = standing.due_state;
  counts.set_actions(counts.actions() + 1);
  if (IsOpen(row)) counts.set_open(counts.open() + 1);
  if (due == v1::OVERDUE) counts.set_overdue(counts.overdue() + 1);
  if (due == v1::DUE_SOON || due == v1::DUE_TODAY) {
    counts.set_due_soon(counts.due_soon() + 1);
  }
  if (row.state() == v1::Action::SUBMITTED) {
    counts.set_awaiting_verification(counts.awaiting_verification() + 1);
  }
  if (!row.open_escalations().empty()) {
    counts.set_escalated(counts.escalated() + 1);
  }
  if (row.times_re_dated() > 0) counts.set_re_dated(counts.re_dated() + 1);
  CountRating(standing.rating, counts);
}

bool Wanted(const ActionPlanRow& row,
            const v1::GetActionPlanStatusRequest& request) {
  const auto& plans = row.plans();
  return (request.agency().empty() || request.agency() == row.lead_agency()) &&
         (request.plan().empty() ||
          std::find(plans.begin(), plans.end(), request.plan()) != plans.end());
}

// What the request is narrowed to has to exist, or a misspelt name would look
// like an empty plan.
absl::Status CheckNarrowing(const projections::Projector& projector,
                            const v1::GetActionPlanStatusRequest& request) {
  if (!request.plan().empty()) {
    RETURN_IF_ERROR(GetResource<v1::Plan>(projector, request.plan()).status());
  }
  if (!request.agency().empty()) {
    RETURN_IF_ERROR(
        GetResource<v1::Agency>(projector, request.agency()).status());
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::ActionPlanStatus> PlanStatus(
    const projections::Projector& projector,
    const v1::GetActionPlanStatusRequest& request, absl::Time now) {
  ASSIGN_OR_RETURN(const v1::Board board,
                   GetResource<v1::Board>(projector, request.name()));
  RETURN_IF_ERROR(CheckNarrowing(projector, request));
  const Yardstick yardstick = YardstickOf(
      board, {.requested = request.has_due_on() ? &request.due_on() : nullptr,
              .now = now});
  ASSIGN_OR_RETURN(const std::unique_ptr<projections::ViewReader> rows,
                   projector.Read(projections::ActionPlanProjection::kName));

  v1::ActionPlanStatus status;
  std::map<int, int> states;
  std::map<std::string, Counts> agencies;
  bool provisional = false;
  RETURN_IF_ERROR(projections::ActionPlanView(*rows).Scan(
      request.name(), [&](const ActionPlanRow& row) {
        if (!Wanted(row, request)) return true;
        const Standing standing = StandingOf(row, yardstick);
        Count(row, standing, *status.mutable_total());
        Count(row, standing, agencies[row.lead_agency()]);
        ++states[row.state()];
        provisional = provisional || standing.provisional;
        return true;
      }));

  status.set_board(board.name());
  status.set_board_title(board.title());
  *status.mutable_basis() = BasisOf(yardstick, rows->position());
  if (provisional) status.mutable_basis()->set_provisional(true);
  for (const auto& [state, actions] : states) {
    v1::ActionPlanStatus::StateCount& count = *status.add_states();
    count.set_state(static_cast<v1::Action::State>(state));
    count.set_actions(actions);
  }
  for (auto& [name, counts] : agencies) {
    v1::ActionPlanStatus::AgencyCounts& of_agency = *status.add_agencies();
    of_agency.set_agency(name);
    *of_agency.mutable_counts() = std::move(counts);
    if (name.empty()) continue;
    ASSIGN_OR_RETURN(const v1::Agency agency,
                     GetResource<v1::Agency>(projector, name));
    of_agency.set_title(agency.title());
  }
  return status;
}

}  // namespace actionplan::queries
