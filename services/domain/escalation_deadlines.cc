#include "services/domain/escalation_deadlines.h"

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
                                         const WorkingCalendar& calendar) {
  ASSIGN_OR_RETURN(const absl::CivilDay day, resources::FromDate(date));
  return resources::ToDate(calendar.AddWorkingDays(day, working_days).value);
}

}  // namespace

void SetDeadlines(const v1::Board& board, absl::CivilDay start,
                  events::v1::EscalationRaised& raised) {
  const WorkingCalendar calendar = CalendarOf(board);
  const auto day = [&](int working_days) {
    return resources::ToDate(
        calendar.AddWorkingDays(start, working_days).value);
  };
  for (const auto& given : board.escalation_policy().level_deadlines()) {
    if (given.level() != raised.level()) continue;
    *raised.mutable_acknowledge_by() = day(given.acknowledge_within());
    *raised.mutable_respond_by() = day(given.respond_within());
  }
}

absl::StatusOr<EscalationResumed> MoveDeadlines(const v1::Escalation& paused,
                                                const v1::Board& board,
                                                const Circumstances& now) {
  const WorkingCalendar calendar = CalendarOf(board);
  const int stood_still =
      calendar.WorkingDaysBetween(PausedOn(paused, now), now.today).value;
  EscalationResumed resumed;
  if (paused.has_acknowledge_by()) {
    *resumed.mutable_previous_acknowledge_by() = paused.acknowledge_by();
    ASSIGN_OR_RETURN(
        *resumed.mutable_acknowledge_by(),
        Later(paused.acknowledge_by(),
              paused.has_acknowledge_time() ? 0 : stood_still, calendar));
  }
  if (paused.has_respond_by()) {
    *resumed.mutable_previous_respond_by() = paused.respond_by();
    ASSIGN_OR_RETURN(*resumed.mutable_respond_by(),
                     Later(paused.respond_by(), stood_still, calendar));
  }
  return resumed;
}

}  // namespace actionplan::domain
