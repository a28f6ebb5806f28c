// By when an escalation has to be acknowledged and answered.
//
// The clocks start on the day on which it is recorded, also when a rule held
// earlier: nobody can answer what was never sent.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_DEADLINES_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_DEADLINES_H_

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "actionplan/events/v1/escalation_facts.pb.h"
#include "actionplan/v1/board.pb.h"
#include "actionplan/v1/escalation.pb.h"
#include "services/domain/circumstances.h"

namespace actionplan::domain {

// Sets acknowledge_by and respond_by of a level that starts on `start`; leaves
// them out without a policy and at a level for which it gives no time.
void SetDeadlines(const v1::Board& board, absl::CivilDay start,
                  events::v1::EscalationRaised& raised);

// The days, before and after, of an escalation whose clocks stood still since
// the day of its last change: later by the working days since then. A day by
// which it was to be acknowledged stays when it was acknowledged before.
absl::StatusOr<events::v1::EscalationResumed> MoveDeadlines(
    const v1::Escalation& paused, const v1::Board& board,
    const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_DEADLINES_H_
