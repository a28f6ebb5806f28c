// What a board calls itself, and the calendar, closures and rating policy that
// it goes by.
//
// Policies are adopted by a chair (product design, section 5), and the calendar
// and the closures are policies: they move every deadline of every agency. The
// board manager drafts them with validate_only, which the deciders let the
// whole office do. Beside those of preconditions.h and board_errors.h the error
// is NOTHING_TO_CHANGE.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_BOARD_ADOPTION_H_
#define ACTIONPLAN_SERVICES_DOMAIN_BOARD_ADOPTION_H_

#include "actionplan/events/v1/board_facts.pb.h"
#include "actionplan/v1/board.pb.h"
#include "actionplan/v1/board_adoption.pb.h"
#include "services/domain/decide.h"

namespace actionplan::domain {

// For the board manager.
Facts<events::v1::BoardFact> Decide(const v1::Board& state,
                                    const v1::RenameBoardRequest& command,
                                    const Circumstances& now);

// CALENDAR_VERSION_UNKNOWN, CALENDAR_OF_OTHER_DIVISION.
Facts<events::v1::BoardFact> Decide(const v1::Board& state,
                                    const v1::AdoptCalendarRequest& command,
                                    const Circumstances& now);

// The list gets the next version, its days in order.
Facts<events::v1::BoardFact> Decide(const v1::Board& state,
                                    const v1::AdoptClosuresRequest& command,
                                    const Circumstances& now);

// The policy gets the next version.
Facts<events::v1::BoardFact> Decide(const v1::Board& state,
                                    const v1::AdoptRatingPolicyRequest& command,
                                    const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_BOARD_ADOPTION_H_
