#include "services/queries/view_access.h"

#include "projections/resources/civil_date.h"

namespace actionplan::queries {

v1::Basis BasisOf(const Yardstick& yardstick, uint64_t position) {
  v1::Basis basis;
  *basis.mutable_due_on() = resources::ToDate(yardstick.due_on);
  basis.set_calendar_version(std::string(yardstick.calendar.version()));
  basis.set_provisional(
      yardstick.calendar.IsWorkingDay(yardstick.due_on).provisional);
  basis.set_rating_policy_version(std::string(kRatingPolicyVersion));
  basis.set_position(static_cast<int64_t>(position));
  return basis;
}

}  // namespace actionplan::queries
