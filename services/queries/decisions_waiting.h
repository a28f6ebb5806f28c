// What about an action waits for somebody's decision.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_QUERIES_DECISIONS_WAITING_H_
#define ACTIONPLAN_SERVICES_QUERIES_DECISIONS_WAITING_H_

#include <vector>

#include "actionplan/projections/v1/rows.pb.h"
#include "actionplan/v1/pending_decision.pb.h"
#include "services/queries/standing.h"

namespace actionplan::queries {

// Who may decide is what the deciders of services/domain say.
std::vector<v1::PendingDecision> DecisionsWaiting(
    const projections::v1::ActionPlanRow& row, const Yardstick& yardstick);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_DECISIONS_WAITING_H_
