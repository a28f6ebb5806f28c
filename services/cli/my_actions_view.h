// What an organization has to do on all boards.
#ifndef ACTIONPLAN_SERVICES_CLI_MY_ACTIONS_VIEW_H_
#define ACTIONPLAN_SERVICES_CLI_MY_ACTIONS_VIEW_H_

#include <string>

#include "actionplan/v1/action_plan_service.pb.h"
#include "services/cli/presentation.h"

namespace actionplan::cli {

std::string MyActionsView(const v1::ListMyActionsResponse& answer,
                          const Presentation& presentation);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_MY_ACTIONS_VIEW_H_
