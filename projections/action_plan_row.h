// What the action plan and the overdue list keep of each action: one fold and
// one layout of rows for both, so that they cannot disagree.
//
//   key                 value
//   "a" action          ActionPlanRow
//   "s" escalation      the action that is escalated, until it is resolved
#ifndef ACTIONPLAN_PROJECTIONS_ACTION_PLAN_ROW_H_
#define ACTIONPLAN_PROJECTIONS_ACTION_PLAN_ROW_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "actionplan/events/v1/event.pb.h"
#include "actionplan/projections/v1/rows.pb.h"
#include "projections/projection.h"

namespace actionplan::projections {

// The key of an action's row. Keys of a board's actions lie together, ordered
// by name.
std::string ActionPlanKey(absl::string_view action);

// The row that the event changes: of the action it happened to, that joined or
// left a plan, or that is escalated. Null when it changes none. Valid until the
// end of Projection::Apply().
absl::StatusOr<v1::ActionPlanRow*> EditActionPlanRow(
    const events::v1::Event& event, ViewWriter& rows);

// Folds the event into the row that it changes.
void Evolve(const events::v1::Event& event, v1::ActionPlanRow& row);

// Whether time runs against the action's due date: it is open, and nobody has
// claimed yet that it is done.
bool ClockRuns(const v1::ActionPlanRow& row);

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_ACTION_PLAN_ROW_H_
