// What another calendar, other closures or another rating policy would change.
#ifndef ACTIONPLAN_SERVICES_QUERIES_POLICY_EFFECT_H_
#define ACTIONPLAN_SERVICES_QUERIES_POLICY_EFFECT_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "actionplan/v1/board.pb.h"
#include "actionplan/v1/policy_effect.pb.h"
#include "projections/projector.h"

namespace actionplan::queries {

// So many changed actions are told of; all are counted.
inline constexpr int kMostChangedActions = 100;

// The board as it is and as it would be. Costs a pass over its actions.
struct BoardChange {
  const v1::Board& before;
  const v1::Board& after;
};

// The actions of the board computed for its today by both.
absl::StatusOr<v1::PolicyEffect> EffectOf(
    const projections::Projector& projector, const BoardChange& change,
    absl::Time now);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_POLICY_EFFECT_H_
