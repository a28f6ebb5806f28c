// The refusals of commands about evidence, milestones and assurance. Each says
// what is wrong and what to do next; the metadata are the values that a program
// needs to do it.
//
// FAILED_PRECONDITION, but for MILESTONE_REACHED_IN_FUTURE, INVALID_ARGUMENT,
// and ASSURER_NOT_INDEPENDENT, PERMISSION_DENIED. Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ACTION_RECORD_ERRORS_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ACTION_RECORD_ERRORS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "actionplan/v1/action.pb.h"
#include "services/domain/caller.h"

namespace actionplan::domain {

absl::Status EvidenceLimitReached(absl::string_view name, int limit);
absl::Status EvidenceUnknown(const v1::Action& state, int number);
absl::Status EvidenceAlreadyWithdrawn(const v1::Action& state, int number);
absl::Status LastEvidenceOfClaim(const v1::Action& state, int number);

absl::Status MilestoneLimitReached(absl::string_view name, int limit);
absl::Status MilestoneUnknown(const v1::Action& state, int number);
absl::Status MilestoneAlreadyReached(const v1::Action& state, int number);
absl::Status MilestoneReachedInFuture(absl::CivilDay reached_on,
                                      absl::CivilDay day);

absl::Status AssurerNotIndependent(const v1::Action& state,
                                   const Caller& caller);
absl::Status ImpactNeedsVerification(const v1::Action& state);
absl::Status AssuranceNeedsEvidence(absl::string_view name);

// FAILED_PRECONDITION, NOTHING_TO_REVIEW: it has a due date, which says when
// the board looks again.
absl::Status NothingToReview(const v1::Action& action);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ACTION_RECORD_ERRORS_H_
