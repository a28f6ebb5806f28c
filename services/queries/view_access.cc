#include "services/queries/view_access.h"

#include "projections/resources/civil_date.h"
#include "services/domain/board_calendar.h"

namespace actionplan::queries {

Yardstick YardstickOf(const v1::Board& board, const DayAsked& day) {
  const absl::TimeZone zone = domain::ZoneOf(board);
  absl::CivilDay due_on = absl::ToCivilDay(day.now, zone);
  if (day.pinned != 0) due_on = ToDay(day.pinned);
  if (day.requested != nullptr) {
    // Its shape was checked when the request came in.
    due_on = resources::FromDate(*day.requested).value_or(due_on);
  }
  return {
      .calendar = domain::CalendarOf(board), .zone = zone, .due_on = due_on};
}

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
