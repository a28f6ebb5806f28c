// What holds an action up, and that it does no more.
//
// Each Decide() refuses with the errors of CheckCommand() and of the
// permission it asks for, then with those listed here. Pure; safe from any
// thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ACTION_BLOCKING_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ACTION_BLOCKING_H_

#include <string>
#include <vector>

#include "actionplan/events/v1/action_facts.pb.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_lifecycle.pb.h"
#include "services/domain/decide.h"

namespace actionplan::domain {

// IN_PROGRESS → BLOCKED, by the lead agency. The actions it names have to be
// there and be of the same board: the errors of references.h.
//
//   INVALID_ARGUMENT     BLOCKED_BY_ITSELF, REVIEW_DATE_NOT_AHEAD
//   FAILED_PRECONDITION  BLOCKER_ENDED, BLOCKERS_WAIT_FOR_EACH_OTHER
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::BlockActionRequest& command,
                                     const Circumstances& now);
std::vector<std::string> RelatedNames(const v1::BlockActionRequest& command);

// BLOCKED → IN_PROGRESS, by the lead agency.
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::UnblockActionRequest& command,
                                     const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ACTION_BLOCKING_H_
