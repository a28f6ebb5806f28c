// The ladder of an open episode: one level more when nobody answers in time, a
// date of recovery that holds a level, one or more levels less by a person.
//
// Errors are those of preconditions.h, references.h and escalation_errors.h.
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_LEVELS_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_LEVELS_H_

#include <string>
#include <vector>

#include "actionplan/events/v1/escalation_facts.pb.h"
#include "actionplan/v1/escalation.pb.h"
#include "actionplan/v1/escalation_service.pb.h"
#include "services/domain/decide.h"

namespace actionplan::domain {

// Levels up to this one address the agency that leads the subject, higher ones
// the board.
inline constexpr int kHighestLevelOfAgency = 2;

// Who decides about an escalation at its level for the board: its office, from
// level 4 on the independent chair. NOT_PERMITTED, with the words for what.
absl::Status CheckDecider(const v1::Escalation& state, absl::string_view verb,
                          const Circumstances& now);

// The scheduler's: NO_ACKNOWLEDGEMENT, NO_RESPONSE or RECOVERY_MISSED raise
// from one level to the next, whose clocks start today. EVALUATION_STALE when
// what the rule missed is no longer awaited.
struct RaiseLevel {
  std::string subject;
  int from = 1;
  v1::Escalation::Rule rule = v1::Escalation::RULE_UNSPECIFIED;
  v1::Escalation::Grounds grounds;
};

Facts<events::v1::EscalationFact> Decide(const v1::Escalation& state,
                                         const RaiseLevel& command,
                                         const Circumstances& now);
std::vector<std::string> RelatedNames(const RaiseLevel& command);

// RAISED, ACKNOWLEDGED or RECOVERY_AGREED to RECOVERY_AGREED. By the board's
// office up to level 3 and by the independent chair at every level; by the
// agency that levels 1 and 2 address, for itself.
//
//   INVALID_ARGUMENT     RECOVERY_DATE_OUT_OF_RANGE
//   FAILED_PRECONDITION  RECOVERY_ALREADY_AGREED: an agency's second date at a
//                        level
//                        RECOVERY_NEEDS_BOARD: further ahead than the policy
//                        lets an agency go
Facts<events::v1::EscalationFact> Decide(
    const v1::Escalation& state, const v1::AgreeRecoveryPlanRequest& command,
    const Circumstances& now);

// RAISED, ACKNOWLEDGED or RECOVERY_AGREED: a date of recovery stays, else the
// lower level is raised anew. By the board's office; from levels 4 and 5 by the
// independent chair.
//
//   INVALID_ARGUMENT  LEVEL_NOT_LOWER
Facts<events::v1::EscalationFact> Decide(
    const v1::Escalation& state, const v1::LowerEscalationRequest& command,
    const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_LEVELS_H_
