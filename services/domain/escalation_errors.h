// The refusals that only escalations know.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_ERRORS_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_ERRORS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/escalation.pb.h"
#include "services/domain/episode.h"

namespace actionplan::domain {

// FAILED_PRECONDITION, ESCALATION_ALREADY_OPEN: the subject has an open episode
// in the family, and never two.
absl::Status EscalationAlreadyOpen(absl::string_view open);

// ABORTED, ESCALATION_EPISODE_TAKEN: the number is of an episode that is over.
// The one who asked tries the next number.
absl::Status EscalationEpisodeTaken(const Episode& episode);

// ABORTED, ESCALATION_EPISODE_SKIPPED: the episode before was never raised. The
// one who asked tries that number.
absl::Status EscalationEpisodeSkipped(const Episode& episode);

// FAILED_PRECONDITION, SUBJECT_OVER: the subject was verified, cancelled or the
// like, and there is nothing left to escalate.
absl::Status SubjectOver(const v1::Action& subject);

// PERMISSION_DENIED, NOT_THE_RECIPIENT: an escalation is acknowledged by those
// whom its level addresses.
absl::Status NotTheRecipient(absl::string_view escalation,
                             absl::string_view recipients);

// INVALID_ARGUMENT, RECOVERY_DATE_OUT_OF_RANGE: before the day on which it was
// agreed, or more than so many days after.
absl::Status RecoveryDateOutOfRange(absl::CivilDay date, absl::CivilDay from,
                                    int days_ahead);

// FAILED_PRECONDITION, RECOVERY_ALREADY_AGREED: an agency gives itself one date
// a level.
absl::Status RecoveryAlreadyAgreed(const v1::Escalation& escalation);

// FAILED_PRECONDITION, RECOVERY_NEEDS_BOARD: an agency gives itself no more
// than so many working days.
absl::Status RecoveryNeedsBoard(absl::string_view escalation, int working_days,
                                absl::CivilDay last);

// INVALID_ARGUMENT, LEVEL_NOT_LOWER.
absl::Status LevelNotLower(absl::string_view escalation, int level);

// FAILED_PRECONDITION, EVALUATION_STALE: what a rule saw is no longer so. The
// next evaluation sees it as it is.
absl::Status EvaluationStale(absl::string_view subject, absl::string_view what);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ESCALATION_ERRORS_H_
