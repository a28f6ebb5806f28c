#include "services/domain/action_errors.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "eventstore/base/status.h"
#include "projections/resources/civil_date.h"

namespace actionplan::domain {
namespace {

using absl::StatusCode;
using base::Error;
using resources::FormatDate;

std::string Method(ActionCommand command) {
  return std::string(MethodName(command));
}

template <typename Roles>
std::string JoinRoles(const Roles& roles, absl::string_view separator) {
  return absl::StrJoin(roles, separator, [](std::string* out, Role role) {
    absl::StrAppend(out, RoleName(role));
  });
}

std::string JoinStates(ActionCommand command) {
  return absl::StrJoin(StatesFor(command), ", ",
                       [](std::string* out, v1::Action::State state) {
                         absl::StrAppend(out, v1::Action::State_Name(state));
                       });
}

std::string JoinCommands(v1::Action::State state) {
  return absl::StrJoin(CommandsIn(state), ", ",
                       [](std::string* out, ActionCommand command) {
                         absl::StrAppend(out, MethodName(command));
                       });
}

std::string AgencyOf(const Caller& caller) {
  return caller.agency.empty() ? "no agency" : caller.agency;
}

}  // namespace

absl::Status ActionStateForbids(ActionCommand command,
                                const v1::Action& state) {
  const std::string current = v1::Action::State_Name(state.state());
  return Error({.code = StatusCode::kFailedPrecondition,
                .reason = "STATE_FORBIDS",
                .message = absl::StrCat(
                    Method(command), " works in ", JoinStates(command), "; ",
                    state.name(), " is ", current,
                    ". What works there: ", JoinCommands(state.state()), "."),
                .metadata = {{"name", state.name()},
                             {"state", current},
                             {"command", Method(command)},
                             {"states", JoinStates(command)},
                             {"commands", JoinCommands(state.state())}}});
}

absl::Status RoleNeeded(ActionCommand command,
                        std::initializer_list<Role> roles) {
  return Error(
      {.code = StatusCode::kPermissionDenied,
       .reason = "ROLE_NEEDED",
       .message = absl::StrCat(Method(command), " is for a caller who is ",
                               JoinRoles(roles, " or "), ". Ask one of them."),
       .metadata = {{"command", Method(command)},
                    {"roles", JoinRoles(roles, ", ")}}});
}

absl::Status NotLeadAgency(ActionCommand command, const v1::Action& state,
                           const Caller& caller) {
  return Error(
      {.code = StatusCode::kPermissionDenied,
       .reason = "NOT_LEAD_AGENCY",
       .message = absl::StrCat(Method(command), " is for the lead agency of ",
                               state.name(), ", ", state.lead_agency(),
                               "; the caller acts for ", AgencyOf(caller),
                               ". Ask the lead agency."),
       .metadata = {{"name", state.name()},
                    {"command", Method(command)},
                    {"lead_agency", state.lead_agency()},
                    {"agency", caller.agency}}});
}

absl::Status NotInvolvedAgency(ActionCommand command, const v1::Action& state,
                               const Caller& caller) {
  return Error(
      {.code = StatusCode::kPermissionDenied,
       .reason = "NOT_INVOLVED_AGENCY",
       .message = absl::StrCat(
           Method(command), " is for the lead agency of ", state.name(),
           " and the agencies that support it; the caller acts for ",
           AgencyOf(caller), ". Ask one of them, or leave a comment."),
       .metadata = {{"name", state.name()},
                    {"command", Method(command)},
                    {"lead_agency", state.lead_agency()},
                    {"supporting_agencies",
                     absl::StrJoin(state.supporting_agencies(), ", ")},
                    {"agency", caller.agency}}});
}

absl::Status NotAgencyLead(const v1::Action& state, const Caller& caller) {
  return Error(
      {.code = StatusCode::kPermissionDenied,
       .reason = "NOT_AGENCY_LEAD",
       .message = absl::StrCat(
           "ReassignAction is for the agency lead of ", state.lead_agency(),
           " and for the board manager; the caller acts for ", AgencyOf(caller),
           ". Ask one of them."),
       .metadata = {{"name", state.name()},
                    {"lead_agency", state.lead_agency()},
                    {"agency", caller.agency}}});
}

absl::Status NotCreator(ActionCommand command, const v1::Action& state) {
  return Error({.code = StatusCode::kPermissionDenied,
                .reason = "NOT_CREATOR",
                .message = absl::StrCat(
                    Method(command), " is for who proposed ", state.name(),
                    " and for the board manager. Ask one of them."),
                .metadata = {{"name", state.name()},
                             {"command", Method(command)},
                             {"creator", state.creator()}}});
}

absl::Status CommenterNotOfBoard(const v1::Action& state) {
  return Error(
      {.code = StatusCode::kPermissionDenied,
       .reason = "COMMENTER_NOT_OF_BOARD",
       .message = absl::StrCat(
           "Remarks on ", state.name(),
           " are for the agencies of its board, its office, audit leads and "
           "verifiers. Call as one of them."),
       .metadata = {{"name", state.name()}}});
}

absl::Status VerifierIsSubmitter(ActionCommand command,
                                 const v1::Action& state) {
  return Error(
      {.code = StatusCode::kPermissionDenied,
       .reason = "VERIFIER_IS_SUBMITTER",
       .message = absl::StrCat(
           "The caller submitted the completion of ", state.name(),
           " and cannot judge it. Ask somebody of another agency or the "
           "board's office to use ",
           Method(command), "."),
       .metadata = {{"name", state.name()},
                    {"command", Method(command)},
                    {"submitter", state.completion().submitter()}}});
}

absl::Status VerifierNotIndependent(ActionCommand command,
                                    const v1::Action& state,
                                    const Caller& caller) {
  return Error(
      {.code = StatusCode::kPermissionDenied,
       .reason = "VERIFIER_NOT_INDEPENDENT",
       .message =
           absl::StrCat(Method(command),
                        " is for an agency that neither leads ", state.name(),
                        " nor submitted its completion, and for the board's "
                        "office; the caller acts for ",
                        AgencyOf(caller), ". Ask one of them."),
       .metadata = {{"name", state.name()},
                    {"command", Method(command)},
                    {"lead_agency", state.lead_agency()},
                    {"submitter_agency", state.completion().submitter_agency()},
                    {"agency", caller.agency}}});
}

absl::Status ExtensionDeciderIsRequester(ActionCommand command,
                                         const v1::Action& state) {
  return Error(
      {.code = StatusCode::kPermissionDenied,
       .reason = "EXTENSION_DECIDER_IS_REQUESTER",
       .message =
           absl::StrCat("The caller asked for the extension of ", state.name(),
                        " and cannot answer it. Ask another chair to use ",
                        Method(command), "."),
       .metadata = {{"name", state.name()},
                    {"command", Method(command)},
                    {"requester", state.pending_extension().requester()}}});
}

absl::Status ExtensionCapReached(const v1::Action& state, int cap) {
  const std::string priority = v1::Action::Priority_Name(state.priority());
  return Error(
      {.code = StatusCode::kPermissionDenied,
       .reason = "EXTENSION_CAP_REACHED",
       .message = absl::StrCat(
           state.name(), " has priority ", priority, " and has had ",
           state.approved_extensions(), " of ", cap,
           " extensions. Only the independent chair can grant another."),
       .metadata = {
           {"name", state.name()},
           {"priority", priority},
           {"approved_extensions", absl::StrCat(state.approved_extensions())},
           {"cap", absl::StrCat(cap)}}});
}

absl::Status BlockedByItself(absl::string_view name) {
  return Error({.code = StatusCode::kInvalidArgument,
                .reason = "BLOCKED_BY_ITSELF",
                .message = absl::StrCat(name,
                                        " cannot wait for itself. Name what "
                                        "holds it up."),
                .metadata = {{"name", std::string(name)}}});
}

absl::Status BlockerEnded(const v1::Action& blocker) {
  const std::string state = v1::Action::State_Name(blocker.state());
  return Error(
      {.code = StatusCode::kFailedPrecondition,
       .reason = "BLOCKER_ENDED",
       .message = absl::StrCat(blocker.name(), " is ", state,
                               "; nothing waits for it. Name what still holds "
                               "the action up."),
       .metadata = {{"blocker", blocker.name()}, {"state", state}}});
}

absl::Status BlockersWaitForEachOther(absl::string_view name,
                                      const v1::Action& blocker) {
  return Error(
      {.code = StatusCode::kFailedPrecondition,
       .reason = "BLOCKERS_WAIT_FOR_EACH_OTHER",
       .message = absl::StrCat(blocker.name(), " is itself blocked by ", name,
                               ". Unblock one of the two, or name what holds "
                               "both up."),
       .metadata = {{"name", std::string(name)}, {"blocker", blocker.name()}}});
}

absl::Status ReplacedByItself(absl::string_view name) {
  return Error({.code = StatusCode::kInvalidArgument,
                .reason = "REPLACED_BY_ITSELF",
                .message = absl::StrCat(
                    name, " cannot take its own place. Name another action."),
                .metadata = {{"name", std::string(name)}}});
}

absl::Status ReplacementEnded(const v1::Action& replacement) {
  const std::string state = v1::Action::State_Name(replacement.state());
  return Error(
      {.code = StatusCode::kFailedPrecondition,
       .reason = "REPLACEMENT_ENDED",
       .message = absl::StrCat(
           replacement.name(), " is ", state,
           " and cannot take another's place. Name an action that is done or "
           "will be, or decide not to implement this one."),
       .metadata = {{"replacement", replacement.name()}, {"state", state}}});
}

absl::Status MeetingInFuture(absl::string_view meeting, absl::CivilDay held_on,
                             absl::CivilDay signed_off_on) {
  return Error(
      {.code = StatusCode::kFailedPrecondition,
       .reason = "MEETING_IN_FUTURE",
       .message = absl::StrCat(
           meeting, " is on ", FormatDate(held_on), ", after the sign-off on ",
           FormatDate(signed_off_on),
           ". Name a meeting that has taken place, or sign off later."),
       .metadata = {{"meeting", std::string(meeting)},
                    {"meeting_date", FormatDate(held_on)},
                    {"day", FormatDate(signed_off_on)}}});
}

absl::Status MeetingBeforeVerification(absl::string_view meeting,
                                       absl::CivilDay held_on,
                                       absl::CivilDay verified_on) {
  return Error(
      {.code = StatusCode::kFailedPrecondition,
       .reason = "MEETING_BEFORE_VERIFICATION",
       .message = absl::StrCat(
           meeting, " was on ", FormatDate(held_on),
           ", before the completion was verified on ", FormatDate(verified_on),
           ". Name the meeting that had the verification before it."),
       .metadata = {{"meeting", std::string(meeting)},
                    {"meeting_date", FormatDate(held_on)},
                    {"verified_on", FormatDate(verified_on)}}});
}

absl::Status DueDatePast(absl::string_view field, absl::CivilDay due,
                         absl::CivilDay day) {
  return Error({.code = StatusCode::kInvalidArgument,
                .reason = "DUE_DATE_PAST",
                .message = absl::StrCat(
                    field, " ", FormatDate(due), " is before ", FormatDate(day),
                    ", the day on which this happened. Give that day or a "
                    "later one; or, if it happened earlier, say when with "
                    "occur_time."),
                .metadata = {{"field", std::string(field)},
                             {"due_date", FormatDate(due)},
                             {"day", FormatDate(day)}}});
}

absl::Status ReviewDateNeeded() {
  return Error({.code = StatusCode::kInvalidArgument,
                .reason = "REVIEW_DATE_NEEDED",
                .message = "An action without a due date needs a review date. "
                           "Set due.review_date.",
                .metadata = {{"field", "due.review_date"}}});
}

absl::Status ReviewDateNotAhead(absl::string_view field, absl::CivilDay review,
                                absl::CivilDay day) {
  return Error(
      {.code = StatusCode::kInvalidArgument,
       .reason = "REVIEW_DATE_NOT_AHEAD",
       .message = absl::StrCat(field, " ", FormatDate(review), " is not after ",
                               FormatDate(day),
                               ", the day on which this happened. Give a later "
                               "day."),
       .metadata = {{"field", std::string(field)},
                    {"review_date", FormatDate(review)},
                    {"day", FormatDate(day)}}});
}

absl::Status CompletedInFuture(absl::CivilDay completed_on,
                               absl::CivilDay day) {
  return Error(
      {.code = StatusCode::kInvalidArgument,
       .reason = "COMPLETED_IN_FUTURE",
       .message = absl::StrCat("completed_on ", FormatDate(completed_on),
                               " is after ", FormatDate(day),
                               ", the day of the submission. Give that day or "
                               "an earlier one."),
       .metadata = {{"completed_on", FormatDate(completed_on)},
                    {"day", FormatDate(day)}}});
}

absl::Status NoDueDateToExtend(const v1::Action& state) {
  return Error({.code = StatusCode::kFailedPrecondition,
                .reason = "NO_DUE_DATE_TO_EXTEND",
                .message = absl::StrCat(
                    state.name(),
                    " has no due date, so it needs no more time. Use "
                    "RecordProgress or AddComment to tell the board."),
                .metadata = {{"name", state.name()}}});
}

absl::Status ExtensionNotLater(absl::CivilDay proposed, absl::CivilDay due) {
  return Error(
      {.code = StatusCode::kInvalidArgument,
       .reason = "EXTENSION_NOT_LATER",
       .message = absl::StrCat("proposed_due_date ", FormatDate(proposed),
                               " is not after the due date ", FormatDate(due),
                               ". Propose a later day."),
       .metadata = {{"proposed_due_date", FormatDate(proposed)},
                    {"due_date", FormatDate(due)}}});
}

absl::Status SmartIncomplete(absl::string_view name,
                             const std::vector<std::string>& missing) {
  return Error(
      {.code = StatusCode::kFailedPrecondition,
       .reason = "SMART_INCOMPLETE",
       .message = absl::StrCat(
           name, " lacks ", absl::StrJoin(missing, " and "),
           ". Give it with the assignment, or say in smart_override_reason "
           "why it is assigned without."),
       .metadata = {{"name", std::string(name)},
                    {"missing", absl::StrJoin(missing, ", ")}}});
}

absl::Status SmartPartRemoved(absl::string_view name,
                              const std::vector<std::string>& removed) {
  return Error({.code = StatusCode::kFailedPrecondition,
                .reason = "SMART_PART_REMOVED",
                .message = absl::StrCat(
                    name, " has been assigned and cannot do without ",
                    absl::StrJoin(removed, " and "),
                    ". Give new words, or leave it out of update_mask."),
                .metadata = {{"name", std::string(name)},
                             {"removed", absl::StrJoin(removed, ", ")}}});
}

absl::Status OwnerRoleNeeded(absl::string_view lead_agency) {
  return Error(
      {.code = StatusCode::kInvalidArgument,
       .reason = "OWNER_ROLE_NEEDED",
       .message = absl::StrCat("A new lead agency, ", lead_agency,
                               ", needs an owner of its own. Set owner_role."),
       .metadata = {{"field", "owner_role"},
                    {"lead_agency", std::string(lead_agency)}}});
}

absl::Status CancellationCarriesAssignment(absl::string_view name) {
  return Error(
      {.code = StatusCode::kInvalidArgument,
       .reason = "CANCELLATION_CARRIES_ASSIGNMENT",
       .message = absl::StrCat(
           "To cancel ", name,
           ", leave out lead_agency, owner_role and due; to assign it again, "
           "decide ASSIGN_AGAIN."),
       .metadata = {{"name", std::string(name)}}});
}

absl::Status EvidenceNeeded(absl::string_view name) {
  return Error({.code = StatusCode::kFailedPrecondition,
                .reason = "EVIDENCE_NEEDED",
                .message = absl::StrCat(name,
                                        " has no evidence. Send some with the "
                                        "submission, or add it first."),
                .metadata = {{"name", std::string(name)}}});
}

absl::Status ExtensionAlreadyPending(const v1::Action& state) {
  return Error(
      {.code = StatusCode::kFailedPrecondition,
       .reason = "EXTENSION_ALREADY_PENDING",
       .message = absl::StrCat(
           state.name(),
           " has a request for more time that awaits an answer. Wait for it, "
           "or withdraw it first."),
       .metadata = {{"name", state.name()},
                    {"requester", state.pending_extension().requester()}}});
}

absl::Status NoExtensionPending(absl::string_view name) {
  return Error({.code = StatusCode::kFailedPrecondition,
                .reason = "NO_EXTENSION_PENDING",
                .message = absl::StrCat(
                    name,
                    " has no request for more time. Read it again: it may "
                    "have been answered or taken back."),
                .metadata = {{"name", std::string(name)}}});
}

}  // namespace actionplan::domain
