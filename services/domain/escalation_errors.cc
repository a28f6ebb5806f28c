#include "services/domain/escalation_errors.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "projections/resources/civil_date.h"

namespace actionplan::domain {

absl::Status EscalationAlreadyOpen(absl::string_view open) {
  return base::Error({
      .code = absl::StatusCode::kFailedPrecondition,
      .reason = "ESCALATION_ALREADY_OPEN",
      .message = absl::StrCat(open,
                              " is open for the same subject. Resolve it "
                              "before another is raised."),
      .metadata = {{"escalation", std::string(open)}},
  });
}

absl::Status EscalationEpisodeTaken(const Episode& episode) {
  return base::Error({
      .code = absl::StatusCode::kAborted,
      .reason = "ESCALATION_EPISODE_TAKEN",
      .message =
          absl::StrCat("Episode ", episode.number, " of ", episode.subject,
                       " is over already. Try again as the next one."),
      .metadata = {{"escalation", EscalationName(episode)},
                   {"episode", absl::StrCat(episode.number)}},
  });
}

absl::Status EscalationEpisodeSkipped(const Episode& episode) {
  return base::Error({
      .code = absl::StatusCode::kAborted,
      .reason = "ESCALATION_EPISODE_SKIPPED",
      .message = absl::StrCat("There is no episode of ", episode.subject,
                              " before episode ", episode.number,
                              ". Try again as the one before."),
      .metadata = {{"escalation", EscalationName(episode)},
                   {"episode", absl::StrCat(episode.number)}},
  });
}

absl::Status SubjectOver(const v1::Action& subject) {
  const std::string& state = v1::Action::State_Name(subject.state());
  return base::Error({
      .code = absl::StatusCode::kFailedPrecondition,
      .reason = "SUBJECT_OVER",
      .message = absl::StrCat(subject.name(), " is ", state,
                              " and nothing is left to escalate. Reopen it "
                              "first if it is not done."),
      .metadata = {{"subject", subject.name()}, {"state", state}},
  });
}

absl::Status NotTheRecipient(absl::string_view escalation,
                             absl::string_view recipients) {
  return base::Error({
      .code = absl::StatusCode::kPermissionDenied,
      .reason = "NOT_THE_RECIPIENT",
      .message = absl::StrCat(escalation, " is addressed to ", recipients,
                              ", and only they can say that it was seen. Ask "
                              "one of them."),
      .metadata = {{"escalation", std::string(escalation)},
                   {"recipients", std::string(recipients)}},
  });
}

absl::Status RecoveryDateOutOfRange(absl::CivilDay date, absl::CivilDay from,
                                    int days_ahead) {
  return base::Error({
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "RECOVERY_DATE_OUT_OF_RANGE",
      .message =
          absl::StrCat("A recovery agreed on ", resources::FormatDate(from),
                       " cannot be for ", resources::FormatDate(date),
                       ". Give a day from then to ",
                       resources::FormatDate(from + days_ahead), "."),
      .metadata = {{"field", "recovery_date"}},
  });
}

absl::Status RecoveryAlreadyAgreed(const v1::Escalation& escalation) {
  const auto date = resources::FromDate(escalation.recovery_date());
  return base::Error({
      .code = absl::StatusCode::kFailedPrecondition,
      .reason = "RECOVERY_ALREADY_AGREED",
      .message =
          absl::StrCat(escalation.name(), " has a recovery date already",
                       date.ok() ? ", " + resources::FormatDate(*date) : "",
                       ". Ask the board's office to agree to another."),
      .metadata = {{"escalation", escalation.name()}},
  });
}

absl::Status RecoveryNeedsBoard(absl::string_view escalation, int working_days,
                                absl::CivilDay last) {
  return base::Error({
      .code = absl::StatusCode::kFailedPrecondition,
      .reason = "RECOVERY_NEEDS_BOARD",
      .message = absl::StrCat(
          "An agency gives itself at most ", working_days,
          " working days, until ", resources::FormatDate(last),
          ". Give an earlier day, or ask the board's office to agree to this "
          "one."),
      .metadata = {{"escalation", std::string(escalation)},
                   {"last_day", resources::FormatDate(last)}},
  });
}

absl::Status LevelNotLower(absl::string_view escalation, int level) {
  return base::Error({
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "LEVEL_NOT_LOWER",
      .message =
          level == 1
              ? absl::StrCat(escalation,
                             " is at level 1, and there is none below. Resolve "
                             "it if it is over.")
              : absl::StrCat(escalation, " is at level ", level,
                             ". Give a level from 1 to ", level - 1, "."),
      .metadata = {{"escalation", std::string(escalation)}, {"field", "level"}},
  });
}

absl::Status EvaluationStale(absl::string_view subject,
                             absl::string_view what) {
  return base::Error({
      .code = absl::StatusCode::kFailedPrecondition,
      .reason = "EVALUATION_STALE",
      .message = absl::StrCat("What a rule saw of ", subject,
                              " has changed meanwhile: ", what,
                              ". Evaluate it again."),
      .metadata = {{"subject", std::string(subject)}},
  });
}

}  // namespace actionplan::domain
