#include "services/domain/escalation_errors.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"

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
