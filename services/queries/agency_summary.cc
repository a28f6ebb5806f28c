#include "services/queries/agency_summary.h"

#include <utility>

#include "eventstore/base/status.h"
#include "services/queries/action_filter.h"
#include "services/queries/agency_tally.h"
#include "services/queries/board_reading.h"

namespace actionplan::queries {

absl::StatusOr<v1::SummarizeAgenciesResponse> SummarizeAgencies(
    const PlanSources& sources, const v1::SummarizeAgenciesRequest& request,
    absl::Time now) {
  ASSIGN_OR_RETURN(
      const PlanReading reading,
      PlanReading::Begin(sources, QuestionOf(request, request.parent(), now)));
  v1::ActionFilter filter;
  filter.set_plan(request.plan());
  RETURN_IF_ERROR(CheckExists(reading, filter, ""));

  AgencyTally tally(reading.yardstick());
  RETURN_IF_ERROR(reading.Scan([&](const PlanReading::Row& row) {
    if (Passes(row, filter)) tally.Add(row);
    return true;
  }));

  v1::SummarizeAgenciesResponse response;
  *response.mutable_total() = tally.Total();
  response.set_board_title(reading.board().title());
  *response.mutable_reading() = ToldOf(reading);
  if (tally.provisional()) response.mutable_reading()->set_provisional(true);
  for (auto& [name, summary] : tally.TakeAgencies()) {
    v1::AgencySummary& added = *response.add_agencies();
    added = std::move(summary);
    if (name.empty()) continue;
    ASSIGN_OR_RETURN(const v1::Agency agency,
                     reading.GetSetting<v1::Agency>(name));
    added.set_title(agency.title());
  }
  return response;
}

}  // namespace actionplan::queries
