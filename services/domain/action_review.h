// The board looks again at what has no due date, is blocked, or will not be
// done, and says when it will look the next time.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ACTION_REVIEW_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ACTION_REVIEW_H_

#include <string>
#include <vector>

#include "actionplan/events/v1/action_facts.pb.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_lifecycle.pb.h"
#include "services/domain/decide.h"

namespace actionplan::domain {

// While it is blocked or not implemented, and while it is open without a due
// date, by the board's office. Moves every review date that the action has. The
// errors of CheckCommand() and of references.h for the meeting, and:
//
//   INVALID_ARGUMENT     REVIEW_DATE_NOT_AHEAD
//   FAILED_PRECONDITION  NOTHING_TO_REVIEW: it has a due date, and is not
//   blocked
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::ReviewActionRequest& command,
                                     const Circumstances& now);
std::vector<std::string> RelatedNames(const v1::ReviewActionRequest& command);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ACTION_REVIEW_H_
