// What is asked of the agency that leads an action.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_QUERIES_ASKS_H_
#define ACTIONPLAN_SERVICES_QUERIES_ASKS_H_

#include <vector>

#include "actionplan/projections/v1/rows.pb.h"
#include "actionplan/v1/my_actions.pb.h"
#include "services/queries/standing.h"

namespace actionplan::queries {

// In the order of the kinds; empty when it is not the agency's turn.
std::vector<v1::Ask> AsksOf(const projections::v1::ActionPlanRow& row,
                            const Yardstick& yardstick);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_ASKS_H_
