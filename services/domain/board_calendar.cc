#include "services/domain/board_calendar.h"

#include "projections/resources/civil_date.h"

namespace actionplan::domain {

WorkingCalendar CalendarOf(const v1::Board& board) {
  switch (board.division()) {
    case v1::Board::SCOTLAND:
      return WorkingCalendar::Latest(Division::kScotland);
    case v1::Board::NORTHERN_IRELAND:
      return WorkingCalendar::Latest(Division::kNorthernIreland);
    default:
      return WorkingCalendar::Latest(Division::kEnglandAndWales);
  }
}

absl::TimeZone ZoneOf(const v1::Board& board) {
  const auto zone = resources::FindTimeZone(board.time_zone());
  return zone.ok() ? *zone : absl::UTCTimeZone();
}

}  // namespace actionplan::domain
