// By when an escalation has to be acknowledged and answered.
//
// The clocks start on the day on which it is recorded, also when a rule held
// earlier: nobody can answer what was never sent.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_DEADLINES_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_DEADLINES_H_

#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "actionplan/events/v1/escalation_facts.pb.h"
#include "actionplan/v1/board.pb.h"
#include "actionplan/v1/escalation.pb.h"
#include "services/domain/circumstances.h"

namespace actionplan::domain {

// The two days of a level that starts on `start`; nullopt without a policy and
// at a level for which it gives no time.
struct LevelDays {
  google::type::Date acknowledge_by;
  google::type::Date respond_by;
};
std::optional<LevelDays> DaysOf(int level, const v1::Board& board,
                                absl::CivilDay start);

// Sets them in a fact that starts a level, or leaves them out.
template <typename Fact>
void SetDeadlines(const v1::Board& board, absl::CivilDay start, Fact& fact) {
  const std::optional<LevelDays> days = DaysOf(fact.level(), board, start);
  if (!days) return;
  *fact.mutable_acknowledge_by() = days->acknowledge_by;
  *fact.mutable_respond_by() = days->respond_by;
}

// The days, before and after, of an escalation whose clocks stood still since
// the day of its last change: later by the working days since then, and never
// before today. A day by which it was to be acknowledged stays when it was
// acknowledged before.
absl::StatusOr<events::v1::EscalationResumed> MoveDeadlines(
    const v1::Escalation& paused, const v1::Board& board,
    const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_DEADLINES_H_
