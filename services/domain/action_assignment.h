// Giving an action to a lead agency, its answer, and handing it on inside it.
//
// Each Decide() refuses with the errors of CheckCommand() and of the
// permission it asks for, then with those listed here. Pure; safe from any
// thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ACTION_ASSIGNMENT_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ACTION_ASSIGNMENT_H_

#include <string>
#include <vector>

#include "actionplan/events/v1/action_facts.pb.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_lifecycle.pb.h"
#include "actionplan/v1/action_record.pb.h"
#include "services/domain/decide.h"

namespace actionplan::domain {

// DRAFT → ASSIGNED, or ASSIGNED again, by the board manager or a sub-group
// chair. What the command leaves out of outcome, measure and supporting
// agencies stays as proposed. The agencies named have to be active: the errors
// of references.h. The due date: those of CheckDue().
//
//   FAILED_PRECONDITION  SMART_INCOMPLETE: there is no outcome or no measure,
//                        and no smart_override_reason; one that is not needed
//                        is not kept
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::AssignActionRequest& command,
                                     const Circumstances& now);
std::vector<std::string> RelatedNames(const v1::AssignActionRequest& command);

// ASSIGNED → ACCEPTED, by the lead agency. The due date in force becomes the
// original one, for ever.
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::AcceptActionRequest& command,
                                     const Circumstances& now);

// ASSIGNED → DECLINED, by the lead agency.
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::DeclineActionRequest& command,
                                     const Circumstances& now);

// DECLINED → ASSIGNED or CANCELLED, by a sub-group chair or the independent
// chair. A lead agency that is named has to be active: the errors of
// references.h; a due date that is given: those of CheckDue().
//
//   INVALID_ARGUMENT  OWNER_ROLE_NEEDED: another lead agency has another owner
//                     CANCELLATION_CARRIES_ASSIGNMENT
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::ResolveDeclineRequest& command,
                                     const Circumstances& now);
std::vector<std::string> RelatedNames(const v1::ResolveDeclineRequest& command);

// Another owner in the lead agency, or another person in the same role; the
// state stays. By its agency lead or the board manager, while the action is
// open.
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::ReassignActionRequest& command,
                                     const Circumstances& now);

// How much it matters; the state stays. By the board manager or a sub-group
// chair, while the action is open.
//
//   FAILED_PRECONDITION  NOTHING_TO_CHANGE
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::ChangePriorityRequest& command,
                                     const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ACTION_ASSIGNMENT_H_
