// How an action ends without being done by who leads it: another takes its
// place, or the board decides not to do it.
//
// Each Decide() refuses with the errors of CheckCommand() and of the
// permission it asks for, then with those listed here. Pure; safe from any
// thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ACTION_ENDING_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ACTION_ENDING_H_

#include <string>
#include <vector>

#include "actionplan/events/v1/action_facts.pb.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_lifecycle.pb.h"
#include "services/domain/decide.h"

namespace actionplan::domain {

// Any open state → SUPERSEDED, by the board manager. The replacement has to be
// there and be of the same board: the errors of references.h.
//
//   INVALID_ARGUMENT     REPLACED_BY_ITSELF
//   FAILED_PRECONDITION  REPLACEMENT_ENDED: cancelled, superseded or not
//                        implemented itself
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::SupersedeActionRequest& command,
                                     const Circumstances& now);
std::vector<std::string> RelatedNames(
    const v1::SupersedeActionRequest& command);

// Any open state → NOT_IMPLEMENTED, by the independent chair.
//
//   INVALID_ARGUMENT     REVIEW_DATE_NOT_AHEAD
Facts<events::v1::ActionFact> Decide(
    const v1::Action& state, const v1::DecideNotToImplementRequest& command,
    const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ACTION_ENDING_H_
