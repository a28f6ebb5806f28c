// The colour that the board's office gives an action for a while.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ACTION_RATING_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ACTION_RATING_H_

#include "actionplan/events/v1/action_facts.pb.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_rating.pb.h"
#include "services/domain/decide.h"

namespace actionplan::domain {

// By the board manager or a chair; the state stays. Takes the place of a colour
// that still counts. The first and the last day on which it may end are
// reckoned from the day on which it was given, as claimed. Refuses with the
// errors of CheckCommand() and CheckRole(), then with
//
//   INVALID_ARGUMENT     OVERRIDE_ENDED, OVERRIDE_TOO_LONG
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::OverrideRatingRequest& command,
                                     const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ACTION_RATING_H_
