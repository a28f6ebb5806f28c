#include "services/domain/action_record_errors.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "projections/resources/civil_date.h"

namespace actionplan::domain {
namespace {

using absl::StatusCode;
using base::Error;
using resources::FormatDate;

// What is said of something numbered that an action lacks, or has already.
absl::Status NumberError(absl::string_view reason, const v1::Action& state,
                         int number, std::string message) {
  return Error(
      {.code = StatusCode::kFailedPrecondition,
       .reason = std::string(reason),
       .message = std::move(message),
       .metadata = {{"name", state.name()}, {"number", absl::StrCat(number)}}});
}

}  // namespace

absl::Status EvidenceLimitReached(absl::string_view name, int limit) {
  return Error(
      {.code = StatusCode::kFailedPrecondition,
       .reason = "EVIDENCE_LIMIT_REACHED",
       .message = absl::StrCat(name, " can have ", limit,
                               " items of evidence. Put several documents "
                               "behind one address."),
       .metadata = {{"name", std::string(name)},
                    {"limit", absl::StrCat(limit)}}});
}

absl::Status EvidenceUnknown(const v1::Action& state, int number) {
  return NumberError("EVIDENCE_UNKNOWN", state, number,
                     absl::StrCat(state.name(), " has no evidence ", number,
                                  "; it has ", state.evidence_size(),
                                  ". Read the action for the numbers."));
}

absl::Status EvidenceAlreadyWithdrawn(const v1::Action& state, int number) {
  return NumberError("EVIDENCE_ALREADY_WITHDRAWN", state, number,
                     absl::StrCat("Evidence ", number, " of ", state.name(),
                                  " was withdrawn before. Nothing is left to "
                                  "do."));
}

absl::Status LastEvidenceOfClaim(const v1::Action& state, int number) {
  return NumberError(
      "LAST_EVIDENCE_OF_CLAIM", state, number,
      absl::StrCat("Evidence ", number, " is all that ", state.name(),
                   " was submitted with. Add other evidence first, or ask the "
                   "verifier to reject the completion."));
}

absl::Status MilestoneLimitReached(absl::string_view name, int limit) {
  return Error(
      {.code = StatusCode::kFailedPrecondition,
       .reason = "MILESTONE_LIMIT_REACHED",
       .message = absl::StrCat(name, " can have ", limit,
                               " milestones. Set one of them anew, or propose "
                               "another action."),
       .metadata = {{"name", std::string(name)},
                    {"limit", absl::StrCat(limit)}}});
}

absl::Status MilestoneUnknown(const v1::Action& state, int number) {
  return NumberError("MILESTONE_UNKNOWN", state, number,
                     absl::StrCat(state.name(), " has no milestone ", number,
                                  "; it has ", state.milestones_size(),
                                  ". Read the action for the numbers."));
}

absl::Status MilestoneAlreadyReached(const v1::Action& state, int number) {
  return NumberError(
      "MILESTONE_ALREADY_REACHED", state, number,
      absl::StrCat("Milestone ", number, " of ", state.name(),
                   " has been reached and stays as it is. Set a new one."));
}

absl::Status MilestoneReachedInFuture(absl::CivilDay reached_on,
                                      absl::CivilDay day) {
  return Error({.code = StatusCode::kInvalidArgument,
                .reason = "MILESTONE_REACHED_IN_FUTURE",
                .message = absl::StrCat("reached_on ", FormatDate(reached_on),
                                        " is after ", FormatDate(day),
                                        ", the day on which this happened. "
                                        "Give that day or an earlier one."),
                .metadata = {{"field", "reached_on"},
                             {"reached_on", FormatDate(reached_on)},
                             {"day", FormatDate(day)}}});
}

absl::Status AssurerNotIndependent(const v1::Action& state,
                                   const Caller& caller) {
  return Error(
      {.code = StatusCode::kPermissionDenied,
       .reason = "ASSURER_NOT_INDEPENDENT",
       .message = absl::StrCat(
           "More than SELF_REPORTED is for the board's office and for agencies "
           "that neither lead nor support ",
           state.name(), "; the caller acts for ",
           caller.agency.empty() ? "no agency" : caller.agency,
           ". Ask one of them."),
       .metadata = {{"name", state.name()}, {"agency", caller.agency}}});
}

absl::Status ImpactNeedsVerification(const v1::Action& state) {
  const std::string current = v1::Action::State_Name(state.state());
  return Error(
      {.code = StatusCode::kFailedPrecondition,
       .reason = "IMPACT_NEEDS_VERIFICATION",
       .message = absl::StrCat(state.name(), " is ", current,
                               ". What it changed can be shown once it was "
                               "verified; until then EVIDENCED is the most."),
       .metadata = {{"name", state.name()}, {"state", current}}});
}

absl::Status AssuranceNeedsEvidence(absl::string_view name) {
  return Error({.code = StatusCode::kFailedPrecondition,
                .reason = "ASSURANCE_NEEDS_EVIDENCE",
                .message = absl::StrCat(
                    name, " has no evidence that counts. Add some first."),
                .metadata = {{"name", std::string(name)}}});
}

absl::Status NothingToReview(const v1::Action& action) {
  return base::Error({
      .code = absl::StatusCode::kFailedPrecondition,
      .reason = "NOTHING_TO_REVIEW",
      .message = absl::StrCat(
          action.name(),
          " has a due date and is not blocked, so it has no review date to "
          "move. Ask for an extension if it needs more time."),
      .metadata = {{"action", action.name()}},
  });
}

}  // namespace actionplan::domain
