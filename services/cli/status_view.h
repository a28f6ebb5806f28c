// Where a plan stands, on one page.
#ifndef ACTIONPLAN_SERVICES_CLI_STATUS_VIEW_H_
#define ACTIONPLAN_SERVICES_CLI_STATUS_VIEW_H_

#include <string>

#include "actionplan/v1/action_plan_service.pb.h"
#include "services/cli/presentation.h"

namespace actionplan::cli {

std::string StatusView(const v1::ActionPlanStatus& status,
                       const Presentation& presentation);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_STATUS_VIEW_H_
