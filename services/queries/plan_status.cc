#include "services/queries/plan_status.h"

#include <map>
#include <string>

#include "eventstore/base/status.h"
#include "services/queries/action_filter.h"
#include "services/queries/ageing.h"
#include "services/queries/standing.h"

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

// Every band is told, also one that nothing is in.
void PrepareAgeing(const v1::RatingPolicy& policy, Counts& counts) {
  for (int band = counts.ageing_size(); band < AgeingBands(policy); ++band) {
    *counts.add_ageing()->mutable_band() = DaysOfBand(band, policy);
  }
}

void CountAgeing(const Standing& standing, Counts& counts) {
  if (standing.ageing_band) {
    auto& ageing = *counts.mutable_ageing(*standing.ageing_band);
    ageing.set_actions(ageing.actions() + 1);
  }
  if (standing.original_ageing_band) {
    auto& ageing = *counts.mutable_ageing(*standing.original_ageing_band);
    ageing.set_against_original(ageing.against_original() + 1);
    counts.set_overdue_against_original(counts.overdue_against_original() + 1);
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
  if (standing.stale) counts.set_stale(counts.stale() + 1);
  if (standing.rating_overridden) {
    counts.set_rating_overridden(counts.rating_overridden() + 1);
  }
  CountAgeing(standing, counts);
  CountRating(standing.rating, counts);
}

v1::ActionFilter FilterOf(const v1::GetActionPlanStatusRequest& request) {
  v1::ActionFilter filter;
  filter.set_plan(request.plan());
  filter.set_source(request.source());
  return filter;
}

}  // namespace

absl::StatusOr<v1::ActionPlanStatus> PlanStatus(
    const PlanSources& sources, const v1::GetActionPlanStatusRequest& request,
    absl::Time now) {
  ASSIGN_OR_RETURN(
      const PlanReading reading,
      PlanReading::Begin(sources, QuestionOf(request, request.name(), now)));
  const v1::ActionFilter filter = FilterOf(request);
  RETURN_IF_ERROR(CheckExists(reading, filter, request.agency()));

  const Yardstick& yardstick = reading.yardstick();
  v1::ActionPlanStatus status;
  PrepareAgeing(yardstick.rules.policy, *status.mutable_total());
  std::map<int, int> states;
  std::map<std::string, Counts> agencies;
  bool provisional = false;
  RETURN_IF_ERROR(reading.Scan([&](const ActionPlanRow& row) {
    if (!Passes(row, filter, request.agency())) return true;
    const Standing standing = StandingOf(row, yardstick);
    Counts& of_agency = agencies[row.lead_agency()];
    PrepareAgeing(yardstick.rules.policy, of_agency);
    Count(row, standing, *status.mutable_total());
    Count(row, standing, of_agency);
    ++states[row.state()];
    provisional = provisional || standing.provisional;
    return true;
  }));

  status.set_board(reading.board().name());
  status.set_board_title(reading.board().title());
  *status.mutable_basis() = reading.Basis();
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
                     reading.GetSetting<v1::Agency>(name));
    of_agency.set_title(agency.title());
  }
  return status;
}

}  // namespace actionplan::queries
