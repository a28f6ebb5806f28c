// What the rules have to look at in a board: the actions of which a rule may
// hold and the subjects of open escalations, never every open action.
#ifndef ACTIONPLAN_SERVICES_ESCALATION_WATCH_LIST_H_
#define ACTIONPLAN_SERVICES_ESCALATION_WATCH_LIST_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "actionplan/v1/board.pb.h"
#include "projections/projector.h"
#include "services/domain/escalation_evaluator.h"

namespace actionplan::escalation {

// By what a board's actions are evaluated as of a day.
domain::EvaluationBasis BasisOf(const v1::Board& board, absl::CivilDay as_of);

// Costs as much as the actions it gives, in order of name.
absl::StatusOr<std::vector<domain::WatchedAction>> WatchList(
    const projections::Projector& projector, const v1::Board& board,
    const domain::EvaluationBasis& basis);

}  // namespace actionplan::escalation

#endif  // ACTIONPLAN_SERVICES_ESCALATION_WATCH_LIST_H_
