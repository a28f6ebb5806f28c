#include "services/domain/escalation_deadlines.h"

#include <algorithm>

#include "absl/time/time.h"
#include "eventstore/base/status.h"
#include "projections/resources/civil_date.h"
#include "services/domain/board_calendar.h"
#include "services/domain/working_calendar.h"

namespace actionplan::domain {
namespace {

using events::v1::EscalationResumed;

// The board's day on which the escalation was paused: nothing else happens to
// it until it goes on.
absl::CivilDay PausedOn(const v1::Escalation& paused,
                        const Circumstances& now) {
  return absl::ToCivilDay(
      absl::FromUnixSeconds(paused.last_occur_time().seconds()), now.zone);
}

absl::StatusOr<google::type::Date> Later(const google::type::Date& date,
                                         int working_days,
                                         const WorkingCalendar& calendar,
                                         absl::CivilDay today) {
  ASSIGN_OR_RETURN(const absl::CivilDay day, resources::FromDate(date));
  return resources::ToDate(
      std::max(calendar.AddWorkingDays(day, working_days).value, today));
}

}  // namespace

std::optional<LevelDays> DaysOf(int level, const v1::Board& board,
                                absl::CivilDay start) {
  const WorkingCalendar calendar = CalendarOf(board);
  const auto day = [&](int working_days) {
    return resources::ToDate(
        calendar.AddWorkingDays(start, working_days).value);
  };
  for (const auto& given : board.escalation_policy().level_deadlines()) {
    if (given.level() != level) continue;
    return LevelDays{.acknowledge_by = day(given.acknowledge_within()),
                     .respond_by = day(given.respond_within())};
  }
  return std::nullopt;
}

absl::StatusOr<EscalationResumed> MoveDeadlines(const v1::Escalation& paused,
                                                const v1::Board& board,
                                                const Circumstances& now) {
  const WorkingCalendar calendar = CalendarOf(board);
  const int stood_still =
      calendar.WorkingDaysBetween(PausedOn(paused, now), now.today).value;
  const auto later = [&](const google::type::Date& date) {
    return Later(date, stood_still, calendar, now.today);
  };
  EscalationResumed resumed;
  if (paused.has_acknowledge_by()) {
    *resumed.mutable_previous_acknowledge_by() = paused.acknowledge_by();
    *resumed.mutable_acknowledge_by() = paused.acknowledge_by();
    if (!paused.has_acknowledge_time()) {
      ASSIGN_OR_RETURN(*resumed.mutable_acknowledge_by(),
                       later(paused.acknowledge_by()));
    }
  }
  if (paused.has_respond_by()) {
    *resumed.mutable_previous_respond_by() = paused.respond_by();
    ASSIGN_OR_RETURN(*resumed.mutable_respond_by(), later(paused.respond_by()));
  }
  if (paused.has_recovery_date()) {
    *resumed.mutable_previous_recovery_date() = paused.recovery_date();
    ASSIGN_OR_RETURN(*resumed.mutable_recovery_date(),
                     later(paused.recovery_date()));
  }
  return resumed;
}

}  // namespace actionplan::domain
