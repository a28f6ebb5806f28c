// What the row of an action keeps of its escalations.
#ifndef ACTIONPLAN_PROJECTIONS_ACTION_PLAN_ROW_ESCALATIONS_H_
#define ACTIONPLAN_PROJECTIONS_ACTION_PLAN_ROW_ESCALATIONS_H_

#include "actionplan/events/v1/event.pb.h"
#include "actionplan/projections/v1/rows.pb.h"

namespace actionplan::projections {

// Folds what happened to an escalation into the row of its subject.
void EvolveEscalation(const events::v1::EventContext& context,
                      const events::v1::EscalationFact& fact,
                      v1::ActionPlanRow& row);

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_ACTION_PLAN_ROW_ESCALATIONS_H_
