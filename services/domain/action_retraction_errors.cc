#include "services/domain/action_retraction_errors.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "projections/resources/names.h"

namespace actionplan::domain {
namespace {

using absl::StatusCode;
using base::Error;
using events::v1::ActionFact;

// What undoes such a fact, when retracting does not.
absl::string_view Instead(const ActionFact& fact) {
  switch (fact.fact_case()) {
    case ActionFact::kActionProposed:
      return "Amend it, or cancel it.";
    case ActionFact::kActionAssigned:
      return "Assign it again, hand it over, or cancel it.";
    case ActionFact::kActionAccepted:
    case ActionFact::kActionDeclined:
    case ActionFact::kDeclineResolved:
      return "Ask the board to assign it again, or to decide about it.";
    case ActionFact::kCompletionSubmitted:
      return "Ask a verifier to reject the completion.";
    case ActionFact::kCompletionRejected:
      return "Submit the completion again.";
    case ActionFact::kCompletionVerified:
    case ActionFact::kActionSignedOff:
      return "Reopen it.";
    case ActionFact::kActionReopened:
      return "Submit the completion again.";
    case ActionFact::kActionCancelled:
    case ActionFact::kActionSuperseded:
    case ActionFact::kActionNotImplemented:
      return "Propose a new action.";
    case ActionFact::kActionReassigned:
      return "Hand it over again.";
    case ActionFact::kDetailsAmended:
      return "Amend it again.";
    case ActionFact::kEvidenceAdded:
      return "Withdraw the evidence.";
    case ActionFact::kEvidenceWithdrawn:
      return "Add the evidence again.";
    case ActionFact::kExtensionRequested:
      return "Withdraw the request for more time.";
    case ActionFact::kExtensionApproved:
    case ActionFact::kExtensionRejected:
    case ActionFact::kExtensionWithdrawn:
      return "Ask for more time again.";
    case ActionFact::kActionBlocked:
      return "Unblock it.";
    case ActionFact::kActionUnblocked:
      return "Block it again.";
    case ActionFact::kPriorityChanged:
      return "Change the priority again.";
    case ActionFact::kMilestoneSet:
      return "Set the milestone anew.";
    case ActionFact::kActionImported:
      return "Import the corrected sheet, or amend it.";
    case ActionFact::kActionReviewed:
      return "Review it again.";
    case ActionFact::kRatingOverridden:
      return "Override the rating again.";
    case ActionFact::kEntryRetracted:
      return "Enter again what was retracted.";
    case ActionFact::kProgressRecorded:
    case ActionFact::kCommentAdded:
    case ActionFact::kMilestoneReached:
    case ActionFact::kAssuranceRecorded:
    case ActionFact::FACT_NOT_SET:
      break;
  }
  return "Add a comment that says what is right.";
}

// "ActionAssigned"; "" for a fact of a newer program.
std::string KindName(const ActionFact& fact) {
  const auto* field = fact.GetReflection()->GetOneofFieldDescriptor(
      fact, fact.GetDescriptor()->oneof_decl(0));
  return field == nullptr ? "" : field->message_type()->name();
}

}  // namespace

absl::Status EntryUnknown(const v1::Action& state, int64_t revision) {
  return Error(
      {.code = StatusCode::kFailedPrecondition,
       .reason = "ENTRY_UNKNOWN",
       .message = absl::StrCat(
           state.name(), " has no revision ", revision, "; it is at ",
           state.etag(), ". Read its trail for the revision of the entry."),
       .metadata = {{"name", state.name()},
                    {"revision", absl::StrCat(revision)}}});
}

absl::Status EntryAlreadyRetracted(const v1::Action& state, int64_t revision) {
  return Error(
      {.code = StatusCode::kFailedPrecondition,
       .reason = "ENTRY_ALREADY_RETRACTED",
       .message = absl::StrCat("Revision ", revision, " of ", state.name(),
                               " was retracted before. Nothing is left to do."),
       .metadata = {{"name", state.name()},
                    {"revision", absl::StrCat(revision)}}});
}

absl::Status EntryNotRetractable(const v1::Action& state,
                                 const events::v1::Event& entry) {
  const int64_t revision = entry.context().revision();
  const std::string kind = KindName(entry.action());
  return Error(
      {.code = StatusCode::kFailedPrecondition,
       .reason = "ENTRY_NOT_RETRACTABLE",
       .message = absl::StrCat(
           "Revision ", revision, " of ", state.name(), " is ",
           kind.empty() ? "a fact of a newer program" : kind,
           ", which others may have acted on; only reports of progress, "
           "comments, reached milestones and assurance are retracted. ",
           Instead(entry.action())),
       .metadata = {{"name", state.name()},
                    {"revision", absl::StrCat(revision)},
                    {"kind", kind}}});
}

absl::Status RetractionLimitReached(absl::string_view name, int limit) {
  return Error({.code = StatusCode::kFailedPrecondition,
                .reason = "RETRACTION_LIMIT_REACHED",
                .message = absl::StrCat(
                    name, " has ", limit,
                    " retracted entries, which is the most. Add a comment "
                    "that says what is right."),
                .metadata = {{"name", std::string(name)},
                             {"limit", absl::StrCat(limit)}}});
}

absl::Status NotAuthor(absl::string_view author) {
  return Error({.code = StatusCode::kPermissionDenied,
                .reason = "NOT_AUTHOR",
                .message = absl::StrCat(
                    "RetractEntry is for who made the entry, ", author,
                    ", and for the board manager. Ask one of them."),
                .metadata = {{"author", std::string(author)}}});
}

}  // namespace actionplan::domain
