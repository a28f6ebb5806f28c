#include "services/domain/board_calendar.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "eventstore/base/status.h"
#include "projections/resources/civil_date.h"

namespace actionplan::domain {
namespace {

constexpr absl::string_view kWithClosures = "+closures/";

// The days of the API's closures or of a fact's.
template <typename Closures>
std::vector<absl::CivilDay> DaysOf(const Closures& closures) {
  std::vector<absl::CivilDay> days;
  for (const auto& closure : closures.closures()) {
    const auto day = resources::FromDate(closure.date());
    if (day.ok()) days.push_back(*day);
  }
  return days;
}

absl::Status ClosuresUnknown(absl::string_view version) {
  return base::Error({
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "CALENDAR_VERSION_UNKNOWN",
      .message = absl::StrCat(
          "The board has adopted no closures that \"", version,
          "\" could mean. Name a version as an answer about it did."),
      .metadata = {{"calendar_version", std::string(version)}},
  });
}

}  // namespace

Division DivisionOf(const v1::Board& board) {
  switch (board.division()) {
    case v1::Board::SCOTLAND:
      return Division::kScotland;
    case v1::Board::NORTHERN_IRELAND:
      return Division::kNorthernIreland;
    default:
      return Division::kEnglandAndWales;
  }
}

WorkingCalendar CalendarOf(const v1::Board& board) {
  const WorkingCalendar calendar =
      WorkingCalendar::Find(board.calendar_version())
          .value_or(WorkingCalendar::Latest(DivisionOf(board)));
  if (!board.has_closures()) return calendar;
  return calendar.WithClosures(board.closures().version(),
                               DaysOf(board.closures()));
}

absl::StatusOr<WorkingCalendar> FindCalendar(
    absl::string_view version, absl::Span<const events::v1::Event> history) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(version, absl::MaxSplits(kWithClosures, 1));
  ASSIGN_OR_RETURN(const WorkingCalendar published,
                   WorkingCalendar::Find(parts.first));
  if (published.version() == version) return published;
  int64_t number = 0;
  if (!absl::SimpleAtoi(parts.second, &number)) return ClosuresUnknown(version);
  for (const events::v1::Event& event : history) {
    const auto& closures = event.board().closures_adopted().closures();
    if (event.board().has_closures_adopted() && closures.version() == number) {
      return published.WithClosures(number, DaysOf(closures));
    }
  }
  return ClosuresUnknown(version);
}

absl::TimeZone ZoneOf(const v1::Board& board) {
  const auto zone = resources::FindTimeZone(board.time_zone());
  return zone.ok() ? *zone : absl::UTCTimeZone();
}

}  // namespace actionplan::domain
