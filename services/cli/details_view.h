// One thing, a field a line.
#ifndef ACTIONPLAN_SERVICES_CLI_DETAILS_VIEW_H_
#define ACTIONPLAN_SERVICES_CLI_DETAILS_VIEW_H_

#include <string>

#include "google/protobuf/message.h"
#include "services/cli/presentation.h"

namespace actionplan::cli {

// The fields that are set, those of inner messages indented under theirs.
std::string DetailsView(const google::protobuf::Message& message,
                        const Presentation& presentation);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_DETAILS_VIEW_H_
