// What is missing in a plan, or cannot be right.
#ifndef ACTIONPLAN_SERVICES_CLI_DATA_QUALITY_VIEW_H_
#define ACTIONPLAN_SERVICES_CLI_DATA_QUALITY_VIEW_H_

#include <string>

#include "actionplan/v1/data_quality.pb.h"
#include "services/cli/presentation.h"

namespace actionplan::cli {

std::string DataQualityView(const v1::ListDataQualityIssuesResponse& answer,
                            const Presentation& presentation);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_DATA_QUALITY_VIEW_H_
