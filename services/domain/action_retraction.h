// Taking back what was entered by a slip of the hand: the entry stays to be
// seen and counts for nothing.
//
// Only entries that change nothing but what they report can be retracted:
// reports of progress, comments, reached milestones, assurance. What changed
// the state or the terms of an action is answered by another command, because
// others have acted on it. The report that began the work is in between: when
// nothing else has moved the action since, its retraction takes the action back
// to ACCEPTED.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ACTION_RETRACTION_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ACTION_RETRACTION_H_

#include "actionplan/events/v1/action_facts.pb.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_record.pb.h"
#include "services/domain/decide.h"

namespace actionplan::domain {

// An action has at most this many retracted entries.
inline constexpr int kMaxRetractedEntries = 100;

// Decides on the action's history, which the circumstances have to carry. In
// every state; by who made the entry, or the board manager. Refuses with the
// errors of CheckCommand() and with
//
//   FAILED_PRECONDITION  ENTRY_UNKNOWN
//                        ENTRY_NOT_RETRACTABLE, which says what to do instead
//                        ENTRY_ALREADY_RETRACTED
//                        RETRACTION_LIMIT_REACHED
//   PERMISSION_DENIED    NOT_AUTHOR
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::RetractEntryRequest& command,
                                     const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ACTION_RETRACTION_H_
