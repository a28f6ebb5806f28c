#include "services/queries/silence.h"

#include <algorithm>

#include "actionplan/v1/action.pb.h"

namespace actionplan::queries {

using projections::v1::ActionPlanRow;

absl::CivilDay LastWord(const ActionPlanRow& row, const Yardstick& yardstick) {
  return absl::ToCivilDay(
      absl::FromUnixSeconds(
          std::max({row.latest_progress_seconds(), row.started_seconds(),
                    row.reported().occur_seconds()})),
      yardstick.zone);
}

bool IsUnderWay(const ActionPlanRow& row) {
  return IsOpen(row) && row.state() != v1::Action::SUBMITTED &&
         row.state() != v1::Action::DECLINED;
}

bool IsSilent(const ActionPlanRow& row, const Yardstick& yardstick) {
  if (!IsUnderWay(row)) return false;
  return yardstick.calendar
             .WorkingDaysBetween(LastWord(row, yardstick), yardstick.due_on)
             .value > yardstick.rules.policy.stale_days();
}

}  // namespace actionplan::queries
