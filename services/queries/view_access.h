// What reads of several views share: a resource as it is now, and what an
// answer says of the yardstick that it goes by.
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

// By what answers about the board are computed at this instant.
Yardstick YardstickOf(const v1::Board& board, absl::Time now);

// What the answer says it was computed by.
v1::Basis BasisOf(const Yardstick& yardstick, uint64_t position);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_VIEW_ACCESS_H_
