// How sure the board is that an action made a difference: an axis beside the
// lifecycle, because done is not the same.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ACTION_ASSURANCE_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ACTION_ASSURANCE_H_

#include "actionplan/events/v1/action_facts.pb.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_record.pb.h"
#include "services/domain/decide.h"

namespace actionplan::domain {

// The state stays. SELF_REPORTED is for the lead agency and the supporting ones
// too, every other level for the board's office and for agencies that are not
// involved. Refuses with the errors of CheckCommand() and
//
//   PERMISSION_DENIED    NOT_INVOLVED_AGENCY, ASSURER_NOT_INDEPENDENT
//   FAILED_PRECONDITION  IMPACT_NEEDS_VERIFICATION: IMPACT_SHOWN and EMBEDDED
//                        of what nobody verified
//                        ASSURANCE_NEEDS_EVIDENCE: EVIDENCED and more without
//                        evidence that counts
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::RecordAssuranceRequest& command,
                                     const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ACTION_ASSURANCE_H_
