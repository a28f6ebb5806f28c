// What reads of several views share: a view's rows as they are now, and the
// board whose days and calendar an answer goes by.
#ifndef ACTIONPLAN_SERVICES_QUERIES_VIEW_ACCESS_H_
#define ACTIONPLAN_SERVICES_QUERIES_VIEW_ACCESS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "actionplan/v1/board.pb.h"
#include "projections/projector.h"
#include "projections/resource_view.h"
#include "services/domain/resource_errors.h"
#include "services/queries/standing.h"

namespace actionplan::queries {

// The resource of this name; NOT_FOUND when there is none.
template <typename State>
absl::StatusOr<State> GetResource(const projections::Projector& projector,
                                  absl::string_view name) {
  auto rows = projector.Read(projections::ResourceProjection::kName);
  if (!rows.ok()) return rows.status();
  State state;
  auto found = projections::ResourceView(**rows).Get(name, state);
  if (!found.ok()) return found.status();
  if (!*found) return domain::ResourceNotFound(name);
  return state;
}

// The yardstick of a board on the day asked for: the one in the request, else
// the one pinned by the page before, else the board's today.
struct DayAsked {
  const google::type::Date* requested = nullptr;  // Null: not said.
  int32_t pinned = 0;                             // A day number; 0: none.
  absl::Time now;
};
Yardstick YardstickOf(const v1::Board& board, const DayAsked& day);

// What the answer says it was computed by.
v1::Basis BasisOf(const Yardstick& yardstick, uint64_t position);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_VIEW_ACCESS_H_
