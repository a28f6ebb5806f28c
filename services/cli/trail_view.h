// Who did what and when, and what is happening now.
#ifndef ACTIONPLAN_SERVICES_CLI_TRAIL_VIEW_H_
#define ACTIONPLAN_SERVICES_CLI_TRAIL_VIEW_H_

#include <string>

#include "actionplan/events/v1/event.pb.h"
#include "actionplan/v1/audit_trail_service.pb.h"
#include "services/cli/presentation.h"

namespace actionplan::cli {

// A line for each entry, the values that changed and the reason under it.
std::string TrailView(const v1::ListTrailEntriesResponse& answer,
                      const Presentation& presentation);

// One event of the log in a line.
std::string EventLine(const events::v1::Event& event,
                      const Presentation& presentation);

// The kind of fact that an event carries, such as `ActionAssigned`; "" when
// this program does not know it.
std::string KindOf(const events::v1::Event& event);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_TRAIL_VIEW_H_
