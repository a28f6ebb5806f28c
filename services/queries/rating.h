// The colour that a rating policy gives an action.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_QUERIES_RATING_H_
#define ACTIONPLAN_SERVICES_QUERIES_RATING_H_

#include "actionplan/projections/v1/rows.pb.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "actionplan/v1/rating_policy.pb.h"

namespace actionplan::queries {

// What the conditions of a policy look at, beside the row.
struct Situation {
  v1::DueState due_state = v1::NO_DUE_DATE;  // Against the date in force.
  int working_days_overdue = 0;              // Likewise.
  bool past_original_date = false;
  bool stale = false;
};

// RATING_UNSPECIFIED for what is neither open nor done.
v1::Rating RatingOf(const projections::v1::ActionPlanRow& row,
                    const Situation& situation, const v1::RatingPolicy& policy);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_RATING_H_
