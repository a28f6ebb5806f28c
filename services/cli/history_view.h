// The escalations of an action as a timeline.
#ifndef ACTIONPLAN_SERVICES_CLI_HISTORY_VIEW_H_
#define ACTIONPLAN_SERVICES_CLI_HISTORY_VIEW_H_

#include <string>

#include "actionplan/v1/action_plan_service.pb.h"
#include "services/cli/presentation.h"

namespace actionplan::cli {

std::string HistoryView(const v1::EscalationHistory& history,
                        const Presentation& presentation);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_HISTORY_VIEW_H_
