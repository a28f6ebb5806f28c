// For how long nothing was heard of an action.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_QUERIES_SILENCE_H_
#define ACTIONPLAN_SERVICES_QUERIES_SILENCE_H_

#include "absl/time/civil_time.h"
#include "actionplan/projections/v1/rows.pb.h"
#include "services/queries/standing.h"

namespace actionplan::queries {

// The board's day on which progress was last reported or, if that is later, on
// which it was last assigned or accepted.
absl::CivilDay LastWord(const projections::v1::ActionPlanRow& row,
                        const Yardstick& yardstick);

// Whether the action is open, waits for no verification, and has been silent
// for more working days than the rating allows.
bool IsSilent(const projections::v1::ActionPlanRow& row,
              const Yardstick& yardstick);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_SILENCE_H_
