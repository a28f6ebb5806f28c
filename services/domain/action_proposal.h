// What an action says about itself: proposing one, changing its words, taking
// it back before anybody has accepted it.
//
// Each Decide() refuses with the errors of CheckCommand() and of the
// permission it asks for, then with those listed here. Pure; safe from any
// thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ACTION_PROPOSAL_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ACTION_PROPOSAL_H_

#include <string>
#include <vector>

#include "actionplan/events/v1/action_facts.pb.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_lifecycle.pb.h"
#include "actionplan/v1/action_record.pb.h"
#include "services/domain/decide.h"

namespace actionplan::domain {

// No action → DRAFT, by the board manager, an agency lead, an audit lead or a
// chair. The agencies and sources it names have to be there and be of the same
// board: the errors of references.h.
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::ProposeActionRequest& command,
                                     const Circumstances& now);
std::vector<std::string> RelatedNames(const v1::ProposeActionRequest& command);

// New words; the state stays. By the board manager or a sub-group chair, of
// a draft also by its creator. Agencies that are new among the supporting ones
// have to be active: the errors of references.h.
//
//   FAILED_PRECONDITION  SMART_PART_REMOVED: once assigned, an action keeps an
//                        outcome and a measure that it has
//                        NOTHING_TO_CHANGE
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::AmendActionRequest& command,
                                     const Circumstances& now);
std::vector<std::string> RelatedNames(const v1::AmendActionRequest& command);

// DRAFT or ASSIGNED → CANCELLED, by its creator or the board manager.
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::CancelActionRequest& command,
                                     const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ACTION_PROPOSAL_H_
