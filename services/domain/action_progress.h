// What is written down while an action is worked on: progress, evidence,
// remarks.
//
// Each Decide() refuses with the errors of CheckCommand() and of the
// permission it asks for, then with those listed here. Pure; safe from any
// thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ACTION_PROGRESS_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ACTION_PROGRESS_H_

#include "actionplan/events/v1/action_facts.pb.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_lifecycle.pb.h"
#include "actionplan/v1/action_record.pb.h"
#include "services/domain/decide.h"

namespace actionplan::domain {

// An action has at most this many items of evidence.
inline constexpr int kMaxEvidence = 100;

// How many items of evidence have not been withdrawn.
int CountedEvidence(const v1::Action& state);

// FAILED_PRECONDITION EVIDENCE_LIMIT_REACHED when `added` more items would be
// too many.
absl::Status CheckEvidenceLimit(const v1::Action& state, int added);

// ACCEPTED → IN_PROGRESS; IN_PROGRESS and BLOCKED stay. By the lead agency or a
// supporting one.
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::RecordProgressRequest& command,
                                     const Circumstances& now);

// The state stays. By the lead agency, a supporting one or the board manager,
// also once the action was verified or closed. Errors are those of
// CheckEvidenceLimit().
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::AddEvidenceRequest& command,
                                     const Circumstances& now);

// The state stays, and what is withdrawn stays to be seen. By the same.
//
//   FAILED_PRECONDITION  EVIDENCE_UNKNOWN, EVIDENCE_ALREADY_WITHDRAWN
//                        LAST_EVIDENCE_OF_CLAIM: nothing would be left of what
//                        a claim of completion rests on
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::WithdrawEvidenceRequest& command,
                                     const Circumstances& now);

// The state stays. By everybody who works with the board, in every state.
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::AddCommentRequest& command,
                                     const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ACTION_PROGRESS_H_
