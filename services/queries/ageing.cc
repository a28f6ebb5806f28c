#include "services/queries/ageing.h"

#include <algorithm>

namespace actionplan::queries {

int AgeingBands(const v1::RatingPolicy& policy) {
  return policy.ageing_bounds_size() + 1;
}

int AgeingBandOf(int working_days_overdue, const v1::RatingPolicy& policy) {
  const auto& bounds = policy.ageing_bounds();
  return static_cast<int>(
      std::lower_bound(bounds.begin(), bounds.end(), working_days_overdue) -
      bounds.begin());
}

v1::AgeingBand DaysOfBand(int band, const v1::RatingPolicy& policy) {
  v1::AgeingBand days;
  days.set_first_working_day(band == 0 ? 1
                                       : policy.ageing_bounds(band - 1) + 1);
  if (band < policy.ageing_bounds_size()) {
    days.set_last_working_day(policy.ageing_bounds(band));
  }
  return days;
}

}  // namespace actionplan::queries
