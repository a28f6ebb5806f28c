// What tells the trigger of one escalation from that of another: the due date
// that is past, the assignment that nobody answers.
#ifndef ACTIONPLAN_PROJECTIONS_RESOURCES_ESCALATION_TRIGGER_H_
#define ACTIONPLAN_PROJECTIONS_RESOURCES_ESCALATION_TRIGGER_H_

#include <cstdint>

#include "absl/time/civil_time.h"
#include "google/type/date.pb.h"

namespace actionplan::resources {

// Of a v1::Escalation::Grounds or an events::v1::EscalationGrounds: seconds or
// days since 1970, or a revision; 0 for none. Two rules of one family never
// have the same for different triggers. Compared only.
template <typename Grounds>
int64_t TriggerIn(const Grounds& grounds) {
  const auto day = [](const google::type::Date& date) {
    return absl::CivilDay(date.year(), date.month(), date.day()) -
           absl::CivilDay(1970, 1, 1);
  };
  if (grounds.has_since_time()) return grounds.since_time().seconds();
  if (grounds.has_review_date()) return day(grounds.review_date());
  if (grounds.extension_revision() != 0) return grounds.extension_revision();
  return grounds.has_due_date() ? day(grounds.due_date()) : 0;
}

}  // namespace actionplan::resources

#endif  // ACTIONPLAN_PROJECTIONS_RESOURCES_ESCALATION_TRIGGER_H_
