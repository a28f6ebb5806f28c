// Where an action stands on a day: computed from its row, the day, the board's
// calendar and the rating policy, and never stored.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_QUERIES_STANDING_H_
#define ACTIONPLAN_SERVICES_QUERIES_STANDING_H_

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "actionplan/projections/v1/rows.pb.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "services/domain/working_calendar.h"

namespace actionplan::queries {

// The rating policy that every board has until it can adopt its own.
inline constexpr absl::string_view kRatingPolicyVersion = "standard/1";

// Due soon means that at most so many working days are left; stale means that
// more have passed without an update.
inline constexpr int kDueSoonDays = 10;
inline constexpr int kStaleDays = 20;

// By what an answer is computed.
struct Yardstick {
  domain::WorkingCalendar calendar;
  absl::TimeZone zone;
  absl::CivilDay due_on;
  v1::Against against = v1::CURRENT;
};

struct Standing {
  v1::DueState due_state = v1::NO_DUE_DATE;
  v1::Rating rating = v1::RATING_UNSPECIFIED;
  int working_days_overdue = 0;   // Negative: so many are left.
  int calendar_days_overdue = 0;  // Likewise.
  bool provisional = false;       // See domain::CalendarAnswer.
};

Standing StandingOf(const projections::v1::ActionPlanRow& row,
                    const Yardstick& yardstick);

// Given to a lead agency and not over: ASSIGNED, ACCEPTED, IN_PROGRESS,
// BLOCKED, SUBMITTED or DECLINED.
bool IsOpen(const projections::v1::ActionPlanRow& row);

// The highest level of its escalations that are not resolved; 0 when none.
int EscalationLevel(const projections::v1::ActionPlanRow& row);

// Days since 1970-01-01 as a day.
absl::CivilDay ToDay(int32_t day_number);
int32_t DayNumber(absl::CivilDay day);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_STANDING_H_
