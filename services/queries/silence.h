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
// which it last came into a state. Escalations count from the same.
absl::CivilDay LastWord(const projections::v1::ActionPlanRow& row,
                        const Yardstick& yardstick);

// Whether something is awaited of its owner: it is open, and waits neither for
// a verification nor for the answer to a refusal.
bool IsUnderWay(const projections::v1::ActionPlanRow& row);

// Whether it is under way and has been silent for more working days than the
// rating allows.
bool IsSilent(const projections::v1::ActionPlanRow& row,
              const Yardstick& yardstick);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_SILENCE_H_
