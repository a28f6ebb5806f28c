// The chase list: what is overdue, and what falls due soon.
#ifndef ACTIONPLAN_SERVICES_CLI_DUE_VIEW_H_
#define ACTIONPLAN_SERVICES_CLI_DUE_VIEW_H_

#include <string>

#include "actionplan/v1/action_plan_service.pb.h"
#include "services/cli/presentation.h"

namespace actionplan::cli {

std::string OverdueView(const v1::ListOverdueActionsResponse& answer,
                        const Presentation& presentation);

std::string DueSoonView(const v1::ListDueSoonActionsResponse& answer,
                        const Presentation& presentation);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_DUE_VIEW_H_
