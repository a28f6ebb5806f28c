// What a calendar, closures or a rating policy would change.
#ifndef ACTIONPLAN_SERVICES_CLI_EFFECT_VIEW_H_
#define ACTIONPLAN_SERVICES_CLI_EFFECT_VIEW_H_

#include <string>

#include "actionplan/v1/policy_effect.pb.h"
#include "services/cli/presentation.h"

namespace actionplan::cli {

std::string EffectView(const v1::PolicyEffect& effect,
                       const Presentation& presentation);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_EFFECT_VIEW_H_
