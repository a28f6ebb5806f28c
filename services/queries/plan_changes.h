// What changed about one action between two moments.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_QUERIES_PLAN_CHANGES_H_
#define ACTIONPLAN_SERVICES_QUERIES_PLAN_CHANGES_H_

#include "actionplan/projections/v1/rows.pb.h"
#include "actionplan/v1/plan_change.pb.h"
#include "services/queries/standing.h"

namespace actionplan::queries {

// An action at a moment, and the yardstick of that moment.
struct Moment {
  const projections::v1::ActionPlanRow& row;
  const Yardstick& yardstick;
};

// Compares the two; `before` has an empty row when there was no such action.
// No kinds means that nothing changed.
v1::PlanChange ChangeBetween(const Moment& before, const Moment& after);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_PLAN_CHANGES_H_
