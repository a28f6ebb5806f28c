#include "services/queries/view_access.h"

#include "projections/resources/civil_date.h"
#include "services/domain/board_calendar.h"

namespace actionplan::queries {

Yardstick YardstickOf(const v1::Board& board, absl::Time now) {
  const absl::TimeZone zone = domain::ZoneOf(board);
  return {.calendar = domain::CalendarOf(board),
          .zone = zone,
          .due_on = absl::ToCivilDay(now, zone),
          .rules = domain::RatingRulesOf(board)};
}

v1::Basis BasisOf(const Yardstick& yardstick, uint64_t position) {
  v1::Basis basis;
  *basis.mutable_due_on() = resources::ToDate(yardstick.due_on);
  basis.set_calendar_version(yardstick.calendar.version());
  basis.set_provisional(
      yardstick.calendar.IsWorkingDay(yardstick.due_on).provisional);
  basis.set_rating_policy_version(yardstick.rules.version);
  basis.set_position(static_cast<int64_t>(position));
  return basis;
}

}  // namespace actionplan::queries
