// What changed between two moments, action by action.
#ifndef ACTIONPLAN_SERVICES_CLI_CHANGES_VIEW_H_
#define ACTIONPLAN_SERVICES_CLI_CHANGES_VIEW_H_

#include <string>

#include "actionplan/v1/plan_change.pb.h"
#include "services/cli/presentation.h"

namespace actionplan::cli {

std::string ChangesView(const v1::ListChangesResponse& answer,
                        const Presentation& presentation);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_CHANGES_VIEW_H_
