// What the action plan keeps of the past of its rows: beside the row of now,
// what is needed to make the row of any instant without reading the log.
//
//   key                                       value
//   "h" action \0 "a" ~occur ~position        ActionPlanRow
//   "h" action \0 "b" occur position          events.v1.Event
//   "h" action \0 "c" occur position          "", for each retraction
//
// Under "a" is the row as each fact of the action's own stream left it, the
// newest first, without what the rows under "b" tell: the facts of other
// streams about the action, that it joined a plan, that it is escalated.
//
// A retraction changes what was true all the time since the entry it retracts:
// where the order is that of occurrence, the own row of such an action is
// folded from its stream, which its rows under "c" tell.
//
// `occur` is when the fact happened, eight bytes of seconds and four of
// nanoseconds; `position` is eight bytes; ~ is the complement, which turns the
// order round. Within a stream no fact happened before the one recorded before
// it, so the order of "a" is both that of occurrence and that of recording, and
// one row answers for either. Between streams the two orders differ, which is
// why the facts of other streams stand apart and are folded when asked.
#ifndef ACTIONPLAN_PROJECTIONS_PLAN_HISTORY_H_
#define ACTIONPLAN_PROJECTIONS_PLAN_HISTORY_H_

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "actionplan/events/v1/event.pb.h"
#include "actionplan/projections/v1/rows.pb.h"
#include "projections/past.h"
#include "projections/projection.h"

namespace actionplan::projections {

// Keeps what the event made of the row, which it has changed already.
void PutHistory(const events::v1::Event& event, v1::ActionPlanRow& row,
                ViewWriter& rows);

// Fills the row with what the action's own stream says of it in the order of
// occurrence: what FoldOwnFact() makes of each event that counts.
using FoldAgain = absl::FunctionRef<absl::Status(absl::string_view action,
                                                 v1::ActionPlanRow& row)>;
void FoldOwnFact(const events::v1::Event& event, v1::ActionPlanRow& row);

// The rows of a board's actions as they were, by name, until `visit` returns
// false. An action is there from the first fact of its own stream on. The row
// is reused from call to call. Costs two or three leaps an action, however long
// their histories are, and a call of `fold_again` for one with a retraction.
absl::Status ScanHistory(
    const ViewReader& rows, absl::string_view board, const Past& past,
    FoldAgain fold_again,
    absl::FunctionRef<bool(const v1::ActionPlanRow& row)> visit);

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_PLAN_HISTORY_H_
