// The rules that raise escalations of an action: what each looks at, and from
// which day on it holds.
//
// A rule holds because of a trigger: a due date that is past, an assignment
// that nobody answers. It raises once for a trigger, or what a person
// resolved would be raised again the next second; what ended by itself, because
// the trigger was gone, begins anew when that is back.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_RULES_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_RULES_H_

#include <cstdint>
#include <optional>

#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/board.pb.h"
#include "actionplan/v1/escalation.pb.h"
#include "services/domain/watched_action.h"
#include "services/domain/working_calendar.h"

namespace actionplan::domain {

// By what actions are evaluated.
struct EvaluationBasis {
  absl::CivilDay as_of;
  v1::EscalationPolicy policy;  // Empty: nothing is raised.

  // The board's day since which policy and calendar are what they are: nothing
  // held by them before it. The first of all days when not known.
  absl::CivilDay in_force_since = absl::CivilDay(1, 1, 1);

  WorkingCalendar calendar;
};

// The rules that raise an episode, at level 1, by themselves.
absl::Span<const v1::Escalation::Rule> RaisingRules();

// The family of a rule that raises an episode, by itself or by hand.
v1::Escalation::Family FamilyOf(v1::Escalation::Rule rule);

// Why one of RaisingRules() holds on the as-of date, with the first day on
// which it did; nullopt when it does not hold, or the policy does not turn it
// on.
std::optional<v1::Escalation::Grounds> GroundsFor(v1::Escalation::Rule rule,
                                                  const WatchedAction& action,
                                                  const EvaluationBasis& basis);

// Whether the trigger of an open episode is no more, so that a rule of its
// family would not raise it again: the refusal was answered, a report came.
// Never for TIMELINESS, which asks the as-of date, and for what people raise.
bool IsTriggerGone(const OpenEscalation& open, const WatchedAction& action);

// The same of the escalation and the action as resources.
bool IsTriggerGone(const v1::Escalation& open, const v1::Action& action);

// Whether the action is still as the rule saw it.
bool IsAsSeen(v1::Escalation::Rule rule, const v1::Escalation::Grounds& grounds,
              const v1::Action& action);

// Working days past the due date at which OVERDUE_BY raises; nullopt for an
// action whose priority nobody has said, and without a policy.
std::optional<int> AllowedWorkingDays(const v1::EscalationPolicy& policy,
                                      v1::Action::Priority priority);

// The highest level that rules raise to.
int HighestLevel(const v1::EscalationPolicy& policy);

// When somebody last reported on the action, or it last moved, as claimed, in
// seconds since 1970.
int64_t LastReport(const v1::Action& action);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_RULES_H_
