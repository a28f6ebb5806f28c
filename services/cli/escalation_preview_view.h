// What an escalation policy that is only tried would raise.
#ifndef ACTIONPLAN_SERVICES_CLI_ESCALATION_PREVIEW_VIEW_H_
#define ACTIONPLAN_SERVICES_CLI_ESCALATION_PREVIEW_VIEW_H_

#include <string>

#include "actionplan/v1/board.pb.h"
#include "services/cli/presentation.h"

namespace actionplan::cli {

std::string EscalationPreviewView(const v1::EscalationPreview& preview,
                                  const Presentation& presentation);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_ESCALATION_PREVIEW_VIEW_H_
