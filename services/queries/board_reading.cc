#include "services/queries/board_reading.h"

namespace actionplan::queries {

v1::BoardReading ToldOf(const PlanReading& reading) {
  const v1::Basis basis = reading.Basis();
  v1::BoardReading told;
  told.set_board(reading.board().name());
  *told.mutable_due_on() = basis.due_on();
  told.set_calendar_version(basis.calendar_version());
  told.set_provisional(basis.provisional());
  told.set_rating_policy_version(basis.rating_policy_version());
  told.set_position(basis.position());
  if (basis.has_as_at()) *told.mutable_as_at() = basis.as_at();
  return told;
}

}  // namespace actionplan::queries
