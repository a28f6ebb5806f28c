// The days that the actions of a list have: when they fall due, their
// milestones, and when the board looks at them again.
#ifndef ACTIONPLAN_SERVICES_CLI_CALENDAR_VIEW_H_
#define ACTIONPLAN_SERVICES_CLI_CALENDAR_VIEW_H_

#include <string>

#include "actionplan/v1/action_service.pb.h"
#include "services/cli/presentation.h"

namespace actionplan::cli {

// Asks for open actions where no states are asked for.
void AskForOpenActions(v1::ListActionsRequest& request);

// A line for each day, soonest first.
std::string CalendarAsText(const v1::ListActionsResponse& answer,
                           const Presentation& presentation);

// The same for a spreadsheet.
std::string CalendarAsCsv(const v1::ListActionsResponse& answer);

// The same for a calendar program. An event is named after its action, so that
// a calendar which was read before is brought up to date, and its sequence is
// the action's revision. `request` says what the calendar is of.
std::string CalendarAsIcs(const v1::ListActionsResponse& answer,
                          const v1::ListActionsRequest& request);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_CALENDAR_VIEW_H_
