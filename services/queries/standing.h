// Where an action stands on a day: computed from its row, the day, the board's
// calendar and the rating policy, and never stored.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_QUERIES_STANDING_H_
#define ACTIONPLAN_SERVICES_QUERIES_STANDING_H_

#include <optional>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "actionplan/projections/v1/rows.pb.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "services/domain/rating_rules.h"
#include "services/domain/working_calendar.h"

namespace actionplan::queries {

// By what an answer is computed.
struct Yardstick {
  domain::WorkingCalendar calendar;
  absl::TimeZone zone;
  absl::CivilDay due_on;
  v1::Against against = v1::CURRENT;
  domain::RatingRules rules = domain::StandardRatingRules();
};

struct Standing {
  // Against the date asked about.
  v1::DueState due_state = v1::NO_DUE_DATE;
  int working_days_overdue = 0;    // Negative: so many are left.
  int calendar_days_overdue = 0;   // Likewise.
  std::optional<int> ageing_band;  // When overdue: a number of ageing.h.

  // Against the date of the first acceptance.
  std::optional<int> working_days_past_original;  // None without that date.
  std::optional<int> original_ageing_band;

  // What is shown, and what it would be by the policy alone. Both go by the
  // date in force, whichever date was asked about.
  v1::Rating rating = v1::RATING_UNSPECIFIED;
  v1::Rating computed_rating = v1::RATING_UNSPECIFIED;
  bool rating_overridden = false;

  // Of open actions; an update is a report, an assignment or an acceptance.
  int working_days_since_update = 0;
  bool stale = false;

  bool provisional = false;  // See domain::CalendarAnswer.
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
