#include "services/queries/standing.h"

#include <algorithm>
#include <chrono>

#include "actionplan/v1/action.pb.h"
#include "services/queries/ageing.h"
#include "services/queries/rating.h"
#include "services/queries/silence.h"

namespace actionplan::queries {
namespace {

using projections::v1::ActionPlanRow;
using v1::Action;

// Where the row stands against one of its dates.
struct DateStanding {
  v1::DueState due_state = v1::NO_DUE_DATE;
  int working_days_overdue = 0;
  int calendar_days_overdue = 0;
  std::optional<int> ageing_band;
  bool provisional = false;
};

// The day asked about, by number.
using Today = domain::CalendarAnswer<int64_t>;

v1::DueState DueStateOf(const ActionPlanRow& row, const DateStanding& standing,
                        const Yardstick& yardstick) {
  if (!IsOpen(row)) return v1::NO_DUE_DATE;
  if (row.state() == Action::SUBMITTED) return v1::AWAITING_VERIFICATION;
  if (standing.calendar_days_overdue > 0) return v1::OVERDUE;
  if (standing.calendar_days_overdue == 0) return v1::DUE_TODAY;
  return -standing.working_days_overdue <=
                 yardstick.rules.policy.due_soon_days()
             ? v1::DUE_SOON
             : v1::NOT_DUE;
}

DateStanding StandingAgainst(const ActionPlanRow& row, int32_t due_day,
                             const Today& today, const Yardstick& yardstick) {
  DateStanding standing;
  if (due_day == 0) return standing;
  const absl::CivilDay due = ToDay(due_day);
  // Of two days the earlier one is left out, so that a due date on a weekend
  // has as many days left as the Friday before it.
  const auto due_number = yardstick.calendar.WorkingDayNumber(due);
  standing.working_days_overdue =
      static_cast<int>(today.value - due_number.value);
  standing.provisional = today.provisional || due_number.provisional;
  standing.calendar_days_overdue = static_cast<int>(yardstick.due_on - due);
  standing.due_state = DueStateOf(row, standing, yardstick);
  if (standing.due_state == v1::OVERDUE) {
    standing.ageing_band =
        AgeingBandOf(standing.working_days_overdue, yardstick.rules.policy);
  }
  return standing;
}

absl::CivilDay DayOf(int64_t seconds, const Yardstick& yardstick) {
  return absl::ToCivilDay(absl::FromUnixSeconds(seconds), yardstick.zone);
}

int WorkingDaysSinceUpdate(const ActionPlanRow& row, const Today& today,
                           const Yardstick& yardstick) {
  const auto last_number =
      yardstick.calendar.WorkingDayNumber(LastWord(row, yardstick));
  return std::max(0, static_cast<int>(today.value - last_number.value));
}

// Nobody has said anything for long, or the review of an action without a date
// is past.
bool IsStale(const ActionPlanRow& row, int since_update,
             const Yardstick& yardstick) {
  if (!IsUnderWay(row)) return false;
  if (row.due_day() == 0 && row.review_day() != 0 &&
      ToDay(row.review_day()) < yardstick.due_on) {
    return true;
  }
  return since_update > yardstick.rules.policy.stale_days();
}

// Whether the colour that the action was given counts on the day.
bool IsOverridden(const ActionPlanRow& row, const Yardstick& yardstick) {
  return row.given_rating() != 0 && IsOpen(row) &&
         DayOf(row.given_rating_seconds(), yardstick) <= yardstick.due_on &&
         yardstick.due_on <= ToDay(row.given_rating_last_day());
}

}  // namespace

Standing StandingOf(const ActionPlanRow& row, const Yardstick& yardstick) {
  const Today today = yardstick.calendar.WorkingDayNumber(yardstick.due_on);
  const DateStanding current =
      StandingAgainst(row, row.due_day(), today, yardstick);
  const DateStanding original =
      row.original_due_day() == row.due_day()
          ? current
          : StandingAgainst(row, row.original_due_day(), today, yardstick);
  const DateStanding& asked =
      yardstick.against == v1::ORIGINAL ? original : current;
  Standing standing{.due_state = asked.due_state,
                    .working_days_overdue = asked.working_days_overdue,
                    .calendar_days_overdue = asked.calendar_days_overdue,
                    .ageing_band = asked.ageing_band,
                    .original_ageing_band = original.ageing_band,
                    .provisional = current.provisional || original.provisional};
  if (row.original_due_day() != 0) {
    standing.working_days_past_original = original.working_days_overdue;
  }
  if (IsOpen(row)) {
    standing.working_days_since_update =
        WorkingDaysSinceUpdate(row, today, yardstick);
    standing.stale =
        IsStale(row, standing.working_days_since_update, yardstick);
  }
  standing.computed_rating =
      RatingOf(row,
               {.due_state = current.due_state,
                .working_days_overdue = current.working_days_overdue,
                .past_original_date = original.due_state == v1::OVERDUE,
                .stale = standing.stale},
               yardstick.rules.policy);
  standing.rating_overridden = IsOverridden(row, yardstick);
  standing.rating = standing.rating_overridden
                        ? static_cast<v1::Rating>(row.given_rating())
                        : standing.computed_rating;
  return standing;
}

bool IsOpen(const ActionPlanRow& row) {
  switch (row.state()) {
    case Action::ASSIGNED:
    case Action::ACCEPTED:
    case Action::IN_PROGRESS:
    case Action::BLOCKED:
    case Action::SUBMITTED:
    case Action::DECLINED:
      return true;
    default:
      return false;
  }
}

int EscalationLevel(const ActionPlanRow& row) {
  int level = 0;
  for (const auto& escalation : row.open_escalations()) {
    level = std::max(level, escalation.level());
  }
  return level;
}

absl::CivilDay ToDay(int32_t day_number) {
  // Adding so many days to 1970 takes a civil day through all the years
  // between, for each row of an answer.
  const std::chrono::year_month_day date{
      std::chrono::sys_days{std::chrono::days{day_number}}};
  return absl::CivilDay(static_cast<int>(date.year()),
                        static_cast<unsigned>(date.month()),
                        static_cast<unsigned>(date.day()));
}

int32_t DayNumber(absl::CivilDay day) {
  return static_cast<int32_t>(day - absl::CivilDay(1970, 1, 1));
}

}  // namespace actionplan::queries
