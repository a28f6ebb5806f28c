// The decisions that somebody waits for.
#ifndef ACTIONPLAN_SERVICES_CLI_DECISIONS_VIEW_H_
#define ACTIONPLAN_SERVICES_CLI_DECISIONS_VIEW_H_

#include <string>

#include "actionplan/v1/pending_decision.pb.h"
#include "services/cli/presentation.h"

namespace actionplan::cli {

std::string DecisionsView(const v1::ListPendingDecisionsResponse& answer,
                          const Presentation& presentation);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_DECISIONS_VIEW_H_
