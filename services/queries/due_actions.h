// What is overdue, and what falls due soon, on a day.
#ifndef ACTIONPLAN_SERVICES_QUERIES_DUE_ACTIONS_H_
#define ACTIONPLAN_SERVICES_QUERIES_DUE_ACTIONS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "actionplan/projections/v1/rows.pb.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "services/queries/page.h"
#include "services/queries/plan_reading.h"
#include "services/queries/standing.h"

namespace actionplan::queries {

// What a list says of an action.
v1::DueAction DueActionOf(const projections::v1::ActionPlanRow& row,
                          const Standing& standing, const Yardstick& yardstick);

// How far ahead "soon" may reach.
inline constexpr int kMostDaysAhead = 250;

// Both cost as much as the rows they look at: those between two due dates, for
// each page as many as it has, or all of them when the list is not in the order
// of due dates; for the past, a pass over the board's actions. `page` is given
// the position and the day of a first page; `last_key` where the next page goes
// on. Errors are those of PlanReading and of CheckExists().
absl::StatusOr<v1::ListOverdueActionsResponse> OverdueActions(
    const PlanSources& sources, const v1::ListOverdueActionsRequest& request,
    absl::Time now, Page& page, std::string& last_key);

absl::StatusOr<v1::ListDueSoonActionsResponse> DueSoonActions(
    const PlanSources& sources, const v1::ListDueSoonActionsRequest& request,
    absl::Time now, Page& page, std::string& last_key);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_DUE_ACTIONS_H_
