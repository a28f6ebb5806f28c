// From the claim that an action is done to its sign-off, and back.
//
// Each Decide() refuses with the errors of CheckCommand() and of the
// permission it asks for, then with those listed here. Pure; safe from any
// thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ACTION_COMPLETION_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ACTION_COMPLETION_H_

#include <string>
#include <vector>

#include "actionplan/events/v1/action_facts.pb.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_lifecycle.pb.h"
#include "services/domain/caller.h"
#include "services/domain/decide.h"

namespace actionplan::domain {

// ACCEPTED or IN_PROGRESS → SUBMITTED, by the lead agency.
//
//   INVALID_ARGUMENT     COMPLETED_IN_FUTURE: after the day of the submission
//   FAILED_PRECONDITION  EVIDENCE_NEEDED: neither the action nor the command
//                        has any
// and those of CheckEvidenceLimit().
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::SubmitCompletionRequest& command,
                                     const Circumstances& now);

// SUBMITTED → IN_PROGRESS, by somebody independent (CheckIndependent()).
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::RejectCompletionRequest& command,
                                     const Circumstances& now);

// SUBMITTED → VERIFIED, by somebody independent (CheckIndependent()). Ends
// a request for more time.
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::VerifyCompletionRequest& command,
                                     const Circumstances& now);

// Who signs an action of this priority off.
Role SignerOf(v1::Action::Priority priority);

// VERIFIED → CLOSED, by a sub-group chair; an action of priority HIGH by the
// independent chair. The meeting has to be there: the errors of references.h.
//
//   FAILED_PRECONDITION  MEETING_IN_FUTURE: after the day of the sign-off
//                        MEETING_BEFORE_VERIFICATION
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::SignOffActionRequest& command,
                                     const Circumstances& now);
std::vector<std::string> RelatedNames(const v1::SignOffActionRequest& command);

// VERIFIED or CLOSED → IN_PROGRESS, by the board manager or a sub-group chair.
// The new due date: the errors of CheckDueDate().
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::ReopenActionRequest& command,
                                     const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ACTION_COMPLETION_H_
