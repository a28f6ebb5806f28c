// Importing a row of a spreadsheet. What it says of its state, rating and
// progress are claims: they are kept with the action and change nothing else.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ACTION_IMPORT_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ACTION_IMPORT_H_

#include <string>
#include <vector>

#include "actionplan/events/v1/action_facts.pb.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_import.pb.h"
#include "services/domain/decide.h"

namespace actionplan::domain {

// No action → DRAFT; any state → the same, with what the row says now. No facts
// when the row says what it said: that the file has another name or the row
// another place is no change. By the board manager. Agencies that are new in
// the row have to be active, and the plan has to be there: the errors of
// CheckCommand(), CheckRole() and references.h, and
//
//   ALREADY_EXISTS  RESOURCE_ALREADY_EXISTS: the action of this name is there
//                   and was not imported from this row
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::ImportActionRequest& command,
                                     const Circumstances& now);
std::vector<std::string> RelatedNames(const v1::ImportActionRequest& command);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ACTION_IMPORT_H_
