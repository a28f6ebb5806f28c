#include "services/queries/standing.h"

#include <algorithm>
#include <chrono>

#include "actionplan/v1/action.pb.h"

namespace actionplan::queries {
namespace {

using projections::v1::ActionPlanRow;
using v1::Action;

constexpr int kRejectionsForRed = 2;

v1::DueState DueStateOf(const ActionPlanRow& row, const Standing& standing,
                        int32_t due_day) {
  if (!IsOpen(row) || due_day == 0) return v1::NO_DUE_DATE;
  if (row.state() == Action::SUBMITTED) return v1::AWAITING_VERIFICATION;
  if (standing.calendar_days_overdue > 0) return v1::OVERDUE;
  if (standing.calendar_days_overdue == 0) return v1::DUE_TODAY;
  return -standing.working_days_overdue <= kDueSoonDays ? v1::DUE_SOON
                                                        : v1::NOT_DUE;
}

// Nobody has said anything for kStaleDays, or the review of an action without
// a date is past.
bool IsStale(const ActionPlanRow& row, const Yardstick& yardstick) {
  if (row.state() == Action::SUBMITTED) return false;
  if (row.due_day() == 0 && row.review_day() != 0 &&
      ToDay(row.review_day()) < yardstick.due_on) {
    return true;
  }
  const int64_t last =
      std::max(row.latest_progress_seconds(), row.started_seconds());
  const absl::CivilDay last_day =
      absl::ToCivilDay(absl::FromUnixSeconds(last), yardstick.zone);
  return yardstick.calendar.WorkingDaysBetween(last_day, yardstick.due_on)
             .value > kStaleDays;
}

v1::Rating RatingOf(const ActionPlanRow& row, const Standing& standing,
                    const Yardstick& yardstick) {
  if (row.state() == Action::VERIFIED || row.state() == Action::CLOSED) {
    return v1::BLUE;
  }
  if (!IsOpen(row)) return v1::RATING_UNSPECIFIED;
  if (standing.due_state == v1::OVERDUE ||
      row.rejections() >= kRejectionsForRed) {
    return v1::RED;
  }
  const bool started = row.latest_progress_seconds() != 0;
  const bool soon =
      standing.due_state == v1::DUE_SOON || standing.due_state == v1::DUE_TODAY;
  if (row.state() == Action::BLOCKED || row.extension_pending() ||
      row.approved_extensions() > 0 || (soon && !started) ||
      IsStale(row, yardstick)) {
    return v1::AMBER;
  }
  return started || row.state() == Action::SUBMITTED ? v1::GREEN : v1::GREY;
}

// Against one of the row's dates; without a rating.
Standing StandingAgainst(const ActionPlanRow& row, int32_t due_day,
                         const Yardstick& yardstick) {
  Standing standing;
  if (due_day != 0) {
    const absl::CivilDay due = ToDay(due_day);
    // Counted forwards from the earlier day, which is left out, so that a due
    // date on a weekend has as many days left as the Friday before it.
    const auto [from, to] = std::minmax(due, yardstick.due_on);
    const auto working = yardstick.calendar.WorkingDaysBetween(from, to);
    standing.working_days_overdue =
        due < yardstick.due_on ? working.value : -working.value;
    standing.provisional = working.provisional;
    standing.calendar_days_overdue = static_cast<int>(yardstick.due_on - due);
  }
  standing.due_state = DueStateOf(row, standing, due_day);
  return standing;
}

}  // namespace

Standing StandingOf(const ActionPlanRow& row, const Yardstick& yardstick) {
  // The rating goes by the date in force, whichever date the days go by.
  const Standing current = StandingAgainst(row, row.due_day(), yardstick);
  Standing standing =
      yardstick.against == v1::ORIGINAL
          ? StandingAgainst(row, row.original_due_day(), yardstick)
          : current;
  standing.rating = RatingOf(row, current, yardstick);
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
