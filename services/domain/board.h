// How a board begins, and how it escalates. Errors are those of preconditions.h
// and of board_errors.h.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_BOARD_H_
#define ACTIONPLAN_SERVICES_DOMAIN_BOARD_H_

#include "actionplan/events/v1/board_facts.pb.h"
#include "actionplan/v1/board.pb.h"
#include "actionplan/v1/board_service.pb.h"
#include "services/domain/decide.h"

namespace actionplan::domain {

// For the board's office. A board without a time zone keeps London's days; it
// goes by the newest calendar of its division.
Facts<events::v1::BoardFact> Decide(const v1::Board& state,
                                    const v1::CreateBoardRequest& command,
                                    const Circumstances& now);

// For a chair. The policy gets the next version; levels 1 to 4 have to be given
// a deadline each, in order.
Facts<events::v1::BoardFact> Decide(
    const v1::Board& state, const v1::AdoptEscalationPolicyRequest& command,
    const Circumstances& now);

// The policy as it would be adopted at `now`, for one that is only tried: for
// the board's office.
absl::StatusOr<v1::EscalationPolicy> DraftPolicy(
    const v1::Board& board, const v1::AdoptEscalationPolicyRequest& request,
    const Caller& caller, absl::Time now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_BOARD_H_
