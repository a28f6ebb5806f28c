// How each agency keeps what it took on.
#ifndef ACTIONPLAN_SERVICES_CLI_AGENCIES_VIEW_H_
#define ACTIONPLAN_SERVICES_CLI_AGENCIES_VIEW_H_

#include <string>

#include "actionplan/v1/agency_summary.pb.h"
#include "services/cli/presentation.h"

namespace actionplan::cli {

std::string AgenciesView(const v1::SummarizeAgenciesResponse& answer,
                         const Presentation& presentation);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_AGENCIES_VIEW_H_
