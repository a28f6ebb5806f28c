// The bands in which a rating policy counts working days past a due date. They
// are numbered from 0; the last one has no end.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_QUERIES_AGEING_H_
#define ACTIONPLAN_SERVICES_QUERIES_AGEING_H_

#include "actionplan/v1/action_plan_service.pb.h"
#include "actionplan/v1/rating_policy.pb.h"

namespace actionplan::queries {

int AgeingBands(const v1::RatingPolicy& policy);

// The band of so many working days. The first one has those, too, who are
// overdue without a working day having passed since.
int AgeingBandOf(int working_days_overdue, const v1::RatingPolicy& policy);

// The days of a band.
v1::AgeingBand DaysOfBand(int band, const v1::RatingPolicy& policy);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_AGEING_H_
