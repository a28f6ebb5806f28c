// What an organization, or an agency, has to do on all boards.
#ifndef ACTIONPLAN_SERVICES_QUERIES_MY_ACTIONS_H_
#define ACTIONPLAN_SERVICES_QUERIES_MY_ACTIONS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "actionplan/v1/my_actions.pb.h"
#include "services/queries/page.h"
#include "services/queries/plan_reading.h"

namespace actionplan::queries {

// Costs as much as the actions it looks at, those of the agencies asked about;
// for a past instant a pass over their boards. The day is today in the time
// zone of the first of the boards. `page` is given the position and the day of
// a first page; `last_key` where the next page goes on.
//   NOT_FOUND  the agency does not exist (RESOURCE_NOT_FOUND), or there is none
//              of the organization (ORGANIZATION_NOT_FOUND)
// and the errors of PlanReading::Begin().
absl::StatusOr<v1::ListMyActionsResponse> MyActions(
    const PlanSources& sources, const v1::ListMyActionsRequest& request,
    absl::Time now, Page& page, std::string& last_key);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_MY_ACTIONS_H_
